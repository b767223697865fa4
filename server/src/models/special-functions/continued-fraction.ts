/** The terms aₖ and bₖ for k = 1, 2, … of a continued fraction. */
export interface Terms {
  numerator: (k: number) => number
  denominator: (k: number) => number
}

/**
 * b₀ + a₁/(b₁ + a₂/(b₂ + …)) to the last bit of a double, or after `limit` terms.
 *
 * Source: Lentz (1976), Applied Optics 15:668, as modified by Thompson & Barnett (1986): no term may be 0.
 */
export function continuedFraction(first: number, { numerator, denominator }: Terms, limit: number): number {
  let value = awayFromZero(first)
  let c = value
  let d = 0
  for (let k = 1; k < limit; k++) {
    const a = numerator(k)
    const b = denominator(k)
    d = 1 / awayFromZero(b + a * d)
    c = awayFromZero(b + a / c)
    const change = c * d
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return value
}

const tiny = 1e-300
const awayFromZero = (value: number) => (Math.abs(value) < tiny ? tiny : value)
