import { invalidInput, notFound } from '#platform/errors'
import type { ImportFile } from './files/file.ts'
import { readableHead } from './files/readable-head.ts'
import type { Mapping, NumberedRow, ReadRow } from './formats/format.ts'
import { catalogFormats, findCatalogFormat } from './formats/registry.ts'

export interface CatalogSummary {
  /** Rows that need nothing, and rows to look at. */
  recognised: number
  toCheck: number
  total: number
  /** Those of the rows to look at that stay out unless the owner says otherwise. */
  leftOut: number
  /** Questions first, then the first of those without one, then those that stay out. */
  rows: NumberedRow[]
  columns: { headings: string[]; mapping: Mapping } | null
}

const shownRows = 200
const shownOut = 50
const mostRows = 200_000

/** Reads a price list or table through, and says what would happen. Nothing of the catalogue is touched. */
export async function previewCatalog(file: ImportFile, mapping?: Mapping): Promise<{ format: string; summary: CatalogSummary }> {
  const head = await readableHead(file)
  const format = catalogFormats.find((one) => one.recognises(head))
  if (!format) throw invalidInput('Jenis berkas ini belum bisa dibaca. Simpan sebagai CSV atau Excel, lalu coba lagi.')
  const rows = await readAll(format.read(file, mapping))
  if (rows.total === 0) throw invalidInput('Tidak ada barang yang terbaca di sini. Belum ada yang disimpan. Pastikan ada nama dan harga.')
  const columns = (await format.columns?.(file)) ?? null
  return { format: format.format, summary: { ...rows, columns: mapping && columns ? { ...columns, mapping } : columns } }
}

/** Rows of a catalogue file again, as the import will write them. */
export function readCatalogRows(file: ImportFile, format: string, mapping?: Mapping): AsyncIterable<NumberedRow> {
  const found = findCatalogFormat(format)
  if (!found) throw notFound('Jenis berkas')
  return numbered(found.read(file, mapping))
}

/** A row without a name, with a code seen before, or that is no goods is not written. */
export function isLeftOut(row: ReadRow): boolean {
  return row.problems.some(({ code }) => code === 'name_missing' || code === 'duplicate_sku' || code === 'not_goods')
}

async function readAll(rows: AsyncIterable<ReadRow>) {
  const questions: NumberedRow[] = []
  const fine: NumberedRow[] = []
  const out: NumberedRow[] = []
  let total = 0
  let toCheck = 0
  let leftOut = 0
  for await (const row of numbered(rows)) {
    total++
    if (total > mostRows) throw invalidInput(`Berkas berisi lebih dari ${mostRows.toLocaleString('id-ID')} baris. Bagi menjadi beberapa berkas. Belum ada yang disimpan.`)
    const isOut = isLeftOut(row)
    if (row.problems.length > 0) toCheck++
    if (isOut) leftOut++
    const list = isOut ? out : row.problems.length > 0 ? questions : fine
    if (list.length < (isOut ? shownOut : shownRows)) list.push(row)
  }
  return { total, toCheck, leftOut, recognised: total - toCheck, rows: [...[...questions, ...fine].slice(0, shownRows - out.length), ...out] }
}

/** The second row with a SKU is shown to the owner; the first stands. */
async function* numbered(rows: AsyncIterable<ReadRow>): AsyncIterable<NumberedRow> {
  const seen = new Map<string, number>()
  let row = 0
  for await (const read of rows) {
    row++
    const earlier = read.sku === undefined ? undefined : seen.get(read.sku)
    if (read.sku !== undefined && earlier === undefined) seen.set(read.sku, read.line)
    yield { ...read, row, ...(earlier === undefined ? {} : { problems: [...read.problems, { code: 'duplicate_sku', sentence: `Kode ${read.sku ?? ''} sudah ada di baris ${earlier}. Baris ini tidak dimasukkan.` }] }) }
  }
}
