import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { tryAssistant } from '#domains/assistant'
import { listProducts } from '#domains/catalog'
import { applyImport, getImport, previewCatalogFile, undoImport } from '#domains/imports'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

const preview = (text: string | Uint8Array) => previewCatalogFile(shop, { name: 'daftar', bytes: typeof text === 'string' ? Buffer.from(text) : text })
const products = async () => (await shop.transaction((tx) => listProducts(tx, { limit: 200 }))).items

async function run(importId: string, corrections: Parameters<typeof applyImport>[2] = []) {
  await shop.transaction((tx) => applyImport(tx, importId, corrections))
  await laris.settle()
  return shop.transaction((tx) => getImport(tx, importId))
}

const pasted = ['MINUMAN', '- Es teh 5rb', '- Kopi susu 18', 'KAOS', 'Kaos polos S 50rb, M 55rb', 'Tumpeng komplit'].join('\n')

test('a pasted price list is previewed, corrected, written once, answered from, and taken back', async () => {
  shop = await laris.newBusiness({ name: 'Toko Tempel' })
  const first = await preview(pasted)
  expect(first).toMatchObject({ recognised: 3, toCheck: 2, total: 5 })
  expect(await products()).toHaveLength(0)

  const done = await run(first.importId, [{ row: 2, price: 18_000 }, { row: 5, isSkipped: true }])
  expect(done).toMatchObject({ status: 'done', addedCount: 4, skippedCount: 1 })
  expect((await products()).map((product) => [product.name, product.variants.map((variant) => [variant.name, variant.price])])).toEqual([
    ['Es teh', [['', 5_000]]],
    ['Kopi susu', [['', 18_000]]],
    ['Kaos polos', [['S', 50_000], ['M', 55_000]]],
  ])
  expect((await tryAssistant(shop, { messages: ['es teh brp kak'], phone: null })).reply).toMatch(/5\.000/)

  const again = await run((await preview(pasted)).importId, [{ row: 2, price: 18_000 }, { row: 5, isSkipped: true }])
  expect(again).toMatchObject({ status: 'done', addedCount: 0, changedCount: 0 })

  await shop.transaction((tx) => undoImport(tx, first.importId))
  expect(await products()).toHaveLength(0)
})

test('each of several goods on one line takes its own correction, sizes take the name above, and notes stay out', async () => {
  shop = await laris.newBusiness({ name: 'Toko Satu Baris' })
  const first = await preview('Donat 10.000 /3 | Lemper 4rb\nBuket wisuda\n- Small 75.000\n- Large 200.000\nWA 0812-3456-7890\nOngkir kota 10rb')
  expect(first.rows.map(({ row, line, name }) => [row, line, name])).toEqual([[1, 1, 'Donat'], [2, 1, 'Lemper'], [3, 3, 'Buket wisuda'], [4, 4, 'Buket wisuda'], [5, 5, 'WA 0812-3456-7890'], [6, 6, 'Ongkir kota 10rb']])
  expect(await run(first.importId, [{ row: 1, price: 4_000 }, { row: 6, price: 10_000, name: 'Antar dalam kota' }])).toMatchObject({ addedCount: 5, skippedCount: 1 })
  expect((await products()).map((product) => [product.name, product.variants.map((variant) => [variant.name, variant.price])])).toEqual([
    ['Donat', [['', 4_000]]],
    ['Lemper', [['', 4_000]]],
    ['Buket wisuda', [['Small', 75_000], ['Large', 200_000]]],
    ['Antar dalam kota', [['', 10_000]]],
  ])
})

test('a price that nobody knows stays empty and is never quoted', async () => {
  shop = await laris.newBusiness({ name: 'Toko Tanpa Harga' })
  await run((await preview('Tumpeng komplit\nEs teh 5rb')).importId)
  const answer = await tryAssistant(shop, { messages: ['tumpeng komplit brp'], phone: null })
  expect(answer.reply).not.toMatch(/Rp ?\d/)
})

test('semicolons, Latin-1, a byte order mark, merged names and formulas in cells are read', async () => {
  shop = await laris.newBusiness({ name: 'Toko Berkas' })
  const csv = Buffer.concat([Buffer.from('Daftar harga;;\nKode;Nama Barang;Varian;Harga Jual;Stok\nA1;Kue lapis;Kecil;"Rp 15.000,-";10\nA2;;Besar;25rb;habis\nA3;Caf', 'utf8'), Buffer.from([0xe9]), Buffer.from(';;12.500;\nA3;Dobel;;1;1\n;=HYPERLINK("x");;-5;\n')])
  const { rows, total, toCheck } = await preview(csv)
  expect(total).toBe(5)
  const byLine = new Map(rows.map((row) => [row.sku ?? row.name, row]))
  expect(byLine.get('A1')).toMatchObject({ name: 'Kue lapis', price: 15_000, stock: 10 })
  expect(byLine.get('A2')).toMatchObject({ name: 'Kue lapis', variant: 'Besar', price: 25_000, stock: 0 })
  expect(rows.find((row) => row.name === 'Café')).toMatchObject({ price: 12_500 })
  expect(toCheck).toBe(2)
  const done = await run((await preview(csv)).importId)
  expect(done).toMatchObject({ status: 'done', skippedCount: 1 })
})

test('an Excel file is read, and a broken one is refused in words with nothing stored', async () => {
  shop = await laris.newBusiness({ name: 'Toko Excel' })
  const exceljs = await import('exceljs')
  const book = new exceljs.default.Workbook()
  const sheet = book.addWorksheet('Harga')
  sheet.addRows([['Harga per Januari'], ['SKU', 'Nama Produk', 'Harga', 'Stok'], ['K1', 'Keranjang rotan', 125_000, 4], ['K2', 'Kursi teras', { formula: 'C3*2', result: 250_000 }, null]])
  const { rows } = await preview(new Uint8Array(await book.xlsx.writeBuffer()))
  expect(rows.map((row) => [row.sku, row.name, row.price, row.stock])).toEqual([
    ['K1', 'Keranjang rotan', 125_000, 4],
    ['K2', 'Kursi teras', 250_000, undefined],
  ])
  await expect(preview(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 4]))).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('Belum ada yang disimpan') })
  await expect(preview('')).rejects.toMatchObject({ message: expect.stringContaining('kosong') })
  await expect(preview('Nama,Harga,Stok\nA,1000\nB,2000,3,4,5\n"C,3000,1\nD,4000,2\n')).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('tanda petik') })
  await expect(preview(Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7919) % 251))).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('Ini bukan tabel') })
  await expect(preview('%PDF-1.4\n1 0 obj Kopi 5000')).rejects.toMatchObject({ message: expect.stringContaining('Ini bukan tabel') })
  await expect(preview('<svg xmlns="http://www.w3.org/2000/svg"><text>Es teh 5000</text></svg>')).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('berkas program') })
})

test('every sheet with prices is read, hidden ones are not, and a line of sums is no product', async () => {
  shop = await laris.newBusiness({ name: 'Toko Lembar' })
  const exceljs = await import('exceljs')
  const book = new exceljs.default.Workbook()
  book.addWorksheet('Modal', { state: 'hidden' }).addRows([['Nama', 'Harga'], ['Kopi', 2_000]])
  book.addWorksheet('Petunjuk').addRows([['Jangan ubah judul']])
  book.addWorksheet('Minuman').addRows([['No', 'Nama', 'Harga'], [1, 'Kopi', 5_000], ['Total', '', 5_000]])
  book.addWorksheet('Makanan').addRows([['Nama', 'Varian', 'Harga'], ['Nasi goreng', 'Biasa', 15_000], ['', 'Jumbo', 20_000], ['', '', 35_000]])
  const first = await preview(new Uint8Array(await book.xlsx.writeBuffer()))
  expect(first).toMatchObject({ total: 5, toCheck: 2 })
  expect(first.rows.map((row) => [row.name, row.variant, row.price, row.problems[0]?.code])).toEqual([
    ['Kopi', '', 5_000, undefined],
    ['Nasi goreng', 'Biasa', 15_000, undefined],
    ['Nasi goreng', 'Jumbo', 20_000, undefined],
    ['', '', null, 'not_goods'],
    ['', '', 35_000, 'name_missing'],
  ])
  expect(await run(first.importId)).toMatchObject({ addedCount: 3, skippedCount: 2 })
})

test('5,000 rows are written in batches, and the same file again changes nothing', { timeout: 120_000 }, async () => {
  shop = await laris.newBusiness({ name: 'Toko Besar' })
  const csv = ['sku,nama,harga,stok', ...Array.from({ length: 5_000 }, (_, index) => `S${index},Barang ${index},${1_000 + index},${index % 50}`)].join('\n')
  expect(await run((await preview(csv)).importId)).toMatchObject({ status: 'done', rowCount: 5_000, addedCount: 5_000 })
  expect(await run((await preview(csv)).importId)).toMatchObject({ status: 'done', addedCount: 0, changedCount: 0 })
})
