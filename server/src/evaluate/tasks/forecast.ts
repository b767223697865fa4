import { parse } from 'csv-parse/sync'
import { accuracy, meanAccuracy, type Accuracy } from '#models/forecasting/accuracy'
import { indonesianCalendar } from '#models/forecasting/calendar-id'
import { forecastDemand } from '#models/forecasting/forecast'
import { croston, exponentialSmoothing, mean, movingAverage, naive, syntetosBoylan, teunterSyntetosBabai, zero, type LevelPath } from '#models/forecasting/level'
import { timelineOf } from '#models/forecasting/timeline'
import { parseOptions, required } from '../options.ts'
import { readText } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** `evaluate forecast`: the last periods of every series predicted from the rest, beside simple methods. */
export const task: EvaluateTask = {
  usage: 'forecast --series FILE --horizon H',
  run: (args) => forecast(args),
}

const baselines: Readonly<Record<string, LevelPath>> = {
  zero,
  naive,
  mean,
  ma: movingAverage(12),
  ses: exponentialSmoothing(0.2),
  croston: croston(0.1),
  sba: syntetosBoylan(0.1),
  tsb: teunterSyntetosBabai(0.1, 0.2),
}

async function forecast(args: string[]): Promise<object> {
  const { values } = parseOptions(args, { series: { type: 'string' }, horizon: { type: 'string' } })
  const { periods, series } = await readWide(required(values.series, 'series'))
  const horizon = Number(required(values.horizon, 'horizon'))
  const known = periods.length - horizon
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > 1000 || known < 1) {
    throw new UsageError(`--horizon harus bilangan bulat 1–1000 dan kurang dari ${periods.length} periode dalam berkas`)
  }
  const start = performance.now()
  const training = series.map((units) => units.slice(0, known))
  const forecasts = forecastDemand(training, { horizon, ...timelineOf(periods.slice(0, known)), calendar: indonesianCalendar })
  const seconds = (performance.now() - start) / 1000
  const counts: Record<string, number> = {}
  const scored: { index: number; accuracy: Accuracy }[] = []
  forecasts.forEach((result, index) => {
    const { method, units } =
      result.status === 'ok' ? { method: [result.method, ...result.effects].join('+'), units: result.mean } : { method: 'mean', units: flat(mean, training[index], horizon) }
    const score = accuracy(training[index], series[index].subarray(known), units)
    if (!score) return
    scored.push({ index, accuracy: score })
    counts[method] = (counts[method] ?? 0) + 1
  })
  const scoreOf = (path: LevelPath) =>
    meanAccuracy(scored.flatMap(({ index }) => accuracy(training[index], series[index].subarray(known), flat(path, training[index], horizon)) ?? []))
  return {
    n: scored.length,
    horizon,
    chosen: { counts, ...(meanAccuracy(scored.map((one) => one.accuracy)) ?? unscored) },
    baselines: Object.fromEntries(Object.entries(baselines).map(([name, path]) => [name, scoreOf(path) ?? unscored])),
    leftOut: series.length - scored.length,
    seconds,
  }
}

const unscored = { rmsse: null, mase: null, totalError: null, bias: null }

function flat(path: LevelPath, demand: Float64Array, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(path(demand).at(-1) ?? 0)
}

/** First column period, then one column per series. An empty cell or NA is a period without sales. */
async function readWide(file: string): Promise<{ periods: string[]; series: Float64Array[] }> {
  const text = await readText(file)
  const header = text.slice(0, text.search(/\r?\n|$/))
  const delimiter = [',', ';', '\t'].reduce((best, one) => (header.split(one).length > header.split(best).length ? one : best))
  let rows: string[][]
  try {
    rows = parse(text, { delimiter, skip_empty_lines: true, relax_column_count: true, quote: delimiter === '\t' ? null : '"' })
  } catch (error) {
    throw new UsageError(`Isi tabel tidak terbaca: ${file}`, { cause: error })
  }
  const [names = [], ...body] = rows
  if (names.length < 2 || body.length < 2) throw new UsageError(`${file} harus berisi kolom periode, sedikitnya satu deret, dan dua periode`)
  let returns = 0
  const series = names.slice(1).map((name, column) =>
    Float64Array.from(body, (row, line) => {
      const cell = (row[column + 1] ?? '').trim()
      const units = cell === '' || /^(na|nan|null)$/i.test(cell) ? 0 : Number(cell)
      if (!Number.isFinite(units) || units > 1e12) throw new UsageError(`Baris ${line + 2}, kolom ${name}: "${cell}" bukan jumlah`)
      if (units < 0) returns++
      return Math.max(0, units)
    }),
  )
  if (returns > 0) process.stderr.write(`${returns} jumlah negatif (retur) dihitung 0\n`)
  return { periods: body.map(([period = '']) => period), series }
}
