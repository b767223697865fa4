import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { formatRupiah } from '#platform/money'
import { tryAssistant } from '#domains/assistant'
import { getShopFacts, saveShopFacts, shopFactsSchema } from '#domains/businesses'
import { addProduct, setVariantFigure } from '#domains/catalog'
import { connectChannel, handBack, sendMessage } from '#domains/conversations'
import { getCustomer } from '#domains/customers'
import { cancelOrder, listOrders, listPayments, placeOrder, sellAtCounter } from '#domains/orders'
import { answerMessage } from '../src/domains/assistant/answering.ts'
import { tellPaid } from '../src/domains/assistant/ordering/order-news.ts'
import { askChatPayment } from '../src/domains/assistant/ordering/payment-asking.ts'
import { saveAssistantSettings } from '../src/domains/assistant/settings.ts'
import { saveStockSettings } from '../src/domains/catalog/stock-settings.ts'
import { stockFaults } from '../src/domains/catalog/testing.ts'
import { confirmPayment } from '../src/domains/orders/payment-requests.ts'
import { saveProvider } from '../src/domains/orders/payment-settings.ts'
import { asOwner, moneyFaults } from '../src/domains/orders/testing.ts'
import { aWebVisitor } from './a-web-visitor.ts'

let laris: TestApp
let shop: Context
let widgetKey: string
const attempt = { workId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d', number: 1, isLast: false, signal: new AbortController().signal }

beforeAll(async () => {
  laris = await createTestApp({ start: '2026-11-24T02:00:00Z' })
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T02:00:00Z')
  shop = asOwner(await laris.newBusiness({ name: 'Warung Bu Sri' }))
  await shop.transaction(async (tx) => {
    const shipping = [{ method: 'Ambil di toko', area: 'Semarang', price: 0 }, { method: 'Kurir Toko', area: 'Kota Semarang', price: 10_000 }, { method: 'JNE REG', area: 'Jawa Tengah', price: 12_000, note: 'Harga per kg' }]
    await saveShopFacts(tx, shopFactsSchema.parse({ shipping }))
    await addProduct(tx, { name: 'Keripik Tempe', category: 'Camilan', description: 'Tempe tipis renyah.', variants: [{ name: '250 gram', price: 18_000, stock: 12, weightGrams: 250 }, { name: '500 gram', price: 34_000, stock: 3, weightGrams: 500 }] })
    await addProduct(tx, { name: 'Bolu Pandan', category: 'Kue', description: 'Satu loyang.', variants: [{ name: '', price: 45_000, stock: 1, weightGrams: 700 }] })
    const { variants } = await addProduct(tx, { name: 'Nasi Box Ayam', category: 'Katering', description: 'Isi nasi, ayam bakar, sambal, lalapan.', variants: [{ name: 'Paket', price: 20_000, stock: null }] })
    await saveStockSettings(tx, variants[0].variantId, { stockKind: 'made_to_order', leadDays: 1, dailyCapacity: 60, availableOn: null, preorderLimit: null, unit: 'kotak', lowStockAt: null, channelBuffer: 0, components: [] })
    await placeOrder(tx, { source: 'manual', customerName: 'RT 3', delivery: 'pickup', lines: [{ variantId: variants[0].variantId, quantity: 20, neededOn: '2026-12-14' }], holdMinutes: 43_200 })
    await saveProvider(tx, 'transfer', { isOn: true, config: { accounts: [{ bank: 'BCA', number: '1234567890', holder: 'Sri Wahyuni' }] }, secrets: {} })
  })
  const channel = await connectChannel(shop, { type: 'webchat', settings: { name: 'Situs' } })
  widgetKey = String(channel.config['widgetKey'])
})
afterAll(() => laris[Symbol.asyncDispose]())

const visitor = () => aWebVisitor(laris, widgetKey)

const chatOrders = async () => (await shop.transaction((tx) => listOrders(tx, { source: 'chat', limit: 50 }))).items
const openOrders = async () => (await chatOrders()).filter(({ status }) => status !== 'cancelled')
const isSound = async () => {
  expect(await moneyFaults(laris, shop.businessId)).toEqual([])
  expect(await stockFaults(laris, shop.businessId)).toEqual([])
}
/** Brings a customer up to the read-back of what they want, fetched in their own name. */
async function upToYes(wish: string, name = 'Rini') {
  const customer = await visitor()
  await customer.say(wish)
  await customer.say('diambil')
  expect(await customer.say(name)).toMatch(/balas YA/)
  return customer
}

describe('an order in a chat', () => {
  test('goes from the first wish to the money seen; the counter sells from the same stock', async () => {
    const sri = await visitor()
    await sri.say('mau pesan keripik tempe 250 gram 2 ya kak')
    await sri.say('diantar')
    await sri.say('ke Tembalang')
    await sri.say('Jl. Melati 12 RT 3, Tembalang')
    expect(await sri.say('Rini')).toMatch(/Ongkir Kurir Toko ke Tembalang: Rp10\.000\nTotal Rp46\.000/)
    expect(await chatOrders()).toEqual([])
    const placed = await sri.say('ya')
    expect(placed).toMatch(/Total Rp46\.000.*11\.00/)
    const [order] = await chatOrders()
    expect(order).toMatchObject({ total: 46_000, status: 'unpaid', customerName: 'Rini', address: 'Jl. Melati 12 RT 3, Tembalang', city: 'Tembalang', stockState: 'held' })
    expect(order.reservedUntil?.toISOString()).toBe('2026-11-24T04:00:06.000Z')
    const [payment] = await shop.transaction((tx) => listPayments(tx, order.id))
    expect(payment).toMatchObject({ provider: 'transfer', status: 'waiting', amount: 46_000 })
    expect(placed).toContain(`${formatRupiah(46_000 + payment.uniqueDigits)} ke:\nBCA 1234567890`)
    expect(await shop.transaction((tx) => getCustomer(tx, String(order.customerId)))).toMatchObject({ name: 'Rini' })
    // First counter sale, from what the chat left.
    const { variantId } = order.lines[0]
    const sale = (quantity: number) => shop.transaction((tx) => sellAtCounter(tx, { customerName: '', lines: [{ variantId: String(variantId), quantity }], provider: 'cash' }))
    await expect(sale(11)).rejects.toMatchObject({ code: 'catalog.out_of_stock', values: { available: 10 } })
    await sale(10)
    expect(await (await visitor()).say('mau pesan keripik tempe 250 gram 1')).toMatch(/habis/)
    // The owner has seen the money: told once, however often the news runs.
    await shop.transaction((tx) => confirmPayment(tx, payment.id, { note: '' }))
    await laris.settle()
    await tellPaid(shop, { orderId: order.id, paymentId: payment.id, applied: 46_000 }, attempt)
    await laris.settle()
    expect((await sri.read()).filter((text) => /Pembayaran Rp46\.000 untuk pesanan .* sudah kami terima/.test(text))).toHaveLength(1)
    expect((await chatOrders())[0]).toMatchObject({ status: 'processing', paidTotal: 46_000 })
    await isSound()
  })

  test('takes the name out of name, address and number in one message; the courier’s name is no address', async () => {
    const dian = await visitor()
    await dian.say('mau pesan keripik tempe 250 gram 2')
    await dian.say('diantar')
    expect(await dian.say('ke Semarang')).toMatch(/alamat/)
    expect(await dian.say('kurir jne')).toMatch(/alamat/)
    expect(await dian.say('Jl Pandanaran 10 Semarang')).toMatch(/Atas nama siapa/)
    expect(await dian.say('transfer saja ya, 2 jam lagi')).toMatch(/Atas nama siapa/)
    const back = await dian.say('Dian Puspita, Jl Pandanaran 10 Semarang, 081234500099')
    expect(back).toMatch(/Dikirim ke: .*Jl Pandanaran 10 Semarang.*\nAtas nama Dian Puspita\./)
  })

  test('keeps how each of the goods is wanted, up to the order', async () => {
    const rini = await visitor()
    expect(await rini.say('mau pesan keripik tempe 250 gram 2 gak pedes, bolu pandan 1 bungkus kado ya')).toMatch(/2 x Keripik Tempe.* \(gak pedes\)\n- 1 x Bolu Pandan \(bungkus kado\)/)
    await rini.say('diambil')
    expect(await rini.say('Rini')).toMatch(/Rp36\.000 \(gak pedes\)/)
    // A note alone belongs to what was named last.
    expect(await rini.say('tanpa lilin ya')).toMatch(/\(bungkus kado, tanpa lilin\)/)
    await rini.say('ya')
    expect((await chatOrders())[0]).toMatchObject({ total: 81_000, lines: [{ quantity: 2, note: 'gak pedes' }, { quantity: 1, note: 'bungkus kado, tanpa lilin' }] })
    const budi = await visitor()
    expect(await budi.say('kak mau keripik tempe 1 level 3')).toMatch(/yang mana/)
    expect(await budi.say('yang 500 gram')).toMatch(/1 x Keripik Tempe.* \(level 3\)/)
  })

  test('asks which variant, takes changes, and reads back anew until it is right', async () => {
    const budi = await visitor()
    expect(await budi.say('kak mau keripik tempe 2')).toMatch(/yang mana.*\n- 250 gram: Rp18\.000\n- 500 gram: Rp34\.000/)
    expect(await budi.say('yang 500 gram')).toMatch(/2 x Keripik Tempe \(500 gram\)\nMau diambil atau diantar/)
    await budi.say('ambil sendiri')
    expect(await budi.say('atas nama Budi')).toMatch(/Total Rp68\.000/)
    expect(await budi.say('tambah 1 lagi')).toMatch(/Total Rp102\.000/)
    expect(await budi.say('eh jadi 2 aja')).toMatch(/Total Rp68\.000/)
    expect(await budi.say('sama bolu pandan 1')).toMatch(/Total Rp113\.000/)
    expect(await budi.say('bolunya ga jadi')).toMatch(/Total Rp68\.000/)
    expect(await budi.say('yang 250 gram aja')).toMatch(/2 x Keripik Tempe \(250 gram\).*\nTotal Rp36\.000/)
    expect(await chatOrders()).toEqual([])
    await budi.say('oke jadi kak')
    expect(await chatOrders()).toMatchObject([{ total: 36_000, customerName: 'Budi', delivery: 'pickup' }])
  })

  test('is changed and cancelled in the chat while nothing is paid, and only there', async () => {
    const rini = await upToYes('pesan keripik tempe 250 gram 2')
    await rini.say('ya')
    const [first] = await openOrders()
    expect(await rini.say('tambah 1 lagi')).toMatch(new RegExp(`Total Rp54\\.000[^]*Pesanan ${first.number} baru diganti`))
    expect(await openOrders()).toMatchObject([{ id: first.id }])
    await rini.say('ya')
    const [second, ...others] = await openOrders()
    expect(second).toMatchObject({ total: 54_000 })
    expect(others).toEqual([])
    expect(await rini.say('batal kak')).toContain(`pesanan ${second.number} sudah dibatalkan`)
    expect(await openOrders()).toEqual([])
    const paid = await upToYes('pesan keripik tempe 250 gram 2', 'Tono')
    await paid.say('ya')
    const [order] = await openOrders()
    const [payment] = await shop.transaction((tx) => listPayments(tx, order.id))
    await shop.transaction((tx) => confirmPayment(tx, payment.id, { note: '' }))
    expect(await paid.say('batalin aja')).toMatch(/sudah dibayar.*admin/)
    expect(await openOrders()).toMatchObject([{ id: order.id, status: 'processing' }])
    await isSound()
  })

  test('counts no words and no picture as money', async () => {
    const rini = await upToYes('pesan keripik tempe 250 gram 2')
    await rini.say('ya')
    expect(await rini.say('sudah saya transfer ya kak, ini buktinya')).toMatch(/kami cek dulu/)
    expect(await openOrders()).toMatchObject([{ status: 'unpaid', paidTotal: 0 }])
    const [{ handler, handoff }] = await laris.superQuery('select handler, handoff from conversations where business_id = $1', [shop.businessId])
    expect({ handler, handoff }).toMatchObject({ handler: 'person', handoff: { reason: 'payment_check' } })
  })

  test('ends by itself when nobody pays, and the customer is told', async () => {
    const rini = await upToYes('pesan bolu pandan 1')
    await rini.say('ya')
    laris.clock.advance(2 * 3_600_000 + 60_000)
    await laris.settle()
    expect((await rini.read()).at(-1)).toMatch(/Waktu bayar pesanan .* sudah lewat/)
    expect(await openOrders()).toEqual([])
    await isSound()
  })
})

describe('a "yes"', () => {
  test('of two customers at once for the last piece makes one order; the other hears that it is gone', async () => {
    for (let round = 0; round < 5; round++) {
      const both = [await upToYes('pesan bolu pandan 1', 'Ani'), await upToYes('pesan bolu pandan 1', 'Beni')]
      await Promise.all(both.map((one) => one.write('ya')))
      await laris.settle()
      const said = await Promise.all(both.map(async (one) => (await one.read()).join('\n')))
      const orders = await openOrders()
      expect(orders).toHaveLength(1)
      expect(said.filter((text) => /sudah kami catat/.test(text))).toHaveLength(1)
      expect(said.filter((text) => /Bolu Pandan sedang habis/.test(text))).toHaveLength(1)
      await isSound()
      await shop.transaction((tx) => cancelOrder(tx, orders[0].id, ''))
    }
  })

  test('sent twice by the network, or said twice, is one order with one bill', async () => {
    const rini = await upToYes('pesan keripik tempe 250 gram 2')
    await Promise.all([rini.write('ya', 'ya-sekali-0001'), rini.write('ya', 'ya-sekali-0001')])
    await rini.write('ya', 'ya-sekali-0001')
    await laris.settle()
    expect(await rini.say('ya')).toMatch(/sudah tercatat/)
    const [order, ...others] = await chatOrders()
    expect(others).toEqual([])
    expect(await shop.transaction((tx) => listPayments(tx, order.id))).toHaveLength(1)
    expect((await rini.read()).filter((text) => /BCA/.test(text))).toHaveLength(1)
  })

  test('is kept through a power cut after the order: nothing is lost, nothing is said or asked for twice', async () => {
    const rini = await upToYes('pesan keripik tempe 250 gram 2')
    // The worker stops for good right after its commit: what it had in hand lies there again.
    await rini.write('ya')
    await laris.settle()
    const [order] = await chatOrders()
    const [{ id: messageId, conversationId, customerId }] = await laris.superQuery(`select m.id, m.conversation_id as "conversationId", c.customer_id as "customerId" from messages m join conversations c on c.business_id = m.business_id and c.id = m.conversation_id where m.business_id = $1 and m.text = 'ya'`, [shop.businessId])
    await answerMessage(shop, { conversationId, messageId, customerId, channelType: 'webchat', isLate: false, wantsAnswer: true }, attempt)
    const bill = { orderId: order.id, conversationId, payBy: null, isEnglish: false }
    await askChatPayment(shop, bill, attempt)
    await laris.settle()
    expect(await chatOrders()).toHaveLength(1)
    expect((await rini.read()).filter((text) => /sudah kami catat|BCA/.test(text))).toHaveLength(2)
    // Cut while the bill was being made: what is half made is never shown.
    await laris.superQuery(`update payments set details = '{}' where business_id = $1`, [shop.businessId])
    await askChatPayment(shop, bill, attempt)
    const payments = await shop.transaction((tx) => listPayments(tx, order.id))
    expect(payments.map(({ status }) => status).sort()).toEqual(['failed', 'waiting'])
    await isSound()
  })

  test('agrees only to what was read last, at the price that was read', async () => {
    const rini = await upToYes('pesan keripik tempe 250 gram 2')
    laris.clock.advance(1_000)
    await shop.transaction(async (tx) => {
      const [{ variantId }] = await laris.superQuery(`select id as "variantId" from variants where business_id = $1 and name = '250 gram'`, [shop.businessId])
      await setVariantFigure(tx, String(variantId), 'price', 20_000)
    })
    expect(await rini.say('ya')).toMatch(/Total Rp40\.000[^]*balas YA/)
    expect(await rini.say('kirim ke semarang kena ongkir berapa?')).toMatch(/Pesanan tadi masih saya simpan/)
    expect(await chatOrders()).toEqual([])
    laris.clock.advance(25 * 3_600_000)
    await rini.say('ya')
    expect(await chatOrders()).toEqual([])
  })

  test('to what a person wrote is no order', async () => {
    const rini = await upToYes('pesan keripik tempe 250 gram 2')
    const [{ id }] = await laris.superQuery('select id from conversations where business_id = $1', [shop.businessId])
    const conversationId = String(id)
    await shop.transaction((tx) => sendMessage(tx, { conversationId, text: 'Mau saya foto dulu barangnya?', clientId: 'orang-1' }))
    await shop.transaction((tx) => handBack(tx, conversationId))
    expect(await rini.say('ya')).toMatch(/Saya baca ulang/)
    expect(await chatOrders()).toEqual([])
  })
})

describe('what is made on a day', () => {
  test('is kept from the first question; a second customer sees what remains, and it comes free after two hours', async () => {
    const tutik = await visitor()
    const told = await tutik.say('bu nasi box 35 bs tgl 14 gak? yg 20rb isine opo')
    expect(told).toMatch(/Isi nasi, ayam bakar, sambal, lalapan[^]*14 Desember 2026 masih ada tempat, tersedia 40 dari 60[^]*diambil atau diantar/)
    const rt = await visitor()
    expect(await rt.say('pesan nasi box 10 utk tgl 14')).toMatch(/14 Desember 2026 tinggal 5\. Mau kurangi/)
    expect(await chatOrders()).toEqual([])
    laris.clock.advance(2 * 3_600_000 + 60_000)
    await laris.settle()
    expect(await (await visitor()).say('pesan nasi box 40 utk tgl 14')).toMatch(/tersedia 40 dari 60/)
    await isSound()
  })

  test('becomes an order for that day with fewer taken, and none too soon', async () => {
    const rini = await visitor()
    expect(await rini.say('pesan nasi box 50')).toMatch(/Untuk tanggal berapa/)
    expect(await rini.say('hari ini')).toMatch(/paling cepat siap 25 November 2026/)
    expect(await rini.say('tgl 14 desember')).toMatch(/tinggal 40/)
    expect(await rini.say('ya udah 40 aja')).toMatch(/diambil atau diantar/)
    await rini.say('diambil jam 9')
    expect(await rini.say('bu Rini')).toMatch(/Diambil sendiri 14 Desember 2026 jam 09\.00/)
    await rini.say('nggih')
    expect(await chatOrders()).toMatchObject([{ total: 800_000, promisedOn: '2026-12-14', pickupTime: '09.00', lines: [{ quantity: 40, neededOn: '2026-12-14' }] }])
    await isSound()
  })
})

describe('rules of the shop', () => {
  test('that are missing are asked of a person, and no total is told', async () => {
    const rini = await visitor()
    await rini.say('pesan bolu pandan 1')
    const told = await rini.say('kirim ke Manado')
    expect(told).toMatch(/cekkan dulu ke admin/)
    expect(told).not.toMatch(/Total Rp/)
    const [{ handoff }] = await laris.superQuery('select handoff from conversations where business_id = $1', [shop.businessId])
    expect(handoff).toMatchObject({ reason: 'shipping', summary: expect.stringContaining('1 x Bolu Pandan · dikirim ke Manado') })
  })

  test('on a part beforehand count as they are written', async () => {
    await shop.transaction(async (tx) => {
      const { facts } = await getShopFacts(tx)
      await saveShopFacts(tx, { ...facts, policies: { deposit: 'Pesanan di atas Rp100.000 memakai DP 50%.' } })
    })
    const rini = await upToYes('pesan keripik tempe 250 gram 10')
    expect((await rini.read()).at(-1)).toMatch(/Total Rp180\.000\.\nDP Rp90\.000 dulu/)
    await rini.say('ya')
    const [order] = await chatOrders()
    expect(order.depositDue).toBe(90_000)
    const [payment] = await shop.transaction((tx) => listPayments(tx, order.id))
    expect(payment).toMatchObject({ kind: 'deposit', amount: 90_000 })
    laris.clock.advance(60_000)
    await shop.transaction((tx) => confirmPayment(tx, payment.id, { note: '' }))
    await laris.settle()
    expect((await rini.read()).at(-1)).toMatch(/Rp90\.000 .* sudah kami terima.*Sisanya Rp90\.000/)
  })

  test('decide whether the assistant takes orders at all; trying it takes none', async () => {
    const script = ['mau pesan keripik tempe 250 gram 2', 'diambil', 'Rini', 'ya']
    expect((await tryAssistant(shop, { messages: script.slice(0, 3), phone: null })).reply).toMatch(/Total Rp36\.000/)
    expect((await tryAssistant(shop, { messages: script, phone: null })).reply).toMatch(/Percobaan: pesanan tidak benar-benar dibuat/)
    for (const settings of [{ mode: 'answer' as const, takesOrders: false }, { mode: 'suggest' as const, takesOrders: true }]) {
      await shop.transaction((tx) => saveAssistantSettings(tx, settings))
      const customer = await visitor()
      for (const text of script) await customer.say(text)
    }
    expect(await chatOrders()).toEqual([])
    expect(await laris.superQuery('select 1 from chat_carts where business_id = $1', [shop.businessId])).toEqual([])
  })
})
