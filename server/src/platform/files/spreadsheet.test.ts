import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvLines, harmlessText, xlsxStream, type CellValue } from './spreadsheet.ts'

const dangerous = [
  '=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '\u00a0=1', '\u200b=1', '\u0000=1', '\ufeff=1', '＝1', '＋1', '－1', '＠A', '\'=1', '"=1', '=HYPERLINK("http://x","y")', '=cmd|\' /C calc\'!A0', '\u0001\t =1', '+62-812-1', '-2+3+cmd',
]
const plain = ['Kue lapis', '+6281234567890', '-5000', '5-7 hari', 'a=b', '08123', '', '1.5', 'x@y.id', '(021) 555']

async function* rowsOf(values: CellValue[]) {
  for (const value of values) yield [value]
}

test.each(dangerous)('S12: %j is neutralised', (text) => {
  expect(harmlessText(text)).toMatch(/^'/)
})

test.each(plain)('%j stays as it is', (text) => {
  expect(harmlessText(text)).toBe(text)
})

test('a CSV comes back cell by cell, with a mark for Excel', async () => {
  let text = ''
  for await (const line of csvLines(['a'], rowsOf(['satu "dua", tiga\nempat', 7, null, '=1']))) text += line
  expect(text.charCodeAt(0)).toBe(0xfeff)
  expect(parse(text, { bom: true })).toEqual([['a'], ['satu "dua", tiga\nempat'], ['7'], [''], ["'=1"]])
})

test('an XLSX holds text as text, numbers as numbers, dates as dates, and no formula', async () => {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  const bytes = await buffer(xlsxStream({ name: 'pelanggan', headings: ['Telepon'], rows: rowsOf(['+6281234567890', '=1+1', 85_000, new Date('2026-11-24T03:00:00Z'), null]) }))
  await book.xlsx.load(bytes as never)
  const sheet = book.getWorksheet('pelanggan')
  const cells = [2, 3, 4, 5].map((row) => sheet?.getCell(row, 1))
  expect(cells.map((cell) => cell?.type)).toEqual([excel.ValueType.String, excel.ValueType.String, excel.ValueType.Number, excel.ValueType.Date])
  expect(cells.map((cell) => cell?.value)).toEqual(['+6281234567890', "'=1+1", 85_000, new Date('2026-11-24T10:00:00Z')])
  expect(cells[0]?.numFmt).toBe('@')
})

test('times are those of the shop’s own clock, so that a sale at night stays on its day', async () => {
  let text = ''
  for await (const line of csvLines(['a'], rowsOf([new Date('2026-10-31T17:30:00Z')]), 'Asia/Makassar')) text += line
  expect(parse(text, { bom: true })).toEqual([['a'], ['2026-11-01 01:30']])
})
