import { studentTQuantile, studentTPValue } from '#models/special-functions/student-t'
import { assertFinite, assertShare } from './errors.ts'
import type { Interval } from './proportions.ts'
import { ModelInputError } from '../input-error.ts'

/** One campaign's estimate and the variance of that estimate (> 0), in any one unit. */
export interface Estimate {
  effect: number
  variance: number
}

export interface RandomEffects {
  status: 'ok'
  /** Mean effect over campaigns like these. */
  effect: number
  standardError: number
  /** Hartung–Knapp interval of the mean effect. */
  interval: Interval
  pValue: number
  /** Variance of the true effects between campaigns (DerSimonian–Laird), ≥ 0. */
  betweenVariance: number
  /** Share of the spread of the estimates that is not chance, 0 to 1 (I²). */
  heterogeneity: number
  /** Where the effect of one more campaign is expected. */
  prediction: Interval
  /** Each campaign's effect drawn towards the mean, the more the less it says by itself. */
  shrunk: number[]
}

/**
 * Pools the estimates of repeated campaigns whose true effects may differ (hierarchical normal model): the
 * DerSimonian–Laird variance with the Hartung–Knapp interval, never narrower than the one without their factor, since
 * with few campaigns that factor can fall below 1 by luck.
 *
 * Needs three campaigns. For campaigns with a handful of buyers pool the counts instead: `poolCounts`.
 * Source: DerSimonian & Laird (1986); Knapp & Hartung (2003), with the correction of Röver et al. (2015); prediction
 * interval of Higgins et al. (2009).
 * @throws ModelInputError for a variance that is not positive, an effect that is not finite, or a confidence outside (0, 1).
 */
export function randomEffects(
  estimates: readonly Estimate[],
  confidence = 0.95,
): RandomEffects | { status: 'not-enough-data'; reason: 'fewer-than-three-campaigns' } {
  assertShare(confidence, 'confidence')
  assertFinite(estimates.map(({ effect }) => effect), 'effects')
  if (!estimates.every(({ variance }) => variance > 0 && variance < Infinity)) {
    throw new ModelInputError('experiments.invalid_number', 'The variance of an estimate is positive')
  }
  const k = estimates.length
  if (k < 3) return { status: 'not-enough-data', reason: 'fewer-than-three-campaigns' }
  const fixed = weighted(estimates, 0)
  const betweenVariance = Math.max(0, (fixed.spread - (k - 1)) / (fixed.total - fixed.squares / fixed.total))
  const { mean, total, spread } = weighted(estimates, betweenVariance)
  const standardError = Math.sqrt(Math.max(1, spread / (k - 1)) / total)
  const t = studentTQuantile(1 - (1 - confidence) / 2, k - 1)
  const nextError = Math.hypot(Math.sqrt(betweenVariance), standardError)
  return {
    status: 'ok',
    effect: mean,
    standardError,
    interval: [mean - t * standardError, mean + t * standardError],
    pValue: studentTPValue(mean / standardError, k - 1),
    betweenVariance,
    heterogeneity: fixed.spread > 0 ? Math.max(0, 1 - (k - 1) / fixed.spread) : 0,
    prediction: [mean - t * nextError, mean + t * nextError],
    shrunk: estimates.map(({ effect, variance }) => mean + (betweenVariance / (betweenVariance + variance)) * (effect - mean)),
  }
}

/** Inverse-variance mean, and Cochran's Q about it, when effects differ by `betweenVariance`. */
function weighted(estimates: readonly Estimate[], betweenVariance: number) {
  const weights = estimates.map(({ variance }) => 1 / (variance + betweenVariance))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = estimates.reduce((sum, { effect }, i) => sum + (weights[i] / total) * effect, 0)
  const spread = estimates.reduce((sum, { effect }, i) => sum + weights[i] * (effect - mean) ** 2, 0)
  return { total, mean, spread, squares: weights.reduce((sum, weight) => sum + weight * weight, 0) }
}
