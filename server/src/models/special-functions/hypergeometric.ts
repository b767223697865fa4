/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for c > 0 and 0 ≤ z < 1, or z = 1 when c > a + b.
 *
 * The power series (Abramowitz & Stegun 15.1.1), after Euler's transformation (15.3.3) where that converges faster.
 * Ends when the remaining geometric tail is below 1e-15, or after a million terms.
 * @throws RangeError outside the domain.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  const scale = c - a - b
  if (!(c > 0 && z >= 0 && z <= 1) || (z === 1 && !(scale > 0))) {
    throw new RangeError(`The hypergeometric series does not converge for (${a}, ${b}; ${c}; ${z})`)
  }
  if (z === 0) return 1
  // Of the two forms the one with the smaller terms converges like kᵉ zᵏ with the smaller exponent e.
  if (scale < 0) return Math.exp(scale * Math.log1p(-z)) * powerSeries(c - a, c - b, c, z)
  return powerSeries(a, b, c, z)
}

function powerSeries(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let k = 0; k < 1e6; k++) {
    const ratio = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z
    term *= ratio
    sum += term
    if (term === 0) break
    const bound = Math.max(Math.abs(ratio), z)
    if (bound < 1 && Math.abs(term) * bound <= 1e-15 * (1 - bound) * Math.abs(sum)) break
  }
  return sum
}
