import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Services } from '#platform/context'
import { createOutboundFetch } from '#platform/http/outbound-client'
import type { Channel, OutboundMessage } from '../channel.ts'
import { whatsapp } from './index.ts'
import { startFakeWhatsapp, type FakeWhatsapp } from './testing.ts'

/** @kapso/whatsapp-cloud-api judges our stand-in for Meta: its client the Graph API, its server part the webhooks. */
let fake: FakeWhatsapp
let client: WhatsAppClient
let channel: Channel
let services: Services

beforeAll(async () => {
  fake = await startFakeWhatsapp()
  const settings = whatsapp.readSettings(fake.settings(), undefined)
  channel = { channelId: 'c', businessId: 'b', type: 'whatsapp', ...settings }
  client = new WhatsAppClient({ accessToken: settings.secrets['accessToken'], baseUrl: fake.url, graphVersion: 'v23.0' })
  // Channels use no more of the services than these.
  services = { fetch: createOutboundFetch({ allowedHosts: fake.hosts }), apiUrls: fake.apiUrls, clock: { now: () => new Date() } } as unknown as Services
})
afterAll(() => fake[Symbol.asyncDispose]())

const phoneNumberId = '106540352242922'

test('kapso’s client gets along with our Graph API', async () => {
  const text = await client.messages.sendText({ phoneNumberId, to: '6281234567890', body: 'Halo Kak' })
  expect(text.messages[0].id).toMatch(/^wamid\./)
  const template = await client.messages.sendTemplate({
    phoneNumberId,
    to: '6281234567890',
    template: { name: 'promo_lebaran', language: { code: 'id' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Sari' }] }] },
  })
  expect(template.messages[0].id).toMatch(/^wamid\./)
  expect(fake.sent.at(-1)).toMatchObject({ type: 'template', template: { name: 'promo_lebaran' } })
})

test('kapso’s client understands our refusals', async () => {
  if (fake.refusals) fake.faults.push(fake.refusals.tooMany)
  const error: unknown = await client.messages.sendText({ phoneNumberId, to: '6281234567890', body: 'x' }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 130429, httpStatus: 429 })
})

test('what our own client sends is what kapso’s client sends', async () => {
  const message: OutboundMessage = { threadId: '6281234567890', attemptKey: 'k1', text: 'Halo Kak Sari, nastar 500gr ready ya.' }
  expect(await whatsapp.send(channel, message, services)).toMatchObject({ outcome: 'accepted' })
  const ours = fake.sent.at(-1) ?? {}
  await client.messages.sendText({ phoneNumberId, to: '6281234567890', body: message.text })
  const theirs = fake.sent.at(-1) ?? {}
  for (const field of ['messaging_product', 'to', 'type'] as const) expect(ours[field]).toEqual(theirs[field])
  expect(ours['text']).toMatchObject({ body: message.text })
  expect(ours['biz_opaque_callback_data']).toBe('k1')
})

test('kapso verifies the signatures that our stand-in makes, and no others', () => {
  const { headers, payload } = fake.webhook({ customer: '6281234567890', messageId: 'a', text: 'kak 👍 ready?', at: new Date() })
  const appSecret = String(fake.settings()['appSecret'])
  const signatureHeader = headers['x-hub-signature-256']
  expect(verifySignature({ appSecret, rawBody: payload, signatureHeader })).toBe(true)
  expect(verifySignature({ appSecret: 'lain', rawBody: payload, signatureHeader })).toBe(false)
  expect(payload.toString('utf8')).toMatch(/\\ud83d\\udc4d/)
})

test('kapso and we read the same messages and statuses out of every sample', () => {
  const folder = join(import.meta.dirname, 'fixtures')
  for (const part of ['in', 'status']) {
    for (const name of readdirSync(join(folder, part))) {
      const body = JSON.parse(readFileSync(join(folder, part, name), 'utf8')) as object
      const theirs = normalizeWebhook(body)
      const { headers, payload } = fake.post(body)
      const answer = whatsapp.receive?.(channel, { method: 'POST', headers, query: {}, body: payload }, new Date())
      const items = answer?.kind === 'items' ? answer.items : []
      expect(items.filter((item) => item.type === 'status'), name).toHaveLength(theirs.statuses.length)
      const changes = items.filter((item) => item.type === 'message' || item.type === 'edit' || item.type === 'revoke')
      expect(changes, name).toHaveLength(theirs.messages.length)
      const text = theirs.messages[0]?.text?.body
      if (text && changes[0]?.type === 'message') expect(changes[0].text).toBe(text)
    }
  }
})
