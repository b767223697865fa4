import { expect, test } from 'vitest'
import { seededRandom } from '../server/src/models/randomness/seeded-random.ts'
import { claims, judge, runCampaign } from './simulation/campaign.ts'
import { simulateYear, worlds } from './simulation/policies.ts'
import { aShop, sectors } from './simulation/shop.ts'

test('in a shop where messages change nothing, few campaigns are called a success, at any size', () => {
  for (const [n, repeats] of [[60, 120], [120, 120], [300, 80], [1_000, 60]]) {
    const random = seededRandom(n)
    let wrong = 0
    for (let i = 0; i < repeats; i++) if (claims(judge(runCampaign(sectors[i % 3], aShop(sectors[i % 3], n, random), { fromDay: 100, holdoutPercent: 25, lift: 1 }, random)))) wrong++
    // Three standard errors above 5 %.
    expect(wrong / repeats).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / repeats))
  }
})

test('a message that doubles purchases is found in a shop of a thousand', () => {
  const random = seededRandom(5)
  const [kuliner] = sectors
  let found = 0
  for (let i = 0; i < 20; i++) if (judge(runCampaign(kuliner, aShop(kuliner, 1_000, random), { fromDay: 100, holdoutPercent: 25, lift: 2 }, random)).verdict?.code === 'more') found++
  expect(found).toBeGreaterThanOrEqual(18)
})

test('a year of a shop takes milliseconds and is the same for the same seed; without messages every policy is one', () => {
  const startedAt = performance.now()
  const [kuliner] = sectors
  const year = (policy: 'nothing' | 'advice' | 'everybody') => simulateYear(kuliner, { ...worlds[1], optOut: 0 }, policy, 300, 3)
  expect(year('nothing')).toBe(year('nothing'))
  // What is left is the price of the messages alone.
  expect((year('nothing') - year('advice')) % 660).toBeCloseTo(0, 3)
  expect(year('everybody')).toBeLessThan(year('advice'))
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
