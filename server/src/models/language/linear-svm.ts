import { shuffle } from '../randomness/distributions.ts'
import type { SparseRows } from './features-matrix.ts'

export interface SvmProblem {
  rows: SparseRows
  /** Which rows to learn from. */
  indices: Int32Array
  /** +1 or −1 for each row of `rows`. */
  signs: Int8Array
  /** Cost of each row's loss, > 0. */
  costs: Float64Array
  /** Multiplies each feature, or none. */
  scale?: Float32Array
  featureCount: number
}

export interface SvmSettings {
  /** Stop when the projected gradients differ by less than this. */
  tolerance: number
  maxEpochs: number
  /** Uniform on [0, 1). */
  random: () => number
}

/** Weights for the (unscaled) features and the bias: decision = Σ weight·value + bias. */
export interface LinearModel {
  weights: Float32Array
  bias: number
}

/**
 * Support vector machine with squared hinge loss: minimises ½‖w‖² + Σ cost·max(0, 1 − y·(w·x + b))², with the
 * bias as one more weight. Dual coordinate descent with shrinking of bounded coordinates left out: Hsieh, Chang,
 * Lin, Keerthi and Sundararajan (2008), algorithm 1; the solver of LIBLINEAR -s 1.
 */
export function trainSvm(problem: SvmProblem, settings: SvmSettings): LinearModel {
  const { rows, signs, costs, scale } = problem
  const order = problem.indices.slice()
  const values = scale ? scaled(rows, scale) : rows.values
  const { starts, features } = rows
  const weights = new Float64Array(problem.featureCount)
  const dual = new Float64Array(rows.count)
  const diagonal = new Float64Array(rows.count)
  for (const row of order) {
    let squares = 1
    for (let i = starts[row]; i < starts[row + 1]; i++) squares += values[i] * values[i]
    diagonal[row] = squares + 0.5 / costs[row]
  }
  let bias = 0
  for (let epoch = 0; epoch < settings.maxEpochs; epoch++) {
    shuffle(order, settings.random)
    let largest = -Infinity
    let smallest = Infinity
    for (const row of order) {
      const sign = signs[row]
      const end = starts[row + 1]
      let decision = bias
      for (let i = starts[row]; i < end; i++) decision += weights[features[i]] * values[i]
      const before = dual[row]
      const gradient = sign * decision - 1 + (0.5 * before) / costs[row]
      const projected = before === 0 ? Math.min(gradient, 0) : gradient
      if (projected > largest) largest = projected
      if (projected < smallest) smallest = projected
      if (Math.abs(projected) < 1e-12) continue
      const after = Math.max(before - gradient / diagonal[row], 0)
      dual[row] = after
      const step = (after - before) * sign
      bias += step
      for (let i = starts[row]; i < end; i++) weights[features[i]] += step * values[i]
    }
    if (largest - smallest < settings.tolerance) break
  }
  return { weights: Float32Array.from(weights, (weight, feature) => weight * (scale ? scale[feature] : 1)), bias }
}

function scaled(rows: SparseRows, scale: Float32Array): Float32Array {
  return rows.values.map((value, i) => value * scale[rows.features[i]])
}
