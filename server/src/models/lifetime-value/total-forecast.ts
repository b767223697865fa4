import type { Random } from '../randomness/seeded-random.ts'
import { studentTQuantile } from '../special-functions/student-t.ts'
import { plainRate, type PurchaseModel } from './backtest.ts'
import type { BgNbdFit, BgNbdParameters } from './bg-nbd.ts'
import { expectedPurchases, purchaseDistribution } from './expected-purchases.ts'
import { drawParameters } from './parameter-draws.ts'
import type { PurchaseHistory } from './purchase-history.ts'

export interface TotalForecast {
  /** Purchase days of all customers known now; new customers come on top. */
  purchases: number
  /** 95 %. */
  interval: [low: number, high: number]
}

export interface TotalOptions {
  weeks: number
  model: PurchaseModel
  /** From the backtest: how far totals were off before. */
  logRatios: readonly number[]
  random: Random
}

/** A shop's season moves a period's total by about this much (as a logarithm), before its own past says otherwise. */
const seasonalSpread = 0.15
const seasonalWeight = 3
const sampleSize = 1_500
const parameterDraws = 40

/**
 * Total purchases of the customers known now, with an interval made of three parts: the parameters are estimates, people
 * are random, and periods differ. No model of single customers knows the third; it is taken from the backtest, mixed
 * with a spread of 15 % that counts as three backtests.
 *
 * The first two parts are computed on up to 1,500 customers evenly spread over the list.
 */
export function forecastTotal(fit: BgNbdFit, histories: readonly PurchaseHistory[], options: TotalOptions): TotalForecast {
  const { weeks, model, logRatios, random } = options
  const expected = (parameters: BgNbdParameters, list: readonly PurchaseHistory[]) =>
    list.reduce((sum, history) => sum + expectedFor(parameters, history, weeks, model), 0)
  const purchases = expected(fit.parameters, histories)
  if (!(purchases > 0)) return { purchases: 0, interval: [0, 0] }

  const sample = spread(histories)
  const centre = expected(fit.parameters, sample)
  const totals = drawParameters(fit, parameterDraws, random).map((parameters) => Math.log(expected(parameters, sample) / centre))
  const byParameters = totals.reduce((sum, value) => sum + value ** 2, 0) / totals.length
  const variance = sample.reduce((sum, history) => sum + varianceOf(fit.parameters, history, weeks), 0)
  const byChance = (variance * (histories.length / sample.length)) / purchases ** 2
  const degrees = seasonalWeight + logRatios.length
  const byPeriod = (seasonalWeight * seasonalSpread ** 2 + logRatios.reduce((sum, value) => sum + value ** 2, 0)) / degrees
  const reach = studentTQuantile(0.975, degrees) * Math.sqrt(byParameters + byChance + byPeriod)
  return { purchases, interval: [purchases * Math.exp(-reach), purchases * Math.exp(reach)] }
}

/** Expected purchase days of one customer by the chosen model. */
export function expectedFor(parameters: BgNbdParameters, history: PurchaseHistory, weeks: number, model: PurchaseModel): number {
  if (model === 'rate') return plainRate(history, weeks)
  const byModel = expectedPurchases(parameters, history, weeks)
  return model === 'bgnbd' ? byModel : (byModel + plainRate(history, weeks)) / 2
}

function varianceOf(parameters: BgNbdParameters, history: PurchaseHistory, weeks: number): number {
  let first = 0
  let second = 0
  purchaseDistribution(parameters, history, weeks, 1e-6).forEach((probability, y) => {
    first += y * probability
    second += y * y * probability
  })
  return Math.max(0, second - first ** 2)
}

function spread<T>(values: readonly T[]): readonly T[] {
  if (values.length <= sampleSize) return values
  return Array.from({ length: sampleSize }, (_, i) => values[Math.floor((i * values.length) / sampleSize)])
}
