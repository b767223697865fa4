import { spawnSync } from 'node:child_process'
import { accuracy, meanAccuracy, type Accuracy } from '../server/src/models/forecasting/accuracy.ts'
import { forecastDemand } from '../server/src/models/forecasting/forecast.ts'
import { croston, exponentialSmoothing, mean, movingAverage, naive, syntetosBoylan, teunterSyntetosBabai, zero, type LevelPath } from '../server/src/models/forecasting/level.ts'
import { demandQuantile, totalDemand } from '../server/src/models/forecasting/total-demand.ts'
import { makeParts, readDemand } from './demand-data.ts'
import { bySize, compare, exponent, score, skip, type UsedElsewhere } from './harness.ts'
import { findRPackage } from './subprocess.ts'

/** G20: demand forecasts, rolling origin, beside the simple methods; stock from them; speed beside R. */
const goal = 'G20'

const peers: Readonly<Record<string, LevelPath>> = {
  'MA(12)': movingAverage(12),
  Croston: croston(0.1),
  SBA: syntetosBoylan(0.1),
  TSB: teunterSyntetosBabai(0.1, 0.2),
  'SES(0.2)': exponentialSmoothing(0.2),
  mean,
  naive,
  zero,
}

interface DataSet {
  name: string
  series: Float64Array[]
  horizon: number
  /** How many periods before the end each rolling origin's horizon ends. */
  backs: number[]
}

const parts: DataSet = { name: 'generated spare parts, monthly', series: makeParts(bySize({ small: 500, normal: 2674, full: 2674 }), 20), horizon: 6, backs: [0, 6, 12] }
const weeklySkus = readDemand('online_retail_weekly_sku.csv', 1)
const weeklyCategories = readDemand('id_shop_weekly_category.csv')
const sets = [
  parts,
  ...(weeklySkus ? [{ name: 'retail SKUs, weekly', series: weeklySkus, horizon: 6, backs: [0, 6, 12, 18] }] : []),
  ...(weeklyCategories ? [{ name: 'shop categories, weekly', series: weeklyCategories, horizon: 8, backs: [0, 8, 16, 24, 32, 40] }] : []),
]
if (!weeklySkus || !weeklyCategories) skip(goal, 'shared demand series', 'the shared data folder is absent')

for (const set of sets) {
  reportAccuracy(set)
  reportFillRate(set)
}
await reportSpeed(parts)

function reportAccuracy({ name, series, horizon, backs }: DataSet): void {
  const ours: Accuracy[] = []
  const theirs = new Map(Object.keys(peers).map((peer) => [peer, [] as Accuracy[]]))
  for (const back of backs) {
    const { training, actual } = cut(series, horizon, back)
    forecastDemand(training, { horizon }).forEach((forecast, i) => {
      const one = forecast.status === 'ok' ? accuracy(training[i], actual[i], forecast.mean) : undefined
      if (!one) return
      ours.push(one)
      for (const [peer, path] of Object.entries(peers)) {
        const score = accuracy(training[i], actual[i], flat(path, training[i], horizon))
        if (score) theirs.get(peer)?.push(score)
      }
    })
  }
  const mine = meanAccuracy(ours)
  if (!mine) throw new Error(`no series of ${name} could be scored`)
  for (const [peer, scores] of theirs) {
    const other = meanAccuracy(scores)
    if (!other) continue
    const isCrostonOnParts = peer === 'Croston' && name === parts.name
    score({ goal, what: `total error, ${name}`, against: peer, ours: mine.totalError, peer: other.totalError, n: ours.length, unit: 'units per series', target: { ratioAtMost: isCrostonOnParts ? 0.68 : 1 } })
    if (peer !== 'zero') score({ goal, what: `RMSSE, ${name}`, against: peer, ours: mine.rmsse, peer: other.rmsse, n: ours.length, unit: 'RMSSE', target: { ratioAtMost: 1 } })
  }
  const target = name === parts.name ? { within: 0.3 } : { shownOnly: true as const }
  score({ goal, what: `bias, ${name}`, against: 'no bias', ours: mine.bias, peer: 0, n: ours.length, unit: 'units per series', target })
}

/**
 * Everybody gets the same number of units to put on the shelves for one horizon, and stocks forecast + k root mean
 * squared errors of past totals, k set so that the stocks add up to that number (1.3 times what Laris expects). Fill
 * rate = share of the demand that was on the shelf, mean over origins.
 */
function reportFillRate({ name, series, horizon, backs }: DataSet): void {
  const rates = new Map<string, number[]>()
  const covered = new Map([[0.9, 0], [0.95, 0]])
  let n = 0
  for (const back of backs) {
    const { training, actual } = cut(series, horizon, back)
    const items = forecastDemand(training, { horizon }).flatMap((forecast, i) => (forecast.status === 'ok' ? [{ forecast, demand: sum(actual[i]) }] : []))
    const demands = items.map(({ demand }) => demand)
    const ours = items.map(({ forecast }) => totals(forecast.level, forecast.demand, horizon))
    const budget = 1.3 * ours.reduce((units, { forecast }) => units + forecast, 0)
    const add = (who: string, stock: Totals[]) => rates.set(who, [...(rates.get(who) ?? []), fillRate(matched(stock, budget), demands)])
    add('ours', ours)
    for (const [peer, path] of Object.entries(peers)) if (peer !== 'zero') add(peer, items.map(({ forecast: { demand } }) => totals(path(demand), demand, horizon)))
    for (const { forecast, demand } of items) {
      const total = totalDemand(forecast, horizon)
      for (const [p, count] of covered) covered.set(p, count + (demand <= demandQuantile(total, p) ? 1 : 0))
      n++
    }
  }
  const average = (values: readonly number[] = []) => sum(values) / values.length
  for (const [peer, values] of rates) {
    if (peer === 'ours') continue
    score({ goal, what: `fill rate at equal stock, ${name}`, against: peer, ours: average(rates.get('ours')), peer: average(values), n, unit: 'share of demand', target: { ratioAtLeast: 1 } })
  }
  for (const [p, count] of covered) {
    score({ goal, what: `coverage of the ${100 * p} % quantile, ${name}`, against: 'nominal', ours: count / n, peer: p, n, unit: 'share of series', target: { shownOnly: true } })
  }
}

async function reportSpeed({ series, horizon }: DataSet): Promise<void> {
  const perCpuSecond: number[] = []
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage()
    forecastDemand(series, { horizon })
    const used = process.cpuUsage(before)
    perCpuSecond.push(series.length / ((used.user + used.system) / 1e6))
  }
  score({ goal, what: 'choose and forecast', against: 'goal', ours: Math.max(...perCpuSecond.slice(2)), peer: 20_000, n: series.length, unit: 'series/CPU-s', target: { atLeast: 20_000 }, note: 'best of 5 after 2 to warm up' })
  await exponent({
    goal,
    what: 'choose and forecast',
    unit: 'series',
    sizes: bySize({ small: [1000, 3000, 10_000], normal: [3000, 10_000, 30_000], full: [10_000, 30_000, 100_000] }),
    prepare: (size) => {
      const some = makeParts(1000, 21)
      const many = Array.from({ length: size }, (_, i) => some[i % some.length] ?? new Float64Array())
      return () => forecastDemand(many, { horizon })
    },
    atMost: 1,
    rounds: 3,
  })
  const version = findRPackage('forecast')
  if (version === undefined) return skip(goal, 'Croston in R', 'Debian package r-cran-forecast is not installed')
  const some = series.slice(0, 100)
  const path = croston(0.1)
  // Ours runs many times within one measurement: once is too short for the clock.
  const repeats = 200
  await compare({
    goal,
    what: 'Croston forecasts, same answers',
    against: `forecast ${version} (R)`,
    n: some.length * repeats,
    unit: 'series/CPU-s',
    target: { ratioAtLeast: 1000 },
    ours: () => {
      let last: number[] = []
      for (let i = 0; i < repeats; i++) last = some.map((demand) => path(demand).at(-1) ?? NaN)
      return last
    },
    peer: () => {
      const used = crostonInR(some)
      return { ...used, cpuSeconds: used.cpuSeconds * repeats, wallSeconds: used.wallSeconds * repeats }
    },
    differs: (a, b) => {
      const wrong = a.findIndex((level, i) => !(Math.abs(level - (b[i] ?? NaN)) < 1e-9 * Math.max(1, level)))
      return wrong < 0 ? undefined : `series ${wrong}: ${a[wrong]} ≠ ${b[wrong]}`
    },
  })
}

function crostonInR(series: readonly Float64Array[]): UsedElsewhere<number[]> {
  const program = `
    suppressMessages(library(forecast))
    rows <- lapply(strsplit(readLines(file("stdin")), ","), as.numeric)
    used <- system.time(answer <- sapply(rows, function(y) croston(y, h = 1, alpha = 0.1)$mean[1]))
    cat(used["user.self"] + used["sys.self"], used["elapsed"], format(answer, digits = 15), sep = "\\n")`
  const result = spawnSync('Rscript', ['-e', program], { input: series.map((demand) => demand.join(',')).join('\n') + '\n', encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`R failed: ${result.stderr}`)
  const [cpuSeconds = NaN, wallSeconds = NaN, ...answer] = result.stdout.trim().split('\n').map(Number)
  return { cpuSeconds, wallSeconds, answer }
}

function cut(series: readonly Float64Array[], horizon: number, back: number): { training: Float64Array[]; actual: Float64Array[] } {
  const end = (series[0]?.length ?? 0) - back
  return { training: series.map((units) => units.subarray(0, end - horizon)), actual: series.map((units) => units.subarray(end - horizon, end)) }
}

function flat(path: LevelPath, demand: Float64Array, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(path(demand).at(-1) ?? 0)
}

interface Totals {
  forecast: number
  /** Root mean squared error of past totals. */
  error: number
}

function totals(levels: Float64Array, demand: Float64Array, horizon: number): Totals {
  let squares = 0
  let n = 0
  for (let t = 3; t + horizon < demand.length; t++) {
    squares += (sum(demand.subarray(t + 1, t + 1 + horizon)) - levels[t] * horizon) ** 2
    n++
  }
  return { forecast: (levels.at(-1) ?? 0) * horizon, error: Math.sqrt(squares / n) }
}

/** Stocks that sum to the budget. */
function matched(items: readonly Totals[], budget: number): number[] {
  const stocksAt = (k: number) => items.map(({ forecast, error }) => Math.max(0, forecast + k * error))
  let low = -3
  let high = 30
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (sum(stocksAt(middle)) < budget) low = middle
    else high = middle
  }
  return stocksAt(high)
}

function fillRate(stocks: readonly number[], demands: readonly number[]): number {
  return sum(demands.map((demand, i) => Math.min(demand, stocks[i] ?? 0))) / sum(demands)
}

function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]
  return total
}
