import { exactPValue } from './exact-test.ts'
import { newcombeInterval, rate, type Count, type Interval } from './proportions.ts'

export interface ProportionComparison {
  /** Treated rate − control rate, in [−1, 1]. */
  difference: number
  /** Newcombe's interval for the difference. */
  interval: Interval
  /** Exact, two-sided; see `exactPValue`. */
  pValue: number
}

/**
 * Difference of two rates with its interval and p-value. It holds from the first customer: without customers in an
 * arm the interval is wide and the p-value 1.
 * @throws ModelInputError for counts that are not whole or do not fit, and a confidence outside (0, 1).
 */
export function compareProportions(treated: Count, control: Count, confidence = 0.95): ProportionComparison {
  return {
    difference: rate(treated) - rate(control),
    interval: newcombeInterval(treated, control, confidence),
    pValue: exactPValue(treated, control),
  }
}
