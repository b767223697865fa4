import { stem } from '#models/language/stem'
import { parseOptions, required } from '../options.ts'
import { readText } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** Share of words whose stem is the one of the file. */
export const task: EvaluateTask = {
  usage: 'stem --test FILE   (TSV without header: word, stem)',
  async run(args) {
    const { values, positionals } = parseOptions(args, { test: { type: 'string' } })
    if (positionals.length > 0) throw new UsageError(`Argumen tidak dikenal: ${positionals.join(' ')}`)
    const path = required(values.test, 'test')
    const lines = (await readText(path)).split(/\r?\n/).filter((line) => line.trim() !== '')
    const rows = lines.map((line) => line.split('\t'))
    if (rows.some((row) => row.length < 2)) throw new UsageError(`Bukan TSV dua kolom: ${path}`)
    const same = rows.filter(([word, expected]) => stem(word) === expected.trim().toLowerCase())
    return { exactMatch: rows.length === 0 ? null : same.length / rows.length, n: rows.length }
  },
}
