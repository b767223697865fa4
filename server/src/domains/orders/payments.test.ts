import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Xendit } from 'xendit-node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { aGood } from '../catalog/testing.ts'
import { cancelOrder } from './progress.ts'
import { listPayments } from './money.ts'
import { confirmPayment, requestPayment } from './payment-requests.ts'
import { callbackKey } from './callback-key.ts'
import { listProviders, saveProvider } from './payment-settings.ts'
import { callbackToken, secretKey, serverKey, startFakeProviders, type FakeProviders } from './payments/testing.ts'
import { midtrans } from './payments/midtrans/index.ts'
import { xendit } from './payments/xendit/index.ts'
import { listRefunds } from './refunds.ts'
import { getOrder } from './store.ts'
import { asOwner, moneyFaults, place } from './testing.ts'

let fake: FakeProviders
let laris: TestApp
let ctx: Context
beforeAll(async () => {
  fake = await startFakeProviders()
  const apiUrls = { midtrans: fake.url, xendit: fake.url }
  laris = await createTestApp({ apiUrls, fetch: createOutboundFetch({ allowedHosts: [new URL(fake.url).host] }), baseUrl: 'https://toko.example' })
})
beforeEach(async () => {
  fake.failWith = undefined
  ctx = await laris.newBusiness()
  await ctx.transaction(async (tx) => {
    await saveProvider(tx, 'midtrans', { isOn: true, config: { isProduction: false }, secrets: { serverKey } })
    await saveProvider(tx, 'xendit', { isOn: true, config: {}, secrets: { secretKey, callbackToken } })
    await saveProvider(tx, 'transfer', { isOn: true, config: { accounts: [{ bank: 'BCA', number: '1234567890', holder: 'Sri' }] }, secrets: {} })
    await saveProvider(tx, 'qris', { isOn: true, config: { payload: staticQris }, secrets: {} })
  })
})
afterEach(async () => expect(await moneyFaults(laris, ctx.businessId)).toEqual([]))
afterAll(async () => {
  await laris[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

const fixture = (path: string) => readFileSync(join(import.meta.dirname, 'payments', path))
const staticQris = (JSON.parse(fixture('qris/fixtures/vectors.json').toString()) as { static: { payload: string }[] }).static[0].payload

const anOrder = async () => place(ctx, await aGood(ctx, 'Parang', 5), 1)
const read = (orderId: string) => ctx.transaction((tx) => getOrder(tx, orderId))

async function call(type: string, body: string, headers: Record<string, string> = {}, key = callbackKey(ctx, 'payment-callback')): Promise<number> {
  const answer = await laris.app.server.inject({ method: 'POST', url: `/hooks/payments/${type}/${key}`, payload: body, headers: { 'content-type': 'application/json', ...headers } })
  return answer.statusCode
}

function midtransNews(paymentId: string, status: string, amount = '20000.00', key = serverKey): string {
  const code = status === 'settlement' ? '200' : '201'
  return JSON.stringify({ order_id: paymentId, status_code: code, gross_amount: amount, transaction_status: status, signature_key: createHash('sha512').update(`${paymentId}${code}${amount}${key}`).digest('hex') })
}

describe('signatures, by published vectors', () => {
  test.each(['qris_settlement', 'qris_pending', 'qris_expire', 'va_bca_settlement'])('Midtrans %s is genuine, and no other key signs it', (name) => {
    const body = fixture(`midtrans/fixtures/${name}.json`)
    expect(midtrans.readCallback?.({ config: {}, secrets: { serverKey } }, { headers: {}, body })).toEqual({ paymentId: 'INV-1001' })
    expect(() => midtrans.readCallback?.({ config: {}, secrets: { serverKey: `${serverKey}x` } }, { headers: {}, body })).toThrow('asalnya')
    const changed = Buffer.from(body.toString().replace('"182000.00"', '"1.00"'))
    expect(() => midtrans.readCallback?.({ config: {}, secrets: { serverKey } }, { headers: {}, body: changed })).toThrow('asalnya')
  })

  test.each(['invoice_paid', 'qr_payment'])('Xendit %s counts only with its token', (name) => {
    const body = fixture(`xendit/fixtures/${name}.json`)
    const settings = { config: {}, secrets: { secretKey, callbackToken } }
    expect(xendit.readCallback?.(settings, { headers: { 'x-callback-token': callbackToken }, body })).toEqual({ paymentId: 'INV-1001' })
    for (const token of ['', `${callbackToken} `, callbackToken.slice(1)]) expect(() => xendit.readCallback?.(settings, { headers: { 'x-callback-token': token }, body })).toThrow('asalnya')
  })
})

describe('the fake servers, judged by the official clients', () => {
  test('midtrans-client makes a page and reads its status', async () => {
    const { Snap } = createRequire(import.meta.url)('midtrans-client') as { Snap: new (options: object) => { apiConfig: Record<string, () => string>; createTransaction(given: object): Promise<{ redirect_url: string }>; transaction: { status(id: string): Promise<{ transaction_status: string; gross_amount: string }> } } }
    const client = new Snap({ isProduction: false, serverKey, clientKey: 'x' })
    client.apiConfig['getSnapApiBaseUrl'] = () => `${fake.url}/snap/v1`
    client.apiConfig['getCoreApiBaseUrl'] = () => fake.url
    const made = await client.createTransaction({ transaction_details: { order_id: 'judge-1', gross_amount: 5_000 } })
    expect(made.redirect_url).toContain('token-judge-1')
    await expect(client.transaction.status('judge-1')).rejects.toMatchObject({ httpStatusCode: 404 })
    fake.payments.set('judge-1', { id: 'judge-1', amount: 5_000, state: 'settlement' })
    expect(await client.transaction.status('judge-1')).toMatchObject({ transaction_status: 'settlement', gross_amount: '5000.00' })
  })

  test('xendit-node makes an invoice and finds it by our id', async () => {
    const client = new Xendit({ secretKey, xenditURL: fake.url })
    const made = await client.Invoice.createInvoice({ data: { externalId: 'judge-2', amount: 7_000 } })
    expect(made).toMatchObject({ externalId: 'judge-2', status: 'PENDING' })
    const [found] = await client.Invoice.getInvoices({ externalId: 'judge-2' })
    expect(found).toMatchObject({ id: made.id, amount: 7_000 })
  })
})

describe.each(['midtrans', 'xendit'] as const)('%s', (type) => {
  const news = (paymentId: string, status = 'settlement') => (type === 'midtrans' ? call(type, midtransNews(paymentId, status)) : call(type, JSON.stringify({ id: 'x', external_id: paymentId, status: 'PAID' }), { 'x-callback-token': callbackToken }))
  const paid = (paymentId: string) => fake.payments.set(paymentId, { id: paymentId, amount: 20_000, state: 'settlement' })

  test('gives the buyer a page, and repeated and disordered news count once', async () => {
    const order = await anOrder()
    const payment = await requestPayment(ctx, order.id, { provider: type })
    expect(payment.details.url).toContain(payment.id)
    paid(payment.id)
    expect(await Promise.all([news(payment.id), news(payment.id, 'pending'), news(payment.id), news(payment.id)])).toEqual([200, 200, 200, 200])
    expect(await news(payment.id, 'pending')).toBe(200)
    expect(await read(order.id)).toMatchObject({ status: 'processing', paidTotal: 20_000 })
    expect(await ctx.transaction((tx) => listRefunds(tx, order.id))).toEqual([])
  })

  test('news that the provider does not confirm change nothing', async () => {
    const order = await anOrder()
    const payment = await requestPayment(ctx, order.id, { provider: type })
    fake.payments.set(payment.id, { id: payment.id, amount: 20_000, state: 'pending' })
    expect(await news(payment.id)).toBe(200)
    expect(await read(order.id)).toMatchObject({ status: 'unpaid', paidTotal: 0 })
  })

  test('while the provider cannot be asked it is told to come again, and then it counts', async () => {
    const order = await anOrder()
    const payment = await requestPayment(ctx, order.id, { provider: type })
    paid(payment.id)
    fake.failWith = 503
    expect(await news(payment.id)).toBe(502)
    expect(await read(order.id)).toMatchObject({ paidTotal: 0 })
    fake.failWith = undefined
    expect(await news(payment.id)).toBe(200)
    expect(await read(order.id)).toMatchObject({ paidTotal: 20_000 })
  })

  test('money for an order that was given up becomes a refund to make', async () => {
    const order = await anOrder()
    const payment = await requestPayment(ctx, order.id, { provider: type })
    await ctx.transaction((tx) => cancelOrder(tx, order.id, ''))
    paid(payment.id)
    await news(payment.id)
    expect(await ctx.transaction((tx) => listRefunds(tx, order.id))).toMatchObject([{ reason: 'late', amount: 20_000 }])
  })

  test('a forged message, a foreign address and a stranger’s payment change nothing', async () => {
    const order = await anOrder()
    const payment = await requestPayment(ctx, order.id, { provider: type })
    paid(payment.id)
    const forged = type === 'midtrans' ? call(type, midtransNews(payment.id, 'settlement', '20000.00', 'SB-Mid-server-PALSU')) : call(type, JSON.stringify({ external_id: payment.id }), { 'x-callback-token': 'palsu' })
    expect(await forged).toBe(401)
    const other = await laris.newBusiness()
    expect(await call(type, '{}', {}, `${ctx.businessId}.${callbackKey(other, 'payment-callback').split('.')[1] ?? ''}`)).toBe(404)
    expect(await call(type, '{}', {}, 'bukan-alamat')).toBe(404)
    expect(await news(crypto.randomUUID())).toBe(200)
    expect(await read(order.id)).toMatchObject({ paidTotal: 0 })
  })

  test('a page that could not be made leaves no open request, and the order as it was', async () => {
    const order = await anOrder()
    fake.failWith = 500
    await expect(requestPayment(ctx, order.id, { provider: type })).rejects.toMatchObject({ code: 'orders.provider_failed' })
    expect(await ctx.transaction((tx) => listPayments(tx, order.id))).toMatchObject([{ status: 'failed', applied: 0 }])
    expect(await read(order.id)).toMatchObject({ status: 'unpaid' })
  })
})

describe('money that nobody tells us of', () => {
  test('asks every waiting buyer for another amount', async () => {
    const shirt = await aGood(ctx, 'Parang', 500)
    const payables = new Set<number>()
    for (let index = 0; index < 60; index++) {
      const order = await place(ctx, shirt, 1)
      const payment = await requestPayment(ctx, order.id, { provider: 'transfer' })
      payables.add(payment.amount + payment.uniqueDigits)
      expect(payment.details.instructions).toContain('BCA 1234567890')
    }
    expect(payables.size).toBe(60)
    expect(Math.min(...payables)).toBeGreaterThan(20_000)
    expect(Math.max(...payables)).toBeLessThan(21_000)
  }, 60_000)

  test('a QRIS code holds the amount with its digits', async () => {
    const order = await anOrder()
    const payment = await requestPayment(ctx, order.id, { provider: 'qris' })
    const amount = String(payment.amount + payment.uniqueDigits)
    expect(payment.details.qris).toContain(`54${String(amount.length).padStart(2, '0')}${amount}5802ID`)
  })

  test('is confirmed by a person of the shop, never by the assistant, a buyer, a program or a picture', async () => {
    const order = await anOrder()
    const payment = await requestPayment(ctx, order.id, { provider: 'transfer' })
    const others: Actor[] = [{ kind: 'assistant' }, { kind: 'customer', customerId: 'c' }, { kind: 'system' }, { kind: 'api-key', apiKeyId: 'k', scopes: ['orders.write'] }]
    for (const actor of others) {
      await expect(ctx.as(actor).transaction((tx) => confirmPayment(tx, payment.id, { note: '' }))).rejects.toMatchObject({ code: 'orders.members_only' })
    }
    expect(await read(order.id)).toMatchObject({ paidTotal: 0 })
    await asOwner(ctx).transaction((tx) => confirmPayment(tx, payment.id, { note: 'masuk 10.02' }))
    expect(await read(order.id)).toMatchObject({ status: 'processing', paidTotal: 20_000 })
  })
})

describe('settings', () => {
  test('show which secrets are stored, never what they are, and keep those left empty', async () => {
    await ctx.transaction((tx) => saveProvider(tx, 'midtrans', { isOn: true, config: { isProduction: true }, secrets: { serverKey: '' } }))
    const providers = await ctx.transaction(listProviders)
    expect(JSON.stringify(providers)).not.toContain(serverKey)
    expect(providers.find((one) => one.type === 'midtrans')).toMatchObject({ isOn: true, config: { isProduction: true }, secretNames: ['serverKey'], callbackUrl: `https://toko.example/hooks/payments/midtrans/${callbackKey(ctx, 'payment-callback')}` })
  })

  test('that are incomplete are refused, and an unset provider says so', async () => {
    await expect(ctx.transaction((tx) => saveProvider(tx, 'qris', { isOn: true, config: { payload: 'bukan qris' }, secrets: {} }))).rejects.toThrow()
    const other = await laris.newBusiness()
    const order = await place(other, await aGood(other, 'Parang', 1), 1)
    await expect(requestPayment(other, order.id, { provider: 'midtrans' })).rejects.toMatchObject({ code: 'orders.provider_not_set' })
  })
})
