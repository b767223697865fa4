import { normaliseText } from '#models/language/normalise'
import { parseOptions, required } from '../options.ts'
import { readTable } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** Share of informal words or phrases whose normal form is the formal one of the file. */
export const task: EvaluateTask = {
  usage: 'normalise --test FILE   (CSV: informal,formal)',
  async run(args) {
    const { values, positionals } = parseOptions(args, { test: { type: 'string' } })
    if (positionals.length > 0) throw new UsageError(`Argumen tidak dikenal: ${positionals.join(' ')}`)
    const path = required(values.test, 'test')
    const rows = await readTable(path)
    const column = (names: string[]) => names.find((name) => rows.length > 0 && name in rows[0])
    const informal = column(['informal', 'transformed'])
    const formal = column(['formal', 'original-for'])
    if (rows.length > 0 && (informal === undefined || formal === undefined)) throw new UsageError(`Kolom informal,formal tidak ada di ${path}`)
    if (informal === undefined || formal === undefined) return { exactMatch: null, n: 0 }
    const same = rows.filter((row) => plain(normaliseText(row[informal])) === plain(row[formal]))
    return { exactMatch: same.length / rows.length, n: rows.length }
  },
}

const plain = (text: string): string => text.trim().toLowerCase()
