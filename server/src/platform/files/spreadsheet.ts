import { PassThrough, Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { localTime, type TimeZone } from '../clock.ts'

export type CellValue = string | number | boolean | Date | null | undefined
export type Rows = AsyncIterable<readonly CellValue[]>
export const spreadsheetForms = ['csv', 'xlsx'] as const
export type SpreadsheetForm = (typeof spreadsheetForms)[number]

export interface Sheet {
  /** File name without its ending, and name of the sheet. */
  name: string
  headings: readonly string[]
  rows: Rows
  /** Whose clock the times are written in. */
  zone?: TimeZone | undefined
}

/**
 * Text that no spreadsheet takes for a formula (S12). What counts is the first character that is seen: white space,
 * control characters, quotes and full-width forms before it are looked through. Plain phone numbers (`+62…`) and
 * negative numbers are no formulas and stay as they are.
 */
export function harmlessText(text: string): string {
  const clean = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '')
  // A tab or line break in front lets some programs look at what follows as a formula.
  const first = clean.replace(/^[\s\u00A0\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF'"]+/u, '').normalize('NFKC')
  if (!/^[=+\-@]/.test(first) && !/^[\t\r\n]/.test(clean)) return clean
  if (/^[+-]?\d+(?:[.,]\d+)?$/.test(clean)) return clean
  return `'${clean}`
}

/** Lines of a CSV that Excel opens as it is: UTF-8 with mark, every cell quoted, CRLF. */
export async function* csvLines(headings: readonly string[], rows: Rows, zone: TimeZone = 'Asia/Jakarta'): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(headings, zone)}`
  for await (const row of rows) yield csvLine(row, zone)
}

function csvLine(row: readonly CellValue[], zone: TimeZone): string {
  return `${row.map((value) => `"${csvText(value, zone).replaceAll('"', '""')}"`).join(',')}\r\n`
}

function csvText(value: CellValue, zone: TimeZone): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return harmlessText(value)
  return value instanceof Date ? wallClock(value, zone).toISOString().slice(0, 16).replace('T', ' ') : String(value)
}

/** Spreadsheets know no zones: a moment is written as the clock on the shop's wall showed it, told as if that were UTC. */
function wallClock(moment: Date, zone: TimeZone): Date {
  const { date, minutes } = localTime(moment, zone)
  return new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000)
}

/** The same rows as an Excel file, streamed: text is text whatever it looks like, numbers and dates are numbers and dates. */
export function xlsxStream({ name, headings, rows, zone = 'Asia/Jakarta' }: Sheet): Readable {
  const out = new PassThrough()
  void writeBook(out, { name, headings, rows, zone }).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

async function writeBook(out: PassThrough, { name, headings, rows, zone }: Required<Sheet>): Promise<void> {
  const { default: excel } = await import('exceljs')
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = headings.map((header) => ({ header, width: Math.min(40, Math.max(12, header.length + 2)) }))
  sheet.getRow(1).font = { bold: true }
  sheet.getRow(1).commit()
  for await (const values of rows) {
    const row = sheet.addRow(values.map((value) => excelValue(value, zone)))
    // `@` is the text format: digits of phones and ids stay digits when somebody edits the cell.
    row.eachCell((cell) => {
      if (typeof cell.value === 'string') cell.numFmt = '@'
      else if (cell.value instanceof Date) cell.numFmt = 'yyyy-mm-dd hh:mm'
    })
    row.commit()
    if (out.writableNeedDrain) await new Promise<void>((resolve) => out.once('drain', resolve))
  }
  sheet.commit()
  await book.commit()
}

function excelValue(value: CellValue, zone: TimeZone): string | number | boolean | Date | null {
  if (typeof value === 'string') return harmlessText(value).slice(0, 32_000)
  return value instanceof Date ? wallClock(value, zone) : (value ?? null)
}

/** Sends rows as a file of the form asked for, as they come. */
export function sendSpreadsheet(reply: FastifyReply, form: SpreadsheetForm, sheet: Sheet): FastifyReply {
  const { name, headings, rows, zone } = sheet
  reply.header('content-disposition', `attachment; filename="${name}.${form}"`).header('cache-control', 'no-store')
  if (form === 'csv') return reply.type('text/csv; charset=utf-8').send(Readable.from(csvLines(headings, rows, zone)))
  return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(xlsxStream(sheet))
}
