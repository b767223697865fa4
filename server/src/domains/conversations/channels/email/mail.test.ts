import { generateKeyPairSync } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { authenticate } from 'mailauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonValue, Services } from '#platform/context'
import { createReach } from '#platform/http/outbound-client'
import { writeSetting } from '#domains/businesses'
import { recordConsent } from '#domains/customers'
import { getChannel } from '../../channel-accounts.ts'
import { connectChannel } from '../../connecting.ts'
import { sendMessage } from '../../messages.ts'
import { openTestShop, type TestShop } from '../../testing.ts'
import { receiveQueued } from '../../webhooks.ts'
import type { Channel, OutboundMessage } from '../channel.ts'
import { email } from './index.ts'
import { ownMessageId, threadIdOf, tokenOf } from './message-ids.ts'
import { poll } from './poll.ts'
import { readMail } from './read-mail.ts'
import { readSettings } from './settings.ts'
import { reply, startFakeMail, type FakeMail } from './testing.ts'

let fake: FakeMail
let shop: TestShop
let services: Services
const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 })

beforeAll(async () => {
  fake = await startFakeMail()
  shop = await openTestShop('email', { settings: () => ({ ...fake.settings(), name: 'Toko Roti Ibu', dkimSelector: 's1', dkimPrivateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string }) }, { reach: createReach({ allowedHosts: fake.hosts }), baseUrl: 'https://laris.example' })
  services = shop.laris.services
  await collect()
})
afterAll(async () => {
  await shop?.[Symbol.asyncDispose]()
  await fake?.[Symbol.asyncDispose]()
})

let cursor: JsonValue = null
async function collect(): Promise<void> {
  const answer = await poll(shop.channel, cursor, services, new AbortController().signal)
  if ('problem' in answer) throw new Error(answer.problem.code)
  await receiveQueued(shop.shop, shop.channel, answer.items)
  cursor = answer.cursor
}

let count = 0
/** A mail from this person, collected; returns its conversation. */
async function write(from: string, text: string, headers: string[] = []): Promise<{ conversationId: string; messageId: string }> {
  const messageId = `<m${++count}@pelanggan.test>`
  fake.put([`From: ${from}`, `Message-ID: ${messageId}`, 'Subject: Tanya lemari', ...headers, '', text].join('\r\n'), shop.laris.clock.now())
  await collect()
  const row = await shop.row('select conversation_id from messages where external_id = $1', [messageId])
  await shop.laris.superQuery("update conversations set handler = 'person' where id = $1", [row['conversation_id']])
  return { conversationId: String(row['conversation_id']), messageId }
}

const answer = (conversationId: string, text: string, more: object = {}) => shop.shop.transaction((tx) => sendMessage(tx, { conversationId, text, ...more }))
const last = () => {
  const mail = fake.sent.at(-1)
  if (!mail) throw new Error('Nothing was sent')
  return mail
}
const deliveries = async (conversationId: string) => (await shop.rows("select delivery from messages where conversation_id = $1 and direction = 'outbound' order by id", [conversationId])).map((row) => row['delivery'])

test('a thread: their mail, our answer below it, their answer to ours, one conversation', async () => {
  const { conversationId, messageId } = await write('Sari <sari@pelanggan.test>', 'Bisa custom?')
  const planned = await answer(conversationId, 'Bisa Kak.')
  await shop.laris.settle()
  const { parsed, from, to } = last()
  expect([from, to]).toEqual(['cs@toko.test', ['sari@pelanggan.test']])
  expect(parsed).toMatchObject({ subject: 'Re: Tanya lemari', inReplyTo: messageId, references: messageId })
  expect(parsed.from?.value[0]).toMatchObject({ name: 'Toko Roti Ibu', address: 'cs@toko.test' })
  expect(await shop.row('select external_id from messages where id = $1', [planned.id])).toEqual({ external_id: parsed.messageId })
  // Their program trims the references to the mail that is answered.
  const again = await write('sari@pelanggan.test', 'Ukuran 2 meter?', [`In-Reply-To: ${parsed.messageId}`])
  expect(again.conversationId).toBe(conversationId)
  await answer(conversationId, 'Bisa juga.')
  await shop.laris.settle()
  expect(last().parsed.references).toEqual([parsed.messageId, again.messageId])
})

test('a new subject is a new conversation of the same customer; a stranger with its id reaches their own', async () => {
  const first = await write('budi@pelanggan.test', 'Meja?')
  const second = await write('budi@pelanggan.test', 'Kursi?')
  const stranger = await write('lain@pelanggan.test', 'Saya?', [`In-Reply-To: ${first.messageId}`, `References: ${first.messageId}`])
  expect(new Set([first, second, stranger].map((one) => one.conversationId)).size).toBe(3)
  const owners = await shop.rows('select distinct customer_id from conversations where id = any($1::uuid[])', [[first.conversationId, second.conversationId]])
  expect(owners).toHaveLength(1)
})

test('what lay in the mailbox before is left there; a mailbox made anew brings nothing twice', async () => {
  const { conversationId } = await write('tetap@pelanggan.test', 'Sekali saja')
  fake.renumber()
  await collect()
  fake.put(['From: tetap@pelanggan.test', 'Message-ID: <baru@pelanggan.test>', '', 'Sesudah ganti nomor'].join('\r\n'), shop.laris.clock.now())
  await collect()
  expect(await shop.rows("select 1 from messages where conversation_id = $1 and direction = 'inbound'", [conversationId])).toHaveLength(1)
  expect(await shop.rows("select 1 from messages where text = 'Sesudah ganti nomor'", [])).toHaveLength(1)
})

test('with nothing new it waits, and hears of a new mail at once', async () => {
  const waiting = poll(shop.channel, cursor, services, new AbortController().signal)
  setTimeout(() => fake.put('From: tunggu@pelanggan.test\r\nMessage-ID: <tunggu@x>\r\n\r\nHalo', shop.laris.clock.now()), 300)
  const found = await waiting
  expect(found).toMatchObject({ items: [{ type: 'message', externalId: '<tunggu@x>' }] })
  const stopping = new AbortController()
  setTimeout(() => stopping.abort(), 200)
  const after = 'cursor' in found ? found.cursor : null
  expect(await poll(shop.channel, after, services, stopping.signal)).toEqual({ items: [], cursor: after })
})

test('a file is fetched from the mailbox, checked, and kept', async () => {
  const text = '--x\r\nContent-Type: text/plain\r\n\r\nTerlampir\r\n--x\r\nContent-Type: application/pdf; name=desain.pdf\r\nContent-Disposition: attachment; filename=desain.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQKJcOkCg==\r\n--x--\r\n'
  const { messageId } = await write('desain@pelanggan.test', text, ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'])
  await shop.laris.settle()
  const row = await shop.row('select a.* from attachments a join messages m on m.id = a.message_id where m.external_id = $1', [messageId])
  expect(row).toMatchObject({ status: 'stored', name: 'desain.pdf', media_type: 'application/pdf' })
  expect((await buffer(await services.files.open(shop.shop.businessId, String(row['file_key'])))).toString('latin1')).toMatch(/^%PDF-1.4/)
  const gone = await email.fetchAttachment?.(shop.channel, { uidValidity: '999', uid: 1, part: '2' }, services, 1_000)
  expect(gone).toEqual({ missing: 'gone' })
})

test('a file goes out as an attachment beside the words', async () => {
  const { conversationId } = await write('kirim@pelanggan.test', 'Katalog?')
  const stored = await services.files.put(shop.shop.businessId, Buffer.from('%PDF-1.4 isi'))
  await answer(conversationId, 'Ini katalognya.', { file: { fileKey: stored.key, name: 'katalog.pdf', mediaType: 'application/pdf', bytes: stored.bytes } })
  await shop.laris.settle()
  expect(last().parsed.text?.trim()).toBe('Ini katalognya.')
  expect(last().parsed.attachments).toMatchObject([{ filename: 'katalog.pdf', contentType: 'application/pdf' }])
})

test('mail that comes back fails its message; an unknown mailbox ends promotions at once, a full one after three in a row', async () => {
  const bounce = async (address: string, conversationId: string, status: string) => {
    await answer(conversationId, 'Pesanan Anda')
    await shop.laris.settle()
    const report = ['Content-Type: multipart/report; report-type=delivery-status; boundary=r', 'Auto-Submitted: auto-replied', '']
    const parts = `--r\r\nContent-Type: text/plain\r\n\r\nMaaf\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.toko.test\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 ${status} x\r\n\r\n--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${last().parsed.messageId}\r\n\r\n--r--\r\n`
    fake.put(['From: MAILER-DAEMON@mx.toko.test', `Message-ID: <dsn${++count}@mx>`, ...report, parts].join('\r\n'), shop.laris.clock.now())
    await collect()
  }
  const ledger = (conversationId: string) => shop.rows('select c.is_granted, c.proof from consents c join conversations v on v.customer_id = c.customer_id where v.id = $1', [conversationId])
  const dead = await write('mati@pelanggan.test', 'Halo')
  await bounce('mati@pelanggan.test', dead.conversationId, '5.1.1')
  expect(await deliveries(dead.conversationId)).toEqual(['failed'])
  expect(await ledger(dead.conversationId)).toMatchObject([{ is_granted: false, proof: { code: 'mailbox_unknown' } }])
  const full = await write('penuh@pelanggan.test', 'Halo')
  for (const times of [0, 0, 1]) {
    await bounce('penuh@pelanggan.test', full.conversationId, '5.2.2')
    expect(await ledger(full.conversationId)).toHaveLength(times)
  }
})

test('the server’s refusals: the person, the moment, the account; silence after the mail is uncertain', async () => {
  const message: OutboundMessage = { threadId: threadIdOf('a@b.test', tokenOf('<x>')), attemptKey: 'k', text: 'halo' }
  const outcome = (fault: FakeMail['faults'][number]) => {
    fake.faults.push(fault)
    return email.send(shop.channel, message, services)
  }
  expect(await outcome(reply('rcpt', 550, '5.1.1 User unknown'))).toMatchObject({ outcome: 'rejected', problem: { code: 'mailbox_unknown', isOptOut: true } })
  expect(await outcome(reply('rcpt', 552, '5.2.2 Mailbox full'))).toMatchObject({ outcome: 'rejected', problem: { code: 'mailbox_full' } })
  expect(await outcome(reply('rcpt', 450, '4.2.0 Greylisted'))).toMatchObject({ outcome: 'wait', problem: { appliesTo: 'chat' } })
  expect(await outcome(reply('mail', 451, '4.7.1 Slow down'))).toMatchObject({ outcome: 'wait', problem: { retryAfterMs: expect.any(Number) } })
  expect(await outcome(reply('mail', 550, '5.7.1 Not allowed'))).toMatchObject({ outcome: 'rejected', problem: { code: 'refused' } })
  expect(await outcome(reply('auth', 535, '5.7.8 Bad credentials'))).toMatchObject({ outcome: 'wait', problem: { needsReconnect: true } })
  expect(await outcome({ kind: 'break' })).toMatchObject({ outcome: 'uncertain' })
  expect(await outcome({ kind: 'accept-then-break' })).toMatchObject({ outcome: 'uncertain' })
  expect(await email.send({ ...shop.channel, config: { ...shop.channel.config, smtpPort: 1 } }, message, services)).toMatchObject({ outcome: 'wait', problem: { code: 'unreachable' } })
})

test('S07: servers in the own network are refused unless whoever runs this Laris allowed them, and the sentence says so', async () => {
  const guarded = { ...services, reach: createReach({ allowedHosts: [], resolve: () => Promise.resolve(['10.0.0.5']) }) }
  const inside: Channel = { ...shop.channel, config: { ...shop.channel.config, imapHost: 'mail.penyerang.example', smtpHost: 'mail.penyerang.example' } }
  expect(await email.check(inside, guarded)).toMatchObject({ isWorking: false, problem: { code: 'host_refused' } })
  expect(await email.send(inside, { threadId: 'a@b|x', attemptKey: 'k', text: 'x' }, guarded)).toMatchObject({ outcome: 'wait', problem: { needsReconnect: true } })
})

test('a promotion carries one click to end it, covered by the signature, which another verifier accepts', async () => {
  const { conversationId } = await write('promo@pelanggan.test', 'Halo')
  const { customer_id: customerId } = await shop.row('select customer_id from conversations where id = $1', [conversationId])
  await shop.shop.transaction((tx) => recordConsent(tx, { customerId: String(customerId), purpose: 'marketing', isGranted: true, source: 'form' }))
  await answer(conversationId, 'Promo Lebaran: nastar 10% off', { purpose: 'marketing' })
  await shop.laris.settle()
  const { raw } = last()
  const text = raw.toString('latin1')
  expect(last().parsed.subject).toBe('Kabar dari Toko Roti Ibu')
  expect(last().parsed.html).toContain('Promo Lebaran: nastar 10% off')
  expect(last().parsed.text).toMatch(/^Promo Lebaran: nastar 10% off\n\n--\nBerhenti menerima promosi: https:/)
  const url = /^List-Unsubscribe: <(https:\/\/laris\.example\/berhenti\/[^>]+)>,\s+<mailto:cs@toko\.test\?subject=STOP>/m.exec(text)?.[1] ?? ''
  expect(text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  expect(text.replace(/\r\n[ \t]+/g, ' ')).toMatch(/DKIM-Signature:.* h=from:[\w:-]*list-unsubscribe:list-unsubscribe-post/i)
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const { dkim } = await authenticate(raw, {
    ip: '127.0.0.1', helo: 'toko.test', sender: 'cs@toko.test', mta: 'mx.test', disableArc: true, disableDmarc: true, disableBimi: true,
    resolver: (name: string) => (name === 's1._domainkey.toko.test' ? Promise.resolve([[`v=DKIM1; k=rsa; p=${publicKey}`]]) : Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))),
  })
  expect(dkim.results.map((one) => one.status.result)).toEqual(['pass'])

  const path = new URL(url).pathname
  const server = shop.laris.app.server
  const granted = async () => (await shop.rows('select is_granted, channel_type from consents where customer_id = $1 order by at, id', [customerId])).map((row) => [row['is_granted'], row['channel_type']])
  const page = await server.inject({ method: 'GET', url: path })
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await granted()).toEqual([[true, null]])
  for (let time = 0; time < 2; time++) {
    const clicked = await server.inject({ method: 'POST', url: path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'List-Unsubscribe=One-Click' })
    expect(clicked.statusCode).toBe(200)
  }
  expect(await granted()).toEqual([[true, null], [false, 'email']])
  const next = await answer(conversationId, 'Promo lagi', { purpose: 'marketing' })
  await shop.laris.settle()
  expect(await shop.row('select delivery from messages where id = $1', [next.id])).toEqual({ delivery: 'cancelled' })
  for (const altered of [path.replace(/.$/, (letter) => (letter === '0' ? '1' : '0')), path.replace('/berhenti/A', '/berhenti/B'), '/berhenti/x']) if (altered !== path) expect((await server.inject({ method: 'POST', url: altered })).statusCode).toBe(404)
})

test('a mail that only says STOP ends promotions, as List-Unsubscribe promises', async () => {
  const { conversationId } = await write('stop@pelanggan.test', 'Halo')
  const { customer_id: customerId } = await shop.row('select customer_id from conversations where id = $1', [conversationId])
  await shop.shop.transaction((tx) => recordConsent(tx, { customerId: String(customerId), purpose: 'marketing', isGranted: true, source: 'form' }))
  fake.put(['From: stop@pelanggan.test', 'Message-ID: <stop@x>', 'Subject: STOP', '', ''].join('\r\n'), shop.laris.clock.now())
  await collect()
  expect((await shop.rows('select is_granted from consents where customer_id = $1 order by at, id', [customerId])).map((row) => row['is_granted'])).toEqual([true, false])
})

test('an answer that nobody read before it left says so; the owner’s own does not', async () => {
  const message: OutboundMessage = { threadId: threadIdOf('a@b.test', tokenOf('<x>')), attemptKey: 'k', text: 'halo' }
  await email.send(shop.channel, { ...message, isAutomatic: true }, services)
  expect(last().parsed.headers.get('auto-submitted')).toBe('auto-replied')
  expect(last().parsed.messageId).toBe(ownMessageId(shop.channel, message.threadId, 'k'))
  await email.send(shop.channel, { ...message, html: '<p>halo</p>' }, services)
  expect(last().parsed.headers.has('auto-submitted')).toBe(false)
  expect(last().parsed.html).toContain('<p>halo</p>')
})

test('walkthrough 3.6: the assistant answers mail by a draft that a person sends; the owner may let it answer by itself', async () => {
  await using other = await openTestShop('email', { settings: () => ({ ...fake.settings(1), draftsOnly: true }) }, { reach: createReach({ allowedHosts: fake.hosts }) })
  await other.shop.transaction((tx) => writeSetting(tx, 'assistant', { mode: 'answer' }))
  const hear = async (channel: Channel, id: string) => {
    await receiveQueued(other.shop, channel, await readMail(channel, Buffer.from(`From: hotel@pelanggan.test\r\nMessage-ID: <${id}@hotel>\r\nSubject: Buka jam berapa?\r\n\r\nBuka jam berapa?`), { uidValidity: '1', uid: 1, receivedAt: other.laris.clock.now(), isCut: false }, other.laris.clock.now()))
    await other.laris.settle()
    return other.rows("select m.direction, m.kind, m.content from messages m join messages i on i.conversation_id = m.conversation_id where i.external_id = $1 and m.author_kind = 'assistant'", [`<${id}@hotel>`])
  }
  const before = fake.sent.length
  expect(await hear(other.channel, 'satu')).toMatchObject([{ direction: 'note', kind: 'suggestion', content: { isOffered: true } }])
  expect(fake.sent.length).toBe(before)
  await connectChannel(other.shop, { type: 'email', channelId: other.channel.channelId, settings: { draftsOnly: false } })
  expect(await hear(other.channel, 'dua')).toMatchObject([{ direction: 'outbound' }])
  expect(last().parsed).toMatchObject({ inReplyTo: '<dua@hotel>' })
  expect(last().parsed.headers.get('auto-submitted')).toBe('auto-replied')
})

test('settings: servers are known or guessed, drafts are the rule, and another address starts afresh', () => {
  const gmail = readSettings({ address: 'Toko@Gmail.com', password: 'x' }, undefined)
  expect(gmail.config).toMatchObject({ address: 'toko@gmail.com', username: 'toko@gmail.com', imapHost: 'imap.gmail.com', imapPort: 993, smtpPort: 465, draftsOnly: true })
  expect(readSettings({ address: 'cs@toko.id' }, gmail).config).toMatchObject({ imapHost: 'mail.toko.id', username: 'cs@toko.id' })
  expect(readSettings({ draftsOnly: false }, gmail)).toMatchObject({ config: { draftsOnly: false, imapHost: 'imap.gmail.com' }, secrets: { password: 'x', messageKey: gmail.secrets['messageKey'] } })
  const wrongs: Record<string, JsonValue>[] = [{ address: 'x' }, { address: 'a@b.id' }, { address: 'a@b.id', password: 'x', imapHost: 'http://x/' }, { address: 'a@b.id', password: 'x', imapPort: 0 }]
  for (const wrong of wrongs) expect(() => readSettings(wrong, undefined)).toThrow()
})

test('its secrets are sealed, and opened they are whole', async () => {
  const { secrets } = await shop.shop.transaction((tx) => getChannel(tx, shop.channel.channelId))
  expect(Object.keys(secrets).sort()).toEqual(['dkimPrivateKey', 'messageKey', 'password'])
})
