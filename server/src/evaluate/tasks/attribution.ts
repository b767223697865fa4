import { attributePaths } from '#models/attribution/attribute-paths'
import type { Path } from '#models/attribution/paths'
import { parseOptions, required } from '../options.ts'
import { readTable, type Row } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** `evaluate attribution`: what five rules credit to each channel of a file of paths. */
export const task: EvaluateTask = {
  usage: 'attribution --paths FILE',
  run: (args) => attribution(args),
}

async function attribution(args: string[]): Promise<object> {
  const file = required(parseOptions(args, { paths: { type: 'string' } }).values.paths, 'paths')
  const rows = await readTable(file, ['path'])
  const columns = {
    conversions: column(rows, ['conversions', 'total_conversions']),
    value: column(rows, ['value', 'total_conversion_value']),
    nulls: column(rows, ['nulls', 'total_null']),
  }
  if (rows.length > 0 && columns.conversions === undefined) throw new UsageError(`Kolom tidak ada di ${file}: conversions`)
  const paths = rows.map((row, i): Path => ({
    channels: row.path.split(' > ').map((step) => step.trim()).filter((step) => step !== ''),
    conversions: count(row, columns.conversions, i),
    value: count(row, columns.value, i),
    nulls: count(row, columns.nulls, i),
  }))
  const { withoutTouch, ...result } = attributePaths(paths)
  if (withoutTouch > 0) process.stderr.write(`${withoutTouch} baris tanpa saluran tidak dihitung\n`)
  return { n: paths.length - withoutTouch, ...result }
}

const column = ([row]: Row[], names: string[]) => names.find((name) => row !== undefined && name in row)

/** An absent column or an empty cell counts as 0. */
function count(row: Row, name: string | undefined, index: number): number {
  const text = name === undefined ? '' : (row[name] ?? '').trim()
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0) return value
  throw new UsageError(`Baris ${index + 2}: ${name} harus angka 0 atau lebih, bukan "${text}"`)
}
