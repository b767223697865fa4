import type { Random } from '../randomness/seeded-random.ts'

const mostPermutations = 1_999
/** Customers redrawn in all permutations: some 25 ms. Arms above 1,500 get fewer permutations, at 10,000 still 300. */
const mostDraws = 3_000_000
/** Besag & Clifford's h: so many permutations at least as extreme settle that nothing can be shown. */
const enoughExtremes = 100

/**
 * Two-sided p-value of Welch's t against the t of random re-divisions of the same customers into arms of the same
 * sizes. Valid at any sample size when the message changes nothing for anybody; the smallest answer is 1/2,000 (1/300 where
 * the smaller arm has 10,000).
 *
 * Source: Chung & Romano (2013), Annals of Statistics 41:484; Besag & Clifford (1991), Biometrika 78:301 (early stop).
 * Both arms need two values; values must be finite.
 */
export function permutationPValue(treated: ArrayLike<number>, control: ArrayLike<number>, random: Random): number {
  // The smaller arm is redrawn; the larger one is what is left.
  const [small, large] = treated.length < control.length ? [treated, control] : [control, treated]
  const values = new Float64Array(small.length + large.length)
  values.set(Array.from(small), 0)
  values.set(Array.from(large), small.length)
  const squares = centre(values)
  // Ties with the seen t count as extreme, within rounding.
  const seen = squaredT(values, small.length, squares) * (1 - 1e-9)
  const permutations = Math.max(199, Math.min(mostPermutations, Math.floor(mostDraws / small.length)))
  let extremes = 0
  for (let permutation = 1; permutation <= permutations; permutation++) {
    for (let i = 0; i < small.length; i++) {
      const j = i + Math.floor(random() * (values.length - i))
      const value = values[i]
      values[i] = values[j]
      values[j] = value
    }
    if (squaredT(values, small.length, squares) >= seen) extremes++
    if (extremes === enoughExtremes) return extremes / permutation
  }
  return (extremes + 1) / (permutations + 1)
}

/** t² of the first `size` of values with mean 0 against the rest; constant arms that differ are the most extreme of all. */
function squaredT(values: Float64Array, size: number, squares: number): number {
  let [sum, squares1] = [0, 0]
  for (let i = 0; i < size; i++) {
    sum += values[i]
    squares1 += values[i] * values[i]
  }
  if (sum === 0) return 0
  const rest = values.length - size
  const variance1 = Math.max(0, squares1 - (sum * sum) / size) / (size * (size - 1))
  const variance2 = Math.max(0, squares - squares1 - (sum * sum) / rest) / (rest * (rest - 1))
  return (sum / size + sum / rest) ** 2 / (variance1 + variance2)
}

/** Takes the mean off and returns the sum of squares that is left. */
function centre(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    values[i] -= mean
    squares += values[i] * values[i]
  }
  return squares
}
