import { request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasConsent } from '#domains/customers'
import { hmacHex } from './channels/signature.ts'
import { isVouchedIdentity } from './channels/webchat/identity.ts'
import { connectChannel } from './connecting.ts'
import { sendMessage } from './messages.ts'
import { addNote } from './own-messages.ts'
import { openTestShop, type TestShop } from './testing.ts'

let one: TestShop
let key: string

beforeAll(async () => {
  one = await openTestShop('webchat', { settings: () => ({ name: 'Situs', consentText: 'Saya mau menerima promo lewat chat ini.', formFields: ['name', 'phone'] }) })
  key = String(one.summary.config['widgetKey'])
})
afterAll(() => one?.[Symbol.asyncDispose]())

interface Reply {
  status: number
  headers: Record<string, unknown>
  body: Record<string, unknown> & { items: { messageId: string; from: string; text: string; attachments: { attachmentId: string }[] }[] }
}

async function call(method: 'GET' | 'POST' | 'OPTIONS', path: string, payload?: object | Buffer, headers: Record<string, string> = {}): Promise<Reply> {
  const answer = await one.laris.app.server.inject({ method, url: `/api/webchat/${key}/${path}`, headers, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, headers: answer.headers, body: String(answer.headers['content-type']).includes('json') ? answer.json<Reply['body']>() : { items: [] } }
}

const open = async (body: object = {}) => String((await call('POST', 'visitors', body)).body['visitorToken'])
let count = 0
const say = (visitorToken: string, text: string) => call('POST', 'messages', { visitorToken, text, clientId: `client-${++count}` })
const read = async (visitorToken: string, after?: string) => (await call('GET', `messages?visitorToken=${encodeURIComponent(visitorToken)}${after ? `&after=${after}` : ''}`)).body
const conversationOf = async (text: string) => String((await one.row('select conversation_id from messages where text = $1', [text]))['conversation_id'])

describe('identity', () => {
  test('the published vector holds', () => {
    expect(isVouchedIdentity('hmac_token_contoh', 'user-42', '63b15ea44fb43cd7644ed95f360eae3e7156bc7b3503392f54f797eb756cf4f1')).toBe(true)
    expect(isVouchedIdentity('hmac_token_contoh', 'user-43', '63b15ea44fb43cd7644ed95f360eae3e7156bc7b3503392f54f797eb756cf4f1')).toBe(false)
    expect(isVouchedIdentity('', 'user-42', hmacHex('', 'user-42'))).toBe(false)
  })

  test('a customer whom the shop vouches for has the same chat on every device; without the hash nobody gets in', async () => {
    const hash = hmacHex(one.channel.secrets['identitySecret'], 'user-42')
    const user = { identifier: 'user-42', identifierHash: hash, name: 'Sari' }
    const [phone, laptop] = [await open({ user }), await open({ user })]
    await say(phone, 'dari HP')
    expect((await read(laptop)).items.map((item) => item.text)).toEqual(['dari HP'])
    const forged = await call('POST', 'visitors', { user: { identifier: 'user-42', identifierHash: hash.replace(/.$/, (letter) => (letter === '0' ? '1' : '0')) } })
    expect(forged).toMatchObject({ status: 401, body: { code: 'conversations.forged_identity' } })
    expect(await call('POST', 'visitors', { user: { identifier: 'user-42' } })).toMatchObject({ status: 400 })
  })

  test('a visitor reads their own chat and no other: tokens cannot be made up, cut or moved', async () => {
    const [mine, theirs] = [await open(), await open()]
    await say(theirs, 'alamat saya Jl. Rahasia 1')
    expect((await read(mine)).items).toEqual([])
    const [theirId] = theirs.split('.')
    const [, mySignature] = mine.split('.')
    for (const token of [`${theirId}.${mySignature}`, theirs.slice(0, -1), `${theirId}.`, 'x', '.']) {
      expect((await call('GET', `messages?visitorToken=${encodeURIComponent(token)}`)).status).toBe(401)
      expect((await say(token, 'saya dia')).status).toBe(401)
    }
    const other = await connectChannel(await one.laris.newBusiness(), { type: 'webchat', settings: {} })
    const elsewhere = await one.laris.app.server.inject({ method: 'GET', url: `/api/webchat/${String(other.config['widgetKey'])}/messages?visitorToken=${encodeURIComponent(theirs)}` })
    expect(elsewhere.statusCode).toBe(401)
  })

  test('a returning browser goes on with its token', async () => {
    const token = await open()
    await say(token, 'pertama')
    const again = await call('POST', 'visitors', { visitorToken: token })
    expect(again.body).toMatchObject({ visitorToken: token, hasConversation: true, greeting: 'Halo Kak, ada yang bisa dibantu?', shopName: 'Toko Uji', form: { fields: ['name', 'phone'] } })
  })
})

describe('what the visitor sees', () => {
  test('own words and the shop’s, never notes, events, or what was not sent', async () => {
    const token = await open()
    await say(token, 'halo toko')
    const conversationId = await conversationOf('halo toko')
    await one.shop.transaction((tx) => addNote(tx, conversationId, 'Pelanggan lama, beri diskon'))
    await one.shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'Halo juga' }))
    expect((await read(token)).items.map((item) => item.text)).toEqual(['halo toko'])
    await one.laris.settle()
    const { items, cursor } = await read(token)
    expect(items.map((item) => [item.from, item.text])).toEqual([
      ['visitor', 'halo toko'],
      ['shop', 'Halo juga'],
    ])
    one.laris.clock.advance(60_000)
    await say(token, 'makasih')
    const known = new Set(items.map((item) => item.messageId))
    const next = await read(token, String(cursor))
    expect(next.items.filter((item) => !known.has(item.messageId)).map((item) => item.text)).toEqual(['makasih'])
    one.laris.clock.advance(60_000)
    await read(token, String(next['cursor']))
    const { cursor: quiet } = await read(token, String(next['cursor']))
    expect((await read(token, String(quiet))).items).toEqual([])
  })

  test('a message that leaves after a later one was read is not missed', async () => {
    const token = await open()
    await say(token, 'tanya dulu')
    const conversationId = await conversationOf('tanya dulu')
    await one.shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'jawaban yang tertahan' }))
    one.laris.clock.advance(90_000)
    await say(token, 'tanya lagi')
    const { cursor } = await read(token)
    one.laris.clock.advance(90_000)
    await one.laris.settle()
    expect((await read(token, String(cursor))).items.map((item) => item.text)).toContain('jawaban yang tertahan')
  })

  test('what the visitor has seen is shown as read in the inbox', async () => {
    const token = await open()
    await say(token, 'dibaca?')
    const conversationId = await conversationOf('dibaca?')
    await one.shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'sudah' }))
    await one.laris.settle()
    expect((await call('POST', 'read', { visitorToken: token })).status).toBe(200)
    expect(await one.row("select delivery from messages where text = 'sudah'", [])).toEqual({ delivery: 'read' })
  })
})

test('the form: a typed number proves nothing, and consent is recorded with its words only when the box was ticked', async () => {
  const [silent, willing] = [await open(), await open()]
  await call('POST', 'form', { visitorToken: silent, name: 'Budi', phone: '0812 3456 7890' })
  await call('POST', 'form', { visitorToken: willing, name: 'Sari', phone: '081234567891', hasConsented: true })
  await call('POST', 'form', { visitorToken: willing, hasConsented: true })
  const customers = await one.rows("select id, name, phone from customers where name in ('Budi', 'Sari') and phone is not null order by name", [])
  expect(customers).toMatchObject([{ name: 'Budi', phone: '+6281234567890' }, { name: 'Sari', phone: '+6281234567891' }])
  expect(await one.rows('select phone from customer_identities where customer_id = any($1::uuid[])', [customers.map((row) => row['id'])])).toEqual([{ phone: null }, { phone: null }])
  const consents = await Promise.all(customers.map((row) => one.shop.transaction((tx) => hasConsent(tx, String(row['id']), 'marketing', 'webchat'))))
  expect(consents).toEqual([false, true])
  expect(await one.rows("select source, text_version from consents where source = 'form'", [])).toEqual([{ source: 'form', text_version: 'Saya mau menerima promo lewat chat ini.' }])
})

describe('pages of other sites', () => {
  let fenced: string
  beforeAll(async () => {
    const channel = await connectChannel(await one.laris.newBusiness(), { type: 'webchat', settings: { allowedOrigins: ['https://toko.example/apa-saja'] } })
    fenced = String(channel.config['widgetKey'])
  })
  const ask = (method: 'POST' | 'OPTIONS', headers: Record<string, string>, payload: object = {}) =>
    one.laris.app.server.inject({ method, url: `/api/webchat/${fenced}/visitors`, headers, ...(method === 'POST' ? { payload } : {}) })

  test('S22: allowed sites are named one by one, without credentials; others are refused', async () => {
    const allowed = await ask('POST', { origin: 'https://toko.example' })
    expect(allowed.statusCode).toBe(200)
    expect(allowed.headers).toMatchObject({ 'access-control-allow-origin': 'https://toko.example', vary: expect.stringContaining('origin') })
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined()
    for (const origin of ['https://penyerang.example', 'https://toko.example.penyerang.example', 'http://toko.example', 'null']) {
      const refused = await ask('POST', { origin })
      expect(refused.statusCode, origin).toBe(403)
      expect(refused.headers['access-control-allow-origin']).toBeUndefined()
    }
    const preflight = await ask('OPTIONS', { origin: 'https://toko.example', 'access-control-request-method': 'POST' })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers).toMatchObject({ 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'content-type' })
  })

  test('inside our own frame the page around it counts', async () => {
    const own = { origin: 'http://localhost:3000' }
    expect((await ask('POST', own, { pageOrigin: 'https://toko.example' })).statusCode).toBe(200)
    expect((await ask('POST', own, { pageOrigin: 'https://penyerang.example' })).statusCode).toBe(403)
  })

  test('an unknown widget is not there', async () => {
    expect((await one.laris.app.server.inject({ method: 'POST', url: '/api/webchat/tidak-ada/visitors', payload: {} })).statusCode).toBe(404)
  })
})

test('settings survive a change of one of them, and the key in the page stays', async () => {
  const changed = await connectChannel(one.shop, { type: 'webchat', settings: { greeting: 'Monggo, Kak' }, channelId: one.channel.channelId })
  expect(changed.config).toMatchObject({ greeting: 'Monggo, Kak', widgetKey: key, consentText: 'Saya mau menerima promo lewat chat ini.' })
  await connectChannel(one.shop, { type: 'webchat', settings: { greeting: 'Halo Kak, ada yang bisa dibantu?' }, channelId: one.channel.channelId })
})

describe('files', () => {
  const boundary = 'batas123'
  const form = (name: string, bytes: Uint8Array) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="clientId"\r\n\r\nclient-file-${++count}\r\n--${boundary}\r\ncontent-disposition: form-data; name="text"\r\n\r\nbukti transfer\r\n`),
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`),
      Buffer.from(bytes),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }

  test('a visitor sends a receipt, sees it again, and nobody else does', async () => {
    const [mine, theirs] = [await open(), await open()]
    const photo = await sharp({ create: { width: 30, height: 30, channels: 3, background: 'white' } }).jpeg().toBuffer()
    expect((await call('POST', `files?visitorToken=${encodeURIComponent(mine)}`, form('bukti.jpg', photo), headers)).status).toBe(202)
    const { items } = await read(mine)
    expect(items).toMatchObject([{ text: 'bukti transfer', attachments: [{ name: 'bukti.jpg', mediaType: 'image/jpeg' }] }])
    const file = (token: string) => call('GET', `files?visitorToken=${encodeURIComponent(token)}&attachmentId=${items[0].attachments[0].attachmentId}`)
    expect(await file(mine)).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg', 'content-security-policy': "default-src 'none'; sandbox" } })
    expect((await file(theirs)).status).toBe(404)
    expect((await call('POST', 'files?visitorToken=x.y', form('bukti.jpg', photo), headers)).status).toBe(401)
  })
})

test('a visitor hears that there is news of the own chat, and nothing about others', async () => {
  const server = one.laris.app.server
  await server.listen({ port: 0, host: '127.0.0.1' })
  // A listening TCP server has a port.
  const { port } = server.server.address() as AddressInfo
  const [mine, theirs] = [await open(), await open()]
  expect((await call('GET', `live?visitorToken=${encodeURIComponent(mine)}`)).status).toBe(204)
  await say(mine, 'saya di sini')
  await say(theirs, 'saya di sana')
  let heard = ''
  const response = await new Promise<IncomingMessage>((resolve) => request({ port, host: '127.0.0.1', path: `/api/webchat/${key}/live?visitorToken=${encodeURIComponent(mine)}` }, resolve).end())
  response.on('data', (chunk: Buffer) => (heard += chunk.toString('utf8')))
  await expect.poll(() => heard, { timeout: 5_000 }).toContain('event: ready')
  await say(theirs, 'rahasia lagi')
  await say(mine, 'ada kabar?')
  await expect.poll(() => heard, { timeout: 5_000 }).toContain('{"changed":true}')
  expect(heard.match(/changed/g)).toHaveLength(1)
  expect(heard).not.toMatch(/rahasia|kabar|[0-9a-f]{8}-[0-9a-f]{4}/)
  response.destroy()
})
