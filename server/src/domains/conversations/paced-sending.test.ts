import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import type { Attempt } from '#platform/events/dispatcher'
import { newId } from '#platform/ids'
import { recordConsent } from '#domains/customers'
import { startWindowedProvider, type WindowedProvider } from './channels/registry-testing.ts'
import { checkChannel } from './connecting.ts'
import { listSendingChannels, planMany, withdrawPlanned } from './many-messages.ts'
import { createPacedSender, type Slice } from './paced-sending.ts'
import { dyingAt, openTestShop, type TestShop } from './testing.ts'
import { createTraffic, type Traffic } from './traffic.ts'

let provider: WindowedProvider
let one: TestShop

beforeAll(async () => {
  provider = await startWindowedProvider()
  one = await openTestShop(provider.type, provider)
})
afterAll(async () => {
  await one?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

const attempt = (): Attempt => ({ workId: newId(), number: 1, isLast: false, signal: new AbortController().signal })
function refusal(name: 'tooMany' | 'blocked') {
  const fault = provider.refusals?.[name]
  if (!fault) throw new Error(`The provider has no ${name}`)
  return fault
}
const timesAccepted = (text: string) => provider.accepted.filter((sent) => sent.text === text).length
const deliveries = async (ids: string[]) => (await one.rows('select delivery from messages where id = any($1::uuid[]) order by id', [ids])).map((row) => String(row['delivery']))

/** Planned promotions for people who agreed, and the rows of the queue that would send them, taken out of it. */
async function planned(texts: string[], perSecond = Infinity): Promise<{ ids: string[]; slices: Slice[]; customerIds: string[] }> {
  const chats: string[] = []
  for (const _ of texts) chats.push(await one.hear('halo'))
  const people = await one.rows('select id, customer_id from conversations where id = any($1::uuid[])', [chats])
  const customerIds = chats.map((id) => String(people.find((row) => row['id'] === id)?.['customer_id']))
  for (const customerId of customerIds) await one.shop.transaction((tx) => recordConsent(tx, { customerId, purpose: 'marketing', isGranted: true, source: 'form' }))
  await one.rows('delete from outbox', [])
  const ids = await one.shop.transaction((tx) => planMany(tx, one.channel.channelId, texts.map((text, index) => ({ conversationId: chats[index], clientId: newId(), text, purpose: 'marketing' as const })), perSecond))
  // Written by `enqueueSlice`.
  const slices = (await one.rows("delete from outbox where handler = 'send-slice' returning id, payload", [])).sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1)).map((row) => row['payload'] as Slice)
  return { ids, slices, customerIds }
}

async function sendAll(slices: Slice[], traffic: Traffic = createTraffic(), ctx: Context = one.shop): Promise<void> {
  for (const slice of slices) {
    const sender = createPacedSender(traffic)
    // Waits for answers that take longer on a busy machine, too.
    await using _answers = sender.start()
    await sender.handle(ctx, slice, attempt())
  }
}

describe('F08: a crash at any arrow of the protocol, for many messages at once', () => {
  test('I3: each message is accepted at most once, and what is unknown is called so', async () => {
    for (let stop = 0; stop <= 9; stop++) {
      const texts = ['a', 'b', 'c'].map((name) => `kabar ${stop} ${name}`)
      const { ids, slices } = await planned(texts)
      expect(slices).toHaveLength(1)
      await sendAll(slices, createTraffic(), dyingAt(one.shop, stop)).catch(() => {})
      const before = texts.map(timesAccepted)
      // The queue takes the row again after its lease, as often as it likes.
      for (let time = 0; time < 3; time++) await sendAll(slices)
      const ends = await deliveries(ids)
      texts.forEach((text, index) => {
        expect(timesAccepted(text)).toBeLessThanOrEqual(1)
        if (before[index] === 1) expect(['sent', 'uncertain']).toContain(ends[index])
        if (ends[index] === 'sent') expect(timesAccepted(text)).toBe(1)
        expect(['sent', 'uncertain']).toContain(ends[index])
      })
      // Killed before anything was promised: all leave after all.
      if (stop === 0) expect(ends).toEqual(['sent', 'sent', 'sent'])
    }
  })
})

test('I8: who leaves after the planning gets nothing, and the others theirs', async () => {
  const { ids, slices, customerIds } = await planned(['satu', 'dua', 'tiga'])
  await one.shop.transaction((tx) => recordConsent(tx, { customerId: customerIds[1], purpose: 'marketing', isGranted: false, source: 'chat' }))
  await sendAll(slices)
  expect(await deliveries(ids)).toEqual(['sent', 'cancelled', 'sent'])
  expect(['satu', 'dua', 'tiga'].map(timesAccepted)).toEqual([1, 0, 1])
})

test('what was taken back before its turn does not leave', async () => {
  const { ids, slices } = await planned(['tetap', 'batal'])
  expect(await one.shop.transaction((tx) => withdrawPlanned(tx, [ids[1]]))).toEqual([ids[1]])
  await sendAll(slices)
  expect(['tetap', 'batal'].map(timesAccepted)).toEqual([1, 0])
})

test('F05: after a 429 nothing more leaves until the time named is over; then everything leaves, once', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => `ramai ${index}`)
  const { ids, slices } = await planned(texts, 40)
  expect(slices.map((slice) => slice.messageIds.length)).toEqual([4, 4, 4])
  const traffic = createTraffic()
  provider.faults.push(refusal('tooMany'))
  await sendAll(slices.slice(0, 1), traffic)
  // Those called before the refusal was heard may have left; the rest waits.
  const waiting = (await deliveries(ids)).filter((state) => state === 'planned').length
  expect(waiting).toBeGreaterThanOrEqual(8)
  expect(await createPacedSender(traffic).handle(one.shop, slices[1], attempt())).toMatchObject({ postponedUntil: expect.any(Date) })
  one.laris.clock.advance(10_000)
  const again = (await one.rows("delete from outbox where handler = 'send-slice' returning payload", [])).map((row) => row['payload'] as Slice)
  await sendAll([...again, ...slices.slice(1)], traffic)
  expect(new Set(await deliveries(ids))).toEqual(new Set(['sent']))
  expect(texts.map(timesAccepted)).toEqual(texts.map(() => 1))
})

test('answers that take long leave room for the next slice, and a stop waits for them', async () => {
  const { ids, slices } = await planned(['lama'])
  let answer = () => {}
  const slow: Context = { ...one.shop, fetch: async (url, options) => (await new Promise<void>((resolve) => (answer = resolve)), one.shop.fetch(url, options)) }
  const sender = createPacedSender(createTraffic())
  const running = sender.start()
  await sender.handle(slow, slices[0], attempt())
  expect(await deliveries(ids)).toEqual(['attempting'])
  const stopped = running[Symbol.asyncDispose]()
  answer()
  await stopped
  expect(await deliveries(ids)).toEqual(['sent'])
})

test('one that the provider refuses is rejected alone', async () => {
  const { ids, slices } = await planned(['x', 'y', 'z'])
  provider.faults.push(refusal('blocked'))
  await sendAll(slices)
  expect((await deliveries(ids)).toSorted()).toEqual(['failed', 'sent', 'sent'])
})

test('a status that was faster than our own mark is heard', async () => {
  const { ids, slices } = await planned(['cepat'])
  const early: Context = {
    ...one.shop,
    async fetch(url, options) {
      const response = await one.shop.fetch(url, options)
      const { messages: [sent] } = JSON.parse(await response.text()) as { messages: { id: string }[] }
      await one.take({ type: 'status', externalId: sent.id, status: 'delivered', at: one.laris.clock.now() })
      return response
    },
  }
  await sendAll(slices, createTraffic(), early)
  expect(await deliveries(ids)).toEqual(['delivered'])
})

test('messages leave one after the other at the pace asked for, without a burst at the start', async () => {
  const { slices } = await planned(Array.from({ length: 8 }, (_, index) => `pelan ${index}`), 50)
  const times: number[] = []
  const watching: Context = { ...one.shop, fetch: (url, options) => (times.push(performance.now()), one.shop.fetch(url, options)) }
  const startedAt = performance.now()
  await sendAll(slices.slice(0, 1), createTraffic(), watching)
  expect(times).toHaveLength(5)
  // 20 ms apart; a busy machine makes them late, never early by more than a timer's unit.
  times.forEach((at, index) => expect(at - startedAt).toBeGreaterThanOrEqual(index * 20 - 2))
})

test('a number that Meta raised takes more a second, one shared with a phone less', async () => {
  const rates: number[] = []
  for (const about of [{}, { throughput: { level: 'HIGH' } }, { throughput: { level: 'STANDARD' }, is_on_biz_app: true }]) {
    await using other = await openTestShop(provider.type, { ...provider, settings: () => provider.settings() }, { start: '2026-11-24T03:00:00Z' })
    Object.assign(provider.about, about)
    await checkChannel(other.shop, other.channel.channelId)
    rates.push((await other.shop.transaction(listSendingChannels))[0].perSecond)
  }
  expect(rates.map(Math.round)).toEqual([80, 1_000, 20])
})
