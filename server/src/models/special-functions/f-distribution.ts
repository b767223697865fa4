import { incompleteBeta } from './beta.ts'
import { invertCdf } from './invert-cdf.ts'

/**
 * P(X ≤ x) for Fisher's F with (m, n) degrees of freedom, both > 0. Source: Abramowitz & Stegun 26.6.2.
 * @throws RangeError unless x ≥ 0, m > 0 and n > 0.
 */
export function fCdf(x: number, m: number, n: number): number {
  if (!(x >= 0 && m > 0 && n > 0)) throw new RangeError(`fCdf(${x}, ${m}, ${n}) is not defined`)
  if (x === Infinity) return 1
  const scale = m * x + n
  return incompleteBeta((m * x) / scale, n / scale, m / 2, n / 2)
}

/**
 * P(X ≥ x), precise in the tail.
 * @throws RangeError unless x ≥ 0, m > 0 and n > 0.
 */
export function fPValue(x: number, m: number, n: number): number {
  if (!(x >= 0 && m > 0 && n > 0)) throw new RangeError(`fPValue(${x}, ${m}, ${n}) is not defined`)
  if (x === Infinity) return 0
  const scale = m * x + n
  return incompleteBeta(n / scale, (m * x) / scale, n / 2, m / 2)
}

/**
 * x with P(X ≤ x) = p.
 * @throws RangeError unless 0 ≤ p ≤ 1, m > 0 and n > 0.
 */
export function fQuantile(p: number, m: number, n: number): number {
  return invertCdf((x) => fCdf(x, m, n), p, { lower: 0, upper: Infinity, guess: 1 })
}
