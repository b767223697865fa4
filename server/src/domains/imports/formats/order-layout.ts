import { createHash } from 'node:crypto'
import { textOf, type CellRow } from '../files/cell.ts'
import { readCells } from '../files/cells.ts'
import type { ImportFile } from '../files/file.ts'
import { dayPlace, type DateOrder } from './order-dates.ts'
import { dateFields, findOrderHeadings, headingKey, moneyFields } from './order-headings.ts'
import type { OrderFormat, OrderMapping } from './order-format.ts'
import { moneyEvidence } from './order-values.ts'

/** How one file is to be read: found once by reading it through, then kept with the import. */
export interface OrderLayout {
  format: string
  sheet: number
  /** Line of the heading; rows before it belong to nobody. */
  headingLine: number
  headings: string[]
  mapping: OrderMapping
  dateOrder: DateOrder
  /** Money columns that a spreadsheet has cut to thousands. */
  cutColumns: number[]
  /** The same headings give the same fingerprint: a mapping is remembered under it. */
  fingerprint: string
}

/** What the owner said about a file. */
export type GivenLayout = Pick<OrderLayout, 'format' | 'sheet' | 'headingLine' | 'mapping'>

const headingRows = 40

/** Reads a file through and says how its rows are to be understood; `undefined` when no row is a heading of ours. */
export async function surveyOrders(file: ImportFile, formats: readonly OrderFormat[], given?: GivenLayout): Promise<OrderLayout | undefined> {
  let head: CellRow[] = []
  let sheet = 0
  let layout: OrderLayout | undefined
  const facts = createFacts()
  const settle = () => {
    layout = given ? layoutOfMapping(head, given) : layoutOfHeadings(head, formats)
    if (layout) for (const row of head) facts.note(row, layout)
  }
  for await (const row of readCells(file)) {
    if (layout) {
      if (row.sheet !== layout.sheet) break
      facts.note(row, layout)
      continue
    }
    if (row.sheet !== sheet) {
      if (head.length < headingRows) settle()
      if (layout) break
      sheet = row.sheet
      head = []
    }
    // A long sheet without a heading is passed over, not searched again with every row.
    if (head.length < headingRows && head.push(row) === headingRows) settle()
  }
  if (!layout && head.length < headingRows) settle()
  return layout && facts.complete(layout, formats)
}

function layoutOfHeadings(head: readonly CellRow[], formats: readonly OrderFormat[]): OrderLayout | undefined {
  const found = findOrderHeadings(head, formats)
  return found && draft(head[found.index], found.mapping, found.format.format)
}

function layoutOfMapping(head: readonly CellRow[], given: GivenLayout): OrderLayout | undefined {
  const row = head.find((one) => one.line === given.headingLine && one.sheet === given.sheet)
  return row && draft(row, given.mapping, given.format)
}

function draft(heading: CellRow, mapping: OrderMapping, format: string): OrderLayout {
  const headings = heading.cells.map(textOf)
  return { format, sheet: heading.sheet, headingLine: heading.line, headings, mapping, dateOrder: 'dmy', cutColumns: [], fingerprint: fingerprintOf(headings) }
}

export function fingerprintOf(headings: readonly string[]): string {
  return createHash('sha256').update(headings.map(headingKey).join('\u0000')).digest('hex').slice(0, 32)
}

/** Evidence about dates and amounts, gathered over all rows. */
function createFacts() {
  let firstIsDay = 0
  let secondIsDay = 0
  const cut = new Map<number, number>()
  const decimals = new Map<number, number>()
  return {
    note(row: CellRow, { headingLine, mapping }: OrderLayout): void {
      if (row.line <= headingLine) return
      for (const field of dateFields) {
        const column = mapping[field]
        if (column === undefined) continue
        const place = dayPlace(row.cells[column] ?? '')
        if (place === 1) firstIsDay++
        else if (place === 2) secondIsDay++
      }
      for (const field of moneyFields) {
        const column = mapping[field]
        if (column === undefined) continue
        const evidence = moneyEvidence(row.cells[column] ?? '')
        if (!evidence) continue
        const counts = evidence === 'cut' ? cut : decimals
        counts.set(column, (counts.get(column) ?? 0) + 1)
      }
    },
    complete(layout: OrderLayout, formats: readonly OrderFormat[]): OrderLayout {
      const hasDecimals = formats.find((one) => one.format === layout.format)?.hasDecimals ?? false
      const cutColumns = hasDecimals ? [] : [...cut.keys()].filter((column) => !decimals.has(column))
      return { ...layout, dateOrder: secondIsDay > firstIsDay ? 'mdy' : 'dmy', cutColumns }
    },
  }
}
