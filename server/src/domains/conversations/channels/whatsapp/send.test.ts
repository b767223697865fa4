import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonValue, Services } from '#platform/context'
import { createOutboundFetch } from '#platform/http/outbound-client'
import type { Channel } from '../channel.ts'
import { graphError } from '../meta-testing.ts'
import { whatsapp } from './index.ts'
import { problemOfError } from './problems.ts'
import { buildTemplate, readComponents } from './templates.ts'
import { startFakeWhatsapp, type FakeWhatsapp } from './testing.ts'

let fake: FakeWhatsapp
let channel: Channel
let services: Services

beforeAll(async () => {
  fake = await startFakeWhatsapp()
  channel = { channelId: 'c', businessId: 'b', type: 'whatsapp', ...whatsapp.readSettings(fake.settings(), undefined) }
  // Channels use no more of the services than these.
  services = { fetch: createOutboundFetch({ allowedHosts: fake.hosts }), apiUrls: fake.apiUrls } as unknown as Services
})
afterAll(() => fake[Symbol.asyncDispose]())

const send = (message: object) => whatsapp.send(channel, { threadId: '6281234567890', attemptKey: 'k', text: 'halo', ...message }, services)
const sample = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/out', `${name}.json`), 'utf8')) as Record<string, JsonValue>

test('a person without a number is written to by user id', async () => {
  await send({ threadId: 'ID.9988776655443322', text: 'XL ada Kak, warna sage & hitam.' })
  const { recipient, to } = fake.sent.at(-1) ?? {}
  expect(recipient).toBe(sample('text_to_bsuid')['recipient'])
  expect(to).toBeUndefined()
})

test('a reply names the message that it answers', async () => {
  await send({ replyToExternalId: 'wamid.A' })
  expect(fake.sent.at(-1)).toMatchObject({ context: { message_id: 'wamid.A' } })
})

test('a file goes up first, then is named by its id; a picture too large for Meta goes as a document', async () => {
  await send({ text: 'ini fotonya', attachment: { mediaType: 'image/jpeg', name: 'Foto.jpg', bytes: Buffer.from('jpeg') } })
  expect(fake.sent.at(-1)).toMatchObject({ type: 'image', image: { id: expect.stringMatching(/^media/), caption: 'ini fotonya' } })
  await send({ text: '', attachment: { mediaType: 'application/pdf', name: 'invoice.pdf', bytes: Buffer.from('%PDF') } })
  expect(fake.sent.at(-1)).toMatchObject({ type: 'document', document: { filename: 'invoice.pdf' } })
  await send({ text: '', attachment: { mediaType: 'image/png', name: 'besar.png', bytes: Buffer.alloc(6 * 1_048_576) } })
  expect(fake.sent.at(-1)).toMatchObject({ type: 'document' })
})

test('templates: slots are named in reading order, and sent where Meta wants them', () => {
  const { components } = sample('create_template_request') as { components: Parameters<typeof readComponents>[0] }
  const read = readComponents(components)
  expect(read.variables).toEqual(['header_image', '1', '2', 'button_1'])
  expect(read.body).toBe('Halo {{1}}, diskon {{2}} untuk hampers Lebaran sampai Minggu!\n\nBalas STOP untuk berhenti')
  const values = ['https://cdn.toko.example/hampers.jpg', 'Sari', '10%', 'hampers-a'].map((value, index) => ({ name: read.variables[index], value }))
  const { template } = sample('template_marketing') as { template: { components: { type: string; sub_type?: string }[] } }
  const wanted = { ...template, components: template.components.filter((one) => one.sub_type !== 'quick_reply') }
  expect(buildTemplate({ name: 'promo_lebaran', language: 'id', values })).toEqual(wanted)
})

test('named slots are sent by name', () => {
  const values = [
    { name: 'nama', value: 'Sari' },
    { name: 'no_order', value: 'INV-1001' },
  ]
  expect(buildTemplate({ name: 'order_konfirmasi', language: 'id', values })).toEqual(sample('template_utility_named_params')['template'])
})

test('the classes of errors: wait, the person, the message, the account', async () => {
  const outcome = async (code: number, status = 400) => {
    fake.faults.push({ kind: 'answer', status, json: graphError(code, 'x') })
    return send({})
  }
  for (const code of [4, 80007, 130429, 131048, 131056, 133016, 131016, 131000, 131053]) expect(await outcome(code)).toMatchObject({ outcome: 'wait', problem: { retryable: true } })
  expect(await outcome(131056)).toMatchObject({ problem: { appliesTo: 'chat' } })
  for (const code of [131026, 131047, 131049, 131050, 130472, 131051, 131008, 131009, 100, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069, 131021, 131030, 131057, 131062, 131063, 131064, 137000]) {
    expect(await outcome(code), String(code)).toMatchObject({ outcome: 'rejected', problem: { retryable: false, sentence: expect.stringMatching(/\.$/) } })
  }
  for (const code of [0, 3, 10, 190, 200, 299, 368, 131031, 130497, 131042, 131045]) expect(await outcome(code), String(code)).toMatchObject({ outcome: 'wait', problem: { needsReconnect: true } })
  expect(await outcome(999_999)).toMatchObject({ outcome: 'rejected', problem: { code: 'refused' } })
  expect(await outcome(999_999, 500)).toMatchObject({ outcome: 'wait' })
})

test('every sentence about a problem says what happened and what to do, in Indonesian', () => {
  for (const code of [4, 190, 131026, 131047, 131049, 131050, 132001, 131042, 131056, 999_999]) {
    const { sentence } = problemOfError({ code })
    expect(sentence).not.toMatch(/\b(failed|error|message|token expired|rate limit)\b/i)
    expect(sentence.split(/(?<=[.!?]) /).length).toBeGreaterThanOrEqual(2 - (/[:,;]/.test(sentence) ? 1 : 0))
  }
})

test('S08: a file’s address at another host gets neither a request nor the token', async () => {
  fake.media.set('evil', { bytes: Buffer.from('x'), type: 'image/jpeg', url: 'https://penyerang.example/x' })
  fake.media.set('good', { bytes: Buffer.from('isi'), type: 'application/pdf' })
  expect(await whatsapp.fetchAttachment?.(channel, { mediaId: 'evil' }, services, 1_000)).toEqual({ missing: 'gone' })
  const answer = await whatsapp.fetchAttachment?.(channel, { mediaId: 'good' }, services, 1_000)
  if (!answer || !('content' in answer)) throw new Error('not fetched')
  const parts: Uint8Array[] = []
  for await (const part of answer.content) parts.push(part)
  expect(Buffer.concat(parts).toString()).toBe('isi')
  expect(await whatsapp.fetchAttachment?.(channel, { mediaId: '../x?y' }, services, 1_000)).toEqual({ missing: 'gone' })
  expect(await whatsapp.fetchAttachment?.(channel, { mediaId: 'unknown' }, services, 1_000)).toEqual({ missing: 'gone' })
})

test('a file that says it is too large is not fetched; one that lies is cut off', async () => {
  fake.media.set('large', { bytes: Buffer.from('x'), type: 'video/mp4', size: 5_000 })
  expect(await whatsapp.fetchAttachment?.(channel, { mediaId: 'large' }, services, 1_000)).toEqual({ missing: 'too_large', bytes: 5_000 })
  fake.media.set('liar', { bytes: Buffer.alloc(5_000), type: 'video/mp4', size: 10 })
  const answer = await whatsapp.fetchAttachment?.(channel, { mediaId: 'liar' }, services, 1_000)
  if (!answer || !('content' in answer)) throw new Error('not fetched')
  await expect(
    (async () => {
      for await (const _ of answer.content) continue
    })(),
  ).rejects.toThrow()
})
