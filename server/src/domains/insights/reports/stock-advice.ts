import { findVariantFacts, readAvailable } from '#domains/catalog'
import { readStockAdvice } from '../goods-forecasts.ts'
import type { Report } from './report.ts'

/** What will probably sell, and how many to order or make now. Worked out every night. */
export const stockAdvice: Report = {
  key: 'stock-advice',
  hasPeriod: false,
  async run(tx) {
    const advice = await readStockAdvice(tx)
    const ids = advice.map((row) => row.variantId)
    const [facts, available] = [await findVariantFacts(tx, ids), await readAvailable(tx, ids)]
    const wanted = advice.filter((row) => row.orderQuantity > 0)
    return {
      computedAt: null,
      missing: advice.length === 0 ? { what: 'days', have: 0, need: 28 } : null,
      facts: { goods: wanted.length, pieces: wanted.reduce((sum, row) => sum + row.orderQuantity, 0), days: advice[0]?.days ?? null, asOf: advice[0]?.asOf ?? null },
      columns: [
        { key: 'name', heading: 'Barang', kind: 'text' },
        { key: 'orderNow', heading: 'Pesan sekarang', kind: 'count' },
        { key: 'available', heading: 'Bisa dijual', kind: 'count' },
        { key: 'expected', heading: 'Perkiraan terjual', kind: 'count' },
        { key: 'atLeast', heading: 'Paling sedikit', kind: 'count' },
        { key: 'atMost', heading: 'Paling banyak', kind: 'count' },
        { key: 'lastWeek', heading: 'Terjual 7 hari', kind: 'count' },
      ],
      rows: advice.map((row) => [facts.get(row.variantId)?.name ?? '', row.orderQuantity, available.get(row.variantId) ?? null, tenth(row.expected), Math.floor(row.expectedLow), Math.ceil(row.expectedHigh), row.soldWeekly.at(-1) ?? 0]),
      chart: { kind: 'bars', x: 'name', y: 'expected' },
    }
  },
}

const tenth = (value: number) => Math.round(value * 10) / 10
