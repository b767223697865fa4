import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addCampaign, launchCampaign } from '#domains/campaigns'
import { addProduct } from '#domains/catalog'
import { connectChannel, handOff } from '#domains/conversations'
import { recordConsent } from '#domains/customers'
import { enterJourneys } from '../src/domains/campaigns/entering.ts'
import { saveProvider } from '../src/domains/orders/payment-settings.ts'
import { asOwner } from '../src/domains/orders/testing.ts'
import { aWebVisitor } from './a-web-visitor.ts'

let laris: TestApp
let shop: Context
let widgetKey: string
const hours = (count: number) => laris.clock.advance(count * 3_600_000)
beforeAll(async () => {
  laris = await createTestApp()
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T02:00:00Z')
  shop = asOwner(await laris.newBusiness({ name: 'Warung Bu Sri' }))
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  widgetKey = String(channel.config['widgetKey'])
  await shop.transaction(async (tx) => {
    await addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Tempe tipis renyah.', variants: [{ name: '250 gram', price: 18_000, stock: 20 }] })
    await saveProvider(tx, 'transfer', { isOn: true, config: { accounts: [{ bank: 'BCA', number: '1234567890', holder: 'Sri Wahyuni' }] }, secrets: {} })
    const { id } = await addCampaign(tx, {
      name: 'Pesanan belum selesai', channelId: channel.channelId, audience: {}, variants: [{ name: 'A', text: 'Halo, {{produk}} masih menunggu di {{toko}}.' }], productMode: 'usual', variantId: null, offer: { kind: 'none', value: 0 }, holdoutPercent: 0, measureDays: 14, trigger: 'abandoned-order', triggerDays: 1,
    })
    await launchCampaign(tx, id)
  })
  laris.clock.advance(11_000)
  await laris.settle()
})
afterAll(() => laris[Symbol.asyncDispose]())

const enter = async () => {
  await enterJourneys({ ...laris.services, ...laris.app.contexts, db: laris.database.db })
  for (let second = 0; second < 4; second++) {
    await laris.settle()
    laris.clock.advance(1_000)
  }
  await laris.settle()
}
const reminders = async () => (await laris.superQuery("select m.text from messages m where m.business_id = $1 and m.purpose = 'marketing'", [shop.businessId])).map((row) => String(row['text']))
const agree = async () => {
  const [{ id }] = await laris.superQuery('select id from customers where business_id = $1', [shop.businessId])
  await shop.transaction((tx) => recordConsent(tx, { customerId: String(id), purpose: 'marketing', isGranted: true, source: 'form' }))
}

test('a cart that is left in a chat is reminded of once, with its own goods, a day later', async () => {
  const rini = await aWebVisitor(laris, widgetKey)
  expect(await rini.say('mau pesan keripik tempe 2')).toMatch(/balas YA/)
  await agree()
  hours(20)
  await enter()
  expect(await reminders()).toEqual([])
  hours(5)
  await enter()
  hours(24)
  await enter()
  expect(await reminders()).toEqual(['Halo, Keripik Tempe 250 gram masih menunggu di Warung Bu Sri.'])
})

test('nobody is reminded without their consent, after they ordered, or while a person has the chat', async () => {
  const rini = await aWebVisitor(laris, widgetKey)
  await rini.say('mau pesan keripik tempe 2')
  hours(25)
  await enter()
  expect(await reminders()).toEqual([])
  await agree()
  await rini.say('mau pesan keripik tempe 1')
  for (const said of ['diambil', 'Rini', 'ya']) await rini.say(said)
  expect(await laris.superQuery('select id from orders where business_id = $1', [shop.businessId])).toHaveLength(1)
  await laris.superQuery("update orders set status = 'completed', paid_total = total where business_id = $1", [shop.businessId])
  hours(25)
  await enter()
  expect(await reminders()).toEqual([])
  await rini.say('mau pesan keripik tempe 3')
  const [{ id }] = await laris.superQuery('select id from conversations where business_id = $1', [shop.businessId])
  await shop.transaction((tx) => handOff(tx, String(id), { reason: 'human', summary: 'Minta orang.' }))
  hours(25)
  await enter()
  expect(await reminders()).toEqual([])
})
