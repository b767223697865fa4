import { expect, test } from 'vitest'
import { createTestApp } from '#platform/database/testing'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { addProduct } from '#domains/catalog'
import { connectChannel } from '#domains/conversations'
import { startFakeWhatsapp } from '../src/domains/conversations/channels/whatsapp/testing.ts'

test('F02: each event five times, eight at once: one row, one unread mark, one answer of the assistant', async () => {
  await using provider = await startFakeWhatsapp()
  await using laris = await createTestApp({ apiUrls: provider.apiUrls, fetch: createOutboundFetch({ allowedHosts: provider.hosts }) })
  const shop = await laris.newBusiness({ name: 'Warung Bu Sri' })
  await shop.transaction((tx) => addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: '', variants: [{ name: '250 gram', price: 18_000, stock: 12 }] }))
  const { channelId } = await connectChannel(shop, { type: provider.type, settings: provider.settings() })
  const people = Array.from({ length: 16 }, (_, index) => `62812${7_000_000 + index}`)
  const calls = people.map((customer, index) => provider.webhook({ customer, messageId: `ganda-${index}`, text: 'keripik tempe berapa kak', at: laris.clock.now() }))
  const told = Array.from({ length: 5 }, () => calls).flat().toSorted(() => laris.services.random() - 0.5)
  const sender = async (): Promise<void> => {
    for (let call = told.pop(); call; call = told.pop()) {
      const answer = await laris.app.server.inject({ method: 'POST', url: `/hooks/${provider.type}/${channelId}`, ...call })
      expect(answer.statusCode).toBe(200)
      // The assistant works between two of them.
      if (told.length % 9 === 0) await laris.settle()
    }
  }
  await Promise.all(Array.from({ length: 8 }, sender))
  await laris.settle()
  laris.clock.advance(5 * 60_000)
  await laris.settle()
  const inbound = await laris.superQuery("select count(*)::int as n from messages where external_id like 'wamid.ganda-%'")
  expect(inbound).toEqual([{ n: 16 }])
  const answers = await laris.superQuery("select conversation_id, count(*)::int as n from messages where author_kind = 'assistant' group by 1")
  expect(answers.map(({ n }) => n)).toEqual(people.map(() => 1))
  const accepted = Map.groupBy(provider.accepted, (one) => one.threadId)
  expect(people.map((customer) => accepted.get(customer)?.map((one) => /18\.000/.test(one.text)))).toEqual(people.map(() => [true]))
  // Answered ones carry no mark; one that was not would carry exactly one.
  const marks = await laris.superQuery('select max(unread_count)::int as most from conversations where channel_id = $1', [channelId])
  expect(marks[0]?.['most']).toBeLessThanOrEqual(1)
}, 60_000)
