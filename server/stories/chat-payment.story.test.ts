import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { createOutboundFetch } from '#platform/http/outbound-client'
import { saveShopFacts, shopFactsSchema } from '#domains/businesses'
import { addProduct } from '#domains/catalog'
import { connectChannel } from '#domains/conversations'
import { listOrders, listPayments } from '#domains/orders'
import { stockFaults } from '../src/domains/catalog/testing.ts'
import { callbackKey } from '../src/domains/orders/callback-key.ts'
import { confirmPayment } from '../src/domains/orders/payment-requests.ts'
import { saveProvider } from '../src/domains/orders/payment-settings.ts'
import { callbackToken, secretKey, serverKey, startFakeProviders, type FakeProviders } from '../src/domains/orders/payments/testing.ts'
import { asOwner, moneyFaults } from '../src/domains/orders/testing.ts'
import { aWebVisitor } from './a-web-visitor.ts'

let fake: FakeProviders
let laris: TestApp
let shop: Context
let widgetKey: string

beforeAll(async () => {
  fake = await startFakeProviders()
  laris = await createTestApp({ start: '2026-11-24T02:00:00Z', apiUrls: { midtrans: fake.url, xendit: fake.url }, fetch: createOutboundFetch({ allowedHosts: [new URL(fake.url).host] }), baseUrl: 'https://toko.example' })
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T02:00:00Z')
  fake.failWith = undefined
  shop = asOwner(await laris.newBusiness({ name: 'Warung Bu Sri' }))
  await shop.transaction(async (tx) => {
    const shipping = [{ method: 'Ambil di toko', area: 'Semarang', price: 0 }, { method: 'Kurir Toko', area: 'Kota Semarang', price: 10_000 }, { method: 'JNE REG', area: 'Jawa Tengah', price: 12_000 }]
    await saveShopFacts(tx, shopFactsSchema.parse({ shipping }))
    await addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Tempe tipis renyah.', variants: [{ name: '250 gram', price: 18_000, stock: 12, weightGrams: 250 }] })
    await saveProvider(tx, 'transfer', { isOn: true, config: { accounts: [{ bank: 'BCA', number: '1234567890', holder: 'Sri Wahyuni' }] }, secrets: {} })
  })
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  widgetKey = String(channel.config['widgetKey'])
})
afterAll(async () => {
  await laris[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

const onlyOrder = async () => (await shop.transaction((tx) => listOrders(tx, { source: 'chat', limit: 5 }))).items[0]
const payments = async () => shop.transaction(async (tx) => listPayments(tx, (await onlyOrder()).id))
const news = (type: string, body: object, headers: Record<string, string> = {}) => laris.app.server.inject({ method: 'POST', url: `/hooks/payments/${type}/${callbackKey(shop, 'payment-callback')}`, payload: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })
const isSound = async () => {
  expect(await moneyFaults(laris, shop.businessId)).toEqual([])
  expect(await stockFaults(laris, shop.businessId)).toEqual([])
}

/** Orders two bags, and says what came after the last word. */
async function order(...more: string[]) {
  const customer = await aWebVisitor(laris, widgetKey)
  await customer.say('mau pesan keripik tempe 250 gram 2 ya kak')
  let last = ''
  for (const text of [...more, 'ya']) last = await customer.say(text)
  return { customer, last }
}

describe('a link in the chat', () => {
  const providers = {
    midtrans: {
      set: () => shop.transaction((tx) => saveProvider(tx, 'midtrans', { isOn: true, config: { isProduction: false }, secrets: { serverKey } })),
      tell: (paymentId: string, isGenuine: boolean) => {
        const signature = createHash('sha512').update(`${paymentId}20036000.00${isGenuine ? serverKey : 'kunci-lain'}`).digest('hex')
        return news('midtrans', { order_id: paymentId, status_code: '200', gross_amount: '36000.00', transaction_status: 'settlement', signature_key: signature })
      },
      link: /https:\/\/app\.sandbox\.midtrans\.com\/snap\/v4\/redirection\/token-/,
    },
    xendit: {
      set: () => shop.transaction((tx) => saveProvider(tx, 'xendit', { isOn: true, config: {}, secrets: { secretKey, callbackToken } })),
      tell: (paymentId: string, isGenuine: boolean) => news('xendit', { id: `inv-${paymentId}`, external_id: paymentId, status: 'PAID', amount: 36_000 }, { 'x-callback-token': isGenuine ? callbackToken : 'token-lain' }),
      link: /https:\/\/checkout-staging\.xendit\.co\/web\//,
    },
  }
  for (const [type, provider] of Object.entries(providers)) {
    test(`of ${type} is paid, believed only after asking back, and told once`, async () => {
      await provider.set()
      const { customer, last } = await order('diambil', 'Rini')
      expect(last).toMatch(provider.link)
      expect(last).toContain('Rp36.000')
      const [payment] = await payments()
      expect(payment).toMatchObject({ provider: type, status: 'waiting', amount: 36_000 })
      // Said by nobody who knows the key, and then by the provider before anything was paid.
      expect((await provider.tell(payment.id, false)).statusCode).toBe(401)
      await provider.tell(payment.id, true)
      expect(await onlyOrder()).toMatchObject({ status: 'unpaid', paidTotal: 0 })
      const known = fake.payments.get(payment.id)
      if (known) known.state = 'settlement'
      for (let time = 0; time < 3; time++) expect((await provider.tell(payment.id, true)).statusCode).toBe(200)
      await laris.settle()
      expect(await onlyOrder()).toMatchObject({ status: 'processing', paidTotal: 36_000 })
      expect((await customer.read()).filter((text) => /Pembayaran Rp36\.000 untuk pesanan .* sudah kami terima/.test(text))).toHaveLength(1)
      await isSound()
    })
  }

  test('that the provider does not make now is sent once it does, and only once', async () => {
    await providers.midtrans.set()
    fake.failWith = 503
    const { customer, last } = await order('diambil', 'Rini')
    expect(last).not.toMatch(/https:/)
    fake.failWith = undefined
    for (let minute = 0; minute < 10; minute++) {
      laris.clock.advance(60_000)
      await laris.settle()
    }
    expect((await customer.read()).filter((text) => /https:/.test(text))).toHaveLength(1)
    expect((await payments()).filter(({ status }) => status === 'waiting')).toHaveLength(1)
    await isSound()
  })
})

describe('money on delivery', () => {
  const offer = (config: object) => shop.transaction((tx) => saveProvider(tx, 'cod', { isOn: true, config: { ...config }, secrets: {} }))

  test('starts the order at once, keeps its goods, and is confirmed by a person when the money is there', async () => {
    await offer({ couriers: ['kurir toko'], limit: 100_000 })
    const { last } = await order('diantar', 'ke Tembalang', 'Jl. Melati 12 RT 3, Tembalang', 'Rini', 'bayar cod ya')
    expect(last).toMatch(/Bayar Rp46\.000 tunai saat barang diterima/)
    expect(await onlyOrder()).toMatchObject({ status: 'processing', paidTotal: 0, stockState: 'held', reservedUntil: null, paymentMethod: 'cod' })
    laris.clock.advance(3 * 3_600_000)
    await laris.settle()
    expect(await onlyOrder()).toMatchObject({ status: 'processing' })
    const [payment] = await payments()
    await shop.transaction((tx) => confirmPayment(tx, payment.id, { note: '' }))
    expect(await onlyOrder()).toMatchObject({ paidTotal: 46_000 })
    await isSound()
  })

  test('is refused in words where the courier brings no money or the sum is too large, and another way is told', async () => {
    await offer({ couriers: ['JNE REG'] })
    const elsewhere = await order('diantar', 'ke Tembalang', 'Jl. Melati 12 RT 3, Tembalang', 'Rini', 'bayar cod ya')
    expect(elsewhere.last).toMatch(/belum bisa bayar di tempat.\n.*BCA 1234567890/s)
    expect(await onlyOrder()).toMatchObject({ status: 'unpaid' })
    await offer({ limit: 20_000 })
    const large = await order('diambil', 'Budi', 'bayar di tempat ya')
    expect(large.last).toMatch(/belum bisa bayar di tempat.\n.*BCA 1234567890/s)
    await isSound()
  })

  test('that the shop does not offer is not promised', async () => {
    const { last } = await order('diambil', 'Rini', 'bayar cod ya')
    expect(last).toMatch(/belum bisa bayar di tempat/)
    expect(await onlyOrder()).toMatchObject({ status: 'unpaid' })
  })
})
