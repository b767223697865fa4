import { expect, test } from 'vitest'
import { wilsonInterval } from '#models/experiments/proportions'
import { weighLongGone, type LongGone } from './weigh-long-gone.ts'

const gone = (spend: number, members = 100, before = { members: 100, bought: 8 }): LongGone => ({ people: Array.from({ length: Math.min(members, 200) }, () => ({ orders: 1, spend })), members, before })
const sofas = { margin: 0.3, messagePrice: 660 }

test('a shop of dear goods has something to win: the margin of a quarter more buyers, less messages and stops', () => {
  const weighed = weighLongGone(gone(2_500_000), sofas)
  // By hand: of 750,000 a buyer, a quarter of 14 days in 30 come more, and half a year's buying of one in a hundred is lost.
  const [low, high] = wilsonInterval({ successes: 8, total: 100 }, 0.8).map((share) => 100 * (share * 750_000 * (0.25 * (14 / 30) - 0.005 * (365 / 30)) - 660))
  expect(weighed).toEqual({ facts: { people: 100, oncePercent: 100, then: 100, cameBack: 8 }, low: Math.round(low), high: Math.round(high) })
  expect(low).toBeGreaterThan(0)
})

test('cheap goods do not pay for the messages, and neither do dear messages', () => {
  expect(weighLongGone(gone(60_000), { margin: 0.35, messagePrice: 660 })).toBeUndefined()
  expect(weighLongGone(gone(2_500_000), { ...sofas, messagePrice: 10_000 })).toBeUndefined()
})

test('goods that earn nothing are not worth a message, even a free one', () => {
  expect(weighLongGone(gone(2_500_000), { margin: 0, messagePrice: 0 })).toBeUndefined()
})

test('too few people, or too few a month ago, are no evidence; nor are any of whom nearly nobody came back', () => {
  expect(weighLongGone(gone(2_500_000, 9), sofas)).toBeUndefined()
  expect(weighLongGone(gone(2_500_000, 10), sofas)).toBeDefined()
  expect(weighLongGone(gone(2_500_000, 100, { members: 19, bought: 10 }), sofas)).toBeUndefined()
  expect(weighLongGone(gone(2_500_000, 100, { members: 100, bought: 1 }), sofas)).toBeUndefined()
})

test('people beyond the first ones read count like them', () => {
  const [some, all] = [weighLongGone(gone(2_500_000, 200), sofas), weighLongGone(gone(2_500_000, 400), sofas)]
  expect(all?.facts).toMatchObject({ people: 400 })
  expect(Math.abs((all?.low ?? 0) - 2 * (some?.low ?? 0))).toBeLessThanOrEqual(1)
})
