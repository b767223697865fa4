import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { UsageError } from './task.ts'

/** The longest text that JavaScript can hold is a little longer. */
const mostBytes = 500_000_000
const tooLarge = (path: string) => `Berkas lebih dari ${mostBytes / 1e6} MB: ${path}`

/** Text of a UTF-8 file, plain or `.gz`, without byte order mark. */
export async function readText(path: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
    if (path.endsWith('.gz')) bytes = gunzipSync(bytes, { maxOutputLength: mostBytes + 1 })
  } catch (error) {
    const isTooLarge = error instanceof RangeError // Unpacked, or beyond what fits into one buffer.
    throw new UsageError(isTooLarge ? tooLarge(path) : `Berkas tidak terbaca: ${path}`, { cause: error })
  }
  if (bytes.length > mostBytes) throw new UsageError(tooLarge(path))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new UsageError(`Berkas bukan teks UTF-8: ${path}`, { cause: error })
  }
}

export type Row = Record<string, string>

/** Rows of a CSV/TSV with a header line; the delimiter is found in the header, names are trimmed and lower-cased. */
export async function readTable(path: string, requiredColumns: readonly string[] = []): Promise<Row[]> {
  const text = await readText(path)
  const header = text.slice(0, text.search(/\r?\n|$/))
  const delimiter = mostFrequent(header, [',', ';', '\t', '|'])
  try {
    const rows: Row[] = parse(text, {
      delimiter,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      relax_column_count: true,
      quote: delimiter === '\t' ? null : '"',
    })
    const names = new Set(header.split(delimiter).map((name) => name.replaceAll('"', '').trim().toLowerCase()))
    const missing = requiredColumns.filter((name) => !names.has(name))
    if (missing.length > 0) throw new UsageError(`Kolom tidak ada di ${path}: ${missing.join(', ')}`)
    return rows
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`Isi tabel tidak terbaca: ${path}`, { cause: error })
  }
}

function mostFrequent(text: string, candidates: string[]): string {
  const counts = candidates.map((candidate) => text.split(candidate).length)
  return candidates[counts.indexOf(Math.max(...counts))]
}
