import { assertFinite } from './errors.ts'

/** Moments of one arm's values. */
export interface Summary {
  n: number
  mean: number
  /** With n − 1 in the denominator; 0 when n < 2. */
  variance: number
  /** Third standardised moment; 0 when the values do not vary. */
  skewness: number
  /** Share of the whole squared deviation that comes from the one farthest value; 0 when the values do not vary. */
  largestShare: number
}

/**
 * Moments in two passes, which keeps precision for large values with small spread. No values: a mean of 0 with n = 0.
 * @throws ModelInputError when a value is not finite.
 */
export function summarise(values: ArrayLike<number>): Summary {
  assertFinite(values, 'values')
  const n = values.length
  if (n === 0) return { n, mean: 0, variance: 0, skewness: 0, largestShare: 0 }
  let mean = 0
  for (let i = 0; i < n; i++) mean += values[i] / n
  let [squares, cubes, largest] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const deviation = values[i] - mean
    squares += deviation * deviation
    cubes += deviation * deviation * deviation
    largest = Math.max(largest, deviation * deviation)
  }
  // Deviations that are only rounding of the mean are no variation.
  if (largest <= (Math.abs(mean) * 1e-12) ** 2) return { n, mean, variance: 0, skewness: 0, largestShare: 0 }
  return {
    n,
    mean,
    variance: n < 2 ? 0 : squares / (n - 1),
    skewness: cubes / n / (squares / n) ** 1.5,
    largestShare: largest / squares,
  }
}
