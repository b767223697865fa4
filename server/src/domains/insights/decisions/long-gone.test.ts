import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { newId } from '#platform/ids'
import { addDays } from '#models/language/calendar'
import { recordActivity, segmentMembers, todayOf } from '#domains/activity'
import { addProduct } from '#domains/catalog'
import { resolveCustomers } from '#domains/customers'
import { decide, listDecisions } from '../decisions.ts'
import { refreshInsights } from '../refresh.ts'
import { longGone } from './long-gone.ts'

let laris: TestApp

beforeAll(async () => {
  laris = await createTestApp()
}, 120_000)
afterAll(() => laris[Symbol.asyncDispose]())

const shown = async (shop: Context) => (await shop.transaction(listDecisions)).filter(({ kind, status }) => kind === 'long-gone' && status === 'open')

/** 60 people who bought one piece 100 days ago, of whom 12 came back last week. */
async function aShop({ price, cost }: { price: number; cost: number | null }): Promise<{ shop: Context; gone: string[] }> {
  const shop = await laris.newBusiness()
  const { variants } = await shop.transaction((tx) => addProduct(tx, { name: 'Lemari', category: '', description: '', variants: [{ name: '', price, cost, stock: 5 }] }))
  const people = await shop.transaction((tx) => resolveCustomers(tx, Array.from({ length: 60 }, (_, index) => ({ channelType: 'webchat', externalId: `sekali-${index}`, name: `Pembeli ${index}`, seenAt: shop.now() }))))
  const today = await shop.transaction(todayOf)
  const bought = (customerId: string, daysAgo: number) => ({
    key: `order:${newId()}`,
    fact: { type: 'order' as const, customerId, at: new Date(`${addDays(today, -daysAgo)}T03:00:00Z`), channel: 'kasir', amount: price, quantity: 1, goods: [{ amount: price, quantity: 1, variantId: variants[0].variantId }], place: '' },
  })
  await shop.transaction((tx) => recordActivity(tx, [...people.map((id) => bought(id, 100)), ...people.slice(0, 12).map((id) => bought(id, 7))]))
  await laris.settle()
  await refreshInsights(shop)
  return { shop, gone: people.slice(12) }
}

test('proposes to invite who bought dear goods once and long ago, with what speaks for it', async () => {
  const { shop, gone } = await aShop({ price: 2_500_000, cost: 1_750_000 })
  const [decision] = await shown(shop)
  expect(decision.facts).toEqual({ people: 48, oncePercent: 100, then: 60, cameBack: 12 })
  expect(decision.subjects.toSorted()).toEqual(gone.toSorted())
  // The one tap invites this segment.
  expect((await shop.transaction((tx) => segmentMembers(tx, 'lama-hilang'))).toSorted()).toEqual(gone.toSorted())
  expect(decision.low).toBeGreaterThan(0)
  expect(decision.high).toBeGreaterThan(decision.low)
})

test('marked wrong, it does not come again for the same people', async () => {
  const { shop } = await aShop({ price: 2_500_000, cost: 1_750_000 })
  const [{ id }] = await shown(shop)
  await shop.transaction((tx) => decide(tx, id, 'wrong'))
  laris.clock.advance(7 * 86_400_000)
  await refreshInsights(shop)
  laris.clock.advance(-7 * 86_400_000)
  expect(await shop.transaction((tx) => longGone.find(tx, '2026-12-01'))).toBeDefined()
  expect(await shown(shop)).toEqual([])
})

test('says nothing where the cost of the goods is unknown, or a sale earns less than the messages', async () => {
  for (const terms of [{ price: 2_500_000, cost: null }, { price: 2_500_000, cost: 2_500_000 }, { price: 20_000, cost: 12_000 }]) {
    const { shop } = await aShop(terms)
    expect(await shown(shop)).toEqual([])
  }
})
