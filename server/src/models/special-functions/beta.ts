import { continuedFraction } from './continued-fraction.ts'
import { halfLogTwoPi, logGamma, stirlingCorrection } from './gamma.ts'
import { invertCdf } from './invert-cdf.ts'

/**
 * log B(a, b) for a, b > 0, without cancellation when either is large.
 *
 * Source: Didonato & Morris (1992), TOMS 708, the three ranges of `betaln`.
 * @throws RangeError unless both are positive.
 */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b)
  const q = Math.max(a, b)
  if (!(p > 0)) throw new RangeError(`logBeta(${a}, ${b}) is not defined`)
  const tail = p / (p + q)
  if (p >= 10) {
    const correction = stirlingCorrection(p) + stirlingCorrection(q) - stirlingCorrection(p + q)
    return halfLogTwoPi - 0.5 * Math.log(q) + correction + (p - 0.5) * Math.log(tail) + q * Math.log1p(-tail)
  }
  if (q >= 10) {
    const correction = stirlingCorrection(q) - stirlingCorrection(p + q)
    return logGamma(p) + correction + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-tail)
  }
  return logGamma(p) + logGamma(q) - logGamma(p + q)
}

/**
 * The regularised incomplete beta function I_x(a, b): the distribution function of Beta(a, b), for 0 ≤ x ≤ 1.
 *
 * Continued fraction, Abramowitz & Stegun 26.5.8; relative error about 1e-13 for a, b ≤ 1e4 and 1e-9 for 1e8.
 * @throws RangeError outside the domain.
 */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b)
}

/** I_x(a, b) with y = 1 − x given, so that an x close to 1 loses nothing. */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) throw new RangeError(`betaCdf(${x}, ${a}, ${b}) is not defined`)
  if (x === 0) return 0
  if (y === 0) return 1
  const scale = Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b))
  const value = x < (a + 1) / (a + b + 2) ? (scale / a) * betaFraction(x, a, b) : 1 - (scale / b) * betaFraction(y, b, a)
  return Math.min(1, Math.max(0, value))
}

const logOf = (x: number, complement: number) => (x > 0.5 ? Math.log1p(-complement) : Math.log(x))

/**
 * The quantile of Beta(a, b): x with I_x(a, b) = p.
 * @throws RangeError outside the domain.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  return invertCdf((x) => betaCdf(x, a, b), p, { lower: 0, upper: 1 })
}

function betaFraction(x: number, a: number, b: number): number {
  const numerator = (k: number) => {
    const m = k >> 1
    const scale = x / ((a + k - 1) * (a + k))
    return k % 2 === 0 ? m * (b - m) * scale : -(a + m) * (a + b + m) * scale
  }
  const limit = 600 + 20 * Math.ceil(Math.sqrt(Math.max(a, b)))
  return 1 / continuedFraction(1, { numerator, denominator: () => 1 }, limit)
}
