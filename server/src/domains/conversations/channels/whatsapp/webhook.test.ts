import fc from 'fast-check'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Channel, WebhookRequest } from '../channel.ts'
import type { InboundItem } from '../inbound-item.ts'
import { escapeJson } from '../meta-testing.ts'
import { hmacHex } from '../signature.ts'
import { envelope } from './testing.ts'
import { addressesIn, receive } from './webhook.ts'
import { changeField } from '../testing.ts'

const now = new Date(1_795_489_900_000)
const folder = join(import.meta.dirname, 'fixtures')
const fixture = (path: string): object => JSON.parse(readFileSync(join(folder, `${path}.json`), 'utf8')) as object

const channel: Channel = {
  channelId: 'c',
  businessId: 'b',
  type: 'whatsapp',
  name: 'Toko',
  config: { phoneNumberId: '106540352242922', businessAccountId: '215589313241560', apiVersion: 'v23.0', verifyToken: 'rahasia-verifikasi' },
  secrets: { accessToken: 't', appSecret: 'appsecret' },
}

function request(body: Uint8Array | object, more: Partial<WebhookRequest> = {}): WebhookRequest {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(escapeJson(body))
  return { method: 'POST', headers: { 'x-hub-signature-256': `sha256=${hmacHex('appsecret', bytes)}` }, query: {}, body: bytes, ...more }
}

function read(body: Uint8Array | object, account = channel): InboundItem[] {
  const answer = receive(account, request(body), now)
  return answer.kind === 'items' ? answer.items : []
}

function one(path: string): InboundItem {
  const items = read(fixture(path))
  expect(items).toHaveLength(1)
  return items[0]
}

const sari = { customer: { externalId: 'ID.13491208655302741918', aliases: ['6281234567890'], name: 'Sari Wulandari', phone: '+6281234567890' }, threadId: '6281234567890', threadAliases: ['ID.13491208655302741918'] }

test('published signature vectors hold, over the bytes as they came', () => {
  const bytes = Buffer.from('{"object":"whatsapp_business_account","entry":[]}')
  const header = 'sha256=09eceea024af6e6343b760cc9bd3ae7c056938dd636e24e92109eb8219500384'
  expect(receive(channel, request(bytes, { headers: { 'x-hub-signature-256': header } }), now)).toEqual({ kind: 'items', items: [] })
  const sample = readFileSync(join(folder, 'in/text.json'))
  const own = 'sha256=07f1177bd37ff9cec583ee821f941188e4250f8fb8ffc5737521aea1333b5e52'
  expect(receive(channel, request(sample, { headers: { 'x-hub-signature-256': own } }), now)).toMatchObject({ kind: 'items', items: [{ type: 'message' }] })
})

test('the handshake repeats the challenge for whoever knows the token', () => {
  const ask = (query: Record<string, string>) => receive(channel, request(Buffer.alloc(0), { method: 'GET', query }), now)
  expect(ask({ 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'rahasia-verifikasi' })).toEqual({ kind: 'reply', status: 200, body: '1158201444' })
  expect(ask({ 'hub.mode': 'subscribe', 'hub.challenge': '1', 'hub.verify_token': 'lain' })).toMatchObject({ status: 403 })
  expect(ask({ 'hub.mode': 'unsubscribe', 'hub.challenge': '1', 'hub.verify_token': 'rahasia-verifikasi' })).toMatchObject({ status: 403 })
  expect(ask({})).toMatchObject({ status: 403 })
})

test('one request may hold several numbers: each account reads its own', () => {
  const other: Channel = { ...channel, channelId: 'd', config: { ...channel.config, phoneNumberId: '2', businessAccountId: '9' } }
  const first = fixture('in/text') as { entry: object[] }
  const second = envelope({ phoneNumberId: '2', businessAccountId: '9' }, { contacts: [], messages: [{ from: '628111', id: 'wamid.X', timestamp: '1795489200', type: 'text', text: { body: 'dua' } }] }) as { entry: object[] }
  const both = { ...first, entry: [...first.entry, ...second.entry] }
  expect(addressesIn(request(both))).toEqual(['number:106540352242922', 'number:2'])
  expect(read(both)).toMatchObject([{ text: 'Kak, nastar 500gr masih ready? ongkir ke Bekasi brp ya' }])
  expect(read(both, other)).toMatchObject([{ text: 'dua' }])
})

test('text: the user id is the identity, the number an alias, and answers go to the number', () => {
  expect(one('in/text')).toMatchObject({ type: 'message', ...sari, externalId: 'wamid.SEJnTjYyODEyMzQ1Njc4OTAtdGV4dA==', sentAt: new Date(1_795_489_200_000), kind: 'text', wantsAnswer: true })
})

test('a person with a username alone needs no number', () => {
  const item = one('in/text_username_only_bsuid')
  expect(item).toMatchObject({ customer: { externalId: 'ID.9988776655443322', name: 'Rina' }, threadId: 'ID.9988776655443322' })
  expect(item).not.toHaveProperty('customer.phone')
})

test('every type of message is read as what it is', () => {
  expect(one('in/text_forwarded')).toMatchObject({ content: { isForwarded: true } })
  expect(one('in/text_product_inquiry')).toMatchObject({ content: { product: { retailerId: 'NASTAR-500' } } })
  expect(one('in/text_reply_context')).toMatchObject({ replyToExternalId: 'wamid.SEJnTjYyODEyMzQ1Njc4OTAtb3V0Ym91bmQtMQ==' })
  expect(one('in/image')).toMatchObject({ kind: 'image', text: 'Bukti transfer BCA ya kak', attachments: [{ mediaType: 'image/jpeg', source: { mediaId: '1003383421387256' } }] })
  expect(one('in/video')).toMatchObject({ kind: 'video', text: 'mejanya goyang kak' })
  expect(one('in/audio_voice')).toMatchObject({ kind: 'audio', attachments: [{ mediaType: 'audio/ogg' }] })
  expect(one('in/document')).toMatchObject({ kind: 'document', attachments: [{ name: 'PO-kantor-Nov.pdf' }] })
  expect(one('in/sticker')).toMatchObject({ kind: 'sticker' })
  expect(one('in/location')).toMatchObject({ kind: 'location', text: 'Alun-Alun Kota Bekasi, Jl. Veteran, Bekasi Selatan', content: { latitude: -6.2348 } })
  expect(one('in/contacts')).toMatchObject({ kind: 'contacts', text: 'Budi Santoso +62 811-2223-334' })
  expect(one('in/interactive_button_reply')).toMatchObject({ kind: 'button', text: 'Konfirmasi', content: { payload: 'order:confirm:INV-1001' } })
  expect(one('in/interactive_list_reply')).toMatchObject({ kind: 'button', text: 'JNE REG', content: { payload: 'ship:jne_reg' } })
  expect(one('in/interactive_nfm_reply')).toMatchObject({ kind: 'form', text: 'nama: Sari\nalamat: Jl. Melati 5, Bekasi', content: { form: { flow_token: 'tok-1' } } })
  expect(one('in/button_template_quick_reply')).toMatchObject({ kind: 'button', text: 'Stop promo', content: { payload: 'STOP_PROMO' } })
  expect(one('in/order_catalog')).toMatchObject({ kind: 'order', text: '2 × NASTAR-500\n1 × KASTENGEL-500\ntolong dibungkus kado ya', content: { items: [{ retailerId: 'NASTAR-500', quantity: 2, price: 85_000 }, {}] } })
  expect(one('in/reaction')).toMatchObject({ kind: 'reaction', text: '👍', wantsAnswer: false, replyToExternalId: 'wamid.SEJnTjYyODEyMzQ1Njc4OTAtb3V0Ym91bmQtMQ==' })
  expect(one('in/reaction_removed')).toMatchObject({ kind: 'reaction', text: '', content: { isRemoved: true } })
  expect(one('in/unsupported')).toMatchObject({ kind: 'unsupported', wantsAnswer: true })
})

test('an advertisement that brought the person stays with the message, click id included', () => {
  expect(one('in/referral_ctwa')).toMatchObject({ text: 'Halo! Saya mau info hampers', content: { referral: { sourceType: 'ad', ctwaClid: expect.stringMatching(/^Aff-n8ZTODiE/) } } })
})

test('edits and deletions name the message that they change', () => {
  expect(one('in/edit')).toMatchObject({ type: 'edit', externalId: 'wamid.SEJnTjYyODEyMzQ1Njc4OTAtdGV4dA==', text: 'Kak, nastar 1kg masih ready?' })
  expect(one('in/revoke')).toMatchObject({ type: 'revoke', externalId: 'wamid.SEJnTjYyODEyMzQ1Njc4OTAtdGV4dA==' })
})

test('a changed number moves the chat and the person, and is noted without the number', () => {
  const [note, move] = read(fixture('in/system_number_change'))
  expect(note).toMatchObject({ type: 'message', kind: 'system', text: 'Pelanggan ganti nomor WhatsApp.', wantsAnswer: false })
  expect(move).toEqual({ type: 'moved', threadId: '6281234567890', newThreadId: '6285712345678', customer: { externalId: '6281234567890', newExternalId: '6285712345678', newPhone: '+6285712345678' } })
})

test('several messages and changes in one request are all read', () => {
  expect(read(fixture('in/batch_two_messages_two_changes')).map((item) => item.type)).toEqual(['message', 'message', 'status'])
})

test('statuses carry state, our key, price and error in words', () => {
  expect(one('status/delivered')).toMatchObject({ type: 'status', status: 'delivered' })
  expect(one('status/read')).toMatchObject({ status: 'read' })
  expect(one('status/read_without_delivered')).toMatchObject({ status: 'read' })
  expect(one('status/sent_marketing')).toMatchObject({ status: 'sent', attemptKey: 'camp:lebaran-1;rcpt:001', details: { pricing: { isBillable: true, category: 'marketing' } } })
  expect(one('status/sent_service_regular_post_oct2026')).toMatchObject({ details: { pricing: { isBillable: true, category: 'service', type: 'regular' } } })
  expect(one('status/sent_free_entry_point')).toMatchObject({ freeUntil: new Date(1_795_748_400_000) })
  expect(one('status/failed_131047')).toMatchObject({ status: 'failed', error: { code: 'window_closed', sentence: expect.stringContaining('Pakai Template'), retryable: false } })
  expect(one('status/failed_131050')).toMatchObject({ error: { code: 'opted_out', isOptOut: true } })
  expect(one('status/failed_131042')).toMatchObject({ error: { code: 'payment_problem', needsReconnect: true } })
  for (const name of readdirSync(join(folder, 'status')).filter((file) => file.startsWith('failed_'))) {
    expect(one(`status/${name.replace('.json', '')}`)).toMatchObject({ status: 'failed', error: { sentence: expect.stringMatching(/^[A-Z].*\.$/), detail: expect.stringMatching(/^\d+ /) } })
  }
})

test('what the owner types in the phone app is ours and is not answered', () => {
  expect(one('account/smb_message_echo')).toMatchObject({ type: 'message', isEcho: true, wantsAnswer: false, threadId: '6281234567890', text: 'Dibalas dari aplikasi WA Business di HP' })
})

test('the customer’s own switch for promotions is consent', () => {
  expect(one('account/user_preferences_stop')).toMatchObject({ type: 'consent', isGranted: false, customer: sari.customer })
  expect(one('account/user_preferences_resume')).toMatchObject({ type: 'consent', isGranted: true })
})

test('news about templates and the account are told in words', () => {
  expect(one('account/template_approved')).toEqual({ type: 'template', name: 'order_konfirmasi', language: 'id', status: 'APPROVED', category: 'UTILITY' })
  expect(one('account/template_rejected')).toMatchObject({ status: 'REJECTED', reason: 'Variabel berdampingan {{1}}{{2}}. Pisahkan parameter dengan teks.' })
  expect(one('account/template_quality')).toEqual({ type: 'template', name: 'promo_lebaran', language: 'id', quality: 'YELLOW' })
  expect(one('account/template_category_update')).toEqual({ type: 'template', name: 'promo_lebaran', language: 'id', category: 'MARKETING' })
  expect(one('account/account_restriction')).toMatchObject({ type: 'account', problem: { code: 'restricted', detail: expect.stringContaining('RESTRICTED_BIZ_INITIATED_MESSAGING') } })
  expect(one('errors/webhook_level_130429')).toMatchObject({ type: 'account', problem: { code: 'rate_limited', retryable: true } })
})

test('the limit a day is learned from whichever word tells it, and a level of throughput is none', () => {
  const news = (value: object) => read({ object: 'whatsapp_business_account', entry: [{ id: '215589313241560', changes: [{ field: 'phone_number_quality_update', value: { display_phone_number: '6281234567890', ...value } }] }] })
  expect(news({ event: 'UPGRADE', old_limit: 'TIER_250', current_limit: 'TIER_2K' })).toEqual([{ type: 'learned', config: { dailyLimit: 2_000 } }])
  expect(news({ event: 'UPGRADE', max_daily_conversations_per_business: 'TIER_UNLIMITED', current_limit: 'TIER_NOT_SET' })).toEqual([{ type: 'learned', config: { dailyLimit: null } }])
  expect(news({ event: 'DOWNGRADE', max_daily_conversations_per_business: 250 })).toMatchObject([{ type: 'learned', config: { dailyLimit: 250 } }, { type: 'account', problem: { code: 'quality_low' } }])
  expect(news({ event: 'FLAGGED', current_limit: null })).toMatchObject([{ type: 'account', problem: { code: 'quality_low' } }])
  expect(news({ event: 'THROUGHPUT_UPGRADE', current_limit: 'TIER_NOT_SET' })).toEqual([])
})

test('a genuine body that is no webhook is kept as it came; an odd message costs no neighbour', () => {
  expect(read(Buffer.from('{"object":'))).toMatchObject([{ type: 'unreadable' }])
  expect(read(Buffer.from('[]'))).toMatchObject([{ type: 'unreadable' }])
  const mixed = envelope({ phoneNumberId: '106540352242922', businessAccountId: '215589313241560' }, {
    contacts: [],
    messages: [null, { id: 'wamid.A', type: 'text' }, { id: 'wamid.B', from: '628111', type: 'hologram', hologram: {} }, { id: 'wamid.C', from: '628111', timestamp: '1795489200', type: 'text', text: { body: 'halo' } }],
  })
  expect(read(mixed).map((item) => (item.type === 'message' ? item.kind : item.type))).toEqual(['unreadable', 'unreadable', 'unsupported', 'text'])
})

test('F26: whatever stands in a field, reading never throws', () => {
  const paths = ['in', 'status', 'account'].flatMap((part) => readdirSync(join(folder, part)).map((name) => `${part}/${name.replace('.json', '')}`))
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.array(fc.tuple(fc.nat(60), fc.oneof(fc.jsonValue(), fc.constant(undefined)))), (path, changes) => {
      const body: unknown = fixture(path)
      for (const [at, value] of changes) changeField(body, at, value)
      for (const item of read(body as object)) if (item.type === 'message') expect(Number.isFinite(item.sentAt.getTime())).toBe(true)
    }),
    { numRuns: 400 },
  )
})
