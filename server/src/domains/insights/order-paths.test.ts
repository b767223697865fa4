import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { newId } from '#platform/ids'
import { recordActivity, type KeyedFact } from '#domains/activity'
import { addCampaign } from '#domains/campaigns'
import { mergeCustomers, resolveCustomers } from '#domains/customers'
import { refreshOrderPaths } from './order-paths.ts'
import { pathsOf } from './order-paths-worker.ts'
import { attribution } from './reports/attribution.ts'

const day = 86_400_000
const [chat, counter] = [0, 1]

/** Days, what touched, rupiah; of one customer. */
const paths = (steps: [day: number, touch: number, amount: number][]) =>
  pathsOf({ customer: new Int32Array(steps.length), at: Float64Array.from(steps, ([at]) => at * day), touch: Int32Array.from(steps, ([, touch]) => touch), amount: Float64Array.from(steps, ([, , amount]) => amount), from: 100 * day, to: 190 * day, reach: 30 * day })
const order = -1
const none = -1

test('an order ends a path, and what came after it counts for the next one alone', () => {
  expect(paths([[150, chat, none], [151, order, 5_000], [151.1, chat, none], [160, order, 7_000], [170, order, 9_000]])).toEqual([
    { channels: ['0'], conversions: 1, value: 5_000, nulls: 0 },
    { channels: ['0'], conversions: 1, value: 7_000, nulls: 0 },
    { channels: [], conversions: 1, value: 9_000, nulls: 0 },
  ])
})

test('a visit to the counter is an order, and a touch for the next', () => {
  expect(paths([[140, counter, 5_000], [150, order, 7_000]])).toEqual([
    { channels: [], conversions: 1, value: 5_000, nulls: 0 },
    { channels: ['1'], conversions: 1, value: 7_000, nulls: 0 },
  ])
})

test('a touch too long before the order went without one', () => {
  expect(paths([[110, chat, none], [135, chat, none], [141, order, 5_000]])).toEqual([
    { channels: ['0'], conversions: 0, value: 0, nulls: 1 },
    { channels: ['0'], conversions: 1, value: 5_000, nulls: 0 },
  ])
})

test('what may still be followed by an order is not counted against its kind, nor what lies before the months', () => {
  expect(paths([[170, chat, none]])).toEqual([])
  expect(paths([[90, chat, none]])).toEqual([])
  expect(paths([[95, chat, none], [101, order, 5_000]])).toEqual([{ channels: ['0'], conversions: 1, value: 5_000, nulls: 0 }])
  expect(paths([[98, chat, none], [99, order, 5_000], [102, order, 6_000]])).toEqual([{ channels: [], conversions: 1, value: 6_000, nulls: 0 }])
})

let laris: TestApp
let shop: Context
let ids: string[]
let campaignId: string
beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
  ids = await shop.transaction((tx) => resolveCustomers(tx, Array.from({ length: 46 }, (_, index) => ({ channelType: 'whatsapp', externalId: `62812000${index + 100}`, name: `Pelanggan ${index}`, seenAt: shop.now() }))))
  campaignId = (await shop.transaction((tx) => addCampaign(tx, { name: 'Kabar hangat', channelId: null, audience: {}, variants: [{ name: 'A', text: 'Halo' }], productMode: 'none', variantId: null, offer: { kind: 'none', value: 0 }, holdoutPercent: 25, measureDays: 14 }))).id
})
afterAll(() => laris[Symbol.asyncDispose]())

const ago = (days: number) => new Date(shop.now().getTime() - days * day)
const chats = (customerId: string, days: number): KeyedFact => ({ key: `message:${newId()}`, fact: { type: 'message', customerId, at: ago(days), channel: 'whatsapp' } })
const orders = (customerId: string, days: number, amount: number): KeyedFact => ({ key: `order:${newId()}`, fact: { type: 'order', customerId, at: ago(days), channel: 'whatsapp', amount, quantity: 1, goods: [], place: '' } })
const deliver = (customerId: string, days: number, status: string) =>
  laris.superQuery(
    `insert into campaign_deliveries (business_id, id, campaign_id, customer_id, occasion, arm, status, due_at, sent_at, settled_at) values ($1, $2, $3, $4, '', 'A', $5, $6, $6, $6)`,
    [shop.businessId, newId(), campaignId, customerId, status, ago(days)],
  )
const report = async () => {
  await refreshOrderPaths(shop)
  return shop.transaction((tx) => attribution.run(tx, { from: '2026-11-01', to: '2026-11-24' }))
}

test('thirty orders are divided as by hand; below that it says how many are missing', async () => {
  const [both, chatting, written, asking, silent] = [ids.slice(0, 10), ids.slice(10, 30), ids.slice(30, 40), ids.slice(40, 45), ids[45]]
  await shop.transaction((tx) => recordActivity(tx, [
    // Two messages on a day are one chat.
    ...both.flatMap((id) => [chats(id, 61), chats(id, 61.01), orders(id, 60, 30_000)]),
    ...chatting.slice(1).flatMap((id) => [chats(id, 51), orders(id, 50, 20_000)]),
    ...asking.map((id) => chats(id, 45)),
    orders(silent, 40, 50_000),
  ]))
  for (const id of both) await deliver(id, 65, 'read')
  for (const id of written) await deliver(id, 65, 'sent')
  for (const id of chatting) await deliver(id, 52, id === chatting[0] ? 'uncertain' : 'rejected')
  await laris.settle()
  expect(await report()).toMatchObject({ missing: { what: 'orders', have: 29, need: 30 }, rows: [], facts: { orders: 30, touched: 29 } })

  await shop.transaction((tx) => recordActivity(tx, [chats(chatting[0], 51), orders(chatting[0], 50, 20_000)]))
  await laris.settle()
  const { missing, facts, columns, rows } = await report()
  expect(missing).toBeNull()
  expect(facts).toMatchObject({ orders: 31, touched: 30 })
  expect(columns.map(({ key }) => key).slice(2, 7)).toEqual(['firstOrders', 'lastOrders', 'linearOrders', 'markovOrders', 'shapleyOrders'])
  // Markov: every order passes a chat (1); of those that chat, 10 of 35 came from the campaign (2/7). So 7/9 and 2/9 of the total.
  expect(rows).toEqual([
    ['chat', 'whatsapp', 20, 30, 25, 23.33, 25, 400_000, 700_000, 550_000, 544_444, 550_000],
    ['promosi', 'Kabar hangat', 10, 0, 5, 6.67, 5, 300_000, 0, 150_000, 155_556, 150_000],
  ])
})

test('people who turn out to be one have one path', async () => {
  const [one, other] = [ids[30], ids[45]]
  await shop.transaction((tx) => recordActivity(tx, [chats(one, 41)]))
  await shop.transaction((tx) => mergeCustomers(tx, { survivorId: one, absorbedId: other, statement: 'Katanya sendiri' }))
  await laris.settle()
  expect((await report()).facts).toMatchObject({ orders: 31, touched: 31 })
})
