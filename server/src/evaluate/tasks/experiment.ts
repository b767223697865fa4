import { welch } from '#models/experiments/compare-means'
import { holm } from '#models/experiments/holm'
import { checkSampleRatio } from '#models/experiments/sample-ratio'
import { summarise, type Summary } from '#models/experiments/summary'
import { parseOptions, required } from '../options.ts'
import { readTable, type Row } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** `evaluate experiment`: differences of means between randomised arms and the control, with a verdict. */
export const task: EvaluateTask = {
  usage: 'experiment --data FILE --arm COL --control VALUE --outcome COL[,COL]',
  run: (args) => experiment(args),
}

interface Outcome {
  mean: number
  difference: number | null
  ci95: [number | null, number | null]
  pValue: number | null
  pAdjusted: number | null
}

async function experiment(args: string[]): Promise<object> {
  const { values } = parseOptions(args, {
    data: { type: 'string' },
    arm: { type: 'string' },
    control: { type: 'string' },
    outcome: { type: 'string' },
  })
  const file = required(values.data, 'data')
  const armColumn = required(values.arm, 'arm')
  const control = required(values.control, 'control').trim()
  const columns = required(values.outcome, 'outcome').split(',').map((name) => name.trim()).filter((name) => name !== '')
  const rows = await readTable(file, [armColumn, ...columns].map((name) => name.toLowerCase()))
  const arms = groupByArm(rows, armColumn.toLowerCase())
  const controlRows = arms.get(control)
  if (!controlRows) throw new UsageError(`Tidak ada baris dengan ${armColumn} = "${control}" di ${file}`)

  const outcomes = columns.map((column) => {
    const base = summarise(numbers(controlRows, column))
    return [...arms].map(([arm, armRows]) => ({
      arm,
      column,
      outcome: arm === control ? alone(base) : against(base, summarise(numbers(armRows, column))),
    }))
  }).flat()
  const adjusted = holm(outcomes.map(({ outcome }) => outcome.pValue))
  for (const [i, { outcome }] of outcomes.entries()) outcome.pAdjusted = adjusted[i]

  const sampleRatio = checkSampleRatio([...arms.values()].map((armRows) => armRows.length))
  const others = [...arms.keys()].filter((arm) => arm !== control)
  return {
    n: rows.length,
    arms: Object.fromEntries([...arms].map(([arm, { length: n }]) => [arm, { n, outcomes: byColumn(arm, ({ outcome }) => outcome) }])),
    sampleRatio,
    verdict: sampleRatio.ok
      ? Object.fromEntries(others.map((arm) => [arm, byColumn(arm, ({ outcome }) => verdict(outcome))]))
      : 'invalid',
  }

  function byColumn<T>(arm: string, pick: (cell: (typeof outcomes)[number]) => T): Record<string, T> {
    return Object.fromEntries(outcomes.filter((cell) => cell.arm === arm).map((cell) => [cell.column, pick(cell)]))
  }
}

function groupByArm(rows: Row[], column: string): Map<string, Row[]> {
  const arms = new Map<string, Row[]>()
  for (const [i, row] of rows.entries()) {
    const arm = (row[column] ?? '').trim()
    if (arm === '') throw new UsageError(`Baris ${i + 2}: kolom ${column} kosong`)
    const group = arms.get(arm)
    if (group) group.push(row)
    else arms.set(arm, [row])
  }
  return arms
}

function numbers(rows: Row[], column: string): Float64Array {
  return Float64Array.from(rows, (row) => {
    const text = (row[column.toLowerCase()] ?? '').trim()
    const value = Number(text)
    if (text === '' || !Number.isFinite(value)) throw new UsageError(`Kolom ${column} harus angka, bukan "${text}"`)
    return value
  })
}

const alone = ({ mean }: Summary): Outcome => ({ mean, difference: null, ci95: [null, null], pValue: null, pAdjusted: null })

/**
 * Welch against the control. Where neither arm varies, t has no scale: equal means are certainly not different, and
 * different ones have the permutation p-value 2 / (n over n₁), tiny for large arms and large for a handful of rows.
 */
function against(control: Summary, arm: Summary): Outcome {
  const { mean } = arm
  const difference = mean - control.mean
  const comparison = welch(arm, control)
  if (comparison.status === 'ok') {
    const [lower, upper] = comparison.interval
    return { mean, difference, ci95: [lower, upper], pValue: comparison.pValue, pAdjusted: null }
  }
  if (comparison.reason !== 'no-variation') return { mean, difference, ci95: [null, null], pValue: null, pAdjusted: null }
  const isSame = difference === 0
  const pValue = isSame ? 1 : Math.min(1, 2 / choose(arm.n + control.n, arm.n))
  return { mean, difference, ci95: isSame ? [0, 0] : [null, null], pValue, pAdjusted: null }
}

function choose(n: number, k: number): number {
  let ways = 1
  for (let i = 1; i <= Math.min(k, n - k) && ways < 1e300; i++) ways *= (n - Math.min(k, n - k) + i) / i
  return ways
}

function verdict({ pAdjusted, difference }: Outcome): 'better' | 'worse' | 'not-shown' {
  if (pAdjusted === null || difference === null || !(pAdjusted < 0.05)) return 'not-shown'
  return difference > 0 ? 'better' : 'worse'
}
