import { parts } from './candidates.ts'
import { isOldEnough, type Prepared } from './rolling.ts'

/** Weights are drawn to equal shares with this share of the evidence. */
const ridge = 0.03
const maxIterations = 1000

/** Normal equations of the regression of demand on levels: they add up over origins. */
export interface NormalEquations {
  gram: Float64Array[]
  target: Float64Array
}

/**
 * Evidence of one origin over all series: least squares of the mean demand of the horizon on the levels of the parts,
 * both divided by the scale of the series.
 */
export function normalEquations(series: readonly Prepared[], origin: number, horizon: number): NormalEquations {
  const k = parts.length
  const gram = Array.from({ length: k }, () => new Float64Array(k))
  const target = new Float64Array(k)
  const levels = new Float64Array(k)
  for (const one of series) {
    if (!isOldEnough(one, origin)) continue
    const factors = one.multiplier.sums[origin + 1 + horizon] - one.multiplier.sums[origin + 1]
    const actual = (one.sums.demand[origin + 1 + horizon] - one.sums.demand[origin + 1]) / factors / one.scale
    for (let i = 0; i < k; i++) levels[i] = one.paths[i][origin] / one.scale
    for (let i = 0; i < k; i++) {
      target[i] += levels[i] * actual
      for (let j = 0; j <= i; j++) gram[i][j] += levels[i] * levels[j]
    }
  }
  return { gram, target }
}

/**
 * Non-negative weights of the parts from the evidence of many origins, with a ridge towards equal weights. The weights
 * need not sum to one: in a range whose items die out they sum to less. Solved by coordinate descent (V. Franc,
 * V. Hlaváč & M. Navara, "Sequential coordinate-wise algorithm for the non-negative least squares problem", 2005).
 * Combining forecasts by regression: C. W. J. Granger & R. Ramanathan, Journal of Forecasting 3 (1984).
 */
export function learnWeights(evidence: readonly NormalEquations[]): Float64Array {
  const k = parts.length
  const gram = Array.from({ length: k }, (_, i) => Float64Array.from({ length: k }, (__, j) => sumOf(evidence, (one) => one.gram[Math.max(i, j)][Math.min(i, j)])))
  const target = Float64Array.from({ length: k }, (_, i) => sumOf(evidence, (one) => one.target[i]))
  const pull = (ridge * gram.reduce((trace, row, i) => trace + row[i], 0)) / k + 1e-12
  for (let i = 0; i < k; i++) {
    gram[i][i] += pull
    target[i] += pull / k
  }
  return nonNegativeLeastSquares(gram, target)
}

/** argmin ½ w'Gw − b'w over w ≥ 0, for a positive definite G. */
function nonNegativeLeastSquares(gram: readonly Float64Array[], target: Float64Array): Float64Array {
  const weights = new Float64Array(target.length).fill(1 / target.length)
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    let change = 0
    for (let i = 0; i < target.length; i++) {
      let gradient = -target[i]
      for (let j = 0; j < target.length; j++) gradient += gram[i][j] * weights[j]
      const next = Math.max(0, weights[i] - gradient / gram[i][i])
      change = Math.max(change, Math.abs(next - weights[i]))
      weights[i] = next
    }
    if (change < 1e-6) break
  }
  return weights
}

function sumOf(evidence: readonly NormalEquations[], of: (one: NormalEquations) => number): number {
  let sum = 0
  for (const one of evidence) sum += of(one)
  return sum
}
