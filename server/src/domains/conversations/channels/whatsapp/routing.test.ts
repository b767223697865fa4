import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { writeSetting } from '#domains/businesses'
import type { ChannelSummary } from '../../channel-accounts.ts'
import { checkAllChannels } from '../../channel-health.ts'
import { connectChannel } from '../../connecting.ts'
import type { WebhookCall } from '../testing.ts'
import { envelope, startFakeWhatsapp, type FakeWhatsapp } from './testing.ts'

let provider: FakeWhatsapp
let laris: TestApp
let shops: Context[]
let channels: ChannelSummary[]

beforeAll(async () => {
  provider = await startFakeWhatsapp()
  laris = await createTestApp({ apiUrls: provider.apiUrls, fetch: createOutboundFetch({ allowedHosts: provider.hosts }), baseUrl: 'https://laris.example' })
  shops = [await laris.newBusiness({ name: 'Satu' }), await laris.newBusiness({ name: 'Dua' })]
  for (const shop of shops) await shop.transaction((tx) => writeSetting(tx, 'assistant', { mode: 'watch' }))
  // Two shops whose numbers belong to one app: one callback address, one app secret.
  const appSecret = String(provider.settings(0)['appSecret'])
  channels = [await connectChannel(shops[0], { type: 'whatsapp', settings: provider.settings(0) }), await connectChannel(shops[1], { type: 'whatsapp', settings: { ...provider.settings(1), appSecret } })]
})
afterAll(async () => {
  await laris?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

const numbers = [
  { phoneNumberId: '106540352242922', businessAccountId: '215589313241560' },
  { phoneNumberId: '206540352242933', businessAccountId: '315589313241571' },
]
const textFor = (account: number, id: string, text: string) =>
  envelope(numbers[account], { contacts: [], messages: [{ from: '6281211112222', id: `wamid.${id}`, timestamp: String(Math.floor(laris.clock.now().getTime() / 1_000)), type: 'text', text: { body: text } }] }) as { object: string; entry: object[] }
const deliver = (path: string, call: WebhookCall) => laris.app.server.inject({ method: 'POST', url: `/hooks/whatsapp/${path}`, headers: call.headers, payload: call.payload })
const storedFor = async (text: string) => (await laris.superQuery('select business_id from messages where text = $1', [text])).map((row) => row['business_id'])

test('the handshake is answered before the account has proved anything, and only to the right token', async () => {
  const ask = (token: string) => laris.app.server.inject({ method: 'GET', url: `/hooks/whatsapp/${channels[0].channelId}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}` })
  const answer = await ask(String(channels[0].config['verifyToken']))
  expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([200, '1158201444', expect.stringMatching(/^text\/plain/)])
  expect((await ask('lain')).statusCode).toBe(403)
})

test('connecting points the account’s webhooks here', () => {
  expect(provider.overrides.get('215589313241560')).toEqual({ url: `https://laris.example/hooks/whatsapp/${channels[0].channelId}`, token: channels[0].config['verifyToken'] })
  expect(channels[0]).toMatchObject({ inboundMode: 'webhook' })
})

test('one request with news for two shops reaches each its own, whichever address it came to', async () => {
  const both = { ...textFor(0, 'both-1', 'untuk satu'), entry: [...textFor(0, 'both-1', 'untuk satu').entry, ...textFor(1, 'both-2', 'untuk dua').entry] }
  expect((await deliver(channels[1].channelId, provider.post(both))).statusCode).toBe(200)
  expect(await storedFor('untuk satu')).toEqual([shops[0].businessId])
  expect(await storedFor('untuk dua')).toEqual([shops[1].businessId])
})

test('S09: a request signed by another app reaches nobody, although it names a number of ours', async () => {
  const call = provider.post(textFor(0, 'foreign-1', 'palsu'), 1)
  expect((await deliver(channels[0].channelId, call)).statusCode).toBe(401)
  expect(await storedFor('palsu')).toEqual([])
})

test('a number that Laris does not know is not asked for again and again', async () => {
  const call = provider.post(envelope({ phoneNumberId: '999', businessAccountId: '888' }, { messages: [] }))
  expect((await deliver(channels[0].channelId, call)).statusCode).toBe(200)
  expect((await deliver('00000000-0000-7000-8000-000000000000', call)).statusCode).toBe(404)
})

test('F26: broken, empty, deep and huge bodies are answered, kept when genuine, and never an error of ours', async () => {
  const sign = (text: string) => {
    const { headers } = provider.post({})
    return { payload: Buffer.from(text), headers: { ...headers, 'x-hub-signature-256': `sha256=${signature(text)}` } }
  }
  const codes = []
  for (const text of ['{"object":', '[]', 'null', '[['.repeat(50_000), JSON.stringify({ entry: [{ id: '1', changes: 'x' }] })]) codes.push((await deliver(channels[0].channelId, sign(text))).statusCode)
  expect(codes).toEqual([200, 200, 200, 200, 200])
  expect(await laris.superQuery('select 1 from inbound_failures where channel_id = $1', [channels[0].channelId])).toHaveLength(5)
  expect((await deliver(channels[0].channelId, { headers: sign('').headers, payload: Buffer.alloc(0) })).statusCode).toBeLessThan(500)
  expect((await deliver(channels[0].channelId, sign(' '.repeat(5 * 1_048_576)))).statusCode).toBe(413)
  const nested = JSON.stringify(textFor(0, 'deep-1', 'dalam')).replace('"contacts":[]', `"contacts":${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  expect((await deliver(channels[0].channelId, sign(nested))).statusCode).toBe(200)
  expect(await storedFor('dalam')).toEqual([shops[0].businessId])
})

test('F47: an account that stops working is found out within five minutes; one that could not be reached comes back by itself', async () => {
  const installation = { ...laris.services, ...laris.app.contexts, db: laris.database.db }
  const broken = { ...installation, forBusiness: (...given: Parameters<typeof installation.forBusiness>) => ({ ...installation.forBusiness(...given), fetch: () => Promise.resolve(unauthorised()) }) }
  await checkAllChannels(broken)
  const states = async () => (await laris.superQuery('select status, last_error->>\'code\' as code from channels order by created_at', [])).map((row) => [row['status'], row['code']])
  expect(await states()).toEqual([
    ['disconnected', 'token_invalid'],
    ['disconnected', 'token_invalid'],
  ])
  await checkAllChannels(installation)
  expect((await states())[0]).toEqual(['disconnected', 'token_invalid'])
  await laris.superQuery(`update channels set last_error = '{"code":"unreachable"}'`, [])
  await checkAllChannels(installation)
  expect(await states()).toEqual([
    ['active', null],
    ['active', null],
  ])
})

function unauthorised() {
  const json = () => Promise.resolve({ error: { code: 190, message: 'Session has expired' } })
  return { status: 401, headers: new Headers(), url: '', bytes: () => Promise.resolve(new Uint8Array()), text: () => Promise.resolve(''), json, stream: async function* () {} }
}

function signature(text: string): string {
  return createHmac('sha256', String(provider.settings(0)['appSecret'])).update(text).digest('hex')
}
