import { compareMeans, compareRevenue, type MeanComparison, type NotEnoughData } from './compare-means.ts'
import type { Random } from '../randomness/seeded-random.ts'
import { summarise } from './summary.ts'
import { ModelInputError } from '../input-error.ts'

/** An arm's outcomes and, for the same customers in the same order, the same measure before the experiment. */
export interface PrePeriodArm {
  outcome: ArrayLike<number>
  before: ArrayLike<number>
}

export interface AdjustedComparison extends MeanComparison {
  /** Slope taken off: outcome expected to rise by so much for each unit before. */
  slope: number
  /** Share of the squared standard error that the adjustment removed; 0 when it did not help. */
  varianceReduction: number
}

/**
 * Difference of means after taking off what spending before the experiment explains (CUPED): the same estimate with a
 * narrower interval when past spending predicts the outcome. `before` must be measured before the draw, or the
 * comparison is biased. Where it does not vary, or too few customers carry it, this is `compareRevenue`.
 *
 * The slope is pooled within arms; its own uncertainty is in the standard error (analysis of covariance). The p-value
 * permutes the adjusted outcomes, as in `compareRevenue`; claim a difference only when the interval agrees.
 * Source: Deng et al. (2013), WSDM, §3; Fisher's covariance adjustment for the last term.
 * @throws ModelInputError when lengths differ, a value is not finite, or the confidence is outside (0, 1).
 */
export function compareWithPrePeriod(
  treated: PrePeriodArm,
  control: PrePeriodArm,
  { confidence = 0.95, random }: { confidence?: number; random: Random },
): AdjustedComparison | NotEnoughData {
  const plain = compareMeans(treated.outcome, control.outcome, confidence)
  const [one, other] = [within(treated), within(control)]
  const spread = one.squares + other.squares
  if (plain.status !== 'ok') return plain
  if (spread === 0 || treated.outcome.length + control.outcome.length < 8) {
    const unadjusted = compareRevenue(treated.outcome, control.outcome, { confidence, random })
    return unadjusted.status === 'ok' ? { ...unadjusted, slope: 0, varianceReduction: 0 } : unadjusted
  }
  const slope = (one.products + other.products) / spread
  const centre = (one.mean + other.mean) / 2
  const adjust = ({ outcome, before }: PrePeriodArm) => Array.from(outcome, (y, i) => y - slope * (before[i] - centre))
  const adjusted = compareRevenue(adjust(treated), adjust(control), { confidence, random })
  if (adjusted.status !== 'ok') return adjusted
  const n = treated.outcome.length + control.outcome.length
  const perArm = 1 / (1 / treated.outcome.length + 1 / control.outcome.length)
  const inflation = Math.sqrt(((n - 2) / (n - 3)) * (1 + (perArm * (one.mean - other.mean) ** 2) / spread))
  return widened(adjusted, inflation, plain.standardError, slope)
}

function widened(adjusted: MeanComparison, inflation: number, plainError: number, slope: number): AdjustedComparison {
  const half = ((adjusted.interval[1] - adjusted.interval[0]) / 2) * inflation
  const standardError = adjusted.standardError * inflation
  return {
    ...adjusted,
    standardError,
    interval: [adjusted.difference - half, adjusted.difference + half],
    slope,
    varianceReduction: Math.max(0, 1 - (standardError / plainError) ** 2),
  }
}

/** Sums of squares and products about the arm's own means. */
function within({ outcome, before }: PrePeriodArm): { mean: number; squares: number; products: number } {
  if (outcome.length !== before.length) {
    throw new ModelInputError('experiments.invalid_count', `${outcome.length} outcomes but ${before.length} values before`)
  }
  const [x, y] = [summarise(before), summarise(outcome)]
  let products = 0
  for (let i = 0; i < before.length; i++) products += (before[i] - x.mean) * (outcome[i] - y.mean)
  return { mean: x.mean, squares: x.variance * Math.max(0, x.n - 1), products }
}
