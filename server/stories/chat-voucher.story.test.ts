import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { tryAssistant } from '#domains/assistant'
import { saveShopFacts, shopFactsSchema } from '#domains/businesses'
import { addProduct } from '#domains/catalog'
import { connectChannel } from '#domains/conversations'
import { addDiscountRule, listOrders, type NewDiscountRule } from '#domains/orders'
import { saveProvider } from '../src/domains/orders/payment-settings.ts'
import { asOwner } from '../src/domains/orders/testing.ts'
import { aWebVisitor } from './a-web-visitor.ts'

let laris: TestApp
let shop: Context
let widgetKey: string
let keripik: string
beforeAll(async () => {
  laris = await createTestApp()
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T02:00:00Z')
  shop = asOwner(await laris.newBusiness({ name: 'Warung Bu Sri' }))
  await shop.transaction(async (tx) => {
    await saveShopFacts(tx, shopFactsSchema.parse({ shipping: [{ method: 'Kurir Toko', area: 'Kota Semarang', price: 10_000 }], promos: [{ code: 'JUMATHEMAT', text: 'Diskon 10% untuk semua camilan', from: '2026-11-01', to: '2026-11-30' }] }))
    const { variants } = await addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Tempe tipis renyah.', variants: [{ name: '250 gram', price: 18_000, stock: 20 }] })
    keripik = variants[0].variantId
    await saveProvider(tx, 'transfer', { isOn: true, config: { accounts: [{ bank: 'BCA', number: '1234567890', holder: 'Sri Wahyuni' }] }, secrets: {} })
  })
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  widgetKey = String(channel.config['widgetKey'])
})
afterAll(() => laris[Symbol.asyncDispose]())

const add = (changes: Partial<NewDiscountRule>) =>
  shop.transaction((tx) => addDiscountRule(tx, { name: 'Voucher kangen', code: 'RINDU', variantId: keripik, minQuantity: 2, minSubtotal: 0, kind: 'amount', value: 6_000, startsOn: null, endsOn: '2026-11-30', oncePerCustomer: true, ...changes }))
const visitor = () => aWebVisitor(laris, widgetKey)
const orders = async () => (await shop.transaction((tx) => listOrders(tx, { source: 'chat', limit: 50 }))).items

test('a voucher that is named lowers one order of the chat, and the next hears that it is used', async () => {
  await add({})
  const rini = await visitor()
  await rini.say('mau pesan keripik tempe 2 pakai kode rindu')
  await rini.say('diambil')
  expect(await rini.say('Rini')).toMatch(/Potongan Voucher kangen: -Rp6\.000\n(.*\n)?Total Rp30\.000/)
  await rini.say('ya')
  expect(await orders()).toMatchObject([{ total: 30_000, discountCode: 'RINDU' }])
  laris.clock.advance(86_400_000)
  const [first] = await orders()
  await laris.superQuery("update orders set status = 'completed', paid_total = total where id = $1", [first.id])
  await rini.say('mau pesan keripik tempe 2 pakai kode rindu')
  // Her name is known by now.
  const again = await rini.say('diambil')
  expect(again).toContain('Kode RINDU sudah dipakai. Setiap pelanggan hanya bisa memakainya sekali.')
  expect(again).toContain('Total Rp36.000')
})

test('an ended voucher is refused with its day, and one for more goods with how many', async () => {
  await add({})
  const rini = await visitor()
  await rini.say('mau pesan keripik tempe 1 pakai voucher rindu')
  await rini.say('diambil')
  expect(await rini.say('Rini')).toMatch(/Kode RINDU berlaku mulai pembelian 2\.[^]*Total Rp18\.000/)
  laris.clock.set('2026-12-01T02:00:00Z')
  expect(await (await visitor()).say('kode rindu masih bisa dipakai?')).toMatch(/sudah berakhir 30 November/)
})

test('what it takes is told to who names it, and to nobody else', async () => {
  await add({})
  const { reply } = await tryAssistant(shop, { messages: ['kode RINDU itu apa ya?'], phone: null })
  expect(reply).toContain('potongan Rp6.000 untuk Keripik Tempe 250 gram, mulai 2 buah, sekali untuk setiap pelanggan, sampai 30 November 2026')
  const asked = await tryAssistant(shop, { messages: ['ada promo apa kak?'], phone: null })
  expect(asked.reply).toContain('JUMATHEMAT')
  expect(asked.reply).not.toContain('RINDU')
})

test('a promotion of the shop that orders count is reckoned by its own rule', async () => {
  await add({ code: 'jumathemat', name: 'Jumat hemat', variantId: null, minQuantity: 0, minSubtotal: 30_000, kind: 'percent', value: 10, oncePerCustomer: false, endsOn: null })
  const rini = await visitor()
  await rini.say('mau pesan keripik tempe 2, kode JUMATHEMAT')
  await rini.say('diambil')
  expect(await rini.say('Rini')).toContain('Total Rp32.400')
  const { reply } = await tryAssistant(shop, { messages: ['keripik tempe 1 pakai jumathemat jadi berapa?'], phone: null })
  expect(reply).toMatch(/30\.000/)
})
