import { createTransport } from 'nodemailer'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser, type ParsedMail } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonValue } from '#platform/context'
import { createReach } from '#platform/http/outbound-client'
import { systemClock } from '#platform/clock'
import { checkChannel, connectChannel } from '../../connecting.ts'
import { sendMessage } from '../../messages.ts'
import { startPolling } from '../../polling.ts'
import { openTestShop, type TestShop } from '../../testing.ts'
import { openMailbox } from './mailbox.ts'
import { missingServers, password, startRealServers, type RealServers } from './real-servers.ts'
import { readSettings } from './settings.ts'

const missing = missingServers()
if (missing) console.log(`skipped: mail against Postfix and Dovecot (${missing})`)

describe.skipIf(missing)('mail against Postfix and Dovecot', () => {
  let servers: RealServers
  let shop: TestShop
  let polling: AsyncDisposable
  const reach = createReach({ allowedHosts: ['127.0.0.1'] })
  const settings = (): Record<string, JsonValue> => ({ address: 'cs@toko.test', password, imapHost: '127.0.0.1', imapPort: servers.imapPort, smtpHost: '127.0.0.1', smtpPort: servers.smtpPort })

  beforeAll(async () => {
    servers = await startRealServers()
    await until(async () => (await servers.logs()).includes('daemon started') && (await servers.logs()).includes('starting up'))
    // Dovecot and Postfix live in real time.
    shop = await openTestShop('email', { settings }, { reach, start: systemClock.now().toISOString() })
    polling = startPolling({ ...shop.laris.services, ...shop.laris.app.contexts, db: shop.laris.database.db }, { lookAroundMs: 50 })
    await until(async () => (await shop.row('select poll_cursor from channels where id = $1', [shop.summary.channelId]))['poll_cursor'] !== null)
  }, 60_000)
  afterAll(async () => {
    await polling?.[Symbol.asyncDispose]()
    await shop?.[Symbol.asyncDispose]()
    await servers?.[Symbol.asyncDispose]()
  }, 30_000)

  const sari = () => createTransport({ host: '127.0.0.1', port: servers.smtpPort, ignoreTLS: true })
  const found = async (text: string) => (await shop.rows('select * from messages where text like $1', [`%${text}%`]))[0]

  /** The newest mail in a customer's mailbox. */
  async function mailOf(address: string): Promise<ParsedMail> {
    const account = readSettings({ ...settings(), address }, undefined)
    let mail: ParsedMail | undefined
    await until(async () => {
      const opened = await openMailbox(account, { reach })
      if ('problem' in opened) return false
      await using mailbox = opened
      const raw = mailbox.inbox.exists > 0 ? await mailbox.client.fetchOne('*', { source: true }) : false
      if (!raw || !raw.source) return false
      mail = await simpleParser(raw.source)
      return true
    })
    if (!mail) throw new Error('no mail')
    return mail
  }

  test('it connects, and a wrong password is told as such', async () => {
    expect(shop.summary).toMatchObject({ status: 'active', inboundMode: 'polling' })
    const other = await connectChannel(shop.shop, { type: 'email', settings: { ...settings(), address: 'lain@toko.test', password: 'salah' } })
    expect(other).toMatchObject({ status: 'disconnected', lastError: { code: 'token_invalid' } })
  })

  test('a customer writes, is answered in the same thread, and answers: one conversation', async () => {
    await sari().sendMail({ from: 'Sari <sari@pelanggan.test>', to: 'cs@toko.test', subject: 'Lemari', text: 'Bisa custom 2 meter?', messageId: '<s1@pelanggan.test>', attachments: [{ filename: 'denah.pdf', content: Buffer.from('%PDF-1.4\ndenah'), contentType: 'application/pdf' }] })
    await until(async () => (await found('Bisa custom')) !== undefined)
    const first = await found('Bisa custom')
    await shop.laris.settle()
    expect(await shop.row('select a.status, a.name, a.media_type from attachments a where message_id = $1', [first['id']])).toEqual({ status: 'stored', name: 'denah.pdf', media_type: 'application/pdf' })
    const answer = await shop.shop.transaction((tx) => sendMessage(tx, { conversationId: String(first['conversation_id']), text: 'Bisa Kak, Rp2.500.000.' }))
    await shop.laris.settle()
    expect(await shop.row('select delivery from messages where id = $1', [answer.id])).toEqual({ delivery: 'sent' })
    const received = await mailOf('sari@pelanggan.test')
    expect(received).toMatchObject({ subject: 'Re: Lemari', inReplyTo: '<s1@pelanggan.test>', text: expect.stringContaining('Rp2.500.000') })
    await sari().sendMail({ from: 'sari@pelanggan.test', to: 'cs@toko.test', subject: received.subject ?? '', text: 'Deal ya\n\nOn Tue, Nov 24, 2026 at 10:00 AM Toko <cs@toko.test> wrote:\n> Bisa', inReplyTo: received.messageId ?? '', references: [received.messageId ?? ''] })
    await until(async () => (await found('Deal ya')) !== undefined)
    expect(await found('Deal ya')).toMatchObject({ conversation_id: first['conversation_id'], text: 'Deal ya', reply_to_id: answer.id })
  })

  test('a genuine bounce of Postfix fails the message and ends promotions to that address', async () => {
    const conversationId = await shop.hear('Halo', { threadId: 'budi@mati.test|AAAAAAAAAAAAAAAA', externalId: '<b1@mati.test>', customer: { externalId: 'budi@mati.test' }, content: { subject: 'Pesanan', references: [] } })
    const sent = await shop.shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'Pesanan Anda siap.' }))
    await shop.laris.settle()
    await until(async () => (await shop.row('select delivery from messages where id = $1', [sent.id]))['delivery'] === 'failed')
    expect(await shop.row('select error from messages where id = $1', [sent.id])).toMatchObject({ error: { code: 'mailbox_unknown' } })
    expect(await shop.rows('select c.is_granted, c.source from consents c join conversations v on v.customer_id = c.customer_id where v.id = $1', [conversationId])).toEqual([{ is_granted: false, source: 'provider' }])
  })

  test('F47: mail that came while the password was wrong is there once it is right again', async () => {
    const { channelId } = shop.summary
    expect(await connectChannel(shop.shop, { type: 'email', channelId, settings: { password: 'salah' } })).toMatchObject({ status: 'disconnected' })
    await sari().sendMail({ from: 'sari@pelanggan.test', to: 'cs@toko.test', subject: 'Selagi putus', text: 'Masih buka?' })
    await until(async () => (await mailOf('cs@toko.test')).subject === 'Selagi putus')
    expect(await connectChannel(shop.shop, { type: 'email', channelId, settings: settings() })).toMatchObject({ status: 'active', inboundMode: 'polling' })
    await until(async () => (await found('Masih buka')) !== undefined)
  })

  test('tried again, it still works', async () => {
    expect(await checkChannel(shop.shop, shop.summary.channelId)).toMatchObject({ status: 'active', inboundMode: 'polling', lastError: null })
  })
})

async function until(claim: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await claim()) return
    await sleep(100)
  }
  throw new Error('That did not happen in twenty seconds')
}
