import { ModelInputError } from '../input-error.ts'
import type { BgNbdParameters, PurchaseCounts } from './bg-nbd.ts'

/**
 * The chance, 0 to 1, that the customer still buys here. A customer without a repeat counts as there: in this model one
 * can leave only after a repeat purchase.
 *
 * Source: Fader, Hardie & Lee (2008), "Computing P(alive) Using the BG/NBD Model".
 */
export function probabilityAlive({ r, alpha, a, b }: BgNbdParameters, { repeats, recency, age }: PurchaseCounts): number {
  if (repeats === 0) return 1
  const logOdds = Math.log(a / (b + repeats - 1)) + (r + repeats) * Math.log((alpha + age) / (alpha + recency))
  return 1 / (1 + Math.exp(logOdds))
}

/**
 * Expected number of purchase days in the next `weeks`, given the customer's history.
 *
 * Source: Fader, Hardie & Lee (2005), eq. 10. With z = t / (α + T + t), Euler's transformation and the factor a − 1
 * taken out, their expression has no powers above one in size and no gap at a = 1 or a + b + x = 1; it stays finite for
 * any number of repeats.
 * @throws ModelInputError unless weeks ≥ 0.
 */
export function expectedPurchases(parameters: BgNbdParameters, history: PurchaseCounts, weeks: number): number {
  if (!(weeks >= 0 && weeks < Infinity)) throw new ModelInputError('lifetime_value.invalid_number', `A period has at least zero weeks, got ${weeks}`)
  const { r, alpha, a, b } = parameters
  const x = history.repeats
  const z = weeks / (alpha + history.age + weeks)
  const logStay = Math.log1p(-z)
  const c = a + b + x
  const first = a === 1 ? -logStay : -Math.expm1((a - 1) * logStay) / (a - 1)
  const ifAlive = (c - 1) * first - Math.exp((a - 1) * logStay) * tailSeries(a + b - 1 - r, a, c, z)
  return Math.max(0, ifAlive) * probabilityAlive(parameters, history)
}

/** Σ over k ≥ 1 of (A)ₖ (a)ₖ₋₁ / (c)ₖ₋₁ · zᵏ / k!, at most 100,000 terms. */
function tailSeries(bigA: number, a: number, c: number, z: number): number {
  let term = bigA * z
  let sum = term
  for (let k = 1; k < 1e5 && term !== 0; k++) {
    const ratio = (((bigA + k) * (a + k - 1)) / ((c + k - 1) * (k + 1))) * z
    term *= ratio
    sum += term
    const bound = Math.max(Math.abs(ratio), z)
    if (bound < 1 && Math.abs(term) * bound <= 1e-15 * (1 - bound) * Math.abs(sum)) break
  }
  return sum
}

/**
 * The distribution of purchases in the next `weeks`: P(0), P(1), … up to where less than `rest` remains, at most 10,000
 * terms.
 *
 * Source: Fader, Hardie & Lee (2005), eq. 8, for a customer who is there now, whose posterior is Gamma(r + x, α + T) and
 * Beta(a, b + x).
 */
export function purchaseDistribution(parameters: BgNbdParameters, history: PurchaseCounts, weeks: number, rest = 1e-9): number[] {
  const alive = probabilityAlive(parameters, history)
  const shape = parameters.r + history.repeats
  const scale = parameters.alpha + history.age
  const b = parameters.b + history.repeats
  const a = parameters.a
  const z = weeks / (scale + weeks)
  const probabilities: number[] = []
  let negativeBinomial = Math.exp(shape * Math.log1p(-z)) // P(y purchases, were nobody to leave)
  let below = 0 // Its sum below y.
  let stayed = 1 // B(a, b + y) / B(a, b): still there after y purchases.
  let leaving = 0 // B(a + 1, b + y − 1) / B(a, b): left exactly at the yth.
  let sum = 0
  for (let y = 0; y < 10_000; y++) {
    const ifAlive = stayed * negativeBinomial + leaving * Math.max(0, 1 - below)
    const probability = alive * ifAlive + (y === 0 ? 1 - alive : 0)
    probabilities.push(probability)
    sum += probability
    if (sum >= 1 - rest) break
    below += negativeBinomial
    negativeBinomial *= ((shape + y) / (y + 1)) * z
    leaving = (stayed * a) / (a + b + y)
    stayed *= (b + y) / (a + b + y)
  }
  return probabilities
}
