import { incompleteBeta } from './beta.ts'
import { invertCdf } from './invert-cdf.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/** Degrees of freedom above which Wallace's transformation to a normal variable is exact to 1e-12. */
const nearlyNormal = 1e6

/**
 * P(T ≤ t) for Student's t with `degreesOfFreedom` > 0 (fractions allowed, as Welch needs; Infinity is the normal).
 *
 * Source: Abramowitz & Stegun 26.7.1, 26.5.27; above a million degrees Wallace (1959).
 * @throws RangeError unless `degreesOfFreedom` > 0.
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) throw new RangeError(`Degrees of freedom are positive, got ${degreesOfFreedom}`)
  if (Math.abs(t) === Infinity) return t < 0 ? 0 : 1
  if (degreesOfFreedom === Infinity) return normalCdf(t)
  if (degreesOfFreedom > nearlyNormal) {
    const z = Math.sqrt(degreesOfFreedom * Math.log1p((t * t) / degreesOfFreedom)) / wallace(degreesOfFreedom)
    return normalCdf(t < 0 ? -z : z)
  }
  const scale = degreesOfFreedom + t * t
  const tail = 0.5 * incompleteBeta(degreesOfFreedom / scale, (t * t) / scale, degreesOfFreedom / 2, 0.5)
  return t < 0 ? tail : 1 - tail
}

/**
 * The two-sided p-value P(|T| ≥ |t|), precise in the tail.
 * @throws RangeError unless `degreesOfFreedom` > 0.
 */
export function studentTPValue(t: number, degreesOfFreedom: number): number {
  return 2 * studentTCdf(-Math.abs(t), degreesOfFreedom)
}

/**
 * t with P(T ≤ t) = p.
 * @throws RangeError unless 0 ≤ p ≤ 1 and `degreesOfFreedom` > 0; the ends give ∓Infinity.
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) throw new RangeError(`Degrees of freedom are positive, got ${degreesOfFreedom}`)
  if (p === 0.5) return 0
  if (p > 0.5) return -studentTQuantile(1 - p, degreesOfFreedom)
  const guess = normalQuantile(p)
  if (degreesOfFreedom === Infinity || p === 0) return guess
  if (degreesOfFreedom > nearlyNormal) {
    return -Math.sqrt(degreesOfFreedom * Math.expm1((guess * wallace(degreesOfFreedom)) ** 2 / degreesOfFreedom))
  }
  return invertCdf((t) => studentTCdf(t, degreesOfFreedom), p, { lower: -Infinity, upper: 0, guess })
}

const wallace = (degreesOfFreedom: number) => (8 * degreesOfFreedom + 3) / (8 * degreesOfFreedom + 1)
