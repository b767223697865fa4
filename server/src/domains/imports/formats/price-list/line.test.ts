import { expect, test } from 'vitest'
import { readLine } from './line.ts'

const goods = (line: string) => {
  const read = readLine(line)
  return read.kind === 'goods' ? read.rows.map((row) => [row.name, row.variant, row.price]) : read
}

test('a price stands in any of the usual spellings', () => {
  for (const line of ['Pisang goreng 15rb', '- Pisang goreng : Rp 15.000,-', '1. Pisang goreng ........ 15000', '• Pisang goreng = 15k', 'Pisang goreng @15.000']) {
    expect(goods(line)).toEqual([['Pisang goreng', '', 15_000]])
  }
})

test('sizes after one name are its variants', () => {
  expect(goods('Kaos polos S 50rb, M 55rb, XL 60rb')).toEqual([
    ['Kaos polos', 'S', 50_000],
    ['Kaos polos', 'M', 55_000],
    ['Kaos polos', 'XL', 60_000],
  ])
})

test('two things on a line are two products', () => {
  expect(goods('Es jeruk 7rb | Wedang jahe 8rb')).toEqual([
    ['Es jeruk', '', 7_000],
    ['Wedang jahe', '', 8_000],
  ])
})

test('brackets, packs and units become the variant', () => {
  expect(goods('Bolu pandan (loyang besar) 85rb')).toEqual([['Bolu pandan', 'loyang besar', 85_000]])
  expect(goods('Bakso frozen isi 20 45.000')).toEqual([['Bakso frozen', 'isi 20', 45_000]])
  expect(goods('Nasi kotak ayam 25rb/box')).toEqual([['Nasi kotak ayam', 'per box', 25_000]])
})

test('a small bare number is asked about, never multiplied by itself', () => {
  const read = readLine('Kopi susu 18')
  expect(read).toMatchObject({ kind: 'goods', rows: [{ name: 'Kopi susu', price: null, problems: [{ code: 'price_unclear', suggestion: 18_000 }] }] })
})

test('headings group what follows; goods without a price are asked about', () => {
  expect(readLine('MINUMAN')).toEqual({ kind: 'heading', text: 'MINUMAN' })
  expect(readLine('Aneka kue:')).toEqual({ kind: 'heading', text: 'Aneka kue' })
  expect(readLine('Tumpeng komplit')).toMatchObject({ kind: 'goods', rows: [{ name: 'Tumpeng komplit', price: null, problems: [{ code: 'price_missing' }] }] })
  expect(readLine('----')).toEqual({ kind: 'nothing' })
})

test('sold out and stock are read beside the price', () => {
  expect(readLine('Risoles mayo 4rb (habis)')).toMatchObject({ rows: [{ stock: 0 }] })
  expect(readLine('Risoles mayo 4rb stok 30')).toMatchObject({ rows: [{ stock: 30 }] })
})

test('S18: a hostile line of 100 KB is read in no time', () => {
  const startedAt = performance.now()
  for (const line of ['a '.repeat(50_000), '((((('.repeat(20_000), '- '.repeat(50_000) + '1', '9'.repeat(100_000)]) readLine(line)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

test('a price that is no single number is asked for, never guessed', () => {
  for (const line of ['Nastar toples 75rb-85rb', 'Donat 10.000 /3', 'Mie ayam 12k (bakso +3k)', 'Pisang goreng 1.250.000.000.000.000', 'Nasi box A mulai 25rb', 'Kursi 1.250.000 - 1.500.000']) {
    expect(readLine(line)).toMatchObject({ kind: 'goods', rows: [{ price: null, problems: [{ code: 'price_unclear' }] }] })
  }
  expect(readLine('Nasi kotak Rp 32.000,- / kotak')).toMatchObject({ rows: [{ price: 32_000, problems: [] }] })
})

test('a list of sizes becomes one variant a size', () => {
  expect(goods('Kaos polos S/M/L 55rb XXL 60rb')).toEqual(['S', 'M', 'L'].map((size) => ['Kaos polos', size, 55_000]).concat([['Kaos polos', 'XXL', 60_000]]))
  expect(goods('Hoodie: S-L 135.000 | XXL 145.000')).toEqual(['S', 'M', 'L'].map((size) => ['Hoodie', size, 135_000]).concat([['Hoodie', 'XXL', 145_000]]))
  expect(goods('Kemeja flanel (M, L) @120.000')).toEqual([['Kemeja flanel', 'M', 120_000], ['Kemeja flanel', 'L', 120_000]])
})

test('sizes behind their prices, after a slash or in brackets keep their own price', () => {
  expect(goods('💕 Pashmina 35.000 (S), 38.000 (M), 42.000 (L)')).toEqual([['Pashmina', 'S', 35_000], ['Pashmina', 'M', 38_000], ['Pashmina', 'L', 42_000]])
  expect(goods('Kunyit asam 250ml 8rb / 500ml 15rb')).toEqual([['Kunyit asam', '250ml', 8_000], ['Kunyit asam', '500ml', 15_000]])
  expect(goods('Memory card 32GB : 45rb ; 64GB : 75rb')).toEqual([['Memory card', '32GB', 45_000], ['Memory card', '64GB', 75_000]])
  expect(goods('Kalung lonceng Rp 7.500 (3 pcs Rp 20.000)')).toEqual([['Kalung lonceng', '', 7_500], ['Kalung lonceng', '3 pcs', 20_000]])
})

test('what a device has, what is saved and what is struck out is no price', () => {
  expect(goods('Powerbank 10.000 mAh 149.000')).toEqual([['Powerbank 10.000 mAh', '', 149_000]])
  expect(goods('Paket 5 botol 70rb (hemat 5rb!)')).toEqual([['Paket 5 botol', '', 70_000]])
  expect(goods('Khimar 2 layer ~95rb~ 79rb')).toEqual([['Khimar 2 layer', '', 79_000]])
  expect(goods('Nasi 15rb (tambah telur 3rb)')).toEqual([['Nasi', '', null]])
})

test('the marks of a chat are taken off', () => {
  expect(goods('▪️ *Nastar* _keju_ ...... @85rb 🔥')).toEqual([['Nastar keju', '', 85_000]])
  expect(goods('1️⃣ Celana jeans;150.000')).toEqual([['Celana jeans', '', 150_000]])
  expect(readLine('🍪 *Kue kering* (toples 500gr)')).toEqual({ kind: 'heading', text: 'Kue kering (toples 500gr)' })
})

test('lines around the goods are left out unless the owner gives a price', () => {
  for (const line of ['📞 WA 0812-3456-7890', '🚚 Gratis ongkir area Tembalang', 'Min order 20 box', '💳 BCA 1234567890 an Ani', 'Update November 2026', 'Buka 07.00 - 21.00', 'Reseller min 6 pcs @30rb']) {
    expect(readLine(line), line).toMatchObject({ kind: 'goods', rows: [{ price: null, problems: [{ code: 'not_goods' }] }] })
  }
  expect(goods('HP Samsung A05 1,5jt')).toEqual([['HP Samsung A05', '', 1_500_000]])
  expect(goods('PS 4 slim 2jt')).toEqual([['PS 4 slim', '', 2_000_000]])
  expect(goods('Note book A5 12rb')).toEqual([['Note book A5', '', 12_000]])
})

test('words in the place of a price are asked about', () => {
  expect(readLine('Air es.........gratis')).toMatchObject({ rows: [{ name: 'Air es', price: null, problems: [{ code: 'price_unclear', suggestion: 0 }] }] })
  expect(readLine('Shampo kutu: Tanya admin')).toMatchObject({ rows: [{ name: 'Shampo kutu', price: null, problems: [{ code: 'price_unclear' }] }] })
  expect(readLine('apel fuji 38/kg')).toMatchObject({ rows: [{ name: 'apel fuji', problems: [{ suggestion: 38_000 }] }] })
})
