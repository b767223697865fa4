/**
 * One importer in a process of its own: `node bench/import-runner.ts <ours | row | values | copy | store-…> <target>`. Reads one
 * file name a line, imports it into empty tables, and answers with a JSON line. Peers group rows into orders and write
 * the same two tables with the same indexes; they check nothing, know no customers and report no bad rows.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { sql } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { createApp } from '../server/src/app.ts'
import { createBusiness } from '../server/src/domains/businesses/index.ts'
import { fileOfPath } from '../server/src/domains/imports/files/file.ts'
import { surveyOrders } from '../server/src/domains/imports/formats/order-layout.ts'
import { findOrderFormat, orderFormats } from '../server/src/domains/imports/formats/order-registry.ts'
import { writeOrders } from '../server/src/domains/imports/orders/run.ts'
import { insertImport } from '../server/src/domains/imports/store.ts'
import { createDatabase, type ConnectionTarget } from '../server/src/platform/database/connect.ts'
import { manyRows, type ColumnType } from '../server/src/platform/database/many-rows.ts'
import { openDatabase } from '../server/src/platform/database/open.ts'
import { newId } from '../server/src/platform/ids.ts'
import { silentLogger } from '../server/src/platform/log.ts'
import { createServices } from '../server/src/platform/services.ts'

export interface ImportWord {
  wallSeconds: number
  /** Largest resident memory so far, and what the idle process took, in MB. */
  megabytes: number
  idleMegabytes: number
}

type Importer = (path: string) => Promise<void>

const secretKey = 'a key for measuring, 32 letters long'
const orderTypes: Record<string, ColumnType> = {
  business_id: 'uuid', id: 'uuid', number: 'text', source: 'text', customer_name: 'text', phone: 'text', status: 'text', subtotal: 'bigint', discount: 'bigint', shipping_fee: 'bigint', total: 'bigint',
  courier: 'text', note: 'text', is_sample: 'boolean', placed_at: 'timestamptz', updated_at: 'timestamptz', city: 'text', province: 'text', payment_method: 'text',
}
const lineTypes: Record<string, ColumnType> = { business_id: 'uuid', id: 'uuid', order_id: 'uuid', sku: 'text', name: 'text', quantity: 'integer', unit_price: 'bigint', position: 'integer' }
const orderColumns = Object.keys(orderTypes)
const lineColumns = Object.keys(lineTypes)
const placesOf = (columns: string[]) => columns.map((_, index) => `$${index + 1}`).join()
const insertOrder = `insert into orders (${orderColumns.join()}) values (${placesOf(orderColumns)})`
const insertLine = `insert into order_lines (${lineColumns.join()}) values (${placesOf(lineColumns)})`
const businessId = newId()

const importers: Record<string, (target: ConnectionTarget) => Promise<Importer>> = {
  async ours(target) {
    const database = await openDatabase({ config: { appDatabaseUrl: undefined, ownerDatabaseUrl: undefined }, setup: target, secretKey, log: silentLogger })
    const services = createServices({ config: { apiUrls: {} }, secretKey, log: silentLogger, fetch: never, files: { put: never, open: never, remove: never }, baseUrl: () => 'http://localhost:3000' })
    const app = await createApp({ services, db: database.db, connectLive: database.connectLive, role: 'web', isReady: database.isReady })
    const shop = await createBusiness({ ...services, ...app.contexts, db: database.db }, { name: 'Toko Ukur', sector: 'kuliner', city: 'Semarang' }, undefined)
    const ctx = app.contexts.forBusiness(shop, { kind: 'system' })
    return async (path) => {
      const file = fileOfPath(path)
      const layout = await surveyOrders(file, orderFormats)
      const format = layout && findOrderFormat(layout.format)
      if (!layout || !format) throw new Error('The file was not recognised')
      const importId = await ctx.transaction((tx) => insertImport(tx, { kind: 'orders', format: format.format, name: path, fileKey: newId(), sha256: '', rowCount: 0, unreadCount: 0, mapping: null, summary: null }))
      await ctx.transaction((tx) => tx.db.updateTable('imports' as never).set({ status: 'waiting' } as never).execute())
      if (!(await writeOrders(ctx, importId, file, layout, format))) throw new Error('The import was stopped')
    }
  },
  /** Writing alone: the same rows, made before the clock starts, as the product writes them. */
  async 'store-ours'(target) {
    const pool = new pg.Pool({ ...target, max: 1 })
    const db = createDatabase(pool)
    const named = (types: Record<string, ColumnType>, rows: unknown[][]) => {
      const names = Object.keys(types)
      return manyRows(types, rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]]))))
    }
    return stored(async (batches) => {
      for (const batch of batches) {
        await db.transaction().execute(async (trx) => {
          const orders = named(orderTypes, batch.map(({ order }) => order))
          await sql`insert into orders ${orders.columns} ${orders.values} on conflict (business_id, source, number) do nothing`.execute(trx)
          const lines = named(lineTypes, batch.flatMap(({ lines: own }) => own))
          await sql`insert into order_lines ${lines.columns} ${lines.values}`.execute(trx)
        })
      }
    })
  },
  async 'store-values'(target) {
    const client = await connect(target)
    return stored(async (batches) => {
      for (const batch of batches) {
        await client.query('begin')
        for (let start = 0; start < batch.length; start += 1_000) {
          const part = batch.slice(start, start + 1_000)
          await insertMany(client, 'orders', orderColumns, part.map(({ order }) => order), 'on conflict (business_id, source, number) do nothing')
          await insertMany(client, 'order_lines', lineColumns, part.flatMap(({ lines }) => lines))
        }
        await client.query('commit')
      }
    })
  },
  async 'store-row'(target) {
    const client = await connect(target)
    return stored(async (batches) => {
      await client.query('begin')
      for (const { order, lines } of batches.flat()) await insertOne(client, order, lines)
      await client.query('commit')
    })
  },
  async row(target) {
    const client = await connect(target)
    return async (path) => {
      await client.query('begin')
      for await (const { order, lines } of readOrders(path)) {
        await insertOne(client, order, lines)
      }
      await client.query('commit')
    }
  },
  async values(target) {
    const client = await connect(target)
    return async (path) => {
      await client.query('begin')
      for await (const batch of inBatches(readOrders(path), 1_000)) {
        await insertMany(client, 'orders', orderColumns, batch.map(({ order }) => order))
        await insertMany(client, 'order_lines', lineColumns, batch.flatMap(({ lines }) => lines))
      }
      await client.query('commit')
    }
  },
  async copy(target) {
    const client = await connect(target)
    return async (path) => {
      await client.query('begin')
      const orders = client.query(copyFrom(`copy orders (${orderColumns.join()}) from stdin`))
      const held: string[] = []
      await pipeline(Readable.from(copyLines(path, held)), orders)
      await pipeline(Readable.from(held), client.query(copyFrom(`copy order_lines (${lineColumns.join()}) from stdin`)))
      await client.query('commit')
    }
  },
}

/** Prepared at the first run, which warms up; later runs only write. */
function stored(write: (batches: PlainOrder[][]) => Promise<void>): Importer {
  let held: { path: string; batches: PlainOrder[][] } | undefined
  return async (path) => {
    if (held?.path !== path) {
      held = { path, batches: [] }
      for await (const batch of inBatches(readOrders(path), 2_000)) held.batches.push(batch)
    }
    await write(held.batches)
  }
}

async function insertOne(client: pg.Client, order: unknown[], lines: unknown[][]): Promise<void> {
  await client.query({ name: 'order', text: insertOrder, values: order })
  for (const values of lines) await client.query({ name: 'line', text: insertLine, values })
}

function insertMany(client: pg.Client, table: string, columns: string[], rows: unknown[][], end = ''): Promise<unknown> {
  const places = rows.map((row, index) => `(${row.map((_, column) => `$${index * row.length + column + 1}`).join()})`)
  return client.query(`insert into ${table} (${columns.join()}) values ${places.join()} ${end}`, rows.flat())
}

async function connect(target: ConnectionTarget): Promise<pg.Client> {
  const client = new pg.Client({ ...target })
  await client.connect()
  return client
}

interface PlainOrder {
  order: unknown[]
  lines: unknown[][]
}

/** Rows that stand together are one order; what the cells say is believed. */
async function* readOrders(path: string): AsyncGenerator<PlainOrder> {
  const now = new Date().toISOString()
  let open: { number: string; rows: Record<string, string>[] } | undefined
  for await (const row of createReadStream(path).pipe(parse({ columns: true })) as AsyncIterable<Record<string, string>>) {
    const number = row['No. Pesanan'] ?? ''
    if (open?.number === number) open.rows.push(row)
    else {
      if (open) yield toOrder(open.number, open.rows, now)
      open = { number, rows: [row] }
    }
  }
  if (open) yield toOrder(open.number, open.rows, now)
}

const statuses: Record<string, string> = { Selesai: 'completed', Batal: 'cancelled' }
const amount = (text = '') => Number(text.replaceAll('.', ''))

function toOrder(number: string, rows: Record<string, string>[], now: string): PlainOrder {
  const [first] = rows
  const id = newId()
  const lines = rows.map((row, position) => [businessId, newId(), id, row['Nomor Referensi SKU'], row['Nama Produk'], Number(row['Jumlah']), amount(row['Harga Setelah Diskon']), position])
  const subtotal = rows.reduce((sum, row) => sum + Number(row['Jumlah']) * amount(row['Harga Setelah Diskon']), 0)
  const shipping = amount(first['Ongkos Kirim Dibayar oleh Pembeli'])
  const total = amount(first['Total Pembayaran'])
  const phone = first['No. Telepon'] ?? ''
  const order = [
    businessId, id, number, 'shopee', first['Username (Pembeli)'], phone.includes('*') ? null : phone, statuses[first['Status Pesanan'] ?? ''] ?? 'processing', subtotal, subtotal + shipping - total, shipping, total,
    first['Opsi Pengiriman'], '', false, `${first['Waktu Pesanan Dibuat']}+07:00`, now, first['Kota/Kabupaten'], first['Provinsi'], first['Metode Pembayaran'],
  ]
  return { order, lines }
}

async function* copyLines(path: string, held: string[]): AsyncGenerator<string> {
  const text = (values: unknown[]) => `${values.map((value) => (value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (character) => `\\${character}`))).join('\t')}\n`
  for await (const batch of inBatches(readOrders(path), 1_000)) {
    held.push(batch.flatMap(({ lines }) => lines.map(text)).join(''))
    yield batch.map(({ order }) => text(order)).join('')
  }
}

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    if (batch.push(item) < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function never(): never {
  throw new Error('The measurement needs neither files nor the network')
}

const [kind, config] = process.argv.slice(2)
const run = await importers[kind]?.(JSON.parse(config) as ConnectionTarget)
if (!run) throw new Error(`No importer ${kind}`)
const idleMegabytes = process.memoryUsage().rss / 1_048_576
process.stdout.write('{"ready":true}\n')
for await (const path of createInterface({ input: process.stdin })) {
  const started = performance.now()
  await run(path)
  const word: ImportWord = { wallSeconds: (performance.now() - started) / 1_000, megabytes: process.resourceUsage().maxRSS / 1_024, idleMegabytes }
  process.stdout.write(`${JSON.stringify(word)}\n`)
}
process.exit(0)
