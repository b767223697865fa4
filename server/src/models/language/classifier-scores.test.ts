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
