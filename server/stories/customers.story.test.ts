import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { markMasked, recordConsent, resolveCustomers } from '#domains/customers'
import { connectChannel, receiveSample } from '#domains/conversations'
import { recordImportedOrders } from '#domains/orders'
import { anInstallation, type Installation } from './security/testing.ts'

/** One person over chat, counter and marketplace: parcel cards, merges with messages and orders, one journey. */
let shop: Installation
let ctx: Context

beforeAll(async () => {
  shop = await anInstallation()
  ctx = shop.laris.app.contexts.forBusiness(shop.businessId, { kind: 'system' })
}, 60_000)
afterAll(() => shop[Symbol.asyncDispose]())

let count = 0
async function aMaskedOrder(): Promise<{ orderId: string; customerId: string; number: string }> {
  const number = `SP-${++count}`
  const [customerId = ''] = await ctx.transaction((tx) => resolveCustomers(tx, [{ channelType: 'pasar', externalId: `pembeli-${number}`, name: 'r***i', seenAt: ctx.now() }]))
  await ctx.transaction((tx) => markMasked(tx, [customerId]))
  await ctx.transaction((tx) => recordImportedOrders(tx, [{ number, source: 'pasar', customerName: 'r***i', customerId, status: 'completed', lines: [{ sku: 'S', name: 'Batik', quantity: 1, unitPrice: 150_000 }], discount: 0, shippingFee: 0, placedAt: ctx.now(), completedAt: ctx.now() }], { reference: 'uji' }))
  const [row] = await shop.laris.superQuery('select id from orders where number = $1', [number])
  return { orderId: String(row?.['id']), customerId, number }
}

async function aChatter(name: string, phone: string): Promise<string> {
  const channel = await connectChannel(ctx, { type: 'webchat', settings: { name } })
  await receiveSample(ctx, channel.channelId, { name, phone, texts: [`Halo dari ${name}`], at: ctx.now() })
  const [row] = await shop.laris.superQuery('select id from customers where name = $1', [name])
  return String(row?.['id'])
}

async function aCard(orderId: string): Promise<{ cardId: string; path: string }> {
  const { status, body } = await shop.owner.send('POST', '/api/orders/parcel-cards', { orderIds: [orderId], channel: { type: 'webchat', label: 'chat toko' } })
  expect(status).toBe(200)
  const cardId = String(body['items'][0].cardId)
  const [row] = await shop.laris.superQuery('select sealed_token from parcel_cards where id = $1', [cardId])
  return { cardId, path: `/kartu/${ctx.secrets.open(String(row?.['sealed_token']))}` }
}

const page = (path: string, form?: Record<string, string>) =>
  shop.laris.app.server.inject({
    method: form ? 'POST' : 'GET', url: path, remoteAddress: '127.3.3.3',
    ...(form ? { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(form).toString() } : {}),
  })

describe('walkthrough 2, step 5: the parcel card', () => {
  test('who agrees becomes one with the person of that number, with time and exact text; used again it changes nothing; erased it is gone', async () => {
    const known = await aChatter('Rini Kartu', '+6281277700001')
    const { orderId, customerId, number } = await aMaskedOrder()
    const { path, cardId } = await aCard(orderId)
    const asked = await page(path)
    expect([asked.statusCode, asked.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(asked.body).toContain(number)
    expect(asked.body).not.toMatch(/<script|style=/)
    expect(String(asked.headers['content-security-policy'])).toContain("default-src 'none'")
    expect(asked.headers['referrer-policy']).toBe('no-referrer')
    const wrong = await page(path, { answer: 'check', phone: '0812' })
    expect([wrong.statusCode, wrong.body.includes('belum lengkap')]).toEqual([400, true])
    const confirm = await page(path, { answer: 'check', phone: '0812-7770-0001' })
    expect(confirm.body).toContain('+6281277700001')
    const text = 'Saya setuju Warung A menyimpan nomor ini dan menghubungi saya lewat chat toko untuk kabar pesanan dan promosi. Saya bisa berhenti kapan saja dengan membalas STOP.'
    expect(confirm.body).toContain(text)
    expect((await page(path, { answer: 'yes', phone: '+6281277700001' })).statusCode).toBe(200)
    await shop.laris.settle()
    const { body: shown } = await shop.owner.send('GET', `/api/customers/${customerId}`)
    expect(shown).toMatchObject({ customerId: known, isMasked: false, phone: '+6281277700001' })
    const ledger = await shop.laris.superQuery(`select is_granted, source, text_version, channel_type, proof from consents where customer_id = any($1::uuid[])`, [[known, customerId]])
    expect(ledger).toEqual([{ is_granted: true, source: 'parcel-card', text_version: text, channel_type: 'webchat', proof: { cardId, reference: number } }])
    for (const again of [await page(path), await page(path, { answer: 'yes', phone: '+6281277700001' }), await page(path, { answer: 'no' })]) {
      expect([again.statusCode, again.body.includes('Kode sudah dipakai')]).toEqual([410, true])
    }
    expect(await shop.laris.superQuery('select 1 from consents where customer_id = any($1::uuid[])', [[known, customerId]])).toHaveLength(1)
    const { body: merges } = await shop.owner.send('GET', `/api/customers/${known}/merge-suggestions`)
    expect(merges['merges'][0].evidence[0]).toEqual({ kind: 'parcel-card', value: number })
    expect((await shop.owner.send('DELETE', `/api/customers/${known}`)).status).toBe(200)
    expect(await shop.laris.superQuery('select 1 from customers where id = any($1::uuid[])', [[known, customerId]])).toEqual([])
    expect((await page(path)).statusCode).toBe(410)
  })

  test('who declines stays apart, and nothing is stored but the refusal', async () => {
    const { orderId, customerId } = await aMaskedOrder()
    const { path, cardId } = await aCard(orderId)
    const before = await shop.laris.superQuery('select * from customers where id = $1', [customerId])
    expect((await page(path, { answer: 'no', phone: '+6281277700009' })).statusCode).toBe(200)
    expect((await shop.laris.superQuery('select status, phone, linked_customer_id from parcel_cards where id = $1', [cardId]))[0]).toEqual({ status: 'declined', phone: null, linked_customer_id: null })
    expect(await shop.laris.superQuery('select * from customers where id = $1', [customerId])).toEqual(before)
    expect((await page(path, { answer: 'yes', phone: '+6281277700009' })).statusCode).toBe(410)
  })

  test('a number that is nobody’s yet makes the buyer reachable; one whose owner said stop is not joined by a typed word', async () => {
    const fresh = await aMaskedOrder()
    await page((await aCard(fresh.orderId)).path, { answer: 'yes', phone: '081277700002' })
    expect((await shop.owner.send('GET', `/api/customers/${fresh.customerId}`)).body).toMatchObject({ customerId: fresh.customerId, phone: '+6281277700002', isMasked: false })
    const stopped = await aChatter('Sudah Stop', '+6281277700003')
    await ctx.transaction((tx) => recordConsent(tx, { customerId: stopped, purpose: 'marketing', isGranted: false, source: 'chat' }))
    const other = await aMaskedOrder()
    await page((await aCard(other.orderId)).path, { answer: 'yes', phone: '081277700003' })
    expect((await shop.owner.send('GET', `/api/customers/${other.customerId}`)).body['customerId']).toBe(other.customerId)
    const { body } = await shop.owner.send('GET', `/api/customers/${other.customerId}/merge-suggestions`)
    expect(body['suggestions'].map((one: { other: { customerId: string } }) => one.other.customerId)).toEqual([stopped])
  })

  test('two who scan at once: one answer counts', async () => {
    const { orderId } = await aMaskedOrder()
    const { path } = await aCard(orderId)
    const answers = await Promise.all([page(path, { answer: 'yes', phone: '081277700004' }), page(path, { answer: 'yes', phone: '081277700005' }), page(path, { answer: 'no' })])
    expect(answers.map((one) => one.statusCode).sort()).toEqual([200, 410, 410])
  })

  test('codes are long, unlike each other, and a guess is told nothing', async () => {
    const [first, second] = [await aCard((await aMaskedOrder()).orderId), await aCard((await aMaskedOrder()).orderId)]
    const secret = first.path.slice('/kartu/'.length)
    expect(Buffer.from(secret, 'base64url').length * 8).toBeGreaterThanOrEqual(122)
    expect(secret.slice(0, 8)).not.toBe(second.path.slice('/kartu/'.length).slice(0, 8))
    for (const guess of ['abc', `${secret.slice(0, -1)}A`, crypto.randomUUID()]) expect((await page(`/kartu/${guess}`)).statusCode).toBe(404)
    expect(JSON.stringify(await shop.laris.superQuery('select * from parcel_cards')) + JSON.stringify(await shop.laris.superQuery('select * from public_links'))).not.toContain(secret)
  })

  test('twenty orders print on one sheet; asked again, the same codes', async () => {
    const orders: string[] = []
    for (let index = 0; index < 20; index++) orders.push((await aMaskedOrder()).orderId)
    const make = async () => (await shop.owner.send('POST', '/api/orders/parcel-cards', { orderIds: orders })).body['items'].map((one: { cardId: string }) => one.cardId) as string[]
    const cardIds = await make()
    expect([cardIds.length, await make()]).toEqual([20, cardIds])
    const { status, body } = await shop.owner.send('GET', `/api/parcel-cards/print?cardIds=${cardIds.join(',')}`)
    expect([status, String(body['text']).match(/class="parcel"/g)?.length]).toEqual([200, 20])
  })
})

describe('walkthrough 3, step 6: merge and undo', () => {
  test('one timeline over chat and orders, and undone every message, order and identity is back in its place', async () => {
    const chat = await aChatter('Hotel Melati', '+6281277700010')
    const [email = ''] = await ctx.transaction((tx) => resolveCustomers(tx, [{ channelType: 'surel', externalId: 'info@melati.example', name: 'Hotel Melati', seenAt: ctx.now() }]))
    await ctx.transaction((tx) => recordImportedOrders(tx, [{ number: 'M-1', source: 'kasir', customerName: 'Melati', customerId: email, status: 'completed', lines: [{ sku: 'K', name: 'Kursi', quantity: 2, unitPrice: 900_000 }], discount: 0, shippingFee: 0, placedAt: ctx.now(), paidAt: ctx.now(), completedAt: ctx.now() }], { reference: 'uji' }))
    const places = () => shop.laris.superQuery(`select 'm' || m.id as what, c.customer_id as who from messages m join conversations c on c.id = m.conversation_id union all select 'o' || id, customer_id from orders union all select 'i' || id, customer_id from customer_identities union all select 'c' || id, customer_id from consents order by 1`)
    const before = await places()
    const refused = await shop.owner.send('POST', `/api/customers/${chat}/merges`, { otherCustomerId: email })
    expect(refused.body['code']).toBe('customers.merge_needs_reason')
    const { body: merge } = await shop.owner.send('POST', `/api/customers/${chat}/merges`, { otherCustomerId: email, statement: 'Bu Ani menelepon dan membenarkan' })
    const journey = async (id: string) => ((await shop.owner.send('GET', `/api/customers/${id}/timeline`)).body['items'] as { kind: string }[]).map((one) => one.kind)
    expect((await journey(email)).sort()).toEqual(['conversation-started', 'first-touch', 'merged', 'order-completed', 'order-paid', 'order-placed'])
    expect((await shop.owner.send('GET', `/api/conversations?customerId=${email}`)).body['items']).toHaveLength(1)
    expect((await shop.owner.send('GET', `/api/orders?customerId=${chat}`)).body['items'].map((one: { number: string }) => one.number)).toEqual(['M-1'])
    const { status, body } = await shop.owner.send('DELETE', `/api/merges/${String(merge['mergeId'])}`)
    expect([status, body['undoneAt'] !== null]).toEqual([200, true])
    expect(await places()).toEqual(before)
    expect(await journey(email)).toEqual(expect.arrayContaining(['order-completed', 'order-paid', 'order-placed', 'first-touch']))
    expect(await journey(email)).not.toContain('conversation-started')
  })

  test('a journey that was lost is written anew from the ledgers', async () => {
    const id = await aChatter('Pulih Jejak', '+6281277700011')
    await ctx.transaction((tx) => recordConsent(tx, { customerId: id, purpose: 'marketing', isGranted: true, source: 'form' }))
    const read = async () => (await shop.laris.superQuery('select event_key, kind, at from customer_timeline where customer_id = $1 order by 1', [id])) as object[]
    const before = await read()
    expect(before).toHaveLength(2)
    await shop.laris.superQuery('delete from customer_timeline where customer_id = $1', [id])
    for (let run = 0; run < 2; run++) {
      expect((await shop.owner.send('POST', `/api/customers/${id}/timeline/renewal`)).status).toBe(200)
      await shop.laris.settle()
    }
    expect(await read()).toEqual(before)
  })
})

test('a rating is one tap on a plain page; opening the link changes nothing', async () => {
  const { askForRating } = await import('#domains/customers')
  const customerId = await aChatter('Penilai', '+6281277700012')
  const { address } = await ctx.transaction((tx) => askForRating(tx, { customerId, subjectType: 'order', subjectId: crypto.randomUUID(), channelType: 'webchat' }))
  const path = new URL(address).pathname
  expect((await page(path)).body).toContain('Bagaimana pesanan Anda')
  const summary = async () => (await shop.owner.send('GET', '/api/ratings/summary')).body
  expect(await summary()).toMatchObject({ asked: 1, answered: 0 })
  expect((await page(path, { score: '9' })).body).toContain('Bagaimana pesanan Anda')
  expect((await page(path, { score: '5' })).body).toContain('nilainya tersimpan')
  await page(path, { explained: '1', reason: 'speed', comment: '<b>cepat</b>' })
  expect(await summary()).toMatchObject({ asked: 1, answered: 1, csat: 1, reasons: [{ reason: 'speed', good: 1, bad: 0 }] })
  expect((await page('/nilai/tidak-ada-sama-sekali-kode-ini')).statusCode).toBe(404)
})
