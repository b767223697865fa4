import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addProduct } from '#domains/catalog'
import { connectChannel } from '#domains/conversations'
import { saveAssistantSettings } from '../src/domains/assistant/settings.ts'
import { setPhoto } from '../src/domains/catalog/photos.ts'
import { asOwner } from '../src/domains/orders/testing.ts'
import { aWebVisitor } from './a-web-visitor.ts'

let laris: TestApp
let shop: Context
let widgetKey: string
const picture = new TextEncoder().encode('foto keripik')
beforeAll(async () => {
  laris = await createTestApp()
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T02:00:00Z')
  shop = asOwner(await laris.newBusiness({ name: 'Warung Bu Sri' }))
  const { key } = await shop.files.put(shop.businessId, picture)
  await shop.transaction(async (tx) => {
    const { productId } = await addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Tempe tipis renyah, tahan 3 bulan.', variants: [{ name: '250 gram', price: 18_000, stock: 20 }] })
    await setPhoto(tx, productId, key)
    await addProduct(tx, { name: 'Bolu Pandan', category: 'Kue', description: 'Satu loyang, tahan 3 hari.', variants: [{ name: '', price: 45_000, stock: 4 }] })
  })
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  widgetKey = String(channel.config['widgetKey'])
})
afterAll(() => laris[Symbol.asyncDispose]())

const photos = () => laris.superQuery("select a.file_key, a.name, m.text from attachments a join messages m on m.business_id = a.business_id and m.id = a.message_id where a.business_id = $1 and m.direction = 'outbound' order by m.sent_at", [shop.businessId])

test('an answer about one product brings its photo once, and again when it is asked for', async () => {
  const rini = await aWebVisitor(laris, widgetKey)
  const answer = await rini.say('keripik tempe tahan berapa lama kak?')
  expect(answer).toContain('3 bulan')
  expect(await photos()).toMatchObject([{ name: 'Keripik Tempe.jpg', text: answer }])
  await rini.say('keripik tempe bahannya apa?')
  expect(await photos()).toHaveLength(1)
  await rini.say('ada foto keripik tempe nya?')
  const [first, second] = await photos()
  expect(second).toMatchObject({ name: 'Keripik Tempe.jpg' })
  // Copies: erasing one takes neither the other nor the shop's own.
  expect(first['file_key']).not.toBe(second['file_key'])
  await shop.files.remove(shop.businessId, String(first['file_key']))
  expect(await buffer(await shop.files.open(shop.businessId, String(second['file_key'])))).toEqual(Buffer.from(picture))
})

test('a price, a product without a photo and an answer that waits for a person bring none', async () => {
  const rini = await aWebVisitor(laris, widgetKey)
  await rini.say('keripik tempe berapa?')
  await rini.say('bolu pandan tahan berapa lama?')
  await shop.transaction((tx) => saveAssistantSettings(tx, { mode: 'suggest', takesOrders: true }))
  await rini.say('ada foto keripik tempe?')
  expect(await photos()).toEqual([])
})
