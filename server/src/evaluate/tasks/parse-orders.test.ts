import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workbookOf, zipOf } from '../../domains/imports/files/testing.ts'
import type { OrderLine } from '../../domains/imports/formats/order-format.ts'
import { task } from './parse-orders.ts'

type Line = Pick<OrderLine, 'orderId' | 'status' | 'createdAt' | 'sku' | 'name' | 'variation' | 'quantity' | 'returned' | 'unitPrice' | 'subtotal' | 'orderTotal' | 'buyer' | 'phone' | 'city'>
interface Summary {
  source: string
  lines: number
  orders: number
  skipped: { line: number; reason: string }[]
  revenue: number
  revenueBasis: string
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orders-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function parse(content: string | Uint8Array): Promise<{ lines: Line[]; summary: Summary }> {
  const path = join(folder, 'orders')
  await writeFile(path, content)
  return parseFile(path)
}

async function parseFile(path: string): Promise<{ lines: Line[]; summary: Summary }> {
  const printed: { kind: string }[] = []
  // The task prints lines.
  for await (const line of task.run([path]) as AsyncIterable<{ kind: string }>) printed.push(line)
  const lines = printed.filter((one) => one.kind === 'line') as unknown as Line[]
  return { lines, summary: printed.at(-1) as unknown as Summary }
}

const csv = (rows: (string | number)[][], delimiter = ',') => rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(delimiter)).join('\r\n')

const data = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url))
const hasShop = existsSync(join(data, 'orders/shopee-id'))
const hasHeaders = existsSync(join(data, 'exports/export_headers.json'))
if (!hasShop || !hasHeaders) console.warn('Skipped: shared/data/orders or shared/data/exports is not on this machine.')

test.skipIf(!hasShop)('eighteen months of a real shop: every order, status and rupiah', async () => {
  const shop = join(data, 'orders/shopee-id')
  const clean = parseCsv(await readFile(join(shop, 'orders_clean.csv')), { columns: true, bom: true }) as Record<string, string>[]
  const orders = new Map<string, { status: string | null; total: number; pieces: number; returned: number; createdAt: string | null; city: string | null; categories: Set<string> }>()
  let rows = 0
  let skipped = 0
  let revenue = 0
  for (const name of (await readdir(shop)).filter((one) => one.endsWith('.xlsx'))) {
    const { lines, summary } = await parseFile(join(shop, name))
    rows += summary.lines
    skipped += summary.skipped.length
    revenue += summary.revenue
    for (const line of lines) {
      const order = orders.get(line.orderId) ?? { status: line.status, total: 0, pieces: 0, returned: 0, createdAt: line.createdAt, city: line.city, categories: new Set() }
      order.total = Math.max(order.total, line.orderTotal ?? 0)
      order.pieces += line.quantity ?? 0
      order.returned += line.returned ?? 0
      order.categories.add(line.name ?? '')
      orders.set(line.orderId, order)
    }
  }
  const all = [...orders.values()]
  const completed = all.filter((order) => order.status === 'completed')
  expect([rows, skipped, orders.size, completed.length, all.filter((order) => order.status === 'cancelled').length]).toEqual([18_286, 0, 14_278, 12_190, 2_088])
  expect([revenue, completed.reduce((sum, order) => sum + order.total, 0)]).toEqual([733_846_148, 733_846_148])
  expect(all.reduce((sum, order) => sum + order.pieces, 0)).toBe(37_909)
  expect(all.filter((order) => order.returned > 0)).toHaveLength(107)
  expect(new Set(all.flatMap((order) => [...order.categories])).size).toBe(38)
  expect(all.filter((order) => order.categories.size === 1 && order.categories.has('Celengan'))).toHaveLength(3_933)
  // The publisher numbered some orders anew in the clean file, so orders are compared by what they say.
  const ours = all.map((order) => [order.createdAt?.slice(0, 16).replace('T', ' '), order.total, order.pieces, order.returned, order.status === 'completed', order.city ?? ''].join('|'))
  const theirs = clean.map((row) => [row['Waktu Pesanan Dibuat'], Number(row['Total Pembayaran']), Number(row['total_qty']), Number(row['total_returned_qty']), row['Status Pesanan'] === 'Selesai', row['Kota/Kabupaten']].join('|'))
  expect(ours.toSorted()).toEqual(theirs.toSorted())
}, 120_000)

test.skipIf(!hasHeaders)('every known set of headings is recognised as what it is', async () => {
  const headers = JSON.parse(await readFile(join(data, 'exports/export_headers.json'), 'utf8')) as Record<string, { columns: string[] }>
  const expected: Record<string, string> = { tiktok_shop_id_orders: 'tiktok', tiktok_shop_vn_orders: 'tiktok', tokopedia_orders: 'tokopedia', shopee_orders_2024_2026: 'shopee', lazada_orders: 'lazada' }
  for (const [name, source] of Object.entries(expected)) expect((await parse(csv([headers[name].columns]))).summary.source, name).toBe(source)
  for (const name of ['kiriminaja_shipments', 'tiktok_shop_income_subset']) await expect(parse(csv([headers[name].columns])), name).rejects.toThrow(/Bukan berkas pesanan/)
})

const shopee = ['No. Pesanan', 'Status Pesanan', 'Waktu Pesanan Dibuat', 'Nomor Referensi SKU', 'SKU Induk', 'Nama Produk', 'Nama Variasi', 'Harga Setelah Diskon', 'Jumlah', 'Returned quantity', 'Total Pembayaran', 'Username (Pembeli)', 'No. Telepon', 'Kota/Kabupaten', 'Provinsi']
const shopeeRow = (changes: Partial<Record<string, string | number>> = {}) => {
  const given: Record<string, string | number> = { 'No. Pesanan': 'A1', 'Status Pesanan': 'Selesai', 'Waktu Pesanan Dibuat': '2026-11-24 09:13', 'Nomor Referensi SKU': 'K-1', 'Nama Produk': 'Kue', 'Harga Setelah Diskon': '85.000', Jumlah: '2', 'Returned quantity': '0', 'Total Pembayaran': '182.000', 'Username (Pembeli)': 'sari', 'No. Telepon': '62812-3456-7890' }
  return shopee.map((heading) => changes[heading] ?? given[heading] ?? '')
}

test('Shopee: dotted rupiah, semicolons, long statuses, returns taken off, masked phones', async () => {
  const { lines, summary } = await parse(`\uFEFF${csv([
    shopee,
    shopeeRow(),
    shopeeRow({ 'Nomor Referensi SKU': '', 'SKU Induk': 'INDUK', 'Returned quantity': '1' }),
    shopeeRow({ 'No. Pesanan': 'A2', 'Status Pesanan': 'Pesanan diterima, namun Pembeli masih dapat mengajukan pengembalian hingga 2026-12-01.', 'No. Telepon': '******90', 'Harga Setelah Diskon': 'Rp 1.250.000,00', Jumlah: '1' }),
    shopeeRow({ 'No. Pesanan': 'A3', 'Status Pesanan': 'Batal' }),
    shopeeRow({ 'No. Pesanan': 'A4', 'Status Pesanan': 'Belum Bayar' }),
  ], ';')}`)
  expect(lines.map((line) => [line.orderId, line.status, line.sku, line.unitPrice, line.subtotal, line.phone])).toEqual([
    ['A1', 'completed', 'K-1', 85_000, 170_000, '+6281234567890'], ['A1', 'completed', 'INDUK', 85_000, 170_000, '+6281234567890'],
    ['A2', 'completed', 'K-1', 1_250_000, 1_250_000, null], ['A3', 'cancelled', 'K-1', 85_000, 170_000, '+6281234567890'], ['A4', 'unpaid', 'K-1', 85_000, 170_000, '+6281234567890'],
  ])
  expect(summary).toMatchObject({ source: 'shopee', lines: 5, orders: 4, skipped: [], revenue: 170_000 + 85_000 + 1_250_000, revenueBasis: 'lines' })
})

test('Shopee spelled in other ways, without the usual date', async () => {
  const { lines } = await parse(csv([
    ['No# Pesanan', 'Status Pesanan', 'Waktu Pengiriman Diatur', 'Nama Produk', 'Harga Setelah Diskom', 'Jumlah', 'Total Harga Produk', 'Dibayar Pembeli', 'Jumlah Produk Dipesan', 'Nama Pembeli'],
    ['X9', 'Perlu Dikirim', '2026-11-25 08:00', 'Kue', '82.500', '1', '82.500', '95.000', '1', 'Ani'],
  ]))
  expect(lines[0]).toMatchObject({ orderId: 'X9', status: 'to_ship', createdAt: '2026-11-25T08:00:00+07:00', unitPrice: 82_500, orderTotal: 95_000, buyer: 'Ani' })
  const english = await parse(csv([
    ['Order ID', 'Order Status', 'Order Creation Date', 'Product Name', 'SKU Reference No.', 'Deal Price', 'Quantity', 'Total Amount', 'Username (Buyer)'],
    ['E1', 'To ship', '2026-11-25 08:00', 'Cake', 'C', '82500', '1', '95000', 'ani'],
  ]))
  expect([english.summary.source, english.lines[0]]).toMatchObject(['shopee', { status: 'to_ship', unitPrice: 82_500, sku: 'C' }])
})

test('amounts that a spreadsheet has cut are restored, whole columns at a time', async () => {
  const rows = [['order_id', ...shopee.slice(1)], ...[93.82, 10, 38.3, 0].map((price, index) => shopeeRow({ 'No. Pesanan': `A${index}`, 'Harga Setelah Diskon': price, Jumlah: 1, 'Total Pembayaran': index === 1 ? '950' : '93.820' }))]
  const { lines } = await parse(workbookOf(rows))
  expect(lines.map((line) => [line.unitPrice, line.orderTotal])).toEqual([[93_820, 93_820], [10_000, 950], [38_300, 93_820], [0, 93_820]])
})

test('spreadsheet dates are days, and impossible ones are skipped with a reason', async () => {
  const { lines, summary } = await parse(workbookOf([shopee, shopeeRow({ 'Waktu Pesanan Dibuat': 45_985.5 }), shopeeRow({ 'Waktu Pesanan Dibuat': '2026-02-31 10:00' }), shopeeRow({ 'Waktu Pesanan Dibuat': 'kemarin' }), shopeeRow({ Jumlah: 'dua' }), shopeeRow({ 'Harga Setelah Diskon': 'mahal' }), shopeeRow({ 'No. Pesanan': '' })]))
  expect(lines.map((line) => line.createdAt)).toEqual(['2025-11-24T12:00:00+07:00'])
  expect(summary.skipped.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7])
  expect(summary.skipped.every(({ reason }) => reason.length > 10)).toBe(true)
})

test('TikTok: descriptions are no orders, tabs end ids, the discounted price counts', async () => {
  const heading = ['Order ID', 'Order Status', 'Order Substatus', 'SKU ID', 'Seller SKU', 'Product Name', 'Variation', 'Quantity', 'Sku Quantity of return', 'SKU Unit Original Price', 'SKU Subtotal After Discount', 'Order Amount', 'Created Time', 'Buyer Username', 'Phone #', 'Province', 'Regency and City']
  const { lines, summary } = await parse(csv([
    heading,
    ['Platform unique order ID.', 'Current order status.', '', '', '', '', '', 'SKU sold quantity in the order.', '', '', '', '', 'Order created time.', '', '', '', ''],
    ['576684019603311365\t', 'Dibatalkan', '', '1729382256123456789\t', '', 'Gamis', 'Sage', '3', '0', 'IDR 50.000', 'IDR 100.000', 'IDR 112.000', '05/11/2026 10:01:22\t', 'sari', '(+62)812****90', 'Jawa Barat', 'Kota Bekasi'],
    ['576684019603311366\t', 'Selesai', '', '1729382256123456789\t', '', 'Gamis', 'Sage', '3', '1', 'IDR 50.000', 'IDR 100.000', 'IDR 112.000', '05/11/2026 10:01:22\t', 'sari', '(+62)81234567890', 'Jawa Barat', 'Kota Bekasi'],
    ['5.76684019603311E+17', 'Selesai', '', '', '', 'Gamis', '', '1', '', '', 'IDR 1', '', '05/11/2026 10:01:22', '', '', '', ''],
  ]))
  expect(lines.map((line) => [line.orderId, line.sku, line.status, line.unitPrice, line.createdAt, line.phone])).toEqual([
    ['576684019603311365', '1729382256123456789', 'cancelled', 33_333, '2026-11-05T10:01:22+07:00', null],
    ['576684019603311366', '1729382256123456789', 'completed', 33_333, '2026-11-05T10:01:22+07:00', '+6281234567890'],
  ])
  expect(summary).toMatchObject({ source: 'tiktok', lines: 2, orders: 2, revenue: 66_667, revenueBasis: 'lines', skipped: [{ line: 5 }] })
})

test('Tokopedia: headings on row five, an invoice over several rows', async () => {
  const { lines, summary } = await parse(csv([
    ['Laporan Penjualan'], ['Toko', 'Sari'], ['Periode', '01-11-2026 - 30-11-2026'], ['Dibuat', '30-11-2026'],
    ['Nomor', 'Nomor Invoice', 'Tanggal Pembayaran', 'Status Terakhir', 'Nama Produk', 'Nomor SKU', 'Jumlah Produk Dibeli', 'Harga Awal (IDR)', 'Harga Jual (IDR)', 'Total Penjualan (IDR)', 'Nama Pembeli', 'No Telp Pembeli', 'Kota', 'Provinsi'],
    ['1', 'INV/1', '24-11-2026 10:15:00', 'Transaksi Selesai', 'Meja', 'M', '1', '100000', '90000', '200000', 'Ani', '6281234567890', 'Bekasi', 'Jawa Barat'],
    ['', '', '', '', 'Kursi', 'K', '2', '50000', '45000', '', '', '', '', ''],
  ]))
  expect(lines.map((line) => [line.orderId, line.status, line.name, line.unitPrice, line.orderTotal, line.buyer])).toEqual([['INV/1', 'completed', 'Meja', 90_000, 200_000, 'Ani'], ['INV/1', 'completed', 'Kursi', 45_000, 200_000, 'Ani']])
  expect(summary).toMatchObject({ source: 'tokopedia', lines: 2, orders: 1, revenue: 180_000 })
})

test('Lazada: one row a piece, in both spellings of its headings', async () => {
  const { lines, summary } = await parse(csv([
    ['orderItemId', 'lazadaId', 'sellerSku', 'lazadaSku', 'createTime', 'orderNumber', 'customerName', 'shippingPhone', 'shippingCity', 'paidPrice', 'unitPrice', 'shippingFee', 'itemName', 'variation', 'status'],
    ['1', 'L', 'S-1', 'LS', '24 Nov 2026 10:15', '123', 'A*** S***', '62812****90', 'Bekasi', '79000.00', '85000.00', '9000.00', 'Kue', 'Besar', 'delivered'],
    ['2', 'L', 'S-1', 'LS', '24 Nov 2026 10:15', '123', 'A*** S***', '', 'Bekasi', '79000.50', '85000.00', '0.00', 'Kue', 'Besar', 'canceled'],
  ]))
  expect(lines.map((line) => [line.orderId, line.quantity, line.unitPrice, line.status, line.phone, line.createdAt])).toEqual([['123', 1, 79_000, 'completed', null, '2026-11-24T10:15:00+07:00'], ['123', 1, 79_001, 'cancelled', null, '2026-11-24T10:15:00+07:00']])
  expect(summary).toMatchObject({ source: 'lazada', lines: 2, orders: 1, revenue: 79_000 })
  const words = await parse(csv([['Order Item Id', 'Lazada Id', 'Seller SKU', 'Lazada SKU', 'Created at', 'Order Number', 'Customer Name', 'Paid Price', 'Unit Price', 'Item Name', 'Status'], ['1', 'L', 'S', 'LS', '2026-11-24 10:15:30', '9', 'Ani', '1000.00', '1000.00', 'Kue', 'shipped']]))
  expect([words.summary.source, words.lines[0]]).toMatchObject(['lazada', { quantity: 1, status: 'shipped', unitPrice: 1_000 }])
})

test('a till: own headings, discounts, American days that show themselves, voids', async () => {
  const { lines, summary } = await parse(csv([
    ['Receipt Number', 'Date', 'Time', 'Items', 'Qty', 'Price', 'Discount', 'Status', 'Customer', 'Phone'],
    ['R-1', '11/24/2026', '3:05 PM', 'Kopi', '2', '18,000', '1,000', 'Paid', 'Sari', '081234567890'],
    ['R-2', '11/02/2026', '9:00 AM', 'Kopi', '1', '18,000', '0', 'Void', '', ''],
    ['Total', '', '', '', '3', '', '', '', '', ''],
  ]))
  expect(lines.map((line) => [line.createdAt, line.unitPrice, line.subtotal, line.status])).toEqual([['2026-11-24T15:05:00+07:00', 17_500, 35_000, 'completed'], ['2026-11-02T09:00:00+07:00', 18_000, 18_000, 'cancelled']])
  expect(summary).toMatchObject({ source: 'pos', revenue: 35_000, skipped: [{ line: 4 }] })
})

test('totals without line prices count once an order', async () => {
  const rows = [['No. Pesanan', 'Status Pesanan', 'Waktu Pesanan Dibuat', 'Nama Produk', 'Jumlah', 'Total Pembayaran'], ['A', 'Selesai', '2026-01-01 10:00', 'x', '1', '93.820'], ['A', 'Selesai', '2026-01-01 10:00', 'y', '1', '93.820'], ['B', 'Batal', '2026-01-01 10:00', 'y', '1', '10.000']]
  expect((await parse(csv(rows, '\t').replaceAll('"', ''))).summary).toMatchObject({ lines: 3, orders: 2, revenue: 93_820, revenueBasis: 'orders' })
})

test('cells that are formulas or full of tricks stay text', async () => {
  const name = '=HYPERLINK("http://evil.example","klik")'
  const { lines } = await parse(csv([shopee, shopeeRow({ 'Nama Produk': name, 'Username (Pembeli)': '+cmd|calc\u0000\u0007', 'No. Pesanan': '="2611240ABC"' })]))
  expect(lines[0]).toMatchObject({ name, buyer: '+cmd|calc', orderId: '2611240ABC' })
})

test('a second sheet is found, sheets of other things are passed over', async () => {
  const sheet = (rows: string[][]) => `<worksheet><sheetData>${rows.map((row) => `<row>${row.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`
  const book = zipOf([
    { name: 'xl/workbook.xml', content: '<workbook xmlns:r="r"><sheets><sheet name="Ringkasan" r:id="a"/><sheet name="orders" r:id="b"/></sheets></workbook>' },
    { name: 'xl/_rels/workbook.xml.rels', content: '<Relationships><Relationship Id="b" Target="worksheets/sheet1.xml"/><Relationship Id="a" Target="/xl/worksheets/sheet2.xml"/></Relationships>' },
    { name: 'xl/worksheets/sheet1.xml', content: sheet([shopee, shopeeRow().map(String)]) },
    { name: 'xl/worksheets/sheet2.xml', content: sheet([['Ringkasan', 'Nilai', 'Bulan'], ['Total', '1', '2']]) },
  ])
  expect((await parse(book)).summary).toMatchObject({ lines: 1, orders: 1 })
})

const bomb = () => zipOf([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(80 * 1_048_576, 0x20) }])
test.each([
  ['a ZIP bomb', bomb],
  ['a size that lies', () => zipOf([{ name: 'xl/worksheets/sheet1.xml', content: `<worksheet>${' '.repeat(500_000)}</worksheet>`, unpackedSize: 100 }])],
  ['a name that climbs out', () => zipOf([{ name: '../../etc/passwd', content: 'x' }, { name: 'xl/worksheets/sheet1.xml', content: '<worksheet/>' }])],
  ['one endless cell', () => zipOf([{ name: 'xl/worksheets/sheet1.xml', content: `<worksheet><row><c t="str"><v>${'a1b2'.repeat(2_000_000)}` }])],
  ['entities that multiply', () => zipOf([{ name: 'xl/worksheets/sheet1.xml', content: '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><row><c t="str"><v>&b;</v></c></row></worksheet>' }])],
  ['half a workbook', () => workbookOf([shopee, shopeeRow()]).subarray(0, 400)],
  ['no workbook', () => zipOf([{ name: 'hello.txt', content: 'x' }])],
  ['an old or locked Excel file', () => Buffer.from('d0cf11e0a1b11ae10000000000000000', 'hex')],
  ['an empty file', () => Buffer.alloc(0)],
  ['prose', () => Buffer.from('Halo, ini surat biasa.\nTerima kasih.')],
])('%s is refused before anything is printed', async (_, make) => {
  await expect(parse(make())).rejects.toThrow()
})

test('a hundred thousand rows are read row by row', async () => {
  const rows = [shopee.join(','), ...Array.from({ length: 100_000 }, (_, index) => shopeeRow({ 'No. Pesanan': `N${index >> 1}`, 'Nama Produk': `Kue ${index}` }).join(','))]
  const { summary } = await parse(rows.join('\n'))
  expect(summary).toMatchObject({ lines: 100_000, orders: 50_000, revenue: 17_000_000_000 })
}, 60_000)
