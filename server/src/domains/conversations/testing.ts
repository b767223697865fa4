import type { Context, JsonValue } from '#platform/context'
import { createTestApp, type TestApp, type TestAppOptions } from '#platform/database/testing'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { writeSetting } from '#domains/businesses'
import { getChannel, type ChannelSummary } from './channel-accounts.ts'
import type { Channel } from './channels/channel.ts'
import type { InboundItem, InboundMessage } from './channels/inbound-item.ts'
import type { ExampleProvider } from './channels/testing.ts'
import { connectChannel } from './connecting.ts'
import { receive } from './inbound.ts'

export interface TestShop extends AsyncDisposable {
  laris: TestApp
  shop: Context
  summary: ChannelSummary
  channel: Channel
  /** A text message of a customer, stored. Returns the conversation's id. */
  hear(text: string, more?: Partial<InboundMessage>): Promise<string>
  take(...items: InboundItem[]): Promise<void>
  row(sql: string, values: unknown[]): Promise<Record<string, unknown>>
  rows(sql: string, values: unknown[]): Promise<Record<string, unknown>[]>
}

/** One shop with one connected channel, its provider faked, and an assistant that only watches. */
export async function openTestShop(type: string, provider: Pick<ExampleProvider, 'apiUrls' | 'hosts' | 'settings'> | { settings(): Record<string, JsonValue> }, options: TestAppOptions = {}): Promise<TestShop> {
  const network = 'hosts' in provider ? { apiUrls: provider.apiUrls, fetch: createOutboundFetch({ allowedHosts: provider.hosts }) } : {}
  const laris = await createTestApp({ ...network, ...options })
  const shop = await laris.newBusiness()
  await shop.transaction((tx) => writeSetting(tx, 'assistant', { mode: 'watch' }))
  const summary = await connectChannel(shop, { type, settings: provider.settings() })
  const channel = await shop.transaction((tx) => getChannel(tx, summary.channelId))
  let count = 0
  const rows = (sql: string, values: unknown[]) => laris.superQuery(sql, values)
  const row = async (sql: string, values: unknown[]) => {
    const [first] = await rows(sql, values)
    if (!first) throw new Error('No such row')
    return first
  }
  return {
    laris,
    shop,
    summary,
    channel,
    rows,
    row,
    take: (...items) => receive(shop, channel, items),
    async hear(text, more = {}) {
      count++
      const message: InboundMessage = { ...aMessage({ externalId: `m${count}`, threadId: `62812${1_000_000 + count}`, text, sentAt: laris.clock.now() }), ...more }
      await receive(shop, channel, [{ type: 'message', ...message }])
      const stored = await row('select conversation_id from messages where channel_id = $1 and external_id = $2', [channel.channelId, message.externalId])
      return String(stored['conversation_id'])
    },
    [Symbol.asyncDispose]: () => laris[Symbol.asyncDispose](),
  }
}

/** A text message of a person who goes by the chat's own id. */
export function aMessage(given: { externalId: string; threadId: string; text: string; sentAt: Date }): InboundMessage {
  return { ...given, customer: { externalId: given.threadId }, kind: 'text', content: {}, attachments: [], wantsAnswer: true }
}

/** The shop's context, whose transactions and calls fail from the `stop`-th step on, as a killed process does. */
export function dyingAt(shop: Context, stop: number, steps = { count: 0 }): Context {
  const step = () => {
    if (steps.count++ >= stop) throw new Error('killed')
  }
  return {
    ...shop,
    async transaction(work) {
      step()
      const result = await shop.transaction(work)
      step()
      return result
    },
    async fetch(url, options) {
      step()
      const response = await shop.fetch(url, options)
      step()
      return response
    },
  }
}
