import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backwardSolve, cholesky, forwardSolve, NotPositiveDefiniteError } from './cholesky.ts'
import { invertPositiveDefinite } from './invert.ts'
import { minimise } from './minimise.ts'
import { createRankUpdate, panelDepth } from './rank-update.ts'

describe('invertPositiveDefinite', () => {
  test('inverts the Hilbert matrix of order 5, whose inverse is known in integers', () => {
    const hilbert = Float64Array.from({ length: 25 }, (_, at) => 1 / (Math.floor(at / 5) + (at % 5) + 1))
    const inverse = [...invertPositiveDefinite(hilbert, 5)].map((value) => Math.round(value * 1e3) / 1e3)
    expect(inverse).toEqual([
      25, -300, 1050, -1400, 630, -300, 4800, -18_900, 26_880, -12_600, 1050, -18_900, 79_380, -117_600, 56_700, -1400,
      26_880, -117_600, 179_200, -88_200, 630, -12_600, 56_700, -88_200, 44_100,
    ])
  })

  test('times the matrix is the identity, for orders below, at and above the block size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })), (n, values) => {
        const a = positiveDefinite(n, () => values.next().value)
        const inverse = invertPositiveDefinite(a.slice(), n)
        for (const i of [0, n >> 1, n - 1]) {
          for (let j = 0; j < n; j++) {
            let sum = 0
            for (let k = 0; k < n; k++) sum += a[i * n + k] * inverse[k * n + j]
            expect(sum).toBeCloseTo(i === j ? 1 : 0, 10)
            expect(inverse[i * n + j]).toBe(inverse[j * n + i])
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('reports progress up to one', () => {
    const shares: number[] = []
    invertPositiveDefinite(positiveDefinite(100, () => 0.1), 100, (share) => shares.push(share))
    expect(shares).toEqual([0.48, 0.96, 1])
  })

  test('refuses a matrix that is singular, indefinite or holds NaN', () => {
    for (const a of [[1, 1, 1, 1], [1, 2, 2, 1], [1, 0, NaN, 1], [0, 0, 0, 0]]) {
      expect(() => invertPositiveDefinite(Float64Array.from(a), 2)).toThrow(NotPositiveDefiniteError)
    }
  })
})

test('the rank update takes every product of two panel rows off the lower triangle', () => {
  const next = mulberry(5)
  for (const n of [3, 6, 51]) {
    const { matrix, panel, subtract } = createRankUpdate(n)
    const before = matrix.map(next).slice()
    matrix.set(before)
    panel.set(panel.map(next))
    subtract()
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let product = 0
        for (let k = 0; k < panelDepth; k++) product += panel[i * panelDepth + k] * panel[j * panelDepth + k]
        expect(matrix[i * n + j]).toBeCloseTo(before[i * n + j] - product, 12)
      }
    }
  }
})

test('cholesky factors solve linear systems', () => {
  const a = positiveDefinite(12, mulberry(3))
  const factor = cholesky(a, 12)
  const want = Float64Array.from({ length: 12 }, (_, i) => i - 4)
  const right = Float64Array.from({ length: 12 }, (_, i) => want.reduce((sum, x, j) => sum + a[i * 12 + j] * x, 0))
  backwardSolve(factor, 12, forwardSolve(factor, 12, right)).forEach((x, i) => expect(x).toBeCloseTo(want[i], 10))
})

describe('minimise', () => {
  const rosenbrock = (x: Float64Array, gradient: Float64Array) => {
    gradient[0] = -400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0])
    gradient[1] = 200 * (x[1] - x[0] ** 2)
    return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2
  }

  test('finds the minimum of the Rosenbrock function at (1, 1)', () => {
    const found = minimise(rosenbrock, [-1.2, 1], { lower: [-5, -5], upper: [5, 5] })
    expect(found.converged).toBe(true)
    expect(found.x[0]).toBeCloseTo(1, 7)
    expect(found.x[1]).toBeCloseTo(1, 7)
  })

  test('stops at the edge of the box where the minimum lies outside', () => {
    const found = minimise(rosenbrock, [-1.2, 0.5], { lower: [-2, -2], upper: [0.5, 2] })
    expect(found.x[0]).toBe(0.5)
    expect(found.x[1]).toBeCloseTo(0.25, 7)
  })

  test('never evaluates outside the box nor returns a worse point than the start', () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, (a, b, c) => {
        const objective = (x: Float64Array, gradient: Float64Array) => {
          for (const value of x) expect(Math.abs(value)).toBeLessThanOrEqual(3)
          return rosenbrock(x.map((value, i) => value * (i + 1) + c), gradient)
        }
        const before = objective(Float64Array.of(a, b), new Float64Array(2))
        const found = minimise(objective, [a, b], { lower: [-3, -3], upper: [3, 3], maxIterations: 60 })
        expect(found.value).toBeLessThanOrEqual(before)
      }),
    )
  })

  test('steps back from points where the function is not defined', () => {
    const objective = (x: Float64Array, gradient: Float64Array) => {
      gradient[0] = 1 - 1 / x[0]
      return x[0] > 0.1 ? x[0] - Math.log(x[0]) : NaN
    }
    expect(minimise(objective, [9], { lower: [-100], upper: [100] }).x[0]).toBeCloseTo(1, 7)
  })

  test('refuses a start outside the box or without a value', () => {
    expect(() => minimise(rosenbrock, [9, 0], { lower: [-1, -1], upper: [1, 1] })).toThrow(RangeError)
    expect(() => minimise(() => NaN, [0], { lower: [-1], upper: [1] })).toThrow(RangeError)
  })
})

/** Symmetric with off-diagonal values in −1 … 1 and a dominant diagonal. */
function positiveDefinite(n: number, next: () => number): Float64Array {
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i] = next()
    a[i * n + i] = n + next()
  }
  return a
}

function mulberry(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1
  }
}
