import { fitUplift, type UpliftData } from '#models/experiments/uplift/choose'
import type { Feature } from '#models/experiments/uplift/features'
import { judgeUplift } from '#models/experiments/uplift/judge'
import { seededRandom } from '#models/randomness/seeded-random'
import { parseOptions, required } from '../options.ts'
import { readTable, type Row } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** `evaluate uplift`: whom a message changes, learnt from one randomised file and judged on another. */
export const task: EvaluateTask = {
  usage: 'uplift --train FILE --test FILE --treatment COL --outcome COL',
  run: (args) => uplift(args),
}

async function uplift(args: string[]): Promise<object> {
  const { values } = parseOptions(args, {
    train: { type: 'string' },
    test: { type: 'string' },
    treatment: { type: 'string' },
    outcome: { type: 'string' },
  })
  const columns = {
    treatment: required(values.treatment, 'treatment').trim().toLowerCase(),
    outcome: required(values.outcome, 'outcome').trim().toLowerCase(),
  }
  const needed = Object.values(columns)
  const train = await readTable(required(values.train, 'train'), needed)
  const test = await readTable(required(values.test, 'test'), needed)
  if (train.length === 0 || test.length === 0) throw new UsageError('Berkas latih dan uji harus berisi baris')
  const names = Object.keys(train[0]).filter((name) => !needed.includes(name))
  const missing = names.filter((name) => !(name in test[0]))
  if (missing.length > 0) throw new UsageError(`Kolom tidak ada di berkas uji: ${missing.join(', ')}`)
  const numeric = new Set(names.filter((name) => train.every((row) => isNumber(row[name] ?? ''))))

  const fit = fitUplift(read(train, { ...columns, names, numeric }), seededRandom(1))
  const result = judgeUplift(fit, read(test, { ...columns, names, numeric }), { random: seededRandom(2) })
  return {
    n: result.n,
    qini: result.qini ?? null,
    ci90: result.interval ?? [null, null],
    upliftTop30: result.upliftTop30 ?? null,
    baselineQini: result.baselineQini ?? null,
    verdict: result.verdict,
    method: fit.method,
  }
}

interface Reading {
  treatment: string
  outcome: string
  names: string[]
  numeric: Set<string>
}

function read(rows: Row[], { treatment, outcome, names, numeric }: Reading): UpliftData {
  return {
    treatment: binary(rows, treatment),
    outcome: binary(rows, outcome),
    features: names.map((name): Feature => {
      const cells = rows.map((row) => (row[name] ?? '').trim())
      if (!numeric.has(name)) return { name, kind: 'category', values: cells }
      return { name, kind: 'number', values: Float64Array.from(cells, (cell) => (cell === '' || !isNumber(cell) ? NaN : Number(cell))) }
    }),
  }
}

/** An empty cell is a missing number; a column of empty cells only has nothing to learn from either way. */
const isNumber = (text: string) => Math.abs(Number(text)) < 1e100

function binary(rows: Row[], column: string): Uint8Array {
  return Uint8Array.from(rows, (row, i) => {
    const value = Number((row[column] ?? '').trim() || NaN)
    if (value === 0 || value === 1) return value
    throw new UsageError(`Baris ${i + 2}: kolom ${column} harus 0 atau 1, bukan "${row[column] ?? ''}"`)
  })
}
