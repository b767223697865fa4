import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { mergeCustomers, undoMerge } from '#domains/customers'
import { aCustomer } from '../customers/testing.ts'
import { rebuildActivity } from './rebuild.ts'
import { countChats } from './reading.ts'
import { recordActivity, type KeyedFact } from './record.ts'

let laris: TestApp
let shop: Context
let rini: string
let dewi: string

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())
beforeEach(async () => {
  shop = await laris.newBusiness()
  rini = await aCustomer(shop, { name: 'Rini' })
  dewi = await aCustomer(shop, { name: 'Dewi' })
})

const variant = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'
const order = (key: string, customerId: string | null, day: string, amount: number, changes: Partial<NonNullable<KeyedFact['fact']>> = {}): KeyedFact => ({
  key: `order:${key}`,
  fact: { type: 'order', customerId, at: new Date(`${day}T05:00:00Z`), channel: 'web', amount, quantity: 1, ...changes },
})
const record = (...facts: KeyedFact[]) => shop.transaction((tx) => recordActivity(tx, facts))
const sums = async () => ({
  shop: await laris.superQuery('select type, day, channel, events, amount, quantity from shop_days where business_id = $1 order by 1, 2, 3', [shop.businessId]),
  goods: await laris.superQuery('select variant_id, day, orders, quantity, amount from variant_days where business_id = $1', [shop.businessId]),
  customers: await laris.superQuery('select customer_id, type, day, events, amount from customer_days where business_id = $1 order by 1, 2, 3', [shop.businessId]),
  profiles: await laris.superQuery('select * from customer_profiles where business_id = $1 order by id', [shop.businessId]),
})
const profile = async (id: string) => (await laris.superQuery('select * from customer_profiles where business_id = $1 and id = $2', [shop.businessId, id]))[0]

const history = () => [
  order('1', rini, '2026-10-01', 50_000, { goods: [{ amount: 50_000, quantity: 2, variantId: variant }], place: 'Semarang' }),
  order('2', rini, '2026-10-08', 20_000, { channel: 'shopee' }),
  order('3', rini, '2026-10-20', 30_000),
  order('4', null, '2026-10-20', 15_000, { channel: 'kasir' }),
  order('5', dewi, '2026-10-21', 70_000),
  { key: 'message:1', fact: { type: 'message' as const, customerId: dewi, at: new Date('2026-10-20T18:00:00Z'), channel: 'webchat' } },
]

test('an order counts for a chat so many days before it and no more, whichever of the chats it was', async () => {
  const wrote = (customerId: string, day: string): KeyedFact => ({ key: `message:${customerId}${day}`, fact: { type: 'message', customerId, at: new Date(`${day}T05:00:00Z`), channel: 'webchat' } })
  await record(wrote(rini, '2026-10-01'), wrote(rini, '2026-10-20'), order('1', rini, '2026-10-23', 10_000), wrote(dewi, '2026-10-02'), order('2', dewi, '2026-10-01', 10_000), order('3', dewi, '2026-10-06', 10_000))
  const counted = (to: string, withinDays: number) => shop.transaction((tx) => countChats(tx, [{ from: '2026-10-01', to }], withinDays))
  expect([await counted('2026-10-31', 3), await counted('2026-10-31', 4), await counted('2026-10-05', 3)]).toMatchObject([[{ people: 2, ordering: 1 }], [{ people: 2, ordering: 2 }], [{ people: 2, ordering: 0 }]])
})

describe('sums of what happened', () => {
  test('hold first and last day, count, spend, rhythm, goods and channels of a customer', async () => {
    await record(...history())
    expect(await profile(rini)).toMatchObject({ orders: 3, spend: 100_000, order_days: 3, first_order_on: '2026-10-01', last_order_on: '2026-10-20', gap_days: 7, channels: ['shopee', 'web'], variant_ids: [variant], place: 'Semarang' })
    expect((await sums()).goods).toEqual([{ variant_id: variant, day: '2026-10-01', orders: 1, quantity: 2, amount: 50_000 }])
    // 01:00 in the shop's own day.
    expect(await profile(dewi)).toMatchObject({ orders: 1, messages: 1, first_message_on: '2026-10-21', gap_days: null })
    expect((await sums()).shop).toContainEqual({ type: 'order', day: '2026-10-20', channel: 'kasir', events: 1, amount: 15_000, quantity: 1 })
  })

  test('are the same when everything is told twice, in another order, or in pieces', async () => {
    await record(...history())
    const once = await sums()
    await record(...history().reverse())
    expect(await sums()).toEqual(once)
    const other = await laris.newBusiness()
    for (const fact of history().reverse()) await other.transaction((tx) => recordActivity(tx, [fact]))
    const withoutIds = (rows: Record<string, unknown>[]) => rows.map(({ business_id: _, ...row }) => row)
    expect(withoutIds(await laris.superQuery('select * from customer_profiles where business_id = $1 order by id', [other.businessId]))).toEqual(withoutIds(once.profiles))
  })

  test('follow what changes and what is taken back', async () => {
    await record(...history())
    await record(order('2', rini, '2026-10-08', 5_000, { channel: 'shopee' }))
    expect(await profile(rini)).toMatchObject({ orders: 3, spend: 85_000 })
    await record({ key: 'order:3', fact: null }, { key: 'order:1', fact: null })
    expect(await profile(rini)).toMatchObject({ orders: 1, spend: 5_000, first_order_on: '2026-10-08', last_order_on: '2026-10-08', gap_days: null, variant_ids: [] })
    expect((await sums()).goods).toEqual([])
    await record({ key: 'order:2', fact: null })
    expect(await profile(rini)).toBeUndefined()
    expect((await sums()).shop.filter((row) => row['channel'] === 'shopee')).toEqual([])
  })

  test('move to the page that shows a merged customer, and back', async () => {
    await record(...history())
    const before = await sums()
    const merge = await shop.transaction((tx) => mergeCustomers(tx, { survivorId: rini, absorbedId: dewi, statement: 'Kata pelanggannya sendiri' }))
    await laris.settle()
    expect(await profile(rini)).toMatchObject({ orders: 4, spend: 170_000, messages: 1 })
    expect(await profile(dewi)).toBeUndefined()
    await record(order('6', dewi, '2026-10-25', 1_000))
    expect(await profile(rini)).toMatchObject({ orders: 5 })
    await shop.transaction((tx) => undoMerge(tx, merge.id))
    await laris.settle()
    await record({ key: 'order:6', fact: null })
    expect(await sums()).toEqual(before)
  })

  test('written at once from many sides are none too few', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => record(order(`p${index}`, index % 2 === 0 ? rini : dewi, '2026-10-02', 1_000))))
    expect(await profile(rini)).toMatchObject({ orders: 6, spend: 6_000 })
    expect((await sums()).shop).toEqual([{ type: 'order', day: '2026-10-02', channel: 'web', events: 12, amount: 12_000, quantity: 12 }])
  })

  test('are what the events say; a rebuild finds and mends what is not', async () => {
    await record(...history())
    const right = await sums()
    expect(await shop.transaction(rebuildActivity)).toEqual({ shopDays: 0, variantDays: 0, customerDays: 0, customerProfiles: 0 })
    await laris.superQuery('update customer_days set amount = amount + 1 where business_id = $1 and customer_id = $2 and day = $3', [shop.businessId, rini, '2026-10-01'])
    await laris.superQuery('delete from customer_profiles where business_id = $1 and id = $2', [shop.businessId, dewi])
    expect(await shop.transaction(rebuildActivity)).toEqual({ shopDays: 0, variantDays: 0, customerDays: 1, customerProfiles: 1 })
    expect(await sums()).toEqual(right)
  })
})
