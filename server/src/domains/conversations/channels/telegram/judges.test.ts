import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, GrammyError, InputFile, webhookCallback } from 'grammy'
import telegramTestApi from 'telegram-test-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Services } from '#platform/context'
import { createOutboundFetch } from '#platform/http/outbound-client'
import type { Channel } from '../channel.ts'
import { telegram } from './index.ts'
import { startFakeTelegram, type FakeTelegram } from './testing.ts'

// The package is CommonJS with types for a default export: Node hands the class over directly.
const TelegramTestServer = telegramTestApi as unknown as typeof telegramTestApi.default

/**
 * Third parties judge both sides: grammY's client our stand-in for the Bot API, grammY's receiver the webhooks it posts,
 * and the server of telegram-test-api our own client.
 */
let fake: FakeTelegram
let token: string

beforeAll(async () => {
  fake = await startFakeTelegram()
  token = String(fake.settings()['botToken'])
})
afterAll(() => fake[Symbol.asyncDispose]())

const bot = () => new Bot(token, { client: { apiRoot: fake.url } })

test('grammY gets along with our Bot API: account, text, photo, updates, files', async () => {
  const { api } = bot()
  expect(await api.getMe()).toMatchObject({ is_bot: true, id: 111111 })
  expect(await api.sendMessage(42, 'halo')).toMatchObject({ message_id: expect.any(Number), text: 'halo' })
  expect(await api.sendPhoto(42, new InputFile(Buffer.from('x'), 'foto.jpg'), { caption: 'ini' })).toMatchObject({ chat: { id: 42 } })
  expect(fake.accepted.slice(-2)).toEqual([
    { threadId: '42', text: 'halo' },
    { threadId: '42', text: 'ini' },
  ])
  fake.updates.push({ update_id: 7 })
  expect(await api.getUpdates({ offset: 0, timeout: 0 })).toEqual([{ update_id: 7 }])
  expect(await api.getUpdates({ offset: 8, timeout: 0 })).toEqual([])
  fake.files.set('f1', { path: 'photos/file_1.jpg', bytes: Buffer.from('jpeg') })
  expect(await api.getFile('f1')).toMatchObject({ file_path: 'photos/file_1.jpg', file_size: 4 })
})

test('grammY understands our refusals, 429 and 409 included', async () => {
  const { api } = bot()
  if (fake.refusals) fake.faults.push(fake.refusals.tooMany, fake.refusals.blocked)
  const tooMany: unknown = await api.sendMessage(42, 'x').catch((error: unknown) => error)
  expect(tooMany).toBeInstanceOf(GrammyError)
  expect(tooMany).toMatchObject({ error_code: 429, parameters: { retry_after: 7 } })
  expect(await api.sendMessage(42, 'x').catch((error: unknown) => error)).toMatchObject({ error_code: 403 })
  expect(await api.sendMessage(42, 'x'.repeat(5_000)).catch((error: unknown) => error)).toMatchObject({ error_code: 400 })
  await api.setWebhook('https://laris.example/hooks/telegram/1', { secret_token: 'rahasia_1-256_huruf' })
  expect(await api.getUpdates().catch((error: unknown) => error)).toMatchObject({ error_code: 409 })
  await api.deleteWebhook()
})

test('grammY’s receiver accepts the webhooks that our stand-in posts, and refuses them without the secret', async () => {
  const judge = bot()
  const seen: string[] = []
  judge.on('message:text', (context) => void seen.push(context.message.text))
  await judge.init()
  const server = createServer(webhookCallback(judge, 'http', { secretToken: 'rahasia_1-256_huruf' }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has a port.
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await judge.api.setWebhook('https://laris.example/x', { secret_token: 'rahasia_1-256_huruf' })
  const call = fake.webhook({ customer: '42', messageId: '9', text: 'kak ready?', at: new Date(1_795_489_200_000) })
  expect((await fetch(address, { method: 'POST', headers: call.headers, body: new Uint8Array(call.payload) })).status).toBe(200)
  const { 'x-telegram-bot-api-secret-token': _, ...without } = call.headers
  expect((await fetch(address, { method: 'POST', headers: without, body: new Uint8Array(call.payload) })).status).toBe(401)
  expect(seen).toEqual(['kak ready?'])
  server.close()
  await judge.api.deleteWebhook()
})

test('our client gets along with a Bot API server that others wrote', async () => {
  const server = new TelegramTestServer({ port: 9_000 + (process.pid % 900), host: '127.0.0.1', storage: 'RAM', storeTimeout: 60 })
  await server.start()
  try {
    const url = server.config.apiURL
    const services = { fetch: createOutboundFetch({ allowedHosts: [new URL(url).host] }), apiUrls: { telegram: url }, clock: { now: () => new Date() } } as unknown as Services
    const channel: Channel = { channelId: 'c', businessId: 'b', type: 'telegram', name: 'x', config: {}, secrets: { botToken: token, webhookSecret: 'x' } }
    expect(await telegram.check(channel, services)).toMatchObject({ isWorking: true })
    const client = server.getClient(token, { timeout: 2_000 })
    await client.sendMessage(client.makeMessage('kak ready?'))
    const first = await telegram.poll?.(channel, null, services, AbortSignal.timeout(10_000))
    if (!first || 'problem' in first) throw new Error('Polling failed')
    expect(first.items).toMatchObject([{ type: 'message', text: 'kak ready?', wantsAnswer: true }])
    const [item] = first.items
    if (item.type !== 'message') throw new Error('No message')
    expect(await telegram.send(channel, { threadId: item.threadId, attemptKey: 'k', text: 'Ready, Kak' }, services)).toMatchObject({ outcome: 'accepted' })
    const { result } = await client.getUpdates()
    expect(result.map((update: { message?: { text?: string } }) => update.message?.text)).toContain('Ready, Kak')
  } finally {
    await server.stop()
  }
})
