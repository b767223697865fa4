import type { CatalogFormat, Mapping, ReadRow } from '../format.ts'
import { readPrice, readStock, readWeight } from '../values.ts'
import { isZip } from '../../files/archive.ts'
import { textOf } from '../../files/cell.ts'
import { readCells } from '../../files/cells.ts'
import { decodeText } from '../../files/decode-text.ts'
import type { ImportFile } from '../../files/file.ts'
import { findHeadings } from './headings.ts'

/** CSV and Excel files with one row a variant, under whatever headings the shop uses. */
export const table: CatalogFormat = {
  format: 'table',
  recognises(bytes) {
    if (isZip(bytes)) return true
    const lines = decodeText(bytes.subarray(0, 20_000)).split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 15)
    return [',', ';', '\t', '|'].some((delimiter) => findHeadings(lines.map((line, index) => ({ line: index, cells: line.split(delimiter).map((cell) => cell.replaceAll('"', '').trim()) }))) !== undefined)
  },
  async *read(file, given) {
    const head: { line: number; cells: string[] }[] = []
    let layout: { mapping: Mapping; isReady: boolean } = { mapping: given ?? {}, isReady: false }
    let lastName = ''
    for await (const row of readFirstSheet(file)) {
      if (!layout.isReady) {
        head.push(row)
        if (head.length < 15) continue
        layout = settle(head, given)
        for (const early of head.splice(0)) yield* understand(early)
        continue
      }
      yield* understand(row)
    }
    if (!layout.isReady) {
      layout = settle(head, given)
      for (const early of head) yield* understand(early)
    }

    function settle(rows: { line: number; cells: string[] }[], mapping: Mapping | undefined) {
      const found = findHeadings(rows)
      rows.splice(0, found ? found.index + 1 : 0)
      return { mapping: mapping ?? found?.mapping ?? { name: 0, price: 1 }, isReady: true }
    }

    function* understand(row: { line: number; cells: string[] }): Generator<ReadRow> {
      const read = readRow(row, layout.mapping, lastName)
      if (!read) return
      lastName = read.name || lastName
      yield read
    }
  },
  async columns(file) {
    const head: { line: number; cells: string[] }[] = []
    for await (const row of readFirstSheet(file)) if (head.push(row) >= 15) break
    const found = findHeadings(head)
    return { headings: found ? head[found.index].cells : (head[0]?.cells ?? []).map((_, index) => `Kolom ${index + 1}`), mapping: found?.mapping ?? { name: 0, price: 1 } }
  },
}

/** Rows of the first sheet that holds anything, as text. */
async function* readFirstSheet(file: ImportFile): AsyncGenerator<{ line: number; cells: string[] }> {
  let first: number | undefined
  for await (const { sheet, line, cells } of readCells(file)) {
    first ??= sheet
    if (sheet !== first) return
    yield { line, cells: cells.map(textOf) }
  }
}

function readRow({ line, cells }: { line: number; cells: string[] }, mapping: Mapping, lastName: string): ReadRow | undefined {
  const cell = (field: keyof Mapping) => (mapping[field] === undefined ? '' : (cells[mapping[field]] ?? ''))
  if (cells.every((text) => text === '')) return undefined
  const problems: ReadRow['problems'] = []
  // A merged name cell stands on the first of its variants only.
  const name = cell('name') || (cell('variant') || cell('price') ? lastName : '')
  if (name === '') problems.push({ code: 'name_missing', sentence: 'Nama barang kosong.' })
  const price = readPrice(cell('price'), problems)
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
