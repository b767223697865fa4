import fc from 'fast-check'
import { expect, it } from 'vitest'
import { auroc, classifierScores } from './classifier-scores.ts'

it('scores a small table as by hand', () => {
  const scores = classifierScores(['a', 'a', 'a', 'b', 'b', 'c'], ['a', 'a', 'b', 'b', 'd', 'a'])
  expect(scores.accuracy).toBeCloseTo(3 / 6)
  expect(scores.perLabel.a).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 })
  expect(scores.perLabel.b).toEqual({ precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2 })
  expect(scores.perLabel.c).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 })
  expect(Object.keys(scores.perLabel)).toEqual(['a', 'b', 'c'])
  expect(scores.macroF1).toBeCloseTo((2 / 3 + 1 / 2) / 3)
})

it('has no NaN for no rows', () => {
  expect(classifierScores([], [])).toEqual({ accuracy: 0, macroF1: 0, perLabel: {} })
})

it('gives the area under the ROC curve as counted pair by pair', () => {
  const [above, below] = [[0.9, 0.4, 0.4], [0.1, 0.4, 0.8, 0.2]]
  const pairs = above.flatMap((a) => below.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)))
  expect(auroc(above, below)).toBeCloseTo(pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length)
  expect(auroc([], [1])).toBe(0.5)
})

const label = fc.constantFrom('a', 'b', 'c')

it('keeps within 0–1, is 1 for what is all right, and does not depend on the order of rows', () => {
  fc.assert(fc.property(fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 40 }), (rows) => {
    const score = (some: [string, string][]) => classifierScores(some.map(([expected]) => expected), some.map(([, predicted]) => predicted))
    const { accuracy, macroF1, perLabel } = score(rows)
    for (const value of [accuracy, macroF1, ...Object.values(perLabel).flatMap(({ precision, recall, f1 }) => [precision, recall, f1])]) {
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
    }
    expect(Object.values(perLabel).reduce((sum, { support }) => sum + support, 0)).toBe(rows.length)
    expect(score(rows.toReversed())).toEqual({ accuracy, macroF1, perLabel })
    expect(score(rows.map(([expected]) => [expected, expected]))).toMatchObject({ accuracy: 1, macroF1: 1 })
  }))
})

it('turns the ROC curve round when the sides are swapped', () => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 })
  fc.assert(fc.property(values, values, (above, below) => {
    expect(auroc(above, below)).toBeCloseTo(1 - auroc(below, above), 12)
  }))
})
