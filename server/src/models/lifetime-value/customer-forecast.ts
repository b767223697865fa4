import { drawBeta, drawGamma } from '../randomness/distributions.ts'
import type { Random } from '../randomness/seeded-random.ts'
import type { BgNbdFit } from './bg-nbd.ts'
import { expectedPurchases, probabilityAlive } from './expected-purchases.ts'
import { expectedSpend, type GammaGammaFit, type GammaGammaParameters } from './gamma-gamma.ts'
import { drawParameters } from './parameter-draws.ts'
import type { PurchaseHistory } from './purchase-history.ts'

export interface CustomerForecast {
  probabilityAlive: number
  purchases: number
  /** 80 %, in whole purchases. */
  purchasesInterval: [low: number, high: number]
  /** In the unit of the amounts; undefined without a spending model. */
  spend: number | undefined
  spendInterval: [low: number, high: number] | undefined
}

export interface CustomerForecastOptions {
  weeks: number
  random: Random
  /** Default 500, which takes well below a millisecond. At most 100,000. */
  draws?: number
}

const mostPurchases = 10_000

/**
 * What one customer will do in the next `weeks`, with intervals by simulation: parameters as the data leave them open,
 * then this customer's rate, chance to leave and level of spending given the history, then purchases and amounts.
 *
 * Draws stop at 10,000 purchases. Amounts are taken as independent of frequency, as Gamma–Gamma does.
 */
export function forecastCustomer(
  fit: BgNbdFit, spending: GammaGammaFit | undefined, history: PurchaseHistory, options: CustomerForecastOptions,
): CustomerForecast {
  const { weeks, random, draws = 500 } = options
  const purchases = expectedPurchases(fit.parameters, history, weeks)
  const counts = new Float64Array(Math.min(draws, 100_000))
  const spends = new Float64Array(counts.length)
  const parameters = drawParameters(fit, Math.min(50, counts.length), random)
  for (let d = 0; d < counts.length; d++) {
    const { r, alpha, a, b } = parameters[d % parameters.length]
    if (random() >= probabilityAlive({ r, alpha, a, b }, history)) continue
    const rate = drawGamma(r + history.repeats, random) / (alpha + history.age)
    const leave = drawBeta(a, b + history.repeats, random)
    counts[d] = drawPurchases(rate, leave, weeks, random)
    if (spending && counts[d] > 0) spends[d] = drawSpend(spending.parameters, history, counts[d], random)
  }
  return {
    probabilityAlive: probabilityAlive(fit.parameters, history),
    purchases,
    purchasesInterval: interval(counts),
    spend: spending && purchases * expectedSpend(spending.parameters, history),
    spendInterval: spending && interval(spends),
  }
}

function drawPurchases(rate: number, leave: number, weeks: number, random: Random): number {
  let count = 0
  for (let time = -Math.log(1 - random()) / rate; time <= weeks && count < mostPurchases; ) {
    count += 1
    if (random() < leave) break
    time -= Math.log(1 - random()) / rate
  }
  return count
}

function drawSpend({ p, q, gamma }: GammaGammaParameters, { repeats, meanSpend }: PurchaseHistory, count: number, random: Random): number {
  const known = meanSpend !== undefined && meanSpend > 0 ? repeats : 0
  const rate = drawGamma(q + p * known, random) / (gamma + known * (meanSpend ?? 0))
  return drawGamma(p * count, random) / rate
}

function interval(values: Float64Array): [number, number] {
  const sorted = values.slice().sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  return [at(0.1), at(0.9)]
}
