import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanQuality, rankingQuality, topItems } from './ranking.ts'

test('picks the same items as a full stable sort, ties by index', () => {
  const score = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(-Infinity, NaN))
  fc.assert(
    fc.property(fc.array(score), fc.integer({ min: 0, max: 12 }), (scores, k) => {
      const sorted = [...scores.keys()].filter((i) => scores[i] > -Infinity).sort((a, b) => scores[b] - scores[a] || a - b)
      expect([...topItems(Float64Array.from(scores), k)]).toEqual(sorted.slice(0, k))
    }),
  )
})

test('measures a ranking by hand: hits at ranks 1 and 3 of 3 relevant, k = 4', () => {
  const quality = rankingQuality([7, 1, 8, 2], new Set([7, 8, 9]), 4)
  const ideal = 1 + 1 / Math.log2(3) + 1 / 2
  expect(quality.ndcg).toBeCloseTo((1 + 1 / 2) / ideal, 12)
  expect(quality).toMatchObject({ recall: 2 / 3, recallCapped: 2 / 3, hitRate: 1 })
  expect(quality.map).toBeCloseTo((1 + 2 / 3) / 3, 12)
})

test('with more relevant items than places, the capped measures can still reach one', () => {
  const quality = rankingQuality([1, 2], new Set([1, 2, 3, 4]), 2)
  expect(quality).toEqual({ ndcg: 1, recall: 0.5, recallCapped: 1, hitRate: 1, map: 1 })
})

test('every measure lies between 0 and 1', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(20)), fc.uniqueArray(fc.nat(20), { minLength: 1 }), fc.integer({ min: 1, max: 25 }), (ranking, relevant, k) => {
      for (const value of Object.values(rankingQuality(ranking, new Set(relevant), k))) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1 + 1e-12)
      }
    }),
  )
})

test('the mean of nothing is not a number pretending to be one', () => {
  expect(meanQuality([])).toBeUndefined()
})
