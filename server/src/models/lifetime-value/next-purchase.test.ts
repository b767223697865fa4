import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawNormal } from '../randomness/distributions.ts'
import { seededRandom } from '../randomness/seeded-random.ts'
import { chanceWithin, learnRhythm, nextPurchase, type PurchaseRhythm } from './next-purchase.ts'

const rhythm: PurchaseRhythm = { status: 'known', centre: Math.log(14), betweenPeople: 0.5, withinPerson: 0.4, people: 40, gaps: 200 }

/** People whose usual gap is 12 days give or take `between`, with gaps scattered by `within`. */
function people(count: number, gaps: number, between: number, within: number): number[][] {
  const random = seededRandom(8)
  return Array.from({ length: count }, () => {
    const usual = Math.log(12) + between * drawNormal(random)
    return Array.from({ length: 1 + Math.floor(random() * gaps) }, () => Math.exp(usual + within * drawNormal(random)))
  })
}

describe('learnRhythm', () => {
  test('recovers the rhythm that made the gaps', () => {
    const learnt = learnRhythm(people(1_500, 8, 0.5, 0.3))
    if (learnt.status !== 'known') throw new Error(learnt.reason)
    expect(Math.exp(learnt.centre)).toBeCloseTo(12, 0)
    expect(Math.abs(learnt.betweenPeople - 0.5)).toBeLessThan(0.04)
    expect(Math.abs(learnt.withinPerson - 0.3)).toBeLessThan(0.03)
  })

  test('wants five people and ten gaps, or a prior', () => {
    expect(learnRhythm([])).toMatchObject({ status: 'not-enough-data', reason: 'few-repeat-customers', have: 0, need: 5 })
    expect(learnRhythm([[1], [2], [3], [4], [5]])).toMatchObject({ reason: 'few-purchases', have: 5, need: 10 })
    expect(learnRhythm([[7]], { medianDays: 7, weight: 5 })).toMatchObject({ status: 'known', people: 1 })
  })

  test('a sector prior gives way to what the shop sees', () => {
    const centre = (count: number) => {
      const learnt = learnRhythm(people(count, 3, 0.2, 0.2), { medianDays: 60, weight: 5 })
      return learnt.status === 'known' ? Math.exp(learnt.centre) : NaN
    }
    expect(centre(0)).toBeCloseTo(60, 6)
    expect(centre(5)).toBeGreaterThan(centre(50))
    expect(centre(500)).toBeLessThan(14)
  })

  test('gaps all alike, or of zero days, give finite numbers', () => {
    for (const gap of [0, 7]) {
      const learnt = learnRhythm(Array.from({ length: 20 }, () => [gap, gap, gap]))
      if (learnt.status !== 'known') throw new Error(learnt.reason)
      for (const value of Object.values(nextPurchase(learnt, [gap], 3)).flat()) {
        if (typeof value === 'number') expect(value).toBeLessThan(Infinity)
      }
    }
  })

  test('refuses gaps that cannot be', () => {
    expect(() => learnRhythm([[NaN]], { medianDays: 7, weight: 1 })).toThrow(RangeError)
    expect(() => learnRhythm([[-1]], { medianDays: 7, weight: 1 })).toThrow(RangeError)
  })
})

describe('nextPurchase', () => {
  test('follows the person the more, the more gaps there are of them', () => {
    const usual = (gaps: number[]) => nextPurchase(rhythm, gaps, 1).usualDays
    expect(usual([])).toBeCloseTo(14, 10)
    expect(usual([30])).toBeGreaterThan(14)
    expect(usual([30, 30, 30, 30])).toBeGreaterThan(usual([30]))
    expect(usual([30, 30, 30, 30])).toBeLessThan(30)
  })

  test('a weekly customer is overdue after three weeks, one who came yesterday is not', () => {
    expect(nextPurchase(rhythm, [7, 7, 8, 6, 7], 21).overdue).toBeGreaterThan(0.95)
    expect(nextPurchase(rhythm, [7, 7, 8, 6, 7], 1).overdue).toBeLessThan(0.01)
  })

  test('quantiles are in order and not in the past; waiting makes overdue, never less so', () => {
    const days = fc.double({ min: 0, max: 4_000, noNaN: true })
    fc.assert(
      fc.property(fc.array(days, { maxLength: 12 }), days, (gaps, since) => {
        const { intervalDaysFromNow: [low, high], medianDaysFromNow, overdue } = nextPurchase(rhythm, gaps, since)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(medianDaysFromNow + 1e-9)
        expect(medianDaysFromNow).toBeLessThanOrEqual(high + 1e-9)
        expect(high).toBeLessThan(Infinity)
        expect(nextPurchase(rhythm, gaps, since + 1).overdue).toBeGreaterThanOrEqual(overdue)
        const chance = chanceWithin(rhythm, gaps, since, 10)
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(chance).toBeLessThanOrEqual(1)
        expect(chanceWithin(rhythm, gaps, since, 20)).toBeGreaterThanOrEqual(chance)
      }),
    )
  })

  test('half of the next purchases come by the median', () => {
    expect(chanceWithin(rhythm, [10, 12], 5, nextPurchase(rhythm, [10, 12], 5).medianDaysFromNow)).toBeCloseTo(0.5, 6)
  })
})
