import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context, Transaction } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { writeCatalogRows } from '#domains/catalog'
import { listCustomers } from '#domains/customers'
import { listOrders } from '#domains/orders'
import { workbookOf } from './files/testing.ts'
import { applyImport, cancelImport, runImport, undoImport } from './imports.ts'
import { previewSoldGoods } from './sold-goods.ts'
import { getImport } from './store.ts'
import { receiveFile, renameColumns } from './uploads.ts'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())
beforeEach(async () => {
  shop = await laris.newBusiness({ name: 'Toko Kue' })
})

const heading = ['No. Pesanan', 'Status Pesanan', 'No. Resi', 'Waktu Pesanan Dibuat', 'Nomor Referensi SKU', 'Nama Produk', 'Harga Setelah Diskon', 'Jumlah', 'Returned quantity', 'Total Pembayaran', 'Ongkos Kirim Dibayar oleh Pembeli', 'Username (Pembeli)', 'No. Telepon', 'Kota/Kabupaten']
interface Row { id: string; status?: string; sku?: string; price?: string; quantity?: string; total?: string; buyer?: string; phone?: string; date?: string; tracking?: string }
const line = ({ id, status = 'Selesai', sku = 'K-1', price = '85.000', quantity = '2', total = '182.000', buyer = 'sari', phone = '******90', date = '2026-11-20 09:13', tracking = '' }: Row) => [id, status, tracking, date, sku, `Kue ${sku}`, price, quantity, '0', total, '12.000', buyer, phone, 'Bekasi']
const csv = (rows: string[][]) => [heading, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n')
const upload = (content: string | Uint8Array, name = 'Order.all.csv') => receiveFile(shop, { name, content: Readable.from([Buffer.from(content)]) })
const orders = async () => (await shop.transaction((tx) => listOrders(tx, { limit: 200 }))).items
const stored = (importId: string) => shop.transaction((tx) => getImport(tx, importId))

async function run(importId: string) {
  await shop.transaction((tx) => applyImport(tx, importId, []))
  await laris.settle()
  return stored(importId)
}

test('orders are previewed with what matches and what does not, and written only when the owner says so', async () => {
  await shop.transaction((tx) => writeCatalogRows(tx, [{ sku: 'K-1', name: 'Kue', variant: '', price: 90_000 }], { reference: 'r', position: 0 }))
  const preview = await upload(csv([line({ id: 'A1' }), line({ id: 'A1', sku: 'K-2' }), line({ id: 'A2', status: 'Batal', total: '0' }), line({ id: 'A3', quantity: 'dua' }), line({ id: 'A4', status: 'Entah' })]))
  expect(preview).toMatchObject({ kind: 'orders', orders: { source: 'shopee', orders: 2, lines: 3, unread: 2, matchedVariants: 1, unknownVariants: 1, statuses: { completed: 1, cancelled: 1 } } })
  expect(preview.orders?.unreadRows.map(({ line: at, reason }) => [at, reason])).toEqual([[5, expect.stringContaining('bukan angka')], [6, expect.stringContaining('Entah')]])
  expect(await orders()).toEqual([])

  expect(await run(preview.importId)).toMatchObject({ status: 'done', addedCount: 2, skippedCount: 2, doneCount: 5, rowCount: 5 })
  const all = await orders()
  expect(all.map((order) => [order.number, order.source, order.status, order.total, order.lines.length]).toSorted()).toEqual([['A1', 'shopee', 'completed', 182_000, 2], ['A2', 'shopee', 'cancelled', 0, 1]])
  // I5: what lies between the lines and the marketplace's total is discount.
  expect(all.every((order) => order.total === order.subtotal - order.discount + order.shippingFee)).toBe(true)
})

test('the same file twice changes nothing; a later file moves statuses forward only', async () => {
  const early = csv([line({ id: 'A1', status: 'Perlu Dikirim' }), line({ id: 'A2', status: 'Dikirim' })])
  await run((await upload(early)).importId)
  expect(await run((await upload(early)).importId)).toMatchObject({ status: 'done', addedCount: 0, changedCount: 0 })

  const later = await run((await upload(csv([line({ id: 'A1', status: 'Dikirim', tracking: 'JNE1' }), line({ id: 'A2', status: 'Selesai' }), line({ id: 'A3' })]))).importId)
  expect(later).toMatchObject({ addedCount: 1, changedCount: 2 })
  expect(await run((await upload(early)).importId)).toMatchObject({ addedCount: 0, changedCount: 0 })
  expect((await orders()).map((order) => [order.number, order.status, order.trackingNumber]).toSorted()).toEqual([['A1', 'shipped', 'JNE1'], ['A2', 'completed', null], ['A3', 'completed', null]])

  await shop.transaction((tx) => undoImport(tx, later.id))
  await laris.settle()
  expect(await stored(later.id)).toMatchObject({ status: 'undone' })
  expect((await orders()).map((order) => [order.number, order.status]).toSorted()).toEqual([['A1', 'processing'], ['A2', 'shipped']])
})

test('masked buyers stay apart, numbers find their customer, and an undo takes both back', async () => {
  const { importId } = await run((await upload(csv([line({ id: 'A1', buyer: 'sari' }), line({ id: 'A2', buyer: 'sari' }), line({ id: 'A3', buyer: 'b***i' }), line({ id: 'A4', buyer: 'ani', phone: '0812-3456-7890' }), line({ id: 'A5', buyer: 'ani77', phone: '+62 812 3456 7890' })]))).importId).then((row) => ({ importId: row.id }))
  const { items } = await shop.transaction((tx) => listCustomers(tx, { limit: 50 }))
  expect(items.map((customer) => [customer.phone, customer.identities.map((identity) => `${identity.channelType}:${identity.externalId}`).join()]).toSorted()).toEqual([['+6281234567890', ''], [null, 'shopee:sari']])
  const byNumber = new Map((await orders()).map((order) => [order.number, order.customerId]))
  expect(byNumber.get('A1')).toBe(byNumber.get('A2'))
  expect(byNumber.get('A4')).toBe(byNumber.get('A5'))
  expect([byNumber.get('A3'), byNumber.get('A1') === byNumber.get('A4')]).toEqual([null, false])
  await shop.transaction((tx) => undoImport(tx, importId))
  await laris.settle()
  expect([await orders(), (await shop.transaction((tx) => listCustomers(tx, { limit: 50 }))).items]).toEqual([[], []])
})

test('F24: a half-broken file of ten thousand rows brings what is sound, says why for each of the rest, and adds nothing when run again', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => line({ id: `N${index}`, buyer: `pembeli${index % 40}`, phone: index % 3 === 0 ? `0812\u200b${String(30_000_000 + (index % 500))}` : '******' }))
  rows[5_000 - 2] = line({ id: '', quantity: '' })
  rows[6_000 - 2] = line({ id: 'X1', date: '31/02/2026 10:00' })
  rows[7_000 - 2] = line({ id: 'X2', price: 'seribu tiga' })
  rows[8_000 - 2] = ['hanya', 'tiga', 'kolom']
  const content = Buffer.from(`\uFEFF${csv(rows)}`.replaceAll('Bekasi', 'Bekasi \u00e9'), 'utf8')
  const preview = await upload(content)
  expect(preview.orders).toMatchObject({ orders: 9_996, unread: 4, phones: 500 })
  expect(preview.orders?.unreadRows.map((row) => row.line)).toEqual([5_000, 6_000, 7_000, 8_000])
  const first = await run(preview.importId)
  expect(first).toMatchObject({ status: 'done', addedCount: 9_996, skippedCount: 4, doneCount: 10_000 })
  const [{ count }] = await laris.superQuery('select count(*)::int as count from orders where business_id = $1', [shop.businessId])
  expect(count).toBe(first.addedCount)
  expect(await run((await upload(content)).importId)).toMatchObject({ addedCount: 0, changedCount: 0, skippedCount: 4 })
}, 120_000)

test('F24: Latin-1 and spreadsheet dates are read as they were meant', async () => {
  await run((await upload(Buffer.from(csv([line({ id: 'L1' })]).replaceAll('Bekasi', 'Caf\u00e9 Bekasi'), 'latin1'))).importId)
  await run((await upload(workbookOf([heading, line({ id: 'L2' }).map((cell, index) => (index === 3 ? 46_350.5 : cell))]))).importId)
  expect((await orders()).map((order) => [order.number, order.city, order.placedAt.toISOString()]).toSorted()).toEqual([['L1', 'Caf\u00e9 Bekasi', '2026-11-20T02:13:00.000Z'], ['L2', 'Bekasi', '2026-11-24T05:00:00.000Z']])
})

test('F25: killed at ten points, an import goes on and ends as if nothing had happened', async () => {
  const content = csv(Array.from({ length: 4_500 }, (_, index) => line({ id: `N${index}`, buyer: `p${index % 50}`, phone: index % 2 ? '0812345678' + String(index % 90 + 10) : '***' })))
  for (let point = 0; point < 10; point++) {
    shop = await laris.newBusiness({ name: `Toko ${point}` })
    const { importId } = await upload(content)
    await shop.transaction((tx) => applyImport(tx, importId, []))
    await expect(runImport(dyingAt(shop, point), { importId }, { workId: 'w', number: 1, isLast: false, signal: new AbortController().signal })).rejects.toThrow('killed')
    await laris.settle()
    expect(await stored(importId), `point ${point}`).toMatchObject({ status: 'done', addedCount: 4_500, changedCount: 0, skippedCount: 0, doneCount: 4_500 })
    const [counts] = await laris.superQuery('select (select count(*)::int from orders where business_id = $1) as orders, (select count(*)::int from order_lines where business_id = $1) as lines, (select count(*)::int from customers where business_id = $1) as customers, (select count(*)::int from import_changes where business_id = $1) as changes', [shop.businessId])
    expect(counts, `point ${point}`).toEqual({ orders: 4_500, lines: 4_500, customers: 70, changes: 4_570 })
  }
}, 180_000)

/** A process that dies: before its nth transaction (even points), or inside it, after the work and before the commit. */
function dyingAt(ctx: Context, point: number): Context {
  let left = Math.floor(point / 2)
  const transaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    if (left-- > 0) return ctx.transaction(work)
    if (point % 2 === 0) return Promise.reject(new Error('killed'))
    return ctx.transaction(async (tx) => {
      await work(tx)
      throw new Error('killed')
    })
  }
  return { ...ctx, transaction }
}

test('an import that the owner stops keeps what is written, and that can be undone', async () => {
  const { importId } = await upload(csv(Array.from({ length: 5_000 }, (_, index) => line({ id: `N${index}` }))))
  await shop.transaction((tx) => applyImport(tx, importId, []))
  let transactions = 0
  const stopping: Context = { ...shop, transaction: async (work) => {
    if (++transactions === 3) await shop.transaction((tx) => cancelImport(tx, importId))
    return shop.transaction(work)
  } }
  await runImport(stopping, { importId }, { workId: 'w', number: 1, isLast: false, signal: new AbortController().signal })
  expect(await stored(importId)).toMatchObject({ status: 'cancelled', addedCount: 2_000, doneCount: 2_000 })
  await shop.transaction((tx) => undoImport(tx, importId))
  await laris.settle()
  expect([await orders(), (await stored(importId)).status]).toEqual([[], 'undone'])
})

test('a table that nobody knows is named once and remembered by its headings', async () => {
  const own = [['Kode', 'Kapan', 'Apa', 'Berapa', 'Rp'], ['7', '20/11/2026', 'Kue lapis', '3', '45.000']].map((row) => row.join(',')).join('\n')
  const preview = await upload(own, 'catatan.csv')
  expect(preview).toMatchObject({ kind: 'table', table: { headingLine: 1, headings: ['Kode', 'Kapan', 'Apa', 'Berapa', 'Rp'], sample: [['7', '20/11/2026', 'Kue lapis', '3', '45.000']] } })
  await expect(shop.transaction((tx) => applyImport(tx, preview.importId, []))).rejects.toThrow('Sebutkan dulu')
  const named = await renameColumns(shop, preview.importId, { kind: 'orders', sheet: 0, headingLine: 1, mapping: { orderId: 0, createdAt: 1, name: 2, quantity: 3, subtotal: 4 } })
  expect(named).toMatchObject({ kind: 'orders', orders: { orders: 1, unread: 0, isGiven: true } })
  await run(preview.importId)
  expect(await orders()).toMatchObject([{ number: '7', source: 'pos', total: 45_000, lines: [{ quantity: 3, unitPrice: 15_000 }] }])
  expect(await upload(own.replace('7,', '8,'), 'lain.csv')).toMatchObject({ kind: 'orders', orders: { orders: 1, isGiven: true } })
})

test('another business sees neither the import nor what it remembered', async () => {
  const { importId } = await upload(csv([line({ id: 'A1' })]))
  const other = await laris.newBusiness({ name: 'Toko Lain' })
  await expect(other.transaction((tx) => getImport(tx, importId))).rejects.toMatchObject({ status: 404 })
  await expect(renameColumns(other, importId, { kind: 'orders', sheet: 0, headingLine: 1, mapping: { orderId: 0 } })).rejects.toMatchObject({ status: 404 })
})

test('a program or a web page is refused in words, and nothing of it is kept', async () => {
  for (const content of ['{\n  "name": "toko",\n  "harga": 5000\n}', '[{"harga": 5000}]', '<!doctype html><p>Es teh 5000</p>', '  <?xml version="1.0"?><a>5000</a>']) {
    await expect(upload(content, 'daftar.txt')).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('halaman web') })
  }
  expect(await laris.superQuery('select 1 from imports where business_id = $1', [shop.businessId])).toEqual([])
})

test('a shop that has only its orders makes its catalogue of them, and what was sold before is linked', async () => {
  await run((await upload(csv([line({ id: 'A1', price: '80.000', date: '2026-10-01 09:00' }), line({ id: 'A2', price: '85.000' }), line({ id: 'A3', sku: 'K-2', price: '40.000' }), line({ id: 'A4', sku: 'K-3', status: 'Batal' }), line({ id: 'A5', sku: '=K+4', price: '10.000' })]))).importId)
  const preview = await previewSoldGoods(shop)
  expect(await run(preview.importId)).toMatchObject({ status: 'done', addedCount: 3 })
  const rows = await laris.superQuery('select v.sku, p.name, v.price, count(l.id)::int as lines from variants v join products p on p.id = v.product_id left join order_lines l on l.variant_id = v.id where v.business_id = $1 group by 1, 2, 3 order by 1', [shop.businessId])
  expect(rows.filter((row) => String(row['sku']).startsWith('K'))).toEqual([{ sku: 'K-1', name: 'Kue K-1', price: 85_000, lines: 2 }, { sku: 'K-2', name: 'Kue K-2', price: 40_000, lines: 1 }])
  await shop.transaction((tx) => undoImport(tx, preview.importId))
  await laris.settle()
  expect((await orders()).every((order) => order.total > 0)).toBe(true)
})

test('when every code is listed there is nothing to make a list of', async () => {
  await expect(previewSoldGoods(shop)).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('sudah ada') })
})
