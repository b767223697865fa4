import type { CatalogFormat, Mapping, ReadRow } from '../format.ts'
import { readPrice, readStock, readWeight } from '../values.ts'
import { isZip } from '../../files/archive.ts'
import { textOf } from '../../files/cell.ts'
import { readCells } from '../../files/cells.ts'
import { decodeText } from '../../files/decode-text.ts'
import type { ImportFile } from '../../files/file.ts'
import { findHeadings, fullestRow, readHeads, type Head } from './headings.ts'

/** CSV and Excel files with one row a variant, under whatever headings the shop uses. */
export const table: CatalogFormat = {
  format: 'table',
  recognises(bytes) {
    if (isZip(bytes)) return true
    const lines = decodeText(bytes.subarray(0, 20_000)).split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 15)
    return [',', ';', '\t', '|'].some((delimiter) => findHeadings(lines.map((line, index) => ({ line: index, cells: line.split(delimiter).map((cell) => cell.replaceAll('"', '').trim()) }))) !== undefined)
  },
  async *read(file, given) {
    const layouts = new Map((await findTables(file, given)).map((one) => [one.sheet, one]))
    let sheet: number | undefined
    let lastName = ''
    for await (const row of readCells(file)) {
      const layout = layouts.get(row.sheet)
      if (!layout || row.line <= layout.headingLine) continue
      if (row.sheet !== sheet) lastName = ''
      sheet = row.sheet
      const read = readRow({ line: row.line, cells: row.cells.map(textOf) }, layout.mapping, lastName)
      if (!read) continue
      lastName = read.name || lastName
      yield read
    }
  },
  async columns(file) {
    const [{ headings, mapping }] = await findTables(file, undefined)
    return { headings, mapping }
  },
}

interface Table {
  sheet: number
  /** 0 when the table begins without headings. */
  headingLine: number
  headings: string[]
  mapping: Mapping
}

/** Every sheet with headings of a price list; when none has any, the one that looks most like a table. */
async function findTables(file: ImportFile, given: Mapping | undefined): Promise<Table[]> {
  const heads = await readHeads(file)
  const found = heads.flatMap(({ sheet, rows }) => {
    const headings = findHeadings(rows)
    return headings ? [{ sheet, headingLine: rows[headings.index].line, headings: rows[headings.index].cells, mapping: headings.mapping }] : []
  })
  const priced = found.filter(({ mapping }) => mapping.price !== undefined)
  const [first, ...others] = priced.length > 0 ? priced : found.length > 0 ? found.slice(0, 1) : [withoutHeadings(heads)]
  if (!given) return [first, ...others]
  const isSame = (table: Table) => table.headings.join('\n') === first.headings.join('\n')
  return [first, ...others].map((table) => (isSame(table) ? { ...table, mapping: given, headingLine: table.headingLine || lineAbovePrices(heads, table.sheet, given) } : table))
}

/** Headings nobody knows end above the first row with a digit in the price column. */
function lineAbovePrices(heads: Head[], sheet: number, { price }: Mapping): number {
  const rows = heads.find((head) => head.sheet === sheet)?.rows ?? []
  const first = price === undefined ? 0 : rows.findIndex(({ cells }) => /\d/.test(cells[price] ?? ''))
  return first > 0 ? rows[first - 1].line : 0
}

function withoutHeadings(heads: Head[]): Table {
  const { sheet, cells } = fullestRow(heads.flatMap((head) => head.rows.map((row) => ({ sheet: head.sheet, ...row })))) ?? { sheet: 0, cells: [] }
  return { sheet, headingLine: 0, headings: cells.map((_, index) => `Kolom ${index + 1}`), mapping: { name: 0, price: 1 } }
}

const isTotal = /^(?:grand |sub ?)?(?:total|jumlah)(?: (?:harga|semua|keseluruhan|akhir))?\s*:?$/i

function readRow({ line, cells }: { line: number; cells: string[] }, mapping: Mapping, lastName: string): ReadRow | undefined {
  const cell = (field: keyof Mapping) => (mapping[field] === undefined ? '' : (cells[mapping[field]] ?? ''))
  if (cells.every((text) => text === '')) return undefined
  const problems: ReadRow['problems'] = []
  // A merged name cell stands on the first of its variants only.
  const name = cell('name') || (cell('variant') ? lastName : '')
  const isSum = cells.some((text) => isTotal.test(text))
  if (isSum) problems.push({ code: 'not_goods', sentence: 'Sepertinya baris jumlah, jadi tidak dimasukkan. Kalau barang, isi harganya.' })
  else if (name === '') problems.push({ code: 'name_missing', sentence: 'Nama barang kosong.' })
  const price = isSum ? null : readPrice(cell('price'), problems)
  const stock = readStock(cell('stock'), problems)
  const weightGrams = readWeight(cell('weightGrams'), problems)
  const sku = cell('sku').slice(0, 60)
  return {
    line,
    ...(sku ? { sku } : {}),
    name: name.slice(0, 200),
    variant: cell('variant').slice(0, 200),
    ...(mapping.category === undefined ? {} : { category: cell('category').slice(0, 100) }),
    ...(mapping.description === undefined ? {} : { description: cell('description').slice(0, 4_000) }),
    price,
    ...(stock === undefined ? {} : { stock }),
    ...(weightGrams === undefined ? {} : { weightGrams }),
    problems,
    original: cells.join(' | ').slice(0, 300),
  }
}
