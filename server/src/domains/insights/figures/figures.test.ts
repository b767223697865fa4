import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { recordActivity, todayOf } from '#domains/activity'
import { addProduct } from '#domains/catalog'
import { addSamplePast, connectChannel } from '#domains/conversations'
import { resolveCustomers } from '#domains/customers'
import { movePromise, placeOrder, readDuePromises } from '#domains/orders'
import { addDays } from '#models/language/calendar'
import { addRanges } from './gain.ts'
import { computeConversion, listWriters } from './conversion.ts'
import { computeSeasons } from './seasons.ts'

let laris: TestApp
let shop: Context
beforeAll(async () => {
  laris = await createTestApp()
  shop = await laris.newBusiness()
  // Chats of the past are examples, which count in example shops alone.
  await laris.superQuery('update businesses set is_demo = true where id = $1', [shop.businessId])
})
afterAll(() => laris[Symbol.asyncDispose]())

describe('conversion', () => {
  test('is of people, by where they wrote and by who answered, a person before the assistant', async () => {
    const today = await shop.transaction(todayOf)
    const { channelId } = await connectChannel(shop, { type: 'webchat', settings: { name: 'Chat' } })
    const people = await shop.transaction((tx) => resolveCustomers(tx, ['a', 'b', 'c', 'd', 'e'].map((externalId) => ({ channelType: 'webchat', externalId, name: externalId.toUpperCase(), seenAt: shop.now() }))))
    const at = (day: number, hour: number) => new Date(`${addDays(today, day)}T0${hour}:00:00Z`)
    const asked = (day: number) => ({ at: at(day, 1), by: 'customer' as const, text: 'Ada?' })
    const said = (day: number, hour: number, by: 'assistant' | 'member') => ({ at: at(day, hour), by, text: 'Ada, Kak.' })
    const messages = [
      [asked(-5), said(-5, 2, 'assistant')],
      [asked(-4), said(-4, 2, 'assistant'), said(-4, 3, 'member')],
      [asked(-3)],
      // Long ago: of no account.
      [asked(-60), said(-60, 2, 'member')],
      [asked(-20), asked(-16)],
    ]
    await shop.transaction((tx) => addSamplePast(tx, channelId, people.map((customerId, index) => ({ customerId, threadId: `t${index}`, channelType: 'webchat', messages: messages[index] }))))
    const bought = (customerId: string, day: number) => ({ key: `order:${customerId}${day}`, fact: { type: 'order' as const, customerId, at: at(day, 4), channel: 'web', amount: 10_000 } })
    // The third ordered before writing, which is no answer to a chat, and the last a long time after.
    await shop.transaction((tx) => recordActivity(tx, [bought(people[0], -4), bought(people[1], -4), bought(people[2], -9), bought(people[4], -12)]))
    const period = { from: addDays(today, -27), to: today }
    expect(await shop.transaction((tx) => computeConversion(tx, period))).toEqual({
      channels: [{ key: 'webchat', people: 4, ordering: 2 }],
      answerers: [{ key: 'assistant', people: 1, ordering: 1 }, { key: 'person', people: 1, ordering: 1 }, { key: 'nobody', people: 2, ordering: 0 }],
    })
    expect((await shop.transaction((tx) => listWriters(tx, period))).map(({ customerId, hasOrdered }) => [customerId, hasOrdered])).toEqual([[people[2], false], [people[1], true], [people[0], true], [people[4], false]])
  })
})

describe('promises', () => {
  test('are judged by the day that was promised first, the broken ones first', async () => {
    const today = await shop.transaction(todayOf)
    const { variants } = await shop.transaction((tx) => addProduct(tx, { name: 'Meja', category: '', description: '', variants: [{ name: '', price: 50_000, stock: 9 }] }))
    const order = async (customerName: string, promisedOn: string, done: string | null) => {
      const { id } = await shop.transaction((tx) => placeOrder(tx, { source: 'manual', customerName, delivery: 'pickup', promisedOn, lines: [{ variantId: variants[0].variantId, quantity: 1 }] }))
      if (done) await laris.superQuery("update orders set status = 'completed', completed_at = $2 where id = $1", [id, `${done}T05:00:00Z`])
      return id
    }
    await order('Tepat', addDays(today, -2), addDays(today, -2))
    await order('Telat', addDays(today, -6), addDays(today, -5))
    await order('Belum', addDays(today, -3), null)
    await order('Nanti', addDays(today, 3), null)
    await laris.superQuery("update orders set status = 'completed' where id = $1", [await order('Entah kapan', addDays(today, -4), null)])
    const moved = await order('Digeser', addDays(today, -8), addDays(today, -6))
    const member = shop.as({ kind: 'member', memberId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d', accountId: 'a', role: 'owner', sessionId: 's' })
    await member.transaction((tx) => movePromise(tx, moved, { promisedOn: addDays(today, -6), reason: 'Kayu terlambat' }))
    const due = await shop.transaction((tx) => readDuePromises(tx, { from: addDays(today, -27), to: addDays(today, -1) }))
    expect(due.map(({ customerName, isKept, wasMoved }) => [customerName, isKept, wasMoved])).toEqual([['Belum', false, false], ['Telat', false, false], ['Digeser', false, true], ['Tepat', true, false]])
    expect(due[2]).toMatchObject({ promisedOn: addDays(today, -8), doneOn: addDays(today, -6) })
  })
})

describe('seasons', () => {
  test('say how often each must come before anything is said', async () => {
    const seasons = await shop.transaction(async (tx) => computeSeasons(tx, await todayOf(tx)))
    expect(seasons.map(({ kind, effect, missing }) => [kind, effect, missing?.reason])).toEqual(['payday', 'ramadan-early', 'ramadan-late', 'lebaran'].map((kind) => [kind, null, 'too-short']))
  })
})

test('ranges of campaigns add up by squares', () => {
  const one = { extraAmount: { estimate: 100, interval: [70, 140] as const } }
  expect(addRanges([one, { extraAmount: { estimate: 50, interval: [10, 80] } }, { extraAmount: null }])).toEqual({ estimate: 150, low: 100, high: 200 })
  expect(addRanges([])).toBeNull()
})
