import { normalQuantile } from '#models/special-functions/normal'
import { assertShare } from './errors.ts'
import { ModelInputError } from '../input-error.ts'

/** `successes` of `total` customers did it: both whole numbers, 0 ≤ successes ≤ total. */
export interface Count {
  successes: number
  total: number
}

/** Lower and upper end. */
export type Interval = readonly [lower: number, upper: number]

/**
 * Wilson's score interval for a proportion, within [0, 1]. No customers: [0, 1].
 *
 * Source: Wilson (1927); Newcombe (1998), Statistics in Medicine 17:857, method 3.
 * @throws ModelInputError for counts that are not whole or do not fit, and a confidence outside (0, 1).
 */
export function wilsonInterval(count: Count, confidence = 0.95): Interval {
  assertCount(count)
  assertShare(confidence, 'confidence')
  return wilson(count.successes, count.total, normalQuantile(1 - (1 - confidence) / 2))
}

/**
 * Interval for `treated` rate − `control` rate: Newcombe's hybrid score interval, which does well from about 10
 * customers an arm, needs no correction for empty cells, and stays within [−1, 1].
 *
 * Source: Newcombe (1998), Statistics in Medicine 17:873, method 10. Its coverage at 60 to 1,000 customers is in
 * docs/experiments.md.
 * @throws ModelInputError as `wilsonInterval`.
 */
export function newcombeInterval(treated: Count, control: Count, confidence = 0.95): Interval {
  const [lower1, upper1] = wilsonInterval(treated, confidence)
  const [lower2, upper2] = wilsonInterval(control, confidence)
  const [p1, p2] = [rate(treated), rate(control)]
  return [
    Math.max(-1, p1 - p2 - Math.hypot(p1 - lower1, upper2 - p2)),
    Math.min(1, p1 - p2 + Math.hypot(upper1 - p1, p2 - lower2)),
  ]
}

/** The observed rate; with no customers one half, the middle of its interval. */
export function rate({ successes, total }: Count): number {
  return total === 0 ? 0.5 : successes / total
}

/** The counts of several arms together. */
export function addCounts(counts: readonly Count[]): Count {
  return counts.reduce((sum, { successes, total }) => ({ successes: sum.successes + successes, total: sum.total + total }), {
    successes: 0,
    total: 0,
  })
}

/** Throws `experiments.invalid_count` unless both are whole numbers with 0 ≤ `successes` ≤ `total`. */
export function assertCount({ successes, total }: Count): void {
  if (Number.isSafeInteger(successes) && Number.isSafeInteger(total) && successes >= 0 && successes <= total) return
  throw new ModelInputError('experiments.invalid_count', `${successes} of ${total} is not a count`)
}

/** Wilson's interval for `z` standard errors; `total` may be fractional, as an effective number. */
export function wilson(successes: number, total: number, z: number): Interval {
  if (total === 0) return [0, 1]
  const p = successes / total
  const middle = p + (z * z) / (2 * total)
  const half = z * Math.sqrt((p * (1 - p)) / total + (z * z) / (4 * total * total))
  const scale = 1 + (z * z) / total
  return [successes === 0 ? 0 : (middle - half) / scale, successes === total ? 1 : (middle + half) / scale]
}
