import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { writeSetting } from '#domains/businesses'
import { startWindowedProvider, type WindowedProvider } from './channels/registry-testing.ts'
import { sendMessage } from './messages.ts'

let provider: WindowedProvider
let laris: TestApp
let shop: Context
let cookie = ''
let channelId = ''

interface Answer {
  status: number
  headers: Record<string, unknown>
  raw: Buffer
  body: Record<string, unknown> & { items: Record<string, unknown>[] }
}

async function call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await laris.app.server.inject({ method, url, headers: { cookie, ...headers }, ...(payload === undefined ? {} : { payload }) })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, headers: answer.headers, raw: answer.rawPayload, body: isJson ? answer.json<Answer['body']>() : { items: [] } }
}

beforeAll(async () => {
  provider = await startWindowedProvider()
  laris = await createTestApp({ apiUrls: provider.apiUrls, fetch: createOutboundFetch({ allowedHosts: provider.hosts }) })
  const start = await laris.app.server.inject({ method: 'POST', url: '/api/start', payload: { username: 'ibu_sri', password: 'rahasia-dapur-1', business: { name: 'Dapur Sri', sector: 'kuliner', city: 'Semarang' } } })
  cookie = start.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
  shop = laris.app.contexts.forBusiness(start.json<{ businessId: string }>().businessId, { kind: 'system' })
  await shop.transaction((tx) => writeSetting(tx, 'assistant', { mode: 'watch' }))
  provider.templates.push(
    { name: 'order_siap', language: 'id', category: 'UTILITY', status: 'APPROVED', components: [{ type: 'BODY', text: 'Halo {{1}}, pesanan {{2}} sudah siap.' }] },
    { name: 'promo', language: 'id', category: 'MARKETING', status: 'REJECTED', rejected_reason: 'INVALID_FORMAT', components: [{ type: 'BODY', text: '{{1}}{{2}}' }] },
  )
  const connected = await call('POST', '/api/channels', { type: provider.type, settings: provider.settings() })
  expect(connected.status).toBe(201)
  channelId = String(connected.body['channelId'])
})
afterAll(async () => {
  await laris?.[Symbol.asyncDispose]()
  await provider?.[Symbol.asyncDispose]()
})

let count = 0
async function hear(text: string): Promise<string> {
  count++
  const { headers, payload } = provider.webhook({ customer: `62813${1_000_000 + count}`, messageId: `inbox-${count}`, text, at: laris.clock.now() })
  expect((await laris.app.server.inject({ method: 'POST', url: `/hooks/${provider.type}/${channelId}`, headers, payload })).statusCode).toBe(200)
  const [row] = await laris.superQuery('select conversation_id from messages where text = $1', [text])
  await laris.settle()
  return String(row['conversation_id'])
}

function form(fields: Record<string, string>, file?: { name: string; type: string; bytes: Uint8Array }): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'batas123'
  const parts = Object.entries(fields).map(([name, value]) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`))
  if (file) parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n`), Buffer.from(file.bytes), Buffer.from('\r\n'))
  return { payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

test('a conversation shows its channel, its window and what was said', async () => {
  const conversationId = await hear('kak nastar ready?')
  const { body } = await call('GET', `/api/conversations/${conversationId}`)
  expect(body).toMatchObject({ channel: { type: provider.type }, customer: { name: 'Sari Wulandari', phone: expect.stringMatching(/^\+62813/) }, unreadCount: 1, lastMessagePreview: 'kak nastar ready?' })
  expect(Date.parse(String(body['windowExpiresAt']))).toBe(laris.clock.now().getTime() - (laris.clock.now().getTime() % 1_000) + 24 * 3_600_000)
  const channels = await call('GET', '/api/channels')
  expect(channels.body.items).toMatchObject([{ status: 'active', name: 'Toko Kue Ibu', webhookPath: `/hooks/${provider.type}/${channelId}` }])
})

test('P6: a colleague who answered meanwhile is named before a second answer leaves', async () => {
  const conversationId = await hear('ada yang jaga?')
  const messages = await call('GET', `/api/conversations/${conversationId}/messages`)
  const seenMessageId = String(messages.body.items[0]['messageId'])
  const [{ member_id: memberId, account_id: accountId }] = await laris.superQuery('select member_id, account_id from memberships where business_id = $1', [shop.businessId])
  await laris.superQuery("insert into memberships (account_id, business_id, member_id, role, name, created_at) values (gen_random_uuid(), $1, gen_random_uuid(), 'agent', 'Mbak Rini', now())", [shop.businessId])
  const [{ member_id: rini }] = await laris.superQuery("select member_id from memberships where name = 'Mbak Rini'", [])
  const colleague = shop.as({ kind: 'member', memberId: String(rini), accountId: String(accountId), role: 'agent', sessionId: 's' })
  await colleague.transaction((tx) => sendMessage(tx, { conversationId, text: 'Saya jaga, Kak' }))
  const mine = { text: 'Iya Kak, ada', seenMessageId, clientId: 'client-0001' }
  const refused = await call('POST', `/api/conversations/${conversationId}/messages`, mine)
  expect(refused).toMatchObject({ status: 409, body: { code: 'conversations.someone_answered', detail: expect.stringContaining('Mbak Rini') } })
  const { seenMessageId: _, ...anyway } = mine
  expect((await call('POST', `/api/conversations/${conversationId}/messages`, anyway)).status).toBe(201)
  expect(memberId).not.toBe(rini)
})

test('a conversation is given to whoever may answer it, and to nobody who may not see it', async () => {
  const conversationId = await hear('siapa yang pegang?')
  for (const [role, status] of [['agent', 200], ['manager', 200], ['cashier', 409], ['viewer', 409]] as const) {
    const [{ member_id: memberId }] = await laris.superQuery("insert into memberships (account_id, business_id, member_id, role, name, created_at) values (gen_random_uuid(), $1, gen_random_uuid(), $2, $2, now()) returning member_id", [shop.businessId, role])
    expect((await call('PUT', `/api/conversations/${conversationId}/assignment`, { memberId })).status, role).toBe(status)
  }
  const stranger = { memberId: '01a20f66-ed0e-7000-b5e6-9a61b9f17da8' }
  expect((await call('PUT', `/api/conversations/${conversationId}/assignment`, stranger)).status).toBe(404)
})

test('an empty message is refused in words', async () => {
  const conversationId = await hear('kosong?')
  expect(await call('POST', `/api/conversations/${conversationId}/messages`, { text: '  ' })).toMatchObject({ status: 400, body: { code: 'conversations.empty' } })
})

describe('templates', () => {
  test('the list shows what may be sent and why not, and a template leaves with its values', async () => {
    const { body } = await call('GET', `/api/channels/${channelId}/templates`)
    expect(body.items).toMatchObject([
      { name: 'order_siap', status: 'APPROVED', body: 'Halo {{1}}, pesanan {{2}} sudah siap.', variables: ['1', '2'] },
      { name: 'promo', status: 'REJECTED', reason: 'INVALID_FORMAT' },
    ])
    const conversationId = await hear('pesanan saya?')
    laris.clock.advance(30 * 3_600_000)
    const sent = await call('POST', `/api/conversations/${conversationId}/messages`, { template: { name: 'order_siap', language: 'id', variables: ['Sari', 'INV-1'] } })
    expect(sent).toMatchObject({ status: 201, body: { kind: 'template', text: 'Halo Sari, pesanan INV-1 sudah siap.' } })
    await laris.settle()
    expect(provider.sent.at(-1)).toMatchObject({ template: { name: 'order_siap', components: [{ type: 'body', parameters: [{ text: 'Sari' }, { text: 'INV-1' }] }] } })
  })

  test('a template that is not approved, unknown or incomplete is refused before anything leaves', async () => {
    const conversationId = await hear('promo dong')
    const send = (template: object) => call('POST', `/api/conversations/${conversationId}/messages`, { template })
    expect(await send({ name: 'promo', language: 'id', variables: ['a', 'b'] })).toMatchObject({ status: 409, body: { code: 'conversations.template_not_usable' } })
    expect(await send({ name: 'tidak_ada', language: 'id', variables: [] })).toMatchObject({ status: 409 })
    expect(await send({ name: 'order_siap', language: 'id', variables: ['Sari', ' '] })).toMatchObject({ status: 400, body: { code: 'conversations.template_incomplete', values: { missing: 1 } } })
  })

  test('news of an approval reach the list, and templates that are gone at the provider are gone here', async () => {
    const { headers, payload } = provider.templateNews('promo', 'APPROVED')
    expect((await laris.app.server.inject({ method: 'POST', url: `/hooks/${provider.type}/${channelId}`, headers, payload })).statusCode).toBe(200)
    const status = async () => (await call('GET', `/api/channels/${channelId}/templates`)).body.items.map((item) => [item['name'], item['status']])
    expect(await status()).toEqual([
      ['order_siap', 'APPROVED'],
      ['promo', 'APPROVED'],
    ])
    provider.templates.splice(1, 1)
    expect((await call('POST', `/api/channels/${channelId}/templates/sync`)).body).toEqual({ count: 1 })
    expect(await status()).toEqual([['order_siap', 'APPROVED']])
  })
})

describe('labels and canned replies', () => {
  test('a renamed label follows its conversations, a deleted one leaves them', async () => {
    const conversationId = await hear('label ya')
    const label = await call('POST', '/api/labels', { name: 'Pesanan besar', colour: '#B45309' })
    expect(label.status).toBe(201)
    expect((await call('POST', '/api/labels', { name: 'Pesanan besar' })).status).toBe(409)
    await call('PATCH', `/api/conversations/${conversationId}/labels`, { add: ['Pesanan besar', 'VIP'] })
    const labelId = String(label.body['labelId'])
    await call('PATCH', `/api/labels/${labelId}`, { name: 'Grosir' })
    expect((await call('GET', `/api/conversations/${conversationId}`)).body['labels']).toEqual(['Grosir', 'VIP'])
    expect((await call('GET', '/api/conversations?label=Grosir')).body.items).toHaveLength(1)
    await call('DELETE', `/api/labels/${labelId}`)
    expect((await call('GET', `/api/conversations/${conversationId}`)).body['labels']).toEqual(['VIP'])
    expect((await call('DELETE', `/api/labels/${labelId}`)).status).toBe(404)
  })

  test('two members who label at once both have their way, and no chat has more than twenty', async () => {
    const conversationId = await hear('label berdua')
    const labels = async () => (await call('GET', `/api/conversations/${conversationId}`)).body['labels']
    const change = (body: object) => call('PATCH', `/api/conversations/${conversationId}/labels`, body)
    await change({ add: ['lama', 'tetap'] })
    await Promise.all([change({ add: ['grosir'] }), change({ add: ['VIP', 'tetap'], remove: ['lama', 'tidak ada'] })])
    expect((await labels() as string[]).toSorted()).toEqual(['VIP', 'grosir', 'tetap'])
    expect(await change({ add: Array.from({ length: 18 }, (_, index) => `label ${index}`) })).toMatchObject({ status: 409, body: { code: 'conversations.too_many_labels' } })
    expect(await labels()).toHaveLength(3)
  })

  test('a canned reply fills in the customer, the shop and the member, and nothing else', async () => {
    const conversationId = await hear('balas cepat')
    const reply = await call('POST', '/api/canned-replies', { shortcut: 'Ongkir', text: 'Halo {{nama}}, dari {{toko}}. {{harga}} {{admin|kami}}' })
    expect(reply).toMatchObject({ status: 201, body: { shortcut: 'ongkir' } })
    expect((await call('POST', '/api/canned-replies', { shortcut: 'ongkir', text: 'x' })).status).toBe(409)
    const id = String(reply.body['cannedReplyId'])
    const { body } = await call('GET', `/api/canned-replies/${id}/text?conversationId=${conversationId}`)
    expect(body['text']).toBe('Halo Sari Wulandari, dari Dapur Sri. {{harga}} ibu_sri')
    await laris.superQuery("update customers set name = '' where business_id = $1", [shop.businessId])
    expect((await call('GET', `/api/canned-replies/${id}/text?conversationId=${conversationId}`)).body['text']).toMatch(/^Halo Kak,/)
    await call('PATCH', `/api/canned-replies/${id}`, { text: 'Baru' })
    expect((await call('GET', '/api/canned-replies')).body).toMatchObject({ items: [{ text: 'Baru' }], variables: ['nama', 'toko', 'admin'] })
    await call('DELETE', `/api/canned-replies/${id}`)
    expect((await call('GET', '/api/canned-replies')).body.items).toEqual([])
  })
})

describe('files', () => {
  const photo = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#0F766E' } }).png().toBuffer()

  test('S05: a picture is shown in place, everything else is a download of plain bytes, never sniffed and never run', async () => {
    const conversationId = await hear('kirim berkas')
    const image = form({ text: 'ini', clientId: 'file-0001' }, { name: 'a b.png', type: 'image/png', bytes: await photo() })
    const sent = await call('POST', `/api/conversations/${conversationId}/files`, image.payload, image.headers)
    expect(sent).toMatchObject({ status: 201, body: { kind: 'image', text: 'ini', attachments: [{ status: 'stored', mediaType: 'image/png', name: 'a b.png' }] } })
    const again = await call('POST', `/api/conversations/${conversationId}/files`, image.payload, image.headers)
    expect(again.body['messageId']).toBe(sent.body['messageId'])
    const page = form({}, { name: 'x.html', type: 'text/html', bytes: Buffer.from('<script>alert(1)</script>') })
    const document = await call('POST', `/api/conversations/${conversationId}/files`, page.payload, page.headers)
    const idOf = (answer: Answer) => String((answer.body['attachments'] as { attachmentId: string }[])[0].attachmentId)
    const shown = await call('GET', `/api/attachments/${idOf(sent)}`)
    expect(shown.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'content-disposition': expect.stringMatching(/^inline; .*a%20b\.png/) })
    const download = await call('GET', `/api/attachments/${idOf(document)}`)
    expect(download.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-disposition': expect.stringMatching(/^attachment;/) })
    expect(download.raw.toString()).toBe('<script>alert(1)</script>')
    const part = await call('GET', `/api/attachments/${idOf(document)}`, undefined, { range: 'bytes=1-6' })
    expect([part.status, part.raw.toString(), part.headers['content-range']]).toEqual([206, 'script', 'bytes 1-6/25'])
  })

  test('a file above the limit, without a form, or to nobody is refused in words, and nothing is left in the store', async () => {
    const conversationId = await hear('berkas besar')
    const large = form({}, { name: 'besar.mp4', type: 'video/mp4', bytes: Buffer.alloc(17 * 1_048_576, 7) })
    expect(await call('POST', `/api/conversations/${conversationId}/files`, large.payload, large.headers)).toMatchObject({ status: 413, body: { detail: expect.stringMatching(/Batasnya 16 MB/) } })
    expect(await call('POST', `/api/conversations/${conversationId}/files`, { text: 'x' })).toMatchObject({ status: 400 })
    expect(await call('POST', `/api/conversations/${conversationId}/files`, form({ text: 'x' }).payload, form({}).headers)).toMatchObject({ status: 400, body: { detail: 'Belum ada berkas yang dipilih.' } })
    const small = form({}, { name: 'a.txt', type: 'text/plain', bytes: Buffer.from('a') })
    expect((await call('POST', '/api/conversations/00000000-0000-7000-8000-000000000000/files', small.payload, small.headers)).status).toBe(404)
  })

  test('S01: another business’s file, a made-up id and a stranger get nothing', async () => {
    const conversationId = await hear('rahasia dagang')
    const image = form({}, { name: 'a.png', type: 'image/png', bytes: await photo() })
    const sent = await call('POST', `/api/conversations/${conversationId}/files`, image.payload, image.headers)
    const [{ attachmentId }] = sent.body['attachments'] as { attachmentId: string }[]
    expect((await call('GET', `/api/attachments/${attachmentId}`, undefined, { cookie: '' })).status).toBe(401)
    expect((await call('GET', '/api/attachments/nonsense')).status).toBe(404)
    const other = await laris.newBusiness()
    const { getAttachment } = await import('./attachments.ts')
    await expect(other.transaction((tx) => getAttachment(tx, attachmentId))).rejects.toMatchObject({ status: 404 })
  })
})
