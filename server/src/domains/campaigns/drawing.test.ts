import { expect, test } from 'vitest'
import { seededRandom } from '#models/randomness/seeded-random'
import { armsOf, drawArms } from './drawing.ts'

const count = (drawn: string[], name: string) => drawn.filter((one) => one === name).length

test('a quarter of twelve stays without a message, and two variants share the rest', () => {
  const drawn = drawArms(12, armsOf(25, [{ name: 'A' }]), seededRandom(1))
  expect([count(drawn, 'holdout'), count(drawn, 'A')]).toEqual([3, 9])
  const three = drawArms(180, armsOf(100 / 3, [{ name: 'A' }, { name: 'B' }]), seededRandom(1))
  expect(['holdout', 'A', 'B'].map((name) => count(three, name))).toEqual([60, 60, 60])
})

test('every place is taken, and no arm is more than one off its share', () => {
  const random = seededRandom(2)
  for (let size = 0; size < 200; size++) {
    const arms = armsOf(Math.floor(random() * 50), [{ name: 'A', share: random() + 0.01 }, { name: 'B', share: random() + 0.01 }])
    const drawn = drawArms(size, arms, random)
    expect(drawn).toHaveLength(size)
    for (const { name, share } of arms) expect(Math.abs(count(drawn, name) - share * size)).toBeLessThan(1)
  }
})

test('everybody has the same chance of being held out', () => {
  const random = seededRandom(3)
  const held = Array.from({ length: 10 }, () => 0)
  for (let round = 0; round < 4_000; round++) drawArms(10, armsOf(30, [{ name: 'A' }]), random).forEach((arm, place) => (held[place] += arm === 'holdout' ? 1 : 0))
  for (const times of held) expect(Math.abs(times / 4_000 - 0.3)).toBeLessThan(0.03)
})
