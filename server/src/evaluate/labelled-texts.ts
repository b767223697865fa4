import type { Example } from '#models/language/classifier'
import { readTable, readText } from './tables.ts'
import { UsageError } from './task.ts'

/**
 * Labelled texts of a file: a table with columns `label` and `text` (or `tweet`), or lines `text<TAB>label` without
 * header. Labels are trimmed and lower-cased; rows without label are dropped, with a word on stderr.
 */
export async function readLabelledTexts(path: string): Promise<Example[]> {
  const text = await readText(path)
  const [header = ''] = text.split(/\r?\n/, 1)
  const names = header.split(/[,;\t|]/).map((name) => name.replaceAll('"', '').trim().toLowerCase())
  const textColumn = ['text', 'tweet'].find((name) => names.includes(name))
  const rows =
    textColumn && names.includes('label')
      ? (await readTable(path)).map((row) => ({ text: row[textColumn] ?? '', label: row.label ?? '' }))
      : linesOf(text, path)
  const examples = rows
    .map((row) => ({ text: row.text, label: row.label.trim().toLowerCase() }))
    .filter((row) => row.label !== '')
  if (examples.length === 0) throw new UsageError(`Tidak ada baris berlabel di ${path}`)
  if (examples.length < rows.length) {
    process.stderr.write(`${rows.length - examples.length} baris tanpa label dilewati di ${path}\n`)
  }
  return examples
}

function linesOf(text: string, path: string): Example[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (!lines.some((line) => line.includes('\t'))) {
    throw new UsageError(`Perlu kolom "text" dan "label", atau baris teks<TAB>label: ${path}`)
  }
  return lines.map((line) => {
    const tab = line.lastIndexOf('\t')
    return tab < 0 ? { text: line, label: '' } : { text: line.slice(0, tab), label: line.slice(tab + 1) }
  })
}
