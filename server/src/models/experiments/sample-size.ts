import { normalQuantile } from '#models/special-functions/normal'
import { assertShare } from './errors.ts'
import { ModelInputError } from '../input-error.ts'

export interface Design {
  /** Chance to show a real difference of the size planned for; default 0.8. */
  power?: number
  /** Two-sided; default 0.95. */
  confidence?: number
  /** Share of the customers that get the message; default 0.5, which needs the fewest. */
  treatedShare?: number
}

export interface SampleSize {
  treated: number
  control: number
  total: number
}

/**
 * Customers needed to show that a rate of `baseline` became `baseline + difference`, by the normal approximation
 * without continuity correction. Rates strictly between 0 and 1, the difference not 0.
 *
 * Source: Fleiss, Levin & Paik (2003), eq. 4.14 (4.19 for unequal arms); equal to R's `power.prop.test`.
 * @throws ModelInputError for a rate, power, confidence or share outside (0, 1), or a difference of 0.
 */
export function sampleSizeForProportions(
  { baseline, difference }: { baseline: number; difference: number },
  design: Design = {},
): SampleSize {
  const other = baseline + difference
  assertShare(baseline, 'baseline')
  assertShare(other, 'baseline + difference')
  const { zAlpha, zBeta, share } = quantiles(design)
  const pooled = share * other + (1 - share) * baseline
  const spread =
    zAlpha * Math.sqrt((pooled * (1 - pooled)) / (share * (1 - share))) +
    zBeta * Math.sqrt((other * (1 - other)) / share + (baseline * (1 - baseline)) / (1 - share))
  return divide((spread / difference) ** 2, share)
}

/**
 * Customers needed to show a difference of means, such as rupiah per customer, with this standard deviation in both
 * arms. Source: R's `power.t.test`, by Guenther's (1981) correction of the normal approximation, within one customer.
 * @throws ModelInputError for a standard deviation that is not positive, and as `sampleSizeForProportions`.
 */
export function sampleSizeForMeans(
  { standardDeviation, difference }: { standardDeviation: number; difference: number },
  design: Design = {},
): SampleSize {
  if (!(standardDeviation > 0 && standardDeviation < Infinity)) {
    throw new ModelInputError('experiments.invalid_number', `A standard deviation is positive, got ${standardDeviation}`)
  }
  const { zAlpha, zBeta, share } = quantiles(design)
  const normal = ((zAlpha + zBeta) * standardDeviation) / difference
  return divide(normal ** 2 / (share * (1 - share)) + zAlpha ** 2 / 2, share)
}

/**
 * The smallest rise of a rate that `total` customers show with the design's power; `undefined` when even a rise to
 * 100 % would not be shown.
 * @throws ModelInputError as `sampleSizeForProportions`, or for a total that is not a count.
 */
export function detectableDifference(
  { baseline, total }: { baseline: number; total: number },
  design: Design = {},
): number | undefined {
  assertShare(baseline, 'baseline')
  if (!(Number.isSafeInteger(total) && total >= 0)) {
    throw new ModelInputError('experiments.invalid_count', `A number of customers is a count, got ${total}`)
  }
  const needed = (difference: number) => sampleSizeForProportions({ baseline, difference }, design).total
  let [below, above] = [0, (1 - baseline) * (1 - 1e-9)]
  if (needed(above) > total) return undefined
  for (let step = 0; step < 60; step++) {
    const middle = (below + above) / 2
    if (needed(middle) > total) below = middle
    else above = middle
  }
  return above
}

function quantiles({ power = 0.8, confidence = 0.95, treatedShare: share = 0.5 }: Design) {
  assertShare(power, 'power')
  assertShare(confidence, 'confidence')
  assertShare(share, 'treatedShare')
  return { zAlpha: normalQuantile(1 - (1 - confidence) / 2), zBeta: normalQuantile(power), share }
}

function divide(total: number, share: number): SampleSize {
  if (!Number.isFinite(total)) {
    throw new ModelInputError('experiments.invalid_option', 'A difference of 0 cannot be shown by any number of customers')
  }
  const treated = Math.ceil(total * share - 1e-9)
  const control = Math.ceil(total * (1 - share) - 1e-9)
  return { treated, control, total: treated + control }
}
