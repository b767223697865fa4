import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteAllMessages } from './activity.ts'
import { sendMessage } from './messages.ts'
import { openTestShop, type TestShop } from './testing.ts'

let place: TestShop

beforeAll(async () => {
  place = await openTestShop('webchat', { settings: () => ({ name: 'Situs' }) })
})
afterAll(() => place[Symbol.asyncDispose]())

const events = () => place.rows('select type, channel, amount, customer_id is not null as is_known from activity_events where business_id = $1 order by at, type', [place.shop.businessId])

test('what customers write counts, and an answer counts from the first word that waited for it', async () => {
  const conversationId = await place.hear('Kak, masih ada?', { threadId: 'tamu' })
  place.laris.clock.advance(60_000)
  await place.hear('Halo?', { threadId: 'tamu' })
  place.laris.clock.advance(30_000)
  await place.shop.transaction((tx) => sendMessage({ ...tx, actor: { kind: 'assistant' } }, { conversationId, text: 'Masih, Kak.' }))
  place.laris.clock.advance(5_000)
  await place.shop.transaction((tx) => sendMessage({ ...tx, actor: { kind: 'assistant' } }, { conversationId, text: 'Mau berapa?' }))
  await place.laris.settle()
  const counted = [
    { type: 'message', channel: 'webchat', amount: 0, is_known: true },
    { type: 'message', channel: 'webchat', amount: 0, is_known: true },
    { type: 'answer-assistant', channel: 'webchat', amount: 90, is_known: false },
  ]
  expect(await events()).toEqual(counted)
  // One more line is the system's own, which is neither.
  expect(await noteAllMessages((work) => place.shop.transaction(work))).toEqual({ messages: 5, changed: 0 })
  expect(await events()).toEqual(counted)
})
