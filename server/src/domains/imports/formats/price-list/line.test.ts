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
