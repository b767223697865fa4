import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { Channel } from '../channel.ts'
import type { InboundItem, InboundMessage } from '../inbound-item.ts'
import { readBounce } from './bounces.ts'
import { ownMessageId, readOwnMessageId, threadIdOf, tokenOf } from './message-ids.ts'
import { ownWords } from './plain-text.ts'
import { readMail } from './read-mail.ts'
import { readSettings } from './settings.ts'

const now = new Date('2026-11-24T03:05:00Z')
const channel: Channel = { channelId: 'c', businessId: 'b', type: 'email', ...readSettings({ address: 'cs@toko.test', password: 'x' }, undefined) }
const place = { uidValidity: '1', uid: 7, receivedAt: new Date('2026-11-24T03:00:55Z'), isCut: false }
const sample = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.eml`))
const read = (raw: string | Buffer, more: Partial<typeof place> = {}): Promise<InboundItem[]> => readMail(channel, Buffer.from(raw), { ...place, ...more }, now)
const mail = (headers: string[], body = 'Halo') => [...headers, 'Date: Tue, 24 Nov 2026 03:00:00 +0000', '', body].join('\r\n')
async function message(raw: string | Buffer): Promise<InboundMessage> {
  const [item] = await read(raw)
  if (item?.type !== 'message') throw new Error('no message')
  return item
}

test('an answer belongs to the thread that its first reference began, and to its writer', async () => {
  expect(await message(sample('inbound_reply_threaded'))).toMatchObject({
    externalId: '<bls-1@pelanggan.test>',
    threadId: threadIdOf('sari@pelanggan.test', tokenOf('<kamp-1.001@toko.test>')),
    customer: { externalId: 'sari@pelanggan.test', name: 'Sari' },
    sentAt: place.receivedAt,
    text: 'Kak, nastarnya masih ready? COD bisa?',
    replyToExternalId: '<kamp-1.001@toko.test>',
    wantsAnswer: true,
  })
})

test('an answer to our own mail finds its thread by that mail alone; a forged id finds none', async () => {
  const threadId = threadIdOf('sari@pelanggan.test', tokenOf('<awal@pelanggan.test>'))
  const id = ownMessageId(channel, threadId, '0197c0de-0000-7000-8000-000000000001')
  expect(ownMessageId(channel, threadId, '0197c0de-0000-7000-8000-000000000001')).toBe(id)
  expect(readOwnMessageId(channel, id)?.attemptKey).toBe('0197c0de-0000-7000-8000-000000000001')
  const reply = (inReplyTo: string, from = 'sari@pelanggan.test') => message(mail([`From: ${from}`, 'Message-ID: <x@y>', `In-Reply-To: ${inReplyTo}`, 'Subject: Re: x']))
  expect((await reply(id)).threadId).toBe(threadId)
  const forged = id.replace(/\.[0-9a-f]{24}@/, `.${'0'.repeat(24)}@`)
  expect((await reply(forged)).threadId).not.toBe(threadId)
  // Another person who got hold of it reaches a chat of their own.
  expect((await reply(id, 'penyerang@lain.test')).threadId).toBe(threadIdOf('penyerang@lain.test', tokenOf('<awal@pelanggan.test>')))
  expect(readOwnMessageId({ secrets: { messageKey: 'lain' } }, id)).toBeUndefined()
})

test('both reports of undelivered mail are understood, with the whole mail or its headers alone', async () => {
  expect(readBounce(await simpleParser(sample('dsn_5.1.1_user_unknown_headers_only'), { keepDeliveryStatus: true }))).toEqual({ messageId: '<kamp-1.002@toko.test>', recipient: 'budi@mati.test', action: 'failed', status: '5.1.1', diagnostic: expect.stringContaining('User unknown') })
  expect(readBounce(await simpleParser(sample('dsn_5.2.2_mailbox_full_full_message'), { keepDeliveryStatus: true }))).toMatchObject({ messageId: '<kamp-1.003@toko.test>', recipient: 'ani@penuh.test', status: '5.2.2' })
})

test('a report about our own mail fails it: an unknown mailbox for good, a full one for now; about other mail it is nothing', async () => {
  const id = ownMessageId(channel, threadIdOf('budi@mati.test', tokenOf('<a@b>')), 'kunci-1')
  const about = (name: string, old: string) => read(sample(name).toString('latin1').replace(old, id))
  expect(await about('dsn_5.1.1_user_unknown_headers_only', '<kamp-1.002@toko.test>')).toMatchObject([{ type: 'status', externalId: id, status: 'failed', attemptKey: 'kunci-1', error: { code: 'mailbox_unknown', isOptOut: true } }])
  const [full] = await about('dsn_5.2.2_mailbox_full_full_message', '<kamp-1.003@toko.test>')
  expect(full).toMatchObject({ status: 'failed', error: { code: 'mailbox_full', isSoftBounce: true } })
  expect(full).not.toHaveProperty('error.isOptOut')
  expect(await read(sample('dsn_5.1.1_user_unknown_headers_only'))).toEqual([])
  expect(await read(sample('dsn_5.1.1_user_unknown_headers_only').toString('latin1').replace('<kamp-1.002@toko.test>', id).replace('Action: failed', 'Action: delayed'))).toEqual([])
})

test('machines are never answered: automatic, bulk, lists, reports, and those who want no answer', async () => {
  const from = 'From: sari@pelanggan.test'
  for (const header of ['Auto-Submitted: auto-replied', 'Auto-Submitted: auto-generated', 'Precedence: bulk', 'Precedence: list', 'Return-Path: <>', 'List-Id: <kabar.contoh.test>', 'List-Unsubscribe: <https://x.test>', 'X-Auto-Response-Suppress: All']) {
    expect((await message(mail([header, from, 'Message-ID: <a@b>']))).wantsAnswer, header).toBe(false)
  }
  for (const sender of ['noreply@bank.test', 'MAILER-DAEMON@mx.test', 'no-reply+x@toko.test']) expect((await message(mail([`From: ${sender}`, 'Message-ID: <a@b>']))).wantsAnswer, sender).toBe(false)
  expect((await message(mail(['Auto-Submitted: no', from, 'Message-ID: <a@b>']))).wantsAnswer).toBe(true)
  expect((await message(sample('campaign_list_unsubscribe_dkim').toString('latin1').replaceAll('cs@toko.test', 'promo@lain.test'))).wantsAnswer).toBe(false)
})

test('what the shop sent itself is no news', async () => {
  expect(await read(sample('campaign_list_unsubscribe_dkim'))).toEqual([])
})

test('HTML becomes text: no markup, script or remote picture is kept', async () => {
  const html = '<html><head><style>p{}</style><script>alert(1)</script></head><body><p>Kak, <b>lemari</b> jati?</p><img src="https://lacak.test/x.gif" onerror="alert(1)"></body></html>'
  const { text, content } = await message(mail(['From: sari@pelanggan.test', 'Subject: Tanya', 'Message-ID: <a@b>', 'Content-Type: text/html; charset=utf-8'], html))
  expect(text).toBe('Tanya\n\nKak, lemari jati?')
  expect(JSON.stringify([text, content])).not.toMatch(/<|alert|lacak/)
})

test('only the words of now are kept, without history and signature', () => {
  expect(ownWords('Jadi ambil 2 ya\n\nPada Sel, 24 Nov 2026 pukul 10.00 Toko Roti <cs@toko.test> menulis:\n> Ready Kak\n> Mau berapa?')).toBe('Jadi ambil 2 ya')
  expect(ownWords('Yes please\r\n\r\nOn Tue, Nov 24, 2026 at 10:00 AM Toko Roti Ibu Sari Wulandari\r\n<cs@toko.test> wrote:\r\n\r\n> Ready')).toBe('Yes please')
  expect(ownWords('Ok\n\n-----Original Message-----\nFrom: cs@toko.test')).toBe('Ok')
  expect(ownWords('Ok\n\nFrom: Toko <cs@toko.test>\nSent: Tuesday\nTo: Sari\nSubject: Re: x\n\nlama')).toBe('Ok')
  expect(ownWords('Harga?\n-- \nSari Wulandari\nHotel Melati')).toBe('Harga?')
  expect(ownWords('> Mau berapa?\n2 ya\n> Warna?\nhitam')).toBe('> Mau berapa?\n2 ya\n> Warna?\nhitam')
  expect(ownWords('> semua kutipan')).toBe('> semua kutipan')
  expect(ownWords('From: kami untuk kamu\nada promo')).toBe('From: kami untuk kamu\nada promo')
})

test('files are named by where they lie; a mail above the limit says that its files were left', async () => {
  const raw = mail(['From: sari@pelanggan.test', 'Message-ID: <a@b>', 'Subject: Desain', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'], '--x\r\nContent-Type: text/plain\r\n\r\nTerlampir\r\n--x\r\nContent-Type: application/pdf; name=desain.pdf\r\nContent-Disposition: attachment; filename=desain.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--x--')
  expect(await message(raw)).toMatchObject({ text: 'Desain\n\nTerlampir', attachments: [{ name: 'desain.pdf', mediaType: 'application/pdf', bytes: 4, source: { uidValidity: '1', uid: 7, part: '2' } }] })
  const [cut] = await read(raw, { isCut: true })
  expect(cut).toMatchObject({ attachments: [], text: expect.stringContaining('terlalu besar') })
})

test('who is answered is who wrote: a contact form names them in Reply-To', async () => {
  expect((await message(mail(['From: Formulir <form@situs.test>', 'Reply-To: Sari <SARI@pelanggan.test>', 'Message-ID: <a@b>']))).customer).toEqual({ externalId: 'sari@pelanggan.test', name: 'Sari' })
})

test('F26: broken mail is kept as unreadable or understood, never an exception', async () => {
  const raw = sample('inbound_reply_threaded')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(raw.length - 1), fc.nat(255)), { maxLength: 40 }), fc.nat(raw.length), async (changes, end) => {
      const altered = Buffer.from(raw)
      for (const [at, value] of changes) altered[at] = value
      await read(altered.subarray(0, end))
    }),
    { numRuns: 200 },
  )
  expect(await read('')).toMatchObject([{ type: 'unreadable' }])
})
