import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeTelegram, textMessage, type FakeTelegram } from './channels/telegram/testing.ts'
import { checkChannel, removeChannel } from './connecting.ts'
import { startPolling } from './polling.ts'
import { openTestShop, type TestShop } from './testing.ts'

let provider: FakeTelegram
let one: TestShop

beforeAll(async () => {
  provider = await startFakeTelegram()
  // A laptop without a public address: news are asked for.
  one = await openTestShop('telegram', provider, { baseUrl: 'http://localhost:3000' })
})
afterAll(async () => {
  await one?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

const start = () => startPolling({ ...one.laris.services, ...one.laris.app.contexts, db: one.laris.database.db }, { lookAroundMs: 50 })
let lastUpdate = 100
function say(text: string): void {
  lastUpdate++
  provider.updates.push({ update_id: lastUpdate, message: textMessage({ customer: '42', messageId: String(lastUpdate), text, at: one.laris.clock.now() }) } as { update_id: number })
}
const texts = async () => (await one.rows("select text from messages where direction = 'inbound' order by id", [])).map((row) => row['text'])

async function until(claim: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await claim()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('That did not happen in ten seconds')
}

test('without a public address a connected bot is polled, and what comes is stored once', async () => {
  expect(one.summary).toMatchObject({ status: 'active', inboundMode: 'polling', name: '@TokoKue111111Bot' })
  await using _ = start()
  say('satu')
  say('dua')
  await until(async () => (await texts()).length === 2)
  say('tiga')
  await until(async () => (await texts()).length === 3)
  expect(await texts()).toEqual(['satu', 'dua', 'tiga'])
  await until(async () => (await one.row('select poll_cursor from channels', []))['poll_cursor'] !== null)
})

test('after a stop the next process goes on where the last one ended', async () => {
  say('sambil berhenti')
  await using _ = start()
  await until(async () => (await texts()).length === 4)
  const offsets = provider.calls.filter((call) => call.method === 'getUpdates').map((call) => Number(call.parameters['offset']))
  expect(offsets.at(-1)).toBeGreaterThan(100)
  expect(await texts()).toEqual(['satu', 'dua', 'tiga', 'sambil berhenti'])
})

test('two processes do not poll the same account', async () => {
  await using _first = start()
  await until(async () => (await one.row("select poller_token from channel_routes where route_key like 'telegram:0%'", []))['poller_token'] !== null)
  const { poller_token: holder } = await one.row("select poller_token from channel_routes where route_key like 'telegram:0%'", [])
  await using _second = start()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await one.row("select poller_token from channel_routes where route_key like 'telegram:0%'", []))['poller_token']).toBe(holder)
})

test('a webhook that is still set is removed without dropping what waits (409)', async () => {
  await fetch(`${provider.url}/bot${String(provider.settings()['botToken'])}/setWebhook`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ url: 'https://lama.example' }) })
  await using _ = start()
  say('setelah webhook')
  await until(async () => (await texts()).includes('setelah webhook'))
  expect(provider.calls.find((call) => call.method === 'deleteWebhook')?.parameters).toEqual({ drop_pending_updates: false })
})

test('a pressed button is stored as its words, and acknowledged to Telegram', async () => {
  await using _ = start()
  lastUpdate++
  provider.updates.push({
    update_id: lastUpdate,
    callback_query: { id: 'cb1', from: { id: 42, is_bot: false, first_name: 'Sari' }, chat_instance: '1', data: 'ya', message: { message_id: 5, chat: { id: 42, type: 'private' }, date: 1, reply_markup: { inline_keyboard: [[{ text: 'Ya, pesan', callback_data: 'ya' }]] } } },
  } as { update_id: number })
  await until(async () => (await texts()).includes('Ya, pesan'))
  expect(provider.calls.some((call) => call.method === 'answerCallbackQuery' && call.parameters['callback_query_id'] === 'cb1')).toBe(true)
})

test('with a public address the same bot is called instead, and polling ends; removing it tells Telegram', async () => {
  await using _ = start()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const publicShop = { ...one.shop, baseUrl: () => 'https://toko.example' }
  expect(await checkChannel(publicShop, one.channel.channelId)).toMatchObject({ inboundMode: 'webhook' })
  // The poll that was under way learns of the webhook, and must not undo it.
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(provider.webhookUrl()).toBe(`https://toko.example/hooks/telegram/${one.channel.channelId}`)
  await new Promise((resolve) => setTimeout(resolve, 600))
  const polls = provider.calls.filter((call) => call.method === 'getUpdates').length
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(provider.calls.filter((call) => call.method === 'getUpdates').length).toBe(polls)
  await removeChannel(one.shop, one.channel.channelId)
  expect(provider.webhookUrl()).toBe('')
})
