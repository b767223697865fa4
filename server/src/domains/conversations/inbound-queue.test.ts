import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { writeSetting } from '#domains/businesses'
import { connectChannel } from './connecting.ts'
import { getChannel, type ChannelSummary } from './channel-accounts.ts'
import type { Channel } from './channels/channel.ts'
import type { InboundItem } from './channels/inbound-item.ts'
import { startWindowedProvider, type WindowedProvider } from './channels/registry-testing.ts'
import { createInboundQueue } from './inbound-queue.ts'

let provider: WindowedProvider
let laris: TestApp
let shop: Context
let summary: ChannelSummary
let channel: Channel

beforeAll(async () => {
  provider = await startWindowedProvider()
  laris = await createTestApp({ apiUrls: provider.apiUrls, fetch: createOutboundFetch({ allowedHosts: provider.hosts }) })
  shop = await laris.newBusiness()
  await shop.transaction((tx) => writeSetting(tx, 'assistant', { mode: 'watch' }))
  summary = await connectChannel(shop, { type: provider.type, settings: provider.settings() })
  channel = await shop.transaction((tx) => getChannel(tx, summary.channelId))
})
afterAll(async () => {
  await laris?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

const item = (externalId: string, text: string, more: object = {}): InboundItem => ({
  type: 'message', externalId, threadId: `t-${externalId}`, customer: { externalId: `t-${externalId}` }, sentAt: laris.clock.now(), kind: 'text', text, content: {}, attachments: [], wantsAnswer: false, ...more,
})
const countOf = async (pattern: string) => Number((await laris.superQuery('select count(*)::int as n from messages where business_id = $1 and external_id like $2', [shop.businessId, pattern]))[0]['n'])

test('F01, I1, I2: a burst of a thousand signed webhooks is answered after commit, none lost, none doubled', async () => {
  const calls = Array.from({ length: 1_000 }, (_, index) => provider.webhook({ customer: `62812${String(1_000_000 + (index % 400))}`, messageId: `burst-${index}`, text: `pesan ${index}`, at: laris.clock.now() }))
  const took: number[] = []
  let next = 0
  const started = performance.now()
  const before = process.cpuUsage()
  const sender = async () => {
    while (next < calls.length) {
      const call = calls[next++]
      const sentAt = performance.now()
      const answer = await laris.app.server.inject({ method: 'POST', url: `/hooks/${provider.type}/${summary.channelId}`, ...call })
      took.push(performance.now() - sentAt)
      expect(answer.statusCode).toBe(200)
    }
  }
  await Promise.all(Array.from({ length: 32 }, sender))
  const seconds = (performance.now() - started) / 1_000
  expect(await countOf('wamid.burst-%')).toBe(1_000)
  took.sort((a, b) => a - b)
  const { user, system } = process.cpuUsage(before)
  process.stdout.write(`webhooks: ${((user + system) / 1_000_000).toFixed(2)} s of processor time in this process, ${Math.round(1_000 / seconds)}/s, p50 ${Math.round(took[500])} ms, p95 ${Math.round(took[950])} ms at 32 at once\n`)
  const [{ unread }] = await laris.superQuery('select sum(unread_count)::int as unread from conversations where business_id = $1', [shop.businessId])
  expect(unread).toBe(1_000)
})

test('F26: an item that cannot be stored is set aside and shown; its neighbours are stored', async () => {
  const queue = createInboundQueue()
  const bad = item('poison-bad', 'x', { attachments: [{ name: 'x', mediaType: 'x/y', bytes: 1e30, source: {} }] })
  await Promise.all([queue.receive(shop, channel, [item('poison-1', 'satu'), bad, item('poison-2', 'dua')]), queue.receive(shop, channel, [item('poison-3', 'tiga')])])
  expect(await countOf('poison-%')).toBe(3)
  const failures = await laris.superQuery('select reason, body from inbound_failures where channel_id = $1', [channel.channelId])
  expect(failures).toMatchObject([{ reason: 'not_storable', body: expect.stringContaining('poison-bad') }])
  await queue.receive(shop, channel, [bad])
  expect(await laris.superQuery('select 1 from inbound_failures where channel_id = $1', [channel.channelId])).toHaveLength(1)
  const [row] = await laris.superQuery('select last_error from channels where id = $1', [channel.channelId])
  expect(row['last_error']).toMatchObject({ code: 'unreadable_item' })
})

test('a database that is away is told to the provider, which sends again; nothing is set aside', async () => {
  const queue = createInboundQueue()
  const away: Context = { ...shop, transaction: () => Promise.reject(Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })) }
  await expect(queue.receive(away, channel, [item('away-1', 'x')])).rejects.toMatchObject({ code: '57P01' })
  expect(await laris.superQuery("select 1 from inbound_failures where body like '%away-1%'")).toHaveLength(0)
  await queue.receive(shop, channel, [item('away-1', 'x')])
  expect(await countOf('away-%')).toBe(1)
})

test('batches that block each other are tried again until both are in', async () => {
  const queue = createInboundQueue()
  let failures = 2
  const unlucky: Context = {
    ...shop,
    transaction: (work) => (failures-- > 0 ? Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' })) : shop.transaction(work)),
  }
  await queue.receive(unlucky, channel, [item('lock-1', 'x')])
  expect(await countOf('lock-%')).toBe(1)
})

test('two workers that receive the same messages in opposite orders end with each once', async () => {
  const items = Array.from({ length: 60 }, (_, index) => item(`both-${index}`, 'x', { threadId: `t-${index % 5}`, customer: { externalId: `t-${index % 5}` } }))
  const queues = Array.from({ length: 4 }, createInboundQueue)
  await Promise.all(queues.flatMap((queue, index) => (index % 2 === 0 ? items : items.toReversed()).map((one) => queue.receive(shop, channel, [one]))))
  expect(await countOf('both-%')).toBe(60)
  const [{ n }] = await laris.superQuery("select count(*)::int as n from conversations where business_id = $1 and external_id in ('t-0','t-1','t-2','t-3','t-4')", [shop.businessId])
  expect(n).toBe(5)
})
