import { incompleteGamma } from './gamma.ts'
import { invertCdf } from './invert-cdf.ts'

/**
 * P(X ≤ x) for chi-square with `degreesOfFreedom` > 0. Source: Abramowitz & Stegun 26.4.19.
 * @throws RangeError unless x ≥ 0 and `degreesOfFreedom` > 0.
 */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  return incompleteGamma(degreesOfFreedom / 2, x / 2)[0]
}

/**
 * P(X ≥ x), precise in the tail: the p-value of a chi-square test.
 * @throws RangeError unless x ≥ 0 and `degreesOfFreedom` > 0.
 */
export function chiSquarePValue(x: number, degreesOfFreedom: number): number {
  return incompleteGamma(degreesOfFreedom / 2, x / 2)[1]
}

/**
 * x with P(X ≤ x) = p.
 * @throws RangeError unless 0 ≤ p ≤ 1 and `degreesOfFreedom` > 0.
 */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  return 2 * gammaQuantile(p, degreesOfFreedom / 2)
}

/**
 * x with P(G ≤ x) = p for a gamma variable of the given shape and rate 1.
 * @throws RangeError unless 0 ≤ p ≤ 1 and shape > 0.
 */
export function gammaQuantile(p: number, shape: number): number {
  if (!(shape > 0)) throw new RangeError(`A gamma shape is positive, got ${shape}`)
  return invertCdf((x) => incompleteGamma(shape, x)[0], p, { lower: 0, upper: Infinity, guess: shape })
}
