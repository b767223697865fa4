import { readFileSync, readdirSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from '../node_modules/csv-parse/lib/sync.js'
import type { Transaction } from '../server/src/models/lifetime-value/purchase-history.ts'
import type { Purchase } from '../server/src/models/recommendation/interactions.ts'
import { seededRandom, sharedFile } from './harness.ts'

export const dayOf = (date: string) => Math.floor(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000)

/** CDNOW sample: fixed columns id, sample id, yyyymmdd, CDs, dollars. Undefined without the shared data. */
export function readCdnow(): Transaction[] | undefined {
  const file = sharedFile('purchases/cdnow/CDNOW_sample.txt')
  if (!file) return undefined
  return readFileSync(file, 'utf8').trim().split(/\r?\n/).map((line) => {
    const [, customer = '', date = '', , amount] = line.trim().split(/\s+/)
    return { customer, day: dayOf(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`), amount: Number(amount) }
  })
}

export interface RetailLine {
  customer: string
  item: string
  day: number
  amount: number
}

/** UCI Online Retail, cleaned as in its published checksum: 397,884 lines. */
export function readOnlineRetail(): RetailLine[] | undefined {
  const folder = sharedFile('purchases/online-retail')
  if (!folder) return undefined
  const lines: RetailLine[] = []
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.csv.gz')).sort()) {
    const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(`${folder}/${name}`)), { columns: true })
    for (const { CustomerID: customer = '', StockCode: item = '', InvoiceNo: invoice = '', InvoiceDate: date = '', ...row } of rows) {
      const quantity = Number(row['Quantity'])
      const price = Number(row['UnitPrice'])
      if (customer && !invoice.startsWith('C') && quantity > 0 && price > 0) lines.push({ customer, item, day: dayOf(date), amount: quantity * price })
    }
  }
  return lines
}

/** Power-law users and items; a user keeps mostly to two of the groups the items fall into. */
export function makePurchases(users: number, items: number, perUser: number, seed: number): Purchase[] {
  const random = seededRandom(seed)
  const groups = Math.max(2, Math.round(items / 50))
  const purchases: Purchase[] = []
  for (let u = 0; u < users; u++) {
    const count = Math.max(2, Math.round(perUser * 0.5 * (1 + random() / Math.sqrt(random() + 0.04) / 2)))
    for (let p = 0; p < count; p++) {
      const group = random() < 0.75 ? (u * 31 + (random() < 0.5 ? 0 : 1)) % groups : Math.floor(random() * groups)
      const size = Math.floor((items - group + groups - 1) / groups)
      const item = group + groups * Math.floor(size * random() ** 2)
      purchases.push({ user: `u${u}`, item: `i${item}`, day: Math.floor(random() * 365) })
    }
  }
  return purchases
}
