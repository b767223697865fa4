import type { Random } from './seeded-random.ts'

/** One draw of the standard normal distribution. Source: Box & Muller (1958), cosine branch. */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/**
 * One draw of the gamma distribution with `shape` > 0 and scale 1. Source: Marsaglia & Tsang (2000), with their
 * power of a uniform for shapes below 1.
 * @throws RangeError unless 0 < `shape` < Infinity.
 */
export function drawGamma(shape: number, random: Random): number {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`A shape is positive, got ${shape}`)
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = drawNormal(random)
    const v = (1 + c * z) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v
  }
}

/**
 * One draw of Beta(a, b), a and b > 0.
 * @throws RangeError unless both are positive and finite.
 */
export function drawBeta(a: number, b: number, random: Random): number {
  const x = drawGamma(a, random)
  const y = drawGamma(b, random)
  // Both underflow to 0 only for tiny a and b, where the mass sits at the two ends.
  return x + y > 0 ? x / (x + y) : random() * (a + b) < a ? 1 : 0
}

/** Successes in `trials` tries with chance `p`: exact, by inversion where it is short and by the median of a beta where not. */
export function drawBinomial(trials: number, p: number, random: Random): number {
  if (!(Number.isInteger(trials) && trials >= 0)) throw new RangeError(`Trials are counted, got ${trials}`)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies between 0 and 1, got ${p}`)
  if (p > 0.5) return trials - drawBinomial(trials, 1 - p, random)
  let successes = 0
  // The k-th smallest of n uniforms is Beta(k, n + 1 − k): compare it with p and go on in the half that is left.
  while (trials * p > 30) {
    const middle = (trials + 1) >> 1
    const order = drawBeta(middle, trials + 1 - middle, random)
    if (order <= p) {
      successes += middle
      trials -= middle
      p = (p - order) / (1 - order)
    } else {
      trials = middle - 1
      p /= order
    }
  }
  return successes + byInversion(trials, p, random)
}

function byInversion(trials: number, p: number, random: Random): number {
  if (p === 0 || trials === 0) return 0
  const odds = p / (1 - p)
  let mass = (1 - p) ** trials
  let left = random()
  let successes = 0
  while (left > mass && successes < trials) {
    left -= mass
    successes++
    mass *= (odds * (trials - successes + 1)) / successes
  }
  return successes
}

/** Shuffles in place. Source: Fisher & Yates (1938), Durstenfeld's form. */
export function shuffle<T extends { length: number; [index: number]: unknown }>(items: T, random: Random): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = items[i]
    items[i] = items[j]
    items[j] = kept
  }
  return items
}
