import { expect, test } from 'vitest'
import { writeSetting } from '#domains/businesses'
import { addProduct } from '#domains/catalog'
import { listOrders } from '#domains/orders'
import { startFakeTelegram } from '../src/domains/conversations/channels/telegram/testing.ts'
import { startFakeWhatsapp } from '../src/domains/conversations/channels/whatsapp/testing.ts'
import { openTestShop } from '../src/domains/conversations/testing.ts'
import { saveProvider } from '../src/domains/orders/payment-settings.ts'

test.for([
  { type: 'whatsapp', start: startFakeWhatsapp, phone: '+6281298700011' },
  { type: 'telegram', start: startFakeTelegram, phone: null },
])('$type: an order is taken under the name that the channel knows, and paid by transfer', { timeout: 60_000 }, async ({ type, start, phone }) => {
  await using provider = await start()
  await using stage = await openTestShop(type, provider, { start: '2026-11-24T02:00:00Z' })
  const { laris, shop } = stage
  await shop.transaction(async (tx) => {
    await writeSetting(tx, 'assistant', { mode: 'answer' })
    await addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: '', variants: [{ name: '250 gram', price: 18_000, stock: 12 }] })
    await saveProvider(tx, 'transfer', { isOn: true, config: { accounts: [{ bank: 'BCA', number: '1234567890', holder: 'Sri Wahyuni' }] }, secrets: {} })
  })
  const customer = { externalId: '6281298700011', name: 'Rini', ...(phone ? { phone } : {}) }
  const say = async (text: string) => {
    laris.clock.advance(5_000)
    await stage.hear(text, { threadId: '6281298700011', customer, sentAt: laris.clock.now() })
    await laris.settle()
  }
  // Nothing is shipped by this shop, and the name is known: only the total is left to agree to.
  await say('mau pesan keripik tempe 2')
  await say('ya')
  const texts = (await stage.rows(`select text, delivery from messages where business_id = $1 and direction = 'outbound' order by sent_at, id`, [shop.businessId])).map(({ text, delivery }) => [text, delivery])
  expect(texts).toEqual([
    [expect.stringMatching(/Total Rp36\.000[^]*Atas nama Rini[^]*balas YA/), 'sent'],
    [expect.stringMatching(/sudah kami catat/), 'sent'],
    [expect.stringMatching(/BCA 1234567890/), 'sent'],
  ])
  const { items } = await shop.transaction((tx) => listOrders(tx, { limit: 10 }))
  expect(items).toMatchObject([{ source: 'chat', customerName: 'Rini', phone, total: 36_000, status: 'unpaid' }])
})
