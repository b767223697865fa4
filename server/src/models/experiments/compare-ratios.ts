import type { Random } from '../randomness/seeded-random.ts'
import { compareRevenue, type NotEnoughData } from './compare-means.ts'
import type { Interval } from './proportions.ts'
import { summarise } from './summary.ts'
import { ModelInputError } from '../input-error.ts'

/** One customer's contribution: for the average basket, rupiah spent and number of orders. */
export interface RatioValue {
  numerator: number
  denominator: number
}

export interface RatioComparison {
  status: 'ok'
  /** Σ numerator / Σ denominator of each arm. */
  treated: number
  control: number
  difference: number
  standardError: number
  interval: Interval
  pValue: number
}

/** Below this the linear approximation covers too little; see docs/experiments.md. */
const fewestCustomers = 20
/** The mean denominator must be known to ± 20 % (one standard error), for the same reason. */
const largestRelativeError = 0.2

/**
 * Difference of two ratios of sums, such as rupiah per order, when customers (not orders) were drawn at random: the
 * delta method, which lets orders of one customer be alike.
 *
 * Each customer who ordered becomes (numerator − R·denominator) / mean denominator, and `compareRevenue` does the rest;
 * at least 20 such customers an arm are needed. Claim a difference only when p-value and interval agree.
 * A difference in basket is not the effect of a message on a basket: a message also changes who buys.
 * Source: Deng, Knoblich & Lu (2018), KDD, §3.
 * @throws ModelInputError when a value is not finite, a denominator negative, or the confidence outside (0, 1).
 */
export function compareRatios(
  treated: readonly RatioValue[],
  control: readonly RatioValue[],
  options: { confidence?: number; random: Random },
): RatioComparison | NotEnoughData {
  const [one, other] = [linearise(treated), linearise(control)]
  if (!one || !other) return { status: 'not-enough-data', reason: 'denominator-uncertain' }
  const comparison = compareRevenue(one.residuals, other.residuals, options)
  if (comparison.status !== 'ok') return comparison
  const { difference, standardError, interval, pValue } = comparison
  return { status: 'ok', treated: one.ratio, control: other.ratio, difference, standardError, interval, pValue }
}

function linearise(values: readonly RatioValue[]): { ratio: number; residuals: number[] } | undefined {
  if (values.some(({ denominator }) => denominator < 0)) {
    throw new ModelInputError('experiments.invalid_number', 'A denominator is negative')
  }
  const used = values.filter((value) => value.denominator !== 0 || value.numerator !== 0)
  const numerator = summarise(used.map((value) => value.numerator))
  const denominator = summarise(used.map((value) => value.denominator))
  const relativeError = Math.sqrt(denominator.variance / denominator.n) / denominator.mean
  if (used.length < fewestCustomers || !(relativeError <= largestRelativeError)) return undefined
  const ratio = numerator.mean / denominator.mean
  const residuals = used.map((value) => ratio + (value.numerator - ratio * value.denominator) / denominator.mean)
  return { ratio, residuals }
}
