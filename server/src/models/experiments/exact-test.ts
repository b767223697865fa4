import { betaQuantile } from '#models/special-functions/beta'
import { normalCdf } from '#models/special-functions/normal'
import { assertCount, type Count } from './proportions.ts'

/** Berger & Boos's γ: the chance, added to the p-value, that the common rate lies outside the range searched. */
const outside = 0.001
const ratesTried = 100
/** From 10,000 customers on, where the chance hardly changes between two rates: the p-value stays within 1 in 10,000 of itself. */
const ratesTriedOfMany = 20
/** Customers up to which all counts are gone through; beyond it the normal approximation is the same to three digits. */
const mostExact = 1_000_000

/**
 * Two-sided p-value that two rates are equal, exact at any size: the largest chance, over the unknown common rate, of
 * counts whose pooled z is at least the one seen. A claim at p < α is false in at most a share α of cases, also for
 * 4 of 9 against 1 of 3, and it finds more than Fisher's test, which fixes the total as well.
 *
 * The common rate is searched over its own 99.9 % interval (101 values, or 21), and 0.001 is added for the rest; so the answer
 * is never below 0.001, for very strong evidence too. An arm without customers: 1. Time O(√n): 5 ms at a million
 * customers; above that it is the pooled z-test, plus the same 0.001.
 * Source: Suissa & Shuster (1985); Berger & Boos (1994), JASA 89:1012. `restricted: false` gives the plain supremum.
 * @throws ModelInputError for counts that are not whole or do not fit.
 */
export function exactPValue(a: Count, b: Count, { restricted = true } = {}): number {
  assertCount(a)
  assertCount(b)
  const successes = a.successes + b.successes
  const total = a.total + b.total
  if (a.total === 0 || b.total === 0 || successes === 0 || successes === total) return 1
  const seen = Math.abs(pooledZ(a.successes, b.successes, a.total, b.total)) - 1e-9
  if (seen <= 0) return 1
  if (total > mostExact) return Math.min(1, 2 * normalCdf(-seen) + outside)
  const [from, to] = restricted
    ? [betaQuantile(outside / 2, successes, total - successes + 1), betaQuantile(1 - outside / 2, successes + 1, total - successes)]
    : [1e-6, 1 - 1e-6]
  // Ends of likely counts grow with the rate, but for rounding.
  const counts = [Math.max(0, likelyCounts(a.total, from)[0] - 2), Math.min(a.total, likelyCounts(a.total, to)[1] + 2)] as const
  const limits = extremes(seen, a.total, b.total, counts)
  const steps = total < 10_000 ? ratesTried : ratesTriedOfMany
  let largest = 0
  for (let i = 0; i <= steps; i++) {
    largest = Math.max(largest, chanceOfExtremes(from + ((to - from) * i) / steps, a.total, b.total, limits))
  }
  return Math.min(1, largest + (restricted ? outside : 0))
}

interface Extremes {
  /** Number of successes in `a` that the lists start with. */
  first: number
  /** At most this many in `b`, or at least that many, is as extreme as seen. */
  atMost: Int32Array
  atLeast: Int32Array
}

/** The pooled z grows with `b` and falls with `a`, so both limits only move up: one search, then one sweep finds them. */
function extremes(seen: number, totalA: number, totalB: number, [first, last]: readonly [number, number]): Extremes {
  const atMost = new Int32Array(last - first + 1)
  const atLeast = new Int32Array(last - first + 1)
  let low = firstCount(totalB, (y) => pooledZ(first, y, totalA, totalB) > -seen) - 1
  let high = firstCount(totalB, (y) => pooledZ(first, y, totalA, totalB) >= seen)
  for (let x = first; x <= last; x++) {
    while (low < totalB && pooledZ(x, low + 1, totalA, totalB) <= -seen) low++
    while (high <= totalB && pooledZ(x, high, totalA, totalB) < seen) high++
    atMost[x - first] = low
    atLeast[x - first] = high
  }
  return { first, atMost, atLeast }
}

/** The first count that satisfies what all later ones do too; `total` + 1 when none does. */
function firstCount(total: number, holds: (count: number) => boolean): number {
  let [low, high] = [0, total + 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

function pooledZ(a: number, b: number, totalA: number, totalB: number): number {
  const pooled = (a + b) / (totalA + totalB)
  const variance = pooled * (1 - pooled) * (1 / totalA + 1 / totalB)
  return variance === 0 ? 0 : (b / totalB - a / totalA) / Math.sqrt(variance)
}

function chanceOfExtremes(p: number, totalA: number, totalB: number, { first, atMost, atLeast }: Extremes): number {
  const a = binomial(totalA, p)
  const b = binomial(totalB, p)
  let chance = 0
  for (let i = 0; i < a.masses.length; i++) {
    const x = a.first + i - first
    chance += a.masses[i] * (upTo(b, atMost[x]) + 1 - upTo(b, atLeast[x] - 1))
  }
  return chance
}

interface Binomial {
  first: number
  masses: Float64Array
  cumulative: Float64Array
}

/** The counts within nine standard deviations; what is left out is below 1e-15. */
function likelyCounts(total: number, p: number): readonly [first: number, last: number] {
  const reach = Math.ceil(9 * Math.sqrt(total * p * (1 - p)) + 30)
  const mode = modeOf(total, p)
  return [Math.max(0, mode - reach), Math.min(total, mode + reach)]
}

const modeOf = (total: number, p: number) => Math.min(total, Math.floor((total + 1) * p))

/** Chances of the likely counts, outward from the mode. */
function binomial(total: number, p: number): Binomial {
  const [first, last] = likelyCounts(total, p)
  const mode = modeOf(total, p)
  const masses = new Float64Array(last - first + 1)
  masses[mode - first] = 1
  const odds = p / (1 - p)
  for (let x = mode; x > first; x--) masses[x - 1 - first] = (masses[x - first] * x) / ((total - x + 1) * odds)
  for (let x = mode; x < first + masses.length - 1; x++) masses[x + 1 - first] = (masses[x - first] * (total - x) * odds) / (x + 1)
  const sum = masses.reduce((so, mass) => so + mass, 0)
  const cumulative = new Float64Array(masses.length)
  let so = 0
  for (let i = 0; i < masses.length; i++) {
    masses[i] /= sum
    cumulative[i] = so += masses[i]
  }
  return { first, masses, cumulative }
}

function upTo({ first, cumulative }: Binomial, x: number): number {
  if (x < first) return 0
  return cumulative[Math.min(x - first, cumulative.length - 1)]
}
