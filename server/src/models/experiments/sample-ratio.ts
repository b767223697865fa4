import { chiSquarePValue } from '#models/special-functions/chi-square'
import { ModelInputError } from '../input-error.ts'

export interface SampleRatio {
  chiSquare: number
  /** `null` with fewer than two arms or no customers: there is nothing to compare. */
  pValue: number | null
  /** False when a fair draw would give such unequal arms less than once in 1,000 times: the results cannot be trusted. */
  ok: boolean
}

/**
 * Checks that customers were divided over the arms as planned. A mismatch means customers were lost or drawn
 * unequally, which no analysis repairs.
 *
 * @param sizes customers per arm, ≥ 0. @param shares planned shares, > 0 and at most 1e100, scaled to sum to one; equal by default.
 * Source: Fabijan et al. (2019), KDD; Pearson's chi-square against the planned shares, p < 0.001.
 * @throws ModelInputError for sizes that are not counts, or shares that are not positive or do not match.
 */
export function checkSampleRatio(sizes: readonly number[], shares: readonly number[] = sizes.map(() => 1)): SampleRatio {
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new ModelInputError('experiments.invalid_count', `Arm sizes are counts, got ${sizes.join(', ')}`)
  }
  if (shares.length !== sizes.length || !shares.every((share) => share > 0 && share <= 1e100)) {
    throw new ModelInputError('experiments.invalid_option', `Each arm needs a positive share, got ${shares.join(', ')}`)
  }
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (sizes.length < 2 || total === 0) return { chiSquare: 0, pValue: null, ok: true }
  const whole = shares.reduce((sum, share) => sum + share, 0)
  let chiSquare = 0
  for (const [arm, size] of sizes.entries()) {
    const expected = (total * shares[arm]) / whole
    chiSquare += (size - expected) ** 2 / expected
  }
  const pValue = chiSquarePValue(chiSquare, sizes.length - 1)
  return { chiSquare, pValue, ok: pValue >= 0.001 }
}
