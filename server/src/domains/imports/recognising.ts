import type { Context } from '#platform/context'
import { isZip, openArchive } from './files/archive.ts'
import { textOf, type CellRow } from './files/cell.ts'
import { readCells } from './files/cells.ts'
import { decodeText } from './files/decode-text.ts'
import { readHeld, type ImportFile } from './files/file.ts'
import { readableHead } from './files/readable-head.ts'
import type { OrderMapping } from './formats/order-format.ts'
import { headingKey, mapOrderColumns } from './formats/order-headings.ts'
import { fingerprintOf, surveyOrders, type OrderLayout } from './formats/order-layout.ts'
import { orderFormats } from './formats/order-registry.ts'
import { findHeadings, fullestRow, readHeads } from './formats/table/headings.ts'
import { tillSales } from './formats/till-sales/index.ts'
import { readChat } from './formats/whatsapp-export/chat.ts'
import { findMapping } from './store.ts'

export type Recognised = { kind: 'chat' } | { kind: 'catalog' } | { kind: 'orders'; layout: OrderLayout; isGiven: boolean } | { kind: 'table'; head: TableHead }

/** The beginning of a table whose columns the owner has to name. */
export interface TableHead {
  sheet: number
  headingLine: number
  headings: string[]
  sample: string[][]
  /** Columns that a till's usual headings suggest; the owner completes them. */
  mapping: OrderMapping
}

const shownRows = 8
const headRows = 40

/** What a file is, by its content alone; its name says nothing. */
export async function recognise(ctx: Context, file: ImportFile): Promise<Recognised> {
  const head = await readableHead(file)
  if (isZip(head)) {
    const archive = await openArchive(await readHeld(file))
    if (!archive.names.some((name) => name.startsWith('xl/'))) return { kind: 'chat' }
  } else {
    if (looksLikeChat(decodeText(head))) return { kind: 'chat' }
  }
  return recogniseTable(ctx, file, isZip(head))
}

async function recogniseTable(ctx: Context, file: ImportFile, isWorkbook: boolean): Promise<Recognised> {
  const rows = await readFirstRows(file)
  const remembered = await ctx.transaction((tx) => findMapping(tx, rows.map((row) => fingerprintOf(row.cells.map(textOf)))))
  const heading = remembered && rows.find((row) => fingerprintOf(row.cells.map(textOf)) === remembered.fingerprint)
  if (remembered && heading) {
    const layout = await surveyOrders(file, orderFormats, { format: tillSales.format, sheet: heading.sheet, headingLine: heading.line, mapping: remembered.mapping })
    if (layout) return { kind: 'orders', layout, isGiven: true }
  }
  const layout = await surveyOrders(file, orderFormats)
  if (layout) return { kind: 'orders', layout, isGiven: false }
  const listed = (await readHeads(file)).map((head) => findHeadings(head.rows)?.mapping)
  if (listed.some((mapping) => mapping?.price !== undefined || mapping?.stock !== undefined)) return { kind: 'catalog' }
  const widest = Math.max(0, ...rows.map((row) => row.cells.filter((cell) => cell !== '').length))
  // Free text is a price list as people type it.
  if (!isWorkbook && widest < 3) return { kind: 'catalog' }
  return { kind: 'table', head: tableHead(rows) }
}

/** The fullest row is taken for the heading; the owner may point at another. */
function tableHead(rows: readonly CellRow[]): TableHead {
  const heading = fullestRow(rows)
  if (!heading) return { sheet: 0, headingLine: 0, headings: [], sample: [], mapping: {} }
  const below = rows.filter((row) => row.sheet === heading.sheet && row.line > heading.line).slice(0, shownRows)
  const mapping = mapOrderColumns(heading.cells.map(headingKey), tillSales)
  return { sheet: heading.sheet, headingLine: heading.line, mapping, headings: heading.cells.map((cell) => textOf(cell).slice(0, 100)), sample: below.map((row) => row.cells.map((cell) => textOf(cell).slice(0, 100))) }
}

async function readFirstRows(file: ImportFile): Promise<CellRow[]> {
  const rows: CellRow[] = []
  for await (const row of readCells(file, headRows)) rows.push(row)
  return rows
}

/** Two messages, or one and nothing else: a date at the beginning of a table's row is no chat. */
function looksLikeChat(head: string): boolean {
  const { entries, lines } = readChat(head)
  const spoken = entries.filter((entry) => entry.kind === 'message').length
  return spoken >= 2 || (entries.length > 0 && entries.length >= lines / 2)
}
