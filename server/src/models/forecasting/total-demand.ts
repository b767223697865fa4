import { gammaQuantile } from '../special-functions/chi-square.ts'
import { assertNumber, assertWhole } from './errors.ts'
import type { DemandForecast } from './forecast.ts'

/** Demand of several coming periods together: what a stock has to cover. */
export interface TotalDemand {
  /** Expected units. */
  mean: number
  /** Variance of the total, units². */
  variance: number
  /** Past errors of such totals, (actual − forecast) / √(forecast + 1), in rising order. */
  errors: Float64Array
}

/** With fewer past totals than this their spread says nothing. */
const fewestErrors = 3

/**
 * Total demand of the next `periods` periods (whole number up to the horizon). Its spread comes from the errors that the
 * same method made on all past stretches of that length, scaled by the root of what was forecast, as counts are; it is
 * never below that of a Poisson count. With fewer than three past stretches a geometric spread stands in.
 * Past errors cover the future only as long as the market behaves as it did; measured coverage is in `docs/benchmarks.md`.
 */
export function totalDemand({ demand, level, multiplier, mean }: DemandForecast, periods: number): TotalDemand {
  assertWhole(periods, 'periods', 1, mean.length)
  let expected = 0
  for (let h = 0; h < periods; h++) expected += mean[h]
  const first = demand.findIndex((units) => units > 0)
  const errors: number[] = []
  for (let origin = first + 3; origin + periods < demand.length; origin++) {
    let actual = 0
    let factors = 0
    for (let t = origin + 1; t <= origin + periods; t++) {
      actual += demand[t]
      factors += multiplier[t]
    }
    const forecast = level[origin] * factors
    errors.push((actual - forecast) / Math.sqrt(forecast + 1))
  }
  if (errors.length < fewestErrors) return { mean: expected, variance: expected + expected * expected, errors: new Float64Array(0) }
  const squares = errors.reduce((sum, error) => sum + error * error, 0) / errors.length
  return { mean: expected, variance: Math.max(expected, squares * (expected + 1)), errors: Float64Array.from(errors).sort() }
}

/**
 * Units that demand stays within with probability `probability` (0.01–0.999): at or above the median the larger, below
 * it the smaller of two answers, so that the interval is the wider one. One is the conformal quantile of past errors
 * (V. Vovk, A. Gammerman & G. Shafer, Algorithmic Learning in a Random World, 2005: the ⌈(n+1)p⌉-th smallest), the
 * other a negative binomial with the same mean and variance, for what the past was too short to show.
 */
export function demandQuantile({ mean, variance, errors }: TotalDemand, probability: number): number {
  assertNumber(probability, 'probability', 0.01, 0.999)
  const counted = negativeBinomialQuantile(mean, variance, probability)
  if (errors.length === 0) return counted
  const rank = Math.min(errors.length, Math.ceil((errors.length + 1) * probability))
  const seen = Math.max(0, mean + errors[rank - 1] * Math.sqrt(mean + 1))
  return probability >= 0.5 ? Math.max(seen, counted) : Math.min(seen, counted)
}

/** Beyond this variance the gamma distribution with the same moments is as good and needs no sum. */
const largestSummedVariance = 250_000

/** Smallest count k with P(X ≤ k) ≥ p. Zero mean gives 0. */
function negativeBinomialQuantile(mean: number, variance: number, p: number): number {
  if (mean <= 0) return 0
  const dispersion = Math.max(variance / mean, 1 + 1e-4)
  if (mean > 500 || variance > largestSummedVariance) return gammaQuantile(p, mean / dispersion) * dispersion
  const size = mean / (dispersion - 1)
  const failure = 1 - 1 / dispersion
  let mass = dispersion ** -size
  let cumulative = mass
  let count = 0
  // Rounding may keep the sum just below p; a count this large is beyond any probability asked for.
  const limit = 100 * (mean + Math.sqrt(variance)) + 100
  while (cumulative < p && count < limit) {
    count++
    mass *= ((count - 1 + size) / count) * failure
    cumulative += mass
  }
  return count
}
