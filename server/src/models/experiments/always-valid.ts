import { assertShare } from './errors.ts'
import type { Interval } from './proportions.ts'
import { ModelInputError } from '../input-error.ts'

export interface Look {
  /** Difference seen so far. */
  estimate: number
  /** Its standard error now, > 0. */
  standardError: number
  /** Standard error expected when the experiment ends as planned: there the interval is tightest. */
  finalStandardError: number
  confidence?: number
}

export interface AlwaysValid {
  interval: Interval
  pValue: number
}

/**
 * Interval and p-value that stay valid however often, and whenever, the owner looks and stops: a normal mixture
 * (mSPRT) around 0 with the standard deviation that makes the interval tightest at the planned end. There it is about
 * 1.5 times as wide as a fixed-sample one: the price of peeking.
 *
 * The guarantee is asymptotic, for estimates that are nearly normal: begin to look at about 10 buyers an arm; the
 * false claims at 60 to 1,000 customers are in docs/experiments.md. Over several looks take the smallest p-value and
 * intersect the intervals.
 * Source: Robbins (1970); Johari et al. (2022), Operations Research 70:1806, eq. 10–11; Howard et al. (2021), Annals of
 * Statistics 49:1055, eq. 3.7 for the mixture's scale.
 * @throws ModelInputError for an estimate beyond ±1e100, a standard error outside 1e-100 to 1e100, or the confidence outside (0, 1).
 */
export function alwaysValid({ estimate, standardError, finalStandardError, confidence = 0.95 }: Look): AlwaysValid {
  assertShare(confidence, 'confidence')
  if (!(Math.abs(estimate) <= 1e100) || !isPositive(standardError) || !isPositive(finalStandardError)) {
    throw new ModelInputError('experiments.invalid_number', 'An estimate lies within ±1e100, its standard errors within 1e-100 to 1e100')
  }
  const budget = -2 * Math.log(1 - confidence)
  const mixture = finalStandardError ** 2 * (budget + Math.log1p(budget))
  const variance = standardError ** 2
  const whole = variance + mixture
  const half = Math.sqrt(((variance * whole) / mixture) * (budget + Math.log(whole / variance)))
  const evidence = 0.5 * Math.log(variance / whole) + (mixture * estimate ** 2) / (2 * variance * whole)
  return { interval: [estimate - half, estimate + half], pValue: Math.min(1, Math.exp(-evidence)) }
}

/** Squares of such numbers neither vanish nor overflow. */
const isPositive = (value: number) => value >= 1e-100 && value <= 1e100
