import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import type { SparseRows } from './features-matrix.ts'
import { logCountRatios, mix, trainLinear } from './naive-bayes-svm.ts'

function rowsOf(features: number[][]): SparseRows {
  const starts = Int32Array.from([0, ...features.map((_, row) => features.slice(0, row + 1).flat().length)])
  return { count: features.length, starts, features: Int32Array.from(features.flat()), values: new Float32Array(features.flat().length).fill(1) }
}

const someRows = fc.array(fc.tuple(fc.uniqueArray(fc.nat(5), { maxLength: 4 }), fc.constantFrom(-1, 1)), { minLength: 1, maxLength: 20 })

it('counts the ratios of naive Bayes as by hand', () => {
  // Plus one each: 3 of 4, 2 of 4, 1 of 4 rows inside; 1, 2, 2 of 4 outside.
  const ratios = logCountRatios(rowsOf([[0, 1], [0], [1], [2]]), Int8Array.of(1, 1, -1, -1), 3)
  for (const [at, expected] of [Math.log(3), 0, Math.log(0.5)].entries()) expect(ratios[at]).toBeCloseTo(expected, 6)
})

it('turns the ratios round with the signs, whatever the order of the rows', () => {
  fc.assert(
    fc.property(someRows, (some) => {
      const ratios = (rows: typeof some, turn: number) => logCountRatios(rowsOf(rows.map(([features]) => features)), Int8Array.from(rows, ([, sign]) => sign * turn), 6)
      const plain = ratios(some, 1)
      expect(ratios(some.toReversed(), 1)).toEqual(plain)
      for (const [at, ratio] of ratios(some, -1).entries()) expect(ratio).toBeCloseTo(-plain[at], 5)
    }),
  )
})

it('mixes two machines as their decisions would be', () => {
  const problem = { rows: rowsOf([[0, 1], [0], [1, 2], [2]]), classes: Int32Array.of(0, 0, 1, 1), classCount: 2, featureCount: 3 }
  const members = trainLinear(problem, { cost: 1, ratioCost: 1, balance: 0, tolerance: 1e-6, maxEpochs: 500, random: seededRandom(1) })
  expect(mix(members, 0)).toEqual(members.plain)
  const mixed = mix(members, 0.25)
  for (const [at, weight] of mixed.weights.entries()) expect(weight).toBeCloseTo(0.75 * members.plain.weights[at] + 0.25 * members.ratio.weights[at], 6)
  expect(mix(members, 1).biases[1]).toBeCloseTo(members.ratio.biases[1], 6)
})
