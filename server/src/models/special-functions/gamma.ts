import { continuedFraction } from './continued-fraction.ts'

/** Half of log 2π. */
export const halfLogTwoPi = 0.918_938_533_204_672_741_78

const shift = 10 // From here on eight terms of the asymptotic series are exact in double precision.

/**
 * log Γ(x) for x > 0, absolute error about 1e-14 (relative to the larger of 1 and the result).
 *
 * Stirling's series after raising x above 10 by the recurrence. Source: Abramowitz & Stegun 6.1.40, 6.1.15.
 * @throws RangeError unless 0 < x.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs a positive argument, got ${x}`)
  let product = 1
  let z = x
  while (z < shift) {
    product *= z
    z += 1
  }
  const value = (z - 0.5) * Math.log(z) - z + halfLogTwoPi + stirlingCorrection(z)
  return product === 1 ? value : value - Math.log(product)
}

/** log Γ(x) − ((x − ½) log x − x + ½ log 2π) for x ≥ 10. */
export function stirlingCorrection(x: number): number {
  const u = 1 / (x * x)
  const tail = 1 / 1188 + u * (-691 / 360_360 + u * (1 / 156 + (u * -3617) / 122_400))
  return (1 / 12 + u * (-1 / 360 + u * (1 / 1260 + u * (-1 / 1680 + u * tail)))) / x
}

/**
 * ψ(x) = d log Γ(x) / dx for x > 0. Source: Abramowitz & Stegun 6.3.5, 6.3.18.
 * @throws RangeError unless 0 < x.
 */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`digamma needs a positive argument, got ${x}`)
  let sum = 0
  let z = x
  while (z < shift) {
    sum -= 1 / z
    z += 1
  }
  const u = 1 / (z * z)
  const tail = 1 / 240 - u * (1 / 132 - u * (691 / 32_760 - u / 12))
  return sum + Math.log(z) - 0.5 / z - u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * tail)))
}

/**
 * ψ′(x) for x > 0. Source: Abramowitz & Stegun 6.4.6, 6.4.12.
 * @throws RangeError unless 0 < x.
 */
export function trigamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`trigamma needs a positive argument, got ${x}`)
  let sum = 0
  let z = x
  while (z < shift) {
    sum += 1 / (z * z)
    z += 1
  }
  const u = 1 / (z * z)
  const tail = 1 / 30 - u * (5 / 66 - u * (691 / 2730 - (u * 7) / 6))
  return sum + (1 + 0.5 / z + u * (1 / 6 - u * (1 / 30 - u * (1 / 42 - u * tail)))) / z
}

/**
 * The regularised incomplete gamma functions [P(a, x), Q(a, x)], P + Q = 1, for a > 0 and x ≥ 0.
 *
 * The smaller of the two keeps its relative precision (about 1e-13 up to a = 1e4, 1e-10 up to 1e7).
 * Source: Abramowitz & Stegun 6.5.29 (series) and 6.5.31 (continued fraction).
 * @throws RangeError outside the domain.
 */
export function incompleteGamma(a: number, x: number): readonly [lower: number, upper: number] {
  if (!(a > 0) || !(x >= 0) || a === Infinity) throw new RangeError(`incompleteGamma(${a}, ${x}) is not defined`)
  if (x === 0) return [0, 1]
  if (x === Infinity) return [1, 0]
  const scale = Math.exp(logGammaKernel(a, x))
  if (x < a + 1) {
    const lower = Math.min(1, scale * gammaSeries(a, x))
    return [lower, 1 - lower]
  }
  const upper = Math.min(1, scale * a * gammaFraction(a, x))
  return [1 - upper, upper]
}

/** log of xᵃ e⁻ˣ / Γ(a + 1), without the cancellation of large terms. */
function logGammaKernel(a: number, x: number): number {
  if (a < shift) return a * Math.log(x) - x - logGamma(a + 1)
  const d = (x - a) / a
  const excess = Math.abs(d) < 0.1 ? log1pMinus(d) : Math.log(x / a) - d
  return a * excess - 0.5 * Math.log(a) - halfLogTwoPi - stirlingCorrection(a)
}

/** log(1 + d) − d for small |d|. */
function log1pMinus(d: number): number {
  let power = d
  let sum = 0
  for (let k = 2; k < 60; k++) {
    power *= -d
    const term = power / k
    sum += term
    if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break
  }
  return sum
}

function gammaSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  const limit = 200 + 20 * Math.ceil(Math.sqrt(a))
  for (let k = 1; k < limit; k++) {
    term *= x / (a + k)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

function gammaFraction(a: number, x: number): number {
  const first = x + 1 - a
  const terms = { numerator: (k: number) => k * (a - k), denominator: (k: number) => first + 2 * k }
  return 1 / continuedFraction(first, terms, 200 + 20 * Math.ceil(Math.sqrt(a)))
}
