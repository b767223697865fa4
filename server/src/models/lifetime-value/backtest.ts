import { fitBgNbd } from './bg-nbd.ts'
import { expectedPurchases } from './expected-purchases.ts'
import { daysPerWeek, purchaseHistories, type PurchaseHistory, type Transaction } from './purchase-history.ts'

/** `rate` is the plain rule: as often per week as so far, repeats · weeks / age. `mean` is halfway between the two. */
export type PurchaseModel = 'bgnbd' | 'rate' | 'mean'

export interface Backtest {
  /** How many customers could be forecast, in all cuts together. */
  forecasts: number
  /** Empty when nobody could be forecast. Mean squared error of each model, and of BG/NBD minus it, with the standard error of that gain. */
  models: { model: PurchaseModel; meanSquaredError: number; gain: number; gainError: number }[]
  /** Log of actual over predicted total purchases of BG/NBD, one for each cut. */
  logRatios: number[]
}

export const plainRate = ({ repeats, age }: PurchaseHistory, weeks: number) => (age > 0 ? (repeats * weeks) / age : 0)

const cuts = [0.5, 0.65, 0.8]

/**
 * How the models would have done before: at 50, 65 and 80 % of the time each forecasts the rest, but no further than
 * `weeks`. Cuts at which BG/NBD has not enough data are left out; `logRatios` is empty when all are.
 */
export function backtest(transactions: readonly Transaction[], endDay: number, weeks: number): Backtest {
  const firstDay = transactions.reduce((first, { day }) => Math.min(first, Math.floor(day)), endDay)
  const errors: { [model in PurchaseModel]: number[] } = { bgnbd: [], rate: [], mean: [] }
  const logRatios: number[] = []
  for (const share of cuts) {
    const cut = Math.round(firstDay + (endDay - firstDay) * share)
    const until = Math.min(endDay, cut + Math.round(weeks * daysPerWeek))
    const histories = purchaseHistories(transactions, cut)
    const fit = fitBgNbd(histories)
    if (fit.status !== 'fitted' || until <= cut) continue
    const period = (until - cut) / daysPerWeek
    const actual = purchaseDaysBetween(transactions, cut, until)
    let bought = 0
    let expected = 0
    for (const history of histories) {
      const y = actual.get(history.customer) ?? 0
      const model = expectedPurchases(fit.parameters, history, period)
      const rate = plainRate(history, period)
      errors.bgnbd.push((y - model) ** 2)
      errors.rate.push((y - rate) ** 2)
      errors.mean.push((y - (model + rate) / 2) ** 2)
      bought += y
      expected += model
    }
    logRatios.push(Math.log((bought + 1) / (expected + 1)))
  }
  const compared = errors.bgnbd.length > 0 ? (['bgnbd', 'rate', 'mean'] as const) : []
  const models = compared.map((model) => ({ model, ...gainOver(errors.bgnbd, errors[model]) }))
  return { forecasts: errors.bgnbd.length, models, logRatios }
}

/** BG/NBD, unless a plainer rule was clearly better: by more than the standard error of the gain. */
export function bestModel({ models }: Backtest): PurchaseModel {
  return models.filter(({ gain, gainError }) => gain > gainError).sort((a, b) => b.gain - a.gain)[0]?.model ?? 'bgnbd'
}

/** Purchase days of each customer after `from`, up to and including `to`. */
export function purchaseDaysBetween(transactions: Iterable<Transaction>, from: number, to: number): Map<string, number> {
  const days = new Map<string, Set<number>>()
  for (const { customer, day } of transactions) {
    const whole = Math.floor(day)
    if (whole <= from || whole > to) continue
    const seen = days.get(customer)
    if (seen) seen.add(whole)
    else days.set(customer, new Set([whole]))
  }
  return new Map(Array.from(days, ([customer, seen]) => [customer, seen.size]))
}

function gainOver(reference: number[], errors: number[]) {
  const n = errors.length
  const meanSquaredError = errors.reduce((a, b) => a + b, 0) / n
  const gain = reference.reduce((a, b) => a + b, 0) / n - meanSquaredError
  const variance = errors.reduce((sum, error, i) => sum + (reference[i] - error - gain) ** 2, 0) / n
  return { meanSquaredError, gain, gainError: Math.sqrt(variance / n) }
}
