import { studentTPValue, studentTQuantile } from '#models/special-functions/student-t'
import { assertShare } from './errors.ts'
import { permutationPValue } from './permutation.ts'
import type { Interval } from './proportions.ts'
import type { Random } from '../randomness/seeded-random.ts'
import { summarise, type Summary } from './summary.ts'

/** Skewness rule for a normal mean: 355·s² customers an arm. Source: Kohavi et al. (2014), "Seven rules of thumb", rule 7. */
const customersPerSquaredSkewness = 355

export interface MeanComparison {
  status: 'ok'
  treated: Summary
  control: Summary
  /** Treated mean − control mean. */
  difference: number
  standardError: number
  degreesOfFreedom: number
  /** Welch's interval. Never narrowed by trimming: rare large orders are the business. */
  interval: Interval
  /** Two-sided. */
  pValue: number
  tail: Tail
}

/** Whether a few large values carry so much that the interval is only rough. */
export interface Tail {
  heavy: boolean
  /** Customers an arm from which the normal approximation is trusted, at the larger skewness of the two arms. */
  customersNeeded: number
  /** The largest share of an arm's squared deviation that one customer carries. */
  largestShare: number
}

export interface NotEnoughData {
  status: 'not-enough-data'
  reason: 'fewer-than-two-customers' | 'no-variation' | 'denominator-uncertain'
}

/**
 * Difference of two means by Welch's t: unequal variances and sizes are fine; each arm needs two customers, and at
 * least one of them values that vary.
 *
 * Source: Welch (1947), Biometrika 34:28. With skewed money and fewer than `tail.customersNeeded` customers the
 * p-value can be off; `compareRevenue` does not have that weakness.
 * @throws ModelInputError when a value is not finite or the confidence is outside (0, 1).
 */
export function compareMeans(
  treated: ArrayLike<number>,
  control: ArrayLike<number>,
  confidence = 0.95,
): MeanComparison | NotEnoughData {
  return welch(summarise(treated), summarise(control), confidence)
}

/**
 * Revenue (or any skewed amount) per customer, non-buyers counted as 0: Welch's difference and interval, with a
 * p-value from permuting customers between the arms. That keeps false claims at the nominal level at any size and
 * skewness when the message does nothing.
 *
 * Work: at most 1,999 permutations of the smaller arm and 3 million draws in all, about 25 ms; it stops early when nothing
 * can be shown. Above 20,000 customers the p-value is Welch's.
 * Source: Janssen (1997), Chung & Romano (2013) for the studentised permutation.
 * @throws ModelInputError as `compareMeans`.
 */
export function compareRevenue(
  treated: ArrayLike<number>,
  control: ArrayLike<number>,
  { confidence = 0.95, random }: { confidence?: number; random: Random },
): MeanComparison | NotEnoughData {
  const comparison = compareMeans(treated, control, confidence)
  if (comparison.status !== 'ok' || treated.length + control.length > 20_000) return comparison
  return { ...comparison, pValue: permutationPValue(treated, control, random) }
}

/** Welch's comparison from the moments of two arms. */
export function welch(treated: Summary, control: Summary, confidence = 0.95): MeanComparison | NotEnoughData {
  assertShare(confidence, 'confidence')
  if (treated.n < 2 || control.n < 2) return { status: 'not-enough-data', reason: 'fewer-than-two-customers' }
  const variances = [treated.variance / treated.n, control.variance / control.n]
  const variance = variances[0] + variances[1]
  if (variance === 0) return { status: 'not-enough-data', reason: 'no-variation' }
  const difference = treated.mean - control.mean
  const standardError = Math.sqrt(variance)
  const shares = variances.map((part) => part / variance)
  const degreesOfFreedom = 1 / (shares[0] ** 2 / (treated.n - 1) + shares[1] ** 2 / (control.n - 1))
  const half = standardError * studentTQuantile(1 - (1 - confidence) / 2, degreesOfFreedom)
  return {
    status: 'ok',
    treated,
    control,
    difference,
    standardError,
    degreesOfFreedom,
    interval: [difference - half, difference + half],
    pValue: studentTPValue(difference / standardError, degreesOfFreedom),
    tail: tailOf(treated, control),
  }
}

function tailOf(treated: Summary, control: Summary): Tail {
  const skewness = Math.max(Math.abs(treated.skewness), Math.abs(control.skewness))
  const customersNeeded = Math.ceil(customersPerSquaredSkewness * skewness ** 2)
  return {
    heavy: Math.min(treated.n, control.n) < customersNeeded,
    customersNeeded,
    largestShare: Math.max(treated.largestShare, control.largestShare),
  }
}
