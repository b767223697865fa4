import { minimise } from '../../linear-algebra/minimise.ts'
import type { Candidate } from './candidates.ts'

/** Weights by feature name, of a conditional log-linear model over the candidates of one word. */
export type RankerWeights = ReadonlyMap<string, number>

/** Probability of each candidate: softmax of the weighted evidence; sums to one. `[]` for no candidates. */
export function rankCandidates(candidates: readonly Candidate[], weights: RankerWeights): number[] {
  const scores = candidates.map(({ features }) => {
    let score = 0
    for (const [name, value] of features) score += value * (weights.get(name) ?? 0)
    return score
  })
  return softmax(scores)
}

export interface RankerExample {
  candidates: readonly Candidate[]
  /** Index of the right candidate. */
  right: number
  weight: number
}

/**
 * Maximum conditional likelihood with a Gaussian prior: minimises the mean negative log-likelihood of the right
 * candidates plus `l2`/2 · Σ weight². Convex; deterministic. Needs a dense square of the number of features.
 */
export function fitRanker(examples: readonly RankerExample[], { l2 = 0.0005, iterations = 150 } = {}): Map<string, number> {
  const columns = new Map<string, number>()
  const rows = examples.map(({ candidates, right, weight }) => ({
    right,
    weight,
    candidates: candidates.map(({ features }) =>
      Array.from(features, ([name, value]) => {
        const column = columns.get(name) ?? columns.size
        columns.set(name, column)
        return { column, value }
      }),
    ),
  }))
  const total = examples.reduce((sum, { weight }) => sum + weight, 0)
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    let loss = 0
    for (let i = 0; i < x.length; i++) {
      gradient[i] = l2 * x[i]
      loss += (l2 / 2) * x[i] ** 2
    }
    for (const { candidates, right, weight } of rows) {
      const scores = candidates.map((features) => features.reduce((sum, { column, value }) => sum + x[column] * value, 0))
      const probabilities = softmax(scores)
      loss -= (weight / total) * Math.log(Math.max(probabilities[right], 1e-300))
      for (let c = 0; c < candidates.length; c++) {
        const push = (weight / total) * (probabilities[c] - (c === right ? 1 : 0))
        if (Math.abs(push) > 1e-12) for (const { column, value } of candidates[c]) gradient[column] += push * value
      }
    }
    return loss
  }
  const bound = new Float64Array(columns.size).fill(50)
  const options = { lower: bound.map((value) => -value), upper: bound, tolerance: 1e-5, maxIterations: iterations }
  const { x } = minimise(objective, new Float64Array(columns.size), options)
  return new Map(Array.from(columns, ([name, column]) => [name, x[column]]))
}

const softmax = (scores: number[]): number[] => {
  const highest = Math.max(...scores)
  const exponentials = scores.map((score) => Math.exp(score - highest))
  const total = exponentials.reduce((sum, value) => sum + value, 0)
  return exponentials.map((value) => value / total)
}
