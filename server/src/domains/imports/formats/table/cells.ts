import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { invalidInput } from '#platform/errors'
import { decodeText } from '../decode-text.ts'

/** Rows of cells of a CSV or XLSX file, as text, with their row numbers. */
export async function* readCells(bytes: Uint8Array): AsyncIterable<{ line: number; cells: string[] }> {
  yield* isZip(bytes) ? readSheet(bytes) : readDelimited(decodeText(bytes))
}

/** XLSX files are ZIP archives. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

async function* readDelimited(text: string): AsyncIterable<{ line: number; cells: string[] }> {
  const parser = Readable.from([text]).pipe(parse({ delimiter: findDelimiter(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true, max_record_size: 1_048_576 }))
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) yield { line: info.lines, cells: record.map((cell) => cell.trim()) }
  } catch (cause) {
    throw invalidInput(`Berkas tidak bisa dibaca sebagai tabel${cause instanceof Error && 'lines' in cause ? ` (baris ${String(cause.lines)})` : ''}. Belum ada yang disimpan. Simpan ulang sebagai CSV atau Excel, lalu coba lagi.`)
  }
}

/** The separator that splits the first lines most evenly. */
export function findDelimiter(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 10)
  const scores = [',', ';', '\t', '|'].map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    return { delimiter, score: Math.min(...counts) * 1_000 + Math.max(...counts) }
  })
  return scores.sort((a, b) => b.score - a.score)[0].delimiter
}

async function* readSheet(bytes: Uint8Array): AsyncIterable<{ line: number; cells: string[] }> {
  const exceljs = await import('exceljs')
  const reader = new exceljs.default.stream.xlsx.WorkbookReader(Readable.from([Buffer.from(bytes)]), { worksheets: 'emit', sharedStrings: 'cache', styles: 'ignore', hyperlinks: 'ignore', entries: 'ignore' })
  try {
    for await (const sheet of reader) {
      let rows = 0
      for await (const row of sheet) {
        const values = Array.isArray(row.values) ? row.values.slice(1) : []
        const cells = Array.from(values, cellText)
        if (cells.every((cell) => cell === '')) continue
        rows++
        yield { line: row.number, cells }
      }
      // The first sheet that holds anything is the list.
      if (rows > 0) return
    }
  } catch (cause) {
    throw invalidInput('Berkas Excel rusak atau terkunci kata sandi. Belum ada yang disimpan. Buka di Excel, simpan ulang, lalu coba lagi.', [{ pointer: '/file', message: cause instanceof Error ? cause.name : '' }])
  }
}

/** A cell as a person sees it; of a formula its result. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'object') {
    if ('result' in value) return cellText(value.result)
    if ('richText' in value && Array.isArray(value.richText)) return value.richText.map((part: { text?: string }) => part.text ?? '').join('')
    if ('text' in value) return cellText(value.text)
    if ('error' in value) return ''
    return ''
  }
  return String(value as string | number | boolean).trim()
}
