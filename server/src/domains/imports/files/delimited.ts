import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { invalidInput } from '#platform/errors'
import type { CellRow } from './cell.ts'
import { decodeStream } from './decode-text.ts'
import type { ImportFile } from './file.ts'

interface ParsedRow {
  record: string[]
  info: { lines: number }
}

/** Rows of a text table; `head` is its beginning, from which the separator is found. */
export async function* readDelimited(file: ImportFile, head: string): AsyncGenerator<CellRow> {
  const delimiter = findDelimiter(head)
  const source = Readable.from(decodeStream(file))
  const parser = source.pipe(
    parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true, quote: delimiter === '\t' ? null : '"', max_record_size: 1_048_576 }),
  )
  source.once('error', (error) => parser.destroy(error))
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      let breaks = 0
      const cells = record.map((cell) => {
        if (cell.includes('\n')) breaks += cell.split('\n').length - 1
        return cell.trim()
      })
      yield { sheet: 0, line: info.lines - breaks, cells }
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    const reason = cause.code === 'CSV_QUOTE_NOT_CLOSED' ? 'ada tanda petik (") yang tidak ditutup' : 'susunannya rusak'
    throw invalidInput(`Berkas tidak bisa dibaca sebagai tabel: ${reason}${typeof cause['lines'] === 'number' ? ` sampai baris ${cause['lines']}` : ''}. Belum ada yang disimpan. Simpan ulang sebagai CSV atau Excel, lalu coba lagi.`)
  } finally {
    source.destroy()
  }
}

/** The separator that the heading line uses most; headings may stand below a few other lines. */
export function findDelimiter(text: string): string {
  const lines = text.slice(0, 40_000).split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 15)
  const scores = [',', ';', '\t', '|'].map((delimiter) => {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter))
    return { delimiter, score: Math.max(...counts) * 1_000 + Math.min(...counts) }
  })
  return scores.sort((a, b) => b.score - a.score)[0].delimiter
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0
  let isQuoted = false
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === delimiter && !isQuoted) count++
  }
  return count
}
