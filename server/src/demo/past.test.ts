import { expect, test } from 'vitest'
import { addDays } from '#models/language/calendar'
import { simulatePast, type PastVariant } from './past.ts'

const today = '2026-11-24'
const variants = Array.from({ length: 30 }, (_, index): PastVariant => ({ sku: `S${index}`, name: `Barang ${index}`, variant: index % 3 === 0 ? 'Biru, M' : 'Biru, L', category: `K${index % 5}`, price: 10_000 + index * 8_000 }))
const past = simulatePast({ sector: 'kuliner', variants, today, seed: 3 })

test('the same seed gives the same year, another seed another', () => {
  expect(simulatePast({ sector: 'kuliner', variants, today, seed: 3 })).toEqual(past)
  expect(simulatePast({ sector: 'kuliner', variants, today, seed: 4 })).not.toEqual(past)
})

test('everybody of the year has ordered or asked, within the year and never in the future', () => {
  const seen = new Set([...past.orders, ...past.chats].map((one) => one.person))
  expect(past.people.every((_, person) => seen.has(person))).toBe(true)
  const days = [...past.orders, ...past.chats].map((one) => one.day)
  expect(days.every((day) => day >= addDays(today, -365) && day < today)).toBe(true)
  expect(past.orders.length).toBeGreaterThan(1_000)
})

test('more is sold on the days after payday than on others, and people come back for their favourites', () => {
  const of = (days: (day: number) => boolean) => past.orders.filter((order) => days(Number(order.day.slice(8)))).length
  // Seven of some thirty days.
  expect(of((day) => day >= 25) / 7).toBeGreaterThan((1.15 * of((day) => day >= 4 && day < 25)) / 21)
  const regulars = [...Map.groupBy(past.orders.filter((order) => order.person !== null), (order) => order.person).values()].filter((orders) => orders.length >= 6)
  const shares = regulars.map((orders) => {
    const counts = new Map<string, number>()
    for (const { sku } of orders.flatMap((order) => order.lines)) counts.set(sku, (counts.get(sku) ?? 0) + 1)
    return Math.max(...counts.values()) / orders.length
  })
  // By chance alone the most usual of thirty would be in a quarter.
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.4)
})

test('some goods that sold before have not sold for ten weeks', () => {
  const last = new Map<string, string>()
  for (const order of past.orders) for (const { sku } of order.lines) if ((last.get(sku) ?? '') < order.day) last.set(sku, order.day)
  expect([...last.values()].filter((day) => day < addDays(today, -70)).length).toBeGreaterThanOrEqual(3)
})

test('the campaign of the year reaches people who agreed and had bought, a quarter held out, and moves some of the others', () => {
  const { people, day } = past.campaign
  expect(people.length).toBeGreaterThan(80)
  for (const { person } of people) expect(past.people[person].agrees && past.orders.some((order) => order.person === person && order.day < day)).toBe(true)
  const share = (isHeldOut: boolean) => {
    const group = people.filter((one) => one.isHeldOut === isHeldOut)
    return group.filter(({ person }) => past.orders.some((order) => order.person === person && order.day >= day && order.day < addDays(day, 14))).length / group.length
  }
  expect(people.filter((one) => one.isHeldOut).length).toBe(Math.round(people.length / 4))
  expect(share(false)).toBeGreaterThan(share(true))
})
