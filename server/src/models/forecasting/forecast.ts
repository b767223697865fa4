import { candidatePath, candidates, combination } from './candidates.ts'
import { chooseMethods, type Choice } from './choose.ts'
import { demandClass } from './demand-class.ts'
import { assertWhole, parseDemand, type NotEnoughData } from './errors.ts'
import { prepare, withoutEffects, type Multiplier, type Prepared } from './rolling.ts'
import { chooseEffects, type EffectInput } from './treatment.ts'
import { ModelInputError } from '../input-error.ts'
import type { OnProgress } from '../progress.ts'

export interface ForecastOptions extends EffectInput {
  /** Periods ahead, 1–1000. */
  horizon: number
  onProgress?: OnProgress
}

export interface DemandForecast {
  status: 'ok'
  method: (typeof candidates)[number]
  /** Names of the effects in use, such as `weekday` and `calendar`; empty for none. */
  effects: readonly string[]
  /** Expected units of each of the next `horizon` periods. */
  mean: Float64Array
  /** The training periods, the level after each, and the multiplier of each training and future period: what intervals are made from. */
  demand: Float64Array
  level: Float64Array
  multiplier: Float64Array
}

/** Series beyond these only follow the choice: it does not get better by more of them. */
const largestSample = 1000
/** Of all series, which all stay in memory with their forecasts: 5 GB. */
const mostPeriods = 2e8

/**
 * Forecasts the demand of a shop's items: `series[i]` are units per period, oldest first, all over the same
 * periods, with zeros before an item's first sale. Level method, effects and weights are chosen on these periods
 * alone. One series is as welcome as thousands, but what holds for the range is learned from the range.
 *
 * @throws ModelInputError for a demand that is negative, not finite or beyond 1e12, series of different length, a horizon outside
 * 1–1000, or more than 200 million periods, past and future, in all series.
 * @returns for each series a forecast, or why there is not enough to forecast from.
 */
export function forecastDemand(series: readonly ArrayLike<number>[], options: ForecastOptions): (DemandForecast | NotEnoughData)[] {
  const { horizon, onProgress } = options
  assertWhole(horizon, 'horizon', 1, 1000)
  const periods = series.reduce((sum, { length }) => sum + length + horizon, 0)
  if (periods > mostPeriods) throw new ModelInputError('forecasting.invalid_demand', `${periods} periods in all, more than ${mostPeriods}`)
  const demands = series.map(parseDemand)
  if (demands.some(({ length }) => length !== demands[0].length)) {
    throw new ModelInputError('forecasting.invalid_demand', 'all series must cover the same periods: pad new items with leading zeros')
  }
  const shortages = demands.map(shortage)
  const usable = demands.filter((_, i) => shortages[i] === undefined)
  const sample = everyNth(usable, largestSample)
  const effects = chooseEffects(sample, options)
  onProgress?.(0.3)
  const prepared = sample.map((demand) => prepare(demand, effects.multiplierOf(demand))).filter((one): one is Prepared => one !== undefined)
  const choice = chooseMethods(prepared, horizon)
  onProgress?.(0.7)
  const forecasts = demands.map((demand, i) => shortages[i] ?? forecastOne(demand, effects.multiplierOf(demand), effects.names, choice, horizon))
  onProgress?.(1)
  return forecasts
}

function forecastOne(demand: Float64Array, multiplier: Multiplier, effects: readonly string[], choice: Choice, horizon: number): DemandForecast {
  const candidate = choice.byClass[demandClass(demand)] ?? combination
  const level = candidatePath(withoutEffects(demand, multiplier), candidate, choice.weights)
  const last = level[level.length - 1]
  const mean = Float64Array.from({ length: horizon }, (_, h) => last * multiplier.values[demand.length + h])
  return { status: 'ok', method: candidates[candidate], effects, mean, demand, level, multiplier: multiplier.values }
}

function shortage(demand: Float64Array): NotEnoughData | undefined {
  const first = demand.findIndex((units) => units > 0)
  if (first < 0) return { status: 'not-enough-data', reason: 'no-demand' }
  return demand.length - first < 4 ? { status: 'not-enough-data', reason: 'fewer-than-four-periods' } : undefined
}

function everyNth<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most)
  return Array.from({ length: Math.min(most, items.length) }, (_, i) => items[Math.floor(i * step)])
}
