export interface Support {
  lower: number
  upper: number
  /** Where to start looking; anything inside the support will do. */
  guess?: number
}

/**
 * The smallest x of a continuous distribution with cdf(x) = p, to about 15 digits, by bracketing and bisection in steps
 * that halve either the distance or the exponent. At most 2,200 evaluations, usually below 60.
 *
 * @throws RangeError unless 0 ≤ p ≤ 1.
 */
export function invertCdf(cdf: (x: number) => number, p: number, { lower, upper, guess }: Support): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies between 0 and 1, got ${p}`)
  if (p === 0) return lower
  if (p === 1) return upper
  let [left, right] = bracket(cdf, p, { lower, upper, guess: guess ?? middle(lower, upper) })
  let low = cdf(left) - p
  let high = cdf(right) - p
  let side = 0
  // The Illinois rule of false position, with a bisection whenever it is slow.
  for (let step = 0; step < 200 && right - left > 4e-16 * Math.max(Math.abs(left), Math.abs(right)); step++) {
    let x = step % 3 === 2 || high === low ? middle(left, right) : (left * high - right * low) / (high - low)
    if (!(x > left && x < right)) x = middle(left, right)
    if (x === left || x === right) break
    const value = cdf(x) - p
    if (value === 0) return x
    if (value < 0) {
      left = x
      low = value
      if (side === -1) high /= 2
      side = -1
    } else {
      right = x
      high = value
      if (side === 1) low /= 2
      side = 1
    }
  }
  return middle(left, right)
}

function bracket(cdf: (x: number) => number, p: number, { lower, upper, guess }: Required<Support>): [number, number] {
  let left = lower
  let right = upper
  if (right === Infinity) {
    right = guess > 0 ? guess : 1
    while (cdf(right) < p && right < 1e300) {
      left = Math.max(left, right)
      right *= 2
    }
  }
  if (left === -Infinity) {
    left = Math.min(right, guess < 0 ? guess : -1)
    while (cdf(left) > p && left > -1e300) {
      right = Math.min(right, left)
      left *= 2
    }
  }
  return [left, right]
}

/** Arithmetic middle, or geometric when the ends differ by orders of magnitude. */
function middle(left: number, right: number): number {
  if (left === -Infinity || right === Infinity) return left === -Infinity ? 0 : left + 1
  const from = left === 0 ? Math.min(Number.MIN_VALUE, right) : left
  if (from > 0 && right > 4 * from) return Math.sqrt(from) * Math.sqrt(right)
  return left + (right - left) / 2
}
