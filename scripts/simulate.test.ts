import { expect, test } from 'vitest'
import type { Count } from '../server/src/models/experiments/proportions.ts'
import { falseClaims, falsePooledClaims, foundEffects } from './simulation/claims.ts'
import { gains, simulateYear } from './simulation/policies.ts'
import { nothingWorks, peopleDiffer, sectors } from './simulation/shop.ts'

const [kuliner, , furnitur] = sectors

test('in a shop where messages change nothing, few campaigns are called a success, at any size', () => {
  for (const [index, size] of [60, 120, 300, 1_000].entries()) {
    const { orders, money } = falseClaims({ sector: sectors[index % 3], size, years: size < 1_000 ? 3 : 1, seed: 10 * size })
    for (const claimed of [orders, money]) expect(share(claimed)).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / claimed.total))
  }
}, 120_000)

test('twelve campaigns that change nothing are no success together, either', () => {
  const claimed = falsePooledClaims({ sector: sectors[1], size: 120, years: 100, seed: 7 })
  expect(share(claimed)).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / claimed.total))
})

test('an effect that four of five campaigns should show is found about as often', () => {
  const found = foundEffects({ sector: kuliner, size: 120, repeats: 60, seed: 3 })?.found
  expect(found && share(found)).toBeGreaterThan(0.8 - 3 * Math.sqrt(0.16 / 60))
})

test('where people differ, the advice of a food shop earns more than writing to everybody, and than as many by chance', () => {
  const { everybody, random } = gains({ sector: kuliner, world: peopleDiffer, size: 300, seeds: Array.from({ length: 6 }, (_, index) => 500 + 2 * index) })
  expect(mean(everybody)).toBeGreaterThan(0)
  expect(mean(random)).toBeGreaterThan(0)
}, 120_000)

test('where people differ, the advice of a furniture shop, most of whose customers bought once, earns more than doing nothing and than as many by chance', () => {
  const { nothing, random } = gains({ sector: furnitur, world: peopleDiffer, size: 300, seeds: Array.from({ length: 60 }, (_, index) => 500 + 2 * index) })
  expect(mean(nothing)).toBeGreaterThan(0)
  expect(mean(random)).toBeGreaterThan(0)
}, 120_000)

test('the same seed is the same year; messages that do nothing cost their price and nobody’s purchases', () => {
  const world = { ...nothingWorks, optOut: 0 }
  const year = (policy: 'nothing' | 'everybody' | 'advice') => simulateYear(kuliner, world, policy, 300, 3)
  expect(year('nothing')).toBe(year('nothing'))
  // 660 rupiah and 25: what is left is a sum of them.
  expect((year('nothing') - year('advice')) % 5).toBeCloseTo(0, 3)
  expect(year('everybody')).toBeLessThan(year('advice'))
})

const share = ({ successes, total }: Count) => successes / total
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
