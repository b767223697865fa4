/** Decision values as probabilities: softmax(value / temperature), written into `into`. The order is kept. */
export function softmax(values: ArrayLike<number>, temperature: number, into: Float64Array): Float64Array {
  let largest = -Infinity
  for (let k = 0; k < into.length; k++) largest = Math.max(largest, values[k])
  let sum = 0
  for (let k = 0; k < into.length; k++) {
    into[k] = Math.exp((values[k] - largest) / temperature)
    sum += into[k]
  }
  for (let k = 0; k < into.length; k++) into[k] /= sum
  return into
}

/**
 * The temperature under which decision values on held-out rows explain their labels best (least negative log
 * likelihood): Guo, Pleiss, Sun and Weinberger (2017). One parameter, so the ranking of labels never changes.
 *
 * @param decisions row-major, rows × classes
 * @param classes index of each row's label; −1 leaves a row out
 * @returns a value in [0.02, 20]; 1 when no row counts
 */
export function fitTemperature(decisions: Float64Array, classes: Int32Array, classCount: number): number {
  if (!classes.some((label) => label >= 0)) return 1
  let [low, high] = [Math.log(0.02), Math.log(20)]
  const golden = (Math.sqrt(5) - 1) / 2
  const loss = (logTemperature: number) =>
    negativeLogLikelihood(decisions, classes, classCount, Math.exp(logTemperature))
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)]
  let [lossLeft, lossRight] = [loss(left), loss(right)]
  // The loss is convex in 1/temperature, hence unimodal here: golden section finds its only minimum.
  for (let step = 0; step < 32; step++) {
    if (lossLeft < lossRight) {
      ;[high, right, lossRight] = [right, left, lossLeft]
      left = high - golden * (high - low)
      lossLeft = loss(left)
    } else {
      ;[low, left, lossLeft] = [left, right, lossRight]
      right = low + golden * (high - low)
      lossRight = loss(right)
    }
  }
  return Math.exp((low + high) / 2)
}

/** Mean of −ln p(label) over the rows that count. */
export function negativeLogLikelihood(
  decisions: Float64Array,
  classes: Int32Array,
  classCount: number,
  temperature: number,
): number {
  const probabilities = new Float64Array(classCount)
  let [sum, count] = [0, 0]
  for (let row = 0; row < classes.length; row++) {
    if (classes[row] < 0) continue
    softmax(decisions.subarray(row * classCount, (row + 1) * classCount), temperature, probabilities)
    sum -= Math.log(Math.max(probabilities[classes[row]], 1e-300))
    count++
  }
  return sum / count
}

/** Quantiles 0 %, 1 % … 100 % of some values (linear between neighbours), ascending; empty for no values. */
export function percentiles(values: readonly number[]): Float32Array {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return new Float32Array()
  return Float32Array.from({ length: 101 }, (_, percent) => {
    const position = (percent / 100) * (sorted.length - 1)
    const below = Math.floor(position)
    const above = Math.min(below + 1, sorted.length - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below)
  })
}

/** Share of the distribution behind `quantiles` that lies above `value`, 0–1. */
export function shareAbove(quantiles: Float32Array, value: number): number {
  let [low, high] = [0, quantiles.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (quantiles[middle] <= value) low = middle + 1
    else high = middle
  }
  return quantiles.length === 0 ? 0 : 1 - low / quantiles.length
}
