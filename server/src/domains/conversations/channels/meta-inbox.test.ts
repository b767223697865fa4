import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { verifySignature } from '@kapso/whatsapp-cloud-api/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonValue, Services } from '#platform/context'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { getChannel } from '../channel-accounts.ts'
import { findThreads } from '../many-messages.ts'
import { sendMessage } from '../messages.ts'
import { renewAllSecrets } from '../secret-renewal.ts'
import { openTestShop, type TestShop } from '../testing.ts'
import { instagram } from './instagram/index.ts'
import { startFakeInstagram } from './instagram/testing.ts'
import { graphError, type FakeInbox } from './meta-testing.ts'
import { messenger } from './messenger/index.ts'
import { startFakeMessenger } from './messenger/testing.ts'

const sample = (file: string) => {
  const { __post: _post, ...body } = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as Record<string, JsonValue>
  return body
}

describe.each([
  { type: messenger, start: startFakeMessenger },
  { type: instagram, start: startFakeInstagram },
])('chats of $type.label', ({ type, start }) => {
  let fake: FakeInbox
  let shop: TestShop
  beforeAll(async () => {
    fake = await start()
    shop = await openTestShop(type.type, { ...fake, settings: () => ({ ...fake.settings(), hasHumanAgent: true }) }, { baseUrl: 'https://laris.example' })
  })
  afterAll(async () => {
    await shop?.[Symbol.asyncDispose]()
    await fake?.[Symbol.asyncDispose]()
  })

  const deliver = (call: { headers: Record<string, string>; payload: Buffer }) => shop.laris.app.server.inject({ method: 'POST', url: `/hooks/${type.type}/${shop.summary.channelId}`, ...call })
  let count = 0
  async function chat(): Promise<{ person: string; conversationId: string }> {
    const person = `99887766${1_000_000 + ++count}`
    const conversationId = await shop.hear(`halo ${count}`, { externalId: `hello-${count}`, threadId: person, customer: { externalId: person } })
    await shop.laris.superQuery("update conversations set handler = 'person' where id = $1", [conversationId])
    return { person, conversationId }
  }
  const owner = () => shop.shop.as({ kind: 'member', memberId: '0197c0de-0000-7000-8000-000000000001', accountId: '0197c0de-0000-7000-8000-000000000002', role: 'owner', sessionId: 's' })
  const write = (conversationId: string, text: string, by = owner()) => by.transaction((tx) => sendMessage(tx, { conversationId, text }))
  const messages = (conversationId: string) => shop.rows("select * from messages where conversation_id = $1 and direction = 'outbound' order by id", [conversationId])
  const channelServices = () => ({ fetch: createOutboundFetch({ allowedHosts: fake.hosts }), apiUrls: fake.apiUrls }) as unknown as Services

  test('the account is learned from Meta, its news switched on, and the handshake answered', async () => {
    expect(shop.summary).toMatchObject({ status: 'active', inboundMode: 'webhook', config: { accountId: fake.accountId() } })
    expect(fake.subscriptions.get(fake.accountId())).toContain('messages')
    const ask = (token: string) => shop.laris.app.server.inject({ method: 'GET', url: `/hooks/${type.type}/${shop.summary.channelId}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}` })
    expect((await ask(String(shop.summary.config['verifyToken']))).body).toBe('1158201444')
    expect((await ask('lain')).statusCode).toBe(403)
  })

  test('another vendor’s verifier accepts the signatures that our stand-in makes, and no others', () => {
    const { headers, payload } = fake.webhook({ customer: '1', messageId: 'a', text: 'kak 👍 ready?', at: new Date() })
    const signatureHeader = headers['x-hub-signature-256']
    expect(verifySignature({ appSecret: String(fake.settings()['appSecret']), rawBody: payload, signatureHeader })).toBe(true)
    expect(verifySignature({ appSecret: 'lain', rawBody: payload, signatureHeader })).toBe(false)
  })

  test('our own words, told back before the answer to our call, stand there once and silence nobody', async () => {
    const { person, conversationId } = await chat()
    await shop.laris.superQuery("update conversations set handler = 'assistant' where id = $1", [conversationId])
    fake.beforeAnswer.call = async (accepted) => {
      const { metadata } = accepted['message'] as Record<string, string>
      await deliver(fake.event({ sender: { id: fake.accountId() }, recipient: { id: person }, timestamp: shop.laris.clock.now().getTime(), message: { mid: accepted.id, text: 'Ready Kak', is_echo: true, ...(metadata ? { metadata, app_id: 5 } : {}) } }))
    }
    await write(conversationId, 'Ready Kak', shop.shop.as({ kind: 'assistant' }))
    await shop.laris.settle()
    delete fake.beforeAnswer.call
    expect(await messages(conversationId)).toMatchObject([{ text: 'Ready Kak', delivery: 'sent', external_id: fake.sent.at(-1)?.id, author_kind: 'assistant' }])
    expect(await shop.row('select handler from conversations where id = $1', [conversationId])).toEqual({ handler: 'assistant' })
  })

  test('an echo settles a message whose answer was lost; other words are the owner’s typing', async () => {
    const { person, conversationId } = await chat()
    fake.faults.push({ kind: 'accept-then-break' })
    await write(conversationId, 'Hilang jawabannya')
    await shop.laris.settle()
    const echo = (mid: string, text: string, metadata?: string) =>
      deliver(fake.event({ sender: { id: fake.accountId() }, recipient: { id: person }, timestamp: shop.laris.clock.now().getTime(), message: { mid, text, is_echo: true, ...(metadata ? { metadata } : {}) } }))
    const { id, message } = fake.sent.at(-1) ?? { id: '', message: {} }
    await echo(id, 'Hilang jawabannya', (message as Record<string, string>)['metadata'])
    await echo('typed-1', 'Saya ketik di HP')
    expect(await messages(conversationId)).toMatchObject([
      { text: 'Hilang jawabannya', delivery: 'sent', external_id: id },
      { text: 'Saya ketik di HP', delivery: 'sent', external_id: 'typed-1', author_id: null },
    ])
  })

  test('read up to a moment: earlier messages are read, later ones and those of unknown fate are not', async () => {
    const { person, conversationId } = await chat()
    for (const text of ['satu', 'dua']) {
      await write(conversationId, text)
      await shop.laris.settle()
      shop.laris.clock.advance(1_000)
    }
    fake.faults.push({ kind: 'accept-then-break' })
    await write(conversationId, 'entah')
    await shop.laris.settle()
    const until = shop.laris.clock.now().getTime()
    shop.laris.clock.advance(1_000)
    await write(conversationId, 'tiga')
    await shop.laris.settle()
    for (let time = 0; time < 2; time++) await deliver(fake.event({ sender: { id: person }, recipient: { id: fake.accountId() }, timestamp: until, read: type === messenger ? { watermark: until } : { mid: 'x' } }))
    expect((await messages(conversationId)).map((row) => row['delivery'])).toEqual(['read', 'read', 'uncertain', 'sent'])
  })

  test('read while the call is still under way counts once its answer comes', async () => {
    const { person, conversationId } = await chat()
    fake.beforeAnswer.call = async () => {
      const at = shop.laris.clock.now().getTime()
      await deliver(fake.event({ sender: { id: person }, recipient: { id: fake.accountId() }, timestamp: at, read: type === messenger ? { watermark: at } : { mid: 'y' } }))
    }
    await write(conversationId, 'cepat dibaca')
    await shop.laris.settle()
    delete fake.beforeAnswer.call
    expect(await messages(conversationId)).toMatchObject([{ delivery: 'read' }])
  })

  test('after 24 hours the assistant is silent, a person may answer for seven days, and nobody afterwards', async () => {
    const { conversationId } = await chat()
    await write(conversationId, 'dalam waktu')
    await shop.laris.settle()
    expect(fake.sent.at(-1)).toMatchObject({ messaging_type: 'RESPONSE' })
    shop.laris.clock.advance(25 * 3_600_000)
    await shop.laris.superQuery("update conversations set handler = 'assistant' where id = $1", [conversationId])
    await expect(write(conversationId, 'mesin', shop.shop.as({ kind: 'assistant' }))).rejects.toMatchObject({ code: 'conversations.reply_time_over', message: expect.not.stringContaining('Template') })
    await write(conversationId, 'Maaf baru balas Kak')
    await shop.laris.settle()
    const { id: _id, ...late } = fake.sent.at(-1) ?? { id: '' }
    expect(late).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })
    if (type === instagram) expect({ ...late, recipient: { id: '1234567890123456' } }).toEqual(sample('instagram/fixtures/out_human_agent.json'))
    shop.laris.clock.advance(7 * 24 * 3_600_000)
    await expect(write(conversationId, 'terlambat')).rejects.toMatchObject({ code: 'conversations.reply_time_over' })
  })

  test('a late answer that Meta has not allowed is about that message, not about the account', async () => {
    const { conversationId } = await chat()
    shop.laris.clock.advance(25 * 3_600_000)
    fake.faults.push({ kind: 'answer', status: 400, json: graphError(10, 'Requires human_agent feature') })
    await write(conversationId, 'Maaf baru balas')
    await shop.laris.settle()
    expect(await messages(conversationId)).toMatchObject([{ delivery: 'failed', error: { code: 'person_right_missing' } }])
    expect(await shop.row('select status from channels where id = $1', [shop.summary.channelId])).toEqual({ status: 'active' })
  })

  test('a comment gets one private reply within seven days', async () => {
    const comment = async (id: string) => {
      const threadId = `comment:${id}`
      return shop.hear('harga?', { externalId: threadId, threadId, customer: { externalId: `99${id}` }, kind: 'comment', wantsAnswer: false })
    }
    const first = await comment('17865799348089039')
    await expect(write(first, `panjang ${'kata '.repeat(600)}`)).rejects.toMatchObject({ code: 'conversations.reply_too_long' })
    await write(first, 'Halo Kak, harganya Rp150.000. Mau dikirim ke mana?')
    await shop.laris.settle()
    const { id: _id, ...sent } = fake.sent.at(-1) ?? { id: '' }
    expect(sent['recipient']).toEqual({ comment_id: '17865799348089039' })
    if (type === instagram) expect(sent).toEqual(sample('instagram/fixtures/out_private_reply.json'))
    await expect(write(first, 'lagi')).rejects.toMatchObject({ code: 'conversations.reply_used' })
    const machine = await write(first, 'lagi', shop.shop.as({ kind: 'assistant' }))
    expect(machine.delivery).toBe('cancelled')
    const second = await comment('17865799348089040')
    shop.laris.clock.advance(6 * 24 * 3_600_000)
    const third = await comment('17865799348089041')
    shop.laris.clock.advance(2 * 24 * 3_600_000)
    await expect(write(second, 'terlambat')).rejects.toMatchObject({ code: 'conversations.reply_time_over' })
    await write(third, 'masih boleh')
    await shop.laris.settle()
    expect(await messages(third)).toMatchObject([{ delivery: 'sent' }])
  })

  test('a comment is no chat in which the shop may write first', async () => {
    const threadId = 'comment:555'
    await shop.hear('harga?', { externalId: threadId, threadId, customer: { externalId: '99555', name: 'Rini' }, kind: 'comment' })
    const person = '9955599'
    await shop.hear('halo', { externalId: 'first-555', threadId: person, customer: { externalId: person } })
    const threads = await shop.shop.transaction((tx) => findThreads(tx, shop.summary.channelId))
    const names = await shop.rows('select external_id from conversations where id = any($1::uuid[])', [[...threads.values()].map((one) => one.conversationId)])
    expect(names).toContainEqual({ external_id: person })
    expect(names.filter((row) => String(row['external_id']).startsWith('comment:'))).toEqual([])
  })

  test('the classes of errors: wait, the person, the message, the account', async () => {
    const outcome = async (code: number, subcode?: number, status = 400) => {
      fake.faults.push({ kind: 'answer', status, json: graphError(code, 'x', subcode) })
      return type.send(shop.channel, { threadId: '1', attemptKey: 'k', text: 'halo' }, channelServices())
    }
    for (const code of [4, 17, 32, 613, 80002, 80006, 1, 2, 1200]) expect(await outcome(code), String(code)).toMatchObject({ outcome: 'wait', problem: { retryable: true } })
    expect(await outcome(10, 2_018_278)).toMatchObject({ outcome: 'rejected', problem: { code: 'window_closed' } })
    for (const [code, subcode] of [[551, 1_545_041], [200, 2_018_108]] as const) expect(await outcome(code, subcode)).toMatchObject({ outcome: 'rejected', problem: { isOptOut: true } })
    for (const code of [100, 10900, 10903]) expect(await outcome(code), String(code)).toMatchObject({ outcome: 'rejected', problem: { retryable: false } })
    for (const code of [0, 3, 10, 102, 190, 200, 299, 368]) expect(await outcome(code), String(code)).toMatchObject({ outcome: 'wait', problem: { needsReconnect: true } })
    expect(await outcome(999_999)).toMatchObject({ outcome: 'rejected', problem: { code: 'refused' } })
    expect(await outcome(999_999, undefined, 500)).toMatchObject({ outcome: 'wait' })
  })

  test('a writer without a name is asked for it, once it is known no more', async () => {
    const person = '998877665544'
    fake.people.set(person, type === messenger ? { first_name: 'Budi', last_name: 'Santoso' } : { name: 'Budi Santoso', username: 'budi' })
    const say = (messageId: string) => deliver(fake.webhook({ customer: person, messageId, text: 'halo', at: shop.laris.clock.now() }))
    await say('nama-1')
    await shop.laris.settle()
    expect(await shop.row('select c.name from customers c join customer_identities i on i.customer_id = c.id where i.external_id = $1', [person])).toEqual({ name: 'Budi Santoso' })
    const asked = fake.authorisations.length
    await say('nama-2')
    await shop.laris.settle()
    expect(fake.authorisations.length).toBe(asked)
  })

  test('S08: a file comes from Meta’s hosts only, and no token goes along', async () => {
    fake.files.set('/cdn/foto.jpg', { bytes: Buffer.from('isi'), type: 'image/jpeg' })
    const fetchFile = (url: string) => type.fetchAttachment?.(shop.channel, { url }, channelServices(), 1_000)
    for (const url of ['https://penyerang.example/x', 'http://scontent.xx.fbcdn.net/x', 'https://fbcdn.net.penyerang.example/x', 'file:///etc/passwd']) expect(await fetchFile(url), url).toEqual({ missing: 'gone' })
    const answer = await fetchFile(`${fake.url}/cdn/foto.jpg`)
    if (!answer || !('content' in answer)) throw new Error('not fetched')
    expect((await buffer(answer.content)).toString()).toBe('isi')
    expect(fake.authorisations.at(-1)).toEqual({ path: '/cdn/foto.jpg', header: undefined })
  })
})

test('what Messenger sends is what the samples say, with a mark for the echo and files in the same call', async () => {
  await using fake = await startFakeMessenger()
  const channel = { channelId: 'c', businessId: 'b', type: 'messenger', ...messenger.readSettings(fake.settings(), undefined) }
  const services = { fetch: createOutboundFetch({ allowedHosts: fake.hosts }), apiUrls: fake.apiUrls } as unknown as Services
  await messenger.send(channel, { threadId: '6655443322110099', attemptKey: 'k1', text: 'Bisa Gan' }, services)
  const { id: _id, ...sent } = fake.sent[0]
  const wanted = sample('messenger/fixtures/out_response.json')
  expect(sent).toEqual({ ...wanted, message: { ...(wanted['message'] as object), metadata: 'laris:k1' } })
  await messenger.send(channel, { threadId: '6655443322110099', attemptKey: 'k2', text: '', attachment: { mediaType: 'image/jpeg', name: 'Foto.jpg', bytes: Buffer.from('jpeg') } }, services)
  expect(fake.sent[1]).toMatchObject({ recipient: { id: '6655443322110099' }, message: { attachment: { type: 'image' } }, filedata: { name: 'Foto.jpg', type: 'image/jpeg', text: 'jpeg' } })
})

test('Instagram’s token is changed before it ends, Messenger’s stays', async () => {
  await using fake = await startFakeInstagram()
  await using shop = await openTestShop('instagram', fake)
  const installation = { ...shop.laris.services, ...shop.laris.app.contexts, db: shop.laris.database.db }
  const token = async () => (await shop.shop.transaction((tx) => getChannel(tx, shop.summary.channelId))).secrets['accessToken']
  await renewAllSecrets(installation)
  expect(await token()).toBe(`${String(fake.settings()['accessToken'])}new`)
  // A refusal leaves the one that still works.
  await renewAllSecrets(installation)
  expect(await token()).toBe(`${String(fake.settings()['accessToken'])}new`)
  expect(messenger.renewSecrets).toBeUndefined()
})

test('no file is sent by Instagram, and the sentence says what to do', async () => {
  await using fake = await startFakeInstagram()
  await using shop = await openTestShop('instagram', fake)
  const conversationId = await shop.hear('foto dong')
  const file = { fileKey: 'x', name: 'Foto.jpg', mediaType: 'image/jpeg', bytes: 4 }
  await expect(shop.shop.transaction((tx) => sendMessage(tx, { conversationId, text: '', file }))).rejects.toMatchObject({ code: 'conversations.files_not_sent', message: expect.stringContaining('tautan') })
})
