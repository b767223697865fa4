import { describe, expect, it } from 'vitest'
import type { SparseRows } from './features-matrix.ts'
import { trainSvm, type LinearModel, type SvmProblem } from './linear-svm.ts'

describe('the support vector machine', () => {
  it('finds the closed form of two opposite points', () => {
    // ½w² + 2C(1 − w)² is least at w = 4C / (1 + 4C); by symmetry the bias is 0.
    for (const cost of [0.1, 1, 10]) {
      const model = trainSvm(problem([[1], [-1]], [1, -1], cost), exact)
      expect(model.weights[0]).toBeCloseTo((4 * cost) / (1 + 4 * cost), 5)
      expect(model.bias).toBeCloseTo(0, 5)
    }
  })

  it('stops where the objective cannot fall in any direction', () => {
    const random = generator(3)
    const points = Array.from({ length: 60 }, () => [random() - 0.5, random() - 0.5, random() - 0.5])
    const signs = points.map(([x, y]) => (x + y + 0.6 * (random() - 0.5) > 0 ? 1 : -1))
    const svm = problem(points, signs, 2)
    const model = trainSvm(svm, exact)
    const least = objective(points, signs, 2, model)
    for (let dimension = 0; dimension < 4; dimension++) {
      for (const step of [-1e-3, 1e-3]) {
        const weights = Float32Array.from(model.weights)
        if (dimension < 3) weights[dimension] += step
        const moved = { weights, bias: model.bias + (dimension === 3 ? step : 0) }
        expect(objective(points, signs, 2, moved)).toBeGreaterThan(least)
      }
    }
  })

  it('gives scaled features weights for the unscaled ones', () => {
    const points = [[1, 2], [2, 1], [-1, -1], [-2, 0.5]]
    const signs = [1, 1, -1, -1]
    const scale = Float32Array.of(2, 0.5)
    const scaled = trainSvm({ ...problem(points, signs, 1), scale }, exact)
    const byHand = trainSvm(problem(points.map(([x, y]) => [2 * x, 0.5 * y]), signs, 1), exact)
    expect(scaled.weights[0]).toBeCloseTo(2 * byHand.weights[0], 5)
    expect(scaled.weights[1]).toBeCloseTo(0.5 * byHand.weights[1], 5)
  })
})

const exact = { tolerance: 1e-10, maxEpochs: 20_000, random: () => 0.5 }

function problem(points: number[][], signs: number[], cost: number): SvmProblem {
  const width = points[0].length
  const rows: SparseRows = {
    count: points.length,
    starts: Int32Array.from({ length: points.length + 1 }, (_, i) => i * width),
    features: Int32Array.from({ length: points.length * width }, (_, i) => i % width),
    values: Float32Array.from(points.flat()),
  }
  const indices = Int32Array.from(points.keys())
  return { rows, indices, signs: Int8Array.from(signs), costs: new Float64Array(points.length).fill(cost), featureCount: width }
}

/** Written from the definition, not from the solver. */
function objective(points: number[][], signs: number[], cost: number, { weights, bias }: LinearModel): number {
  const size = weights.reduce((sum, weight) => sum + weight * weight, bias * bias) / 2
  const losses = points.map((point, i) => {
    const decision = point.reduce((sum, value, j) => sum + Math.fround(value) * weights[j], bias)
    return Math.max(0, 1 - signs[i] * decision) ** 2
  })
  return size + cost * losses.reduce((sum, loss) => sum + loss, 0)
}

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
