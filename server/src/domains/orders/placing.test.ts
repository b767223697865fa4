import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { saveShopFacts, shopFactsSchema } from '#domains/businesses'
import { aGood, levelOf, stockFaults } from '../catalog/testing.ts'
import { sellAtCounter } from './counter.ts'
import { addDiscountRule } from './discount-rules.ts'
import { applyPayment, insertPayment, listPayments } from './money.ts'
import { listNeeds } from './needs.ts'
import { placeOrder } from './placing.ts'
import { cancelOrder, moveOrder, restoreOrder } from './progress.ts'
import { movePromise, listPromises } from './promises.ts'
import { listRefunds, settleRefund } from './refunds.ts'
import { returnOrder } from './returns.ts'
import { getOrder } from './store.ts'
import { asOwner, moneyFaults, place } from './testing.ts'

let laris: TestApp
let ctx: Context
beforeAll(async () => {
  laris = await createTestApp()
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T03:00:00Z')
  ctx = await laris.newBusiness()
})
afterEach(async () => {
  expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  expect(await moneyFaults(laris, ctx.businessId)).toEqual([])
})
afterAll(() => laris[Symbol.asyncDispose]())

const pay = (orderId: string, amount: number) =>
  ctx.transaction(async (tx) => {
    const paymentId = await insertPayment(tx, { orderId, provider: 'cash', kind: 'full', amount, uniqueDigits: 0, externalId: null, details: {}, note: '', expiresAt: null })
    return applyPayment(tx, paymentId)
  })
const read = (orderId: string) => ctx.transaction((tx) => getOrder(tx, orderId))

describe('an order', () => {
  test('is priced from rows, holds its goods, and leaves the stock when it leaves the shop', async () => {
    const shirt = await aGood(ctx, 'Parang', 5)
    const order = await place(ctx, shirt, 2)
    expect(order).toMatchObject({ status: 'unpaid', subtotal: 40_000, total: 40_000, stockState: 'held', number: expect.stringMatching(/^261124-[2-9A-Z]{5}$/) })
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 5, reserved: 2 })
    await pay(order.id, 40_000)
    expect(await read(order.id)).toMatchObject({ status: 'processing', paidTotal: 40_000, reservedUntil: null })
    await ctx.transaction((tx) => moveOrder(tx, order.id, 'shipped'))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
    await expect(ctx.transaction((tx) => moveOrder(tx, order.id, 'ready'))).rejects.toMatchObject({ code: 'orders.step_back' })
    await ctx.transaction((tx) => moveOrder(tx, order.id, 'completed'))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
  })

  test('is not made at all when one of its goods is missing', async () => {
    const [shirt, scarf] = [await aGood(ctx, 'Parang', 5), await aGood(ctx, 'Selendang', 0)]
    await expect(place(ctx, shirt, 2, { lines: [{ variantId: shirt, quantity: 2 }, { variantId: scarf, quantity: 1 }] })).rejects.toMatchObject({ code: 'catalog.out_of_stock', values: { name: 'Selendang' } })
    expect(await laris.superQuery('select 1 from orders where business_id = $1', [ctx.businessId])).toEqual([])
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 5, reserved: 0 })
  })

  test('gets its shipping from the shop’s own rates, free above the limit, and never a guessed one', async () => {
    const shirt = await aGood(ctx, 'Parang', 50)
    await ctx.transaction((tx) => saveShopFacts(tx, shopFactsSchema.parse({ shipping: [{ method: 'Kurir toko', area: 'Tembalang', price: 10_000 }, { method: 'Ojek', area: 'Semarang', price: null }], freeShippingOver: 100_000 })))
    const ship = (quantity: number, area: string, method = 'Kurir toko') => place(ctx, shirt, quantity, { delivery: 'ship', shipping: { method, area } })
    expect(await ship(1, 'tembalang')).toMatchObject({ shippingFee: 10_000, total: 30_000, courier: 'Kurir toko' })
    expect(await ship(5, 'Tembalang')).toMatchObject({ shippingFee: 0, total: 100_000 })
    await expect(ship(1, 'Semarang', 'Ojek')).rejects.toMatchObject({ code: 'orders.shipping_unknown' })
    await expect(ship(1, 'Papua')).rejects.toMatchObject({ code: 'orders.shipping_unknown' })
  })

  test('follows the discount rules; the assistant and buyers set no price of their own', async () => {
    const box = await aGood(ctx, 'Nasi box', null)
    await asOwner(ctx).transaction((tx) => addDiscountRule(tx, { name: 'Borongan 100', code: null, variantId: box, minQuantity: 100, minSubtotal: 0, kind: 'per_piece', value: 500, startsOn: null, endsOn: null }))
    expect(await place(ctx, box, 100)).toMatchObject({ subtotal: 2_000_000, discount: 50_000, total: 1_950_000, discountNote: 'Borongan 100' })
    const assistant = ctx.as({ kind: 'assistant' })
    expect(await place(assistant, box, 99)).toMatchObject({ discount: 0 })
    for (const changes of [{ discount: 1_000 }, { shippingFee: 0 }, { depositDue: 1 }, { customLines: [{ name: 'Meja', quantity: 1, unitPrice: 1 }] }]) {
      await expect(place(assistant, box, 1, changes)).rejects.toMatchObject({ code: 'orders.members_only' })
    }
  })

  test('at a price of its own (a quote) is for members', async () => {
    const order = await ctx.transaction((tx) => placeOrder(tx, { source: 'manual', customerName: 'Hotel', delivery: 'pickup', lines: [], customLines: [{ name: 'Meja 2 m', quantity: 1, unitPrice: 4_750_000 }], depositDue: 1_900_000 }))
    expect(order).toMatchObject({ total: 4_750_000, depositDue: 1_900_000 })
  })

  test('with goods whose price nobody knows is refused', async () => {
    const shirt = await aGood(ctx, 'Parang', 5)
    await laris.superQuery('update variants set price = null where id = $1', [shirt])
    await expect(place(ctx, shirt, 1)).rejects.toMatchObject({ code: 'orders.price_unknown' })
  })
})

describe('money', () => {
  test('a deposit starts the work, the balance closes it, and each counts once', async () => {
    const table = await aGood(ctx, 'Meja', 1)
    const order = await place(ctx, table, 1, { depositDue: 8_000 })
    const deposit = await pay(order.id, 8_000)
    expect(await read(order.id)).toMatchObject({ status: 'processing', paidTotal: 8_000, paidAt: null })
    await ctx.transaction((tx) => applyPayment(tx, deposit.id))
    await Promise.all([1, 2, 3, 4].map(() => ctx.transaction((tx) => applyPayment(tx, deposit.id))))
    expect(await read(order.id)).toMatchObject({ paidTotal: 8_000 })
    await pay(order.id, 12_000)
    expect(await read(order.id)).toMatchObject({ paidTotal: 20_000, paidAt: laris.clock.now() })
  })

  test('too little does not start the work; too much is listed to be given back', async () => {
    const table = await aGood(ctx, 'Meja', 1)
    const order = await place(ctx, table, 1)
    await pay(order.id, 5_000)
    expect(await read(order.id)).toMatchObject({ status: 'unpaid', paidTotal: 5_000 })
    await pay(order.id, 16_000)
    expect(await read(order.id)).toMatchObject({ status: 'processing', paidTotal: 20_000 })
    expect(await ctx.transaction((tx) => listRefunds(tx, order.id))).toMatchObject([{ reason: 'surplus', amount: 1_000, status: 'needed' }])
  })
})

describe('giving up an order', () => {
  test('returns goods and lists the money; taking it back undoes both', async () => {
    const shirt = await aGood(ctx, 'Parang', 5)
    const order = await place(ctx, shirt, 2)
    await pay(order.id, 40_000)
    await ctx.transaction((tx) => moveOrder(tx, order.id, 'shipped'))
    await ctx.transaction((tx) => cancelOrder(tx, order.id, 'berubah pikiran'))
    await ctx.transaction((tx) => cancelOrder(tx, order.id, 'dua kali'))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 5, reserved: 0 })
    expect(await ctx.transaction((tx) => listRefunds(tx, order.id))).toMatchObject([{ reason: 'cancelled', amount: 40_000 }])
    await ctx.transaction((tx) => restoreOrder(tx, order.id))
    expect(await read(order.id)).toMatchObject({ status: 'shipped', stockState: 'committed', cancelReason: null })
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
    expect(await ctx.transaction((tx) => listRefunds(tx, order.id))).toEqual([])
  })

  test('cannot be taken back when the goods are gone or the money was returned', async () => {
    const shirt = await aGood(ctx, 'Parang', 2)
    const first = await place(ctx, shirt, 2)
    await ctx.transaction((tx) => cancelOrder(tx, first.id, ''))
    const second = await place(ctx, shirt, 1)
    await expect(ctx.transaction((tx) => restoreOrder(tx, first.id))).rejects.toMatchObject({ code: 'catalog.out_of_stock' })
    await pay(second.id, 20_000)
    await ctx.transaction((tx) => cancelOrder(tx, second.id, ''))
    const [refund] = await ctx.transaction((tx) => listRefunds(tx, second.id))
    await ctx.transaction((tx) => settleRefund(tx, refund.id, 'transfer'))
    await ctx.transaction((tx) => settleRefund(tx, refund.id, 'dua kali'))
    expect(await read(second.id)).toMatchObject({ refundedTotal: 20_000 })
    await expect(ctx.transaction((tx) => restoreOrder(tx, second.id))).rejects.toMatchObject({ code: 'orders.refund_done' })
  })
})

describe('F22: the hold runs out', () => {
  test('gives the goods back and cancels; what was paid in time stays', async () => {
    const shirt = await aGood(ctx, 'Parang', 2)
    const [late, paid] = [await place(ctx, shirt, 1), await place(ctx, shirt, 1)]
    await pay(paid.id, 20_000)
    laris.clock.advance(2 * 3_600_000 - 1)
    await laris.settle()
    expect(await read(late.id)).toMatchObject({ status: 'unpaid' })
    laris.clock.advance(1)
    await laris.settle()
    expect([await read(late.id), await read(paid.id)]).toMatchObject([{ status: 'cancelled', cancelReason: 'Batas waktu bayar lewat' }, { status: 'processing' }])
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 2, reserved: 1 })
  })

  test('money after the goods were given back is listed to be returned, and the order stays cancelled', async () => {
    const shirt = await aGood(ctx, 'Parang', 1)
    const order = await place(ctx, shirt, 1)
    laris.clock.advance(2 * 3_600_000)
    await laris.settle()
    const payment = await pay(order.id, 20_000)
    expect(payment).toMatchObject({ status: 'paid', applied: 0 })
    expect(await read(order.id)).toMatchObject({ status: 'cancelled', paidTotal: 0 })
    expect(await ctx.transaction((tx) => listRefunds(tx, order.id))).toMatchObject([{ reason: 'late', amount: 20_000 }])
  })

  test.each([-1, 0, 1])('money at expiry %i ms, both at once: an order or a refund to make, never both, never neither', async (offset) => {
    for (let round = 0; round < 8; round++) {
      const shirt = await aGood(ctx, `Parang ${offset} ${round}`, 1)
      const order = await place(ctx, shirt, 1)
      laris.clock.set(new Date((order.reservedUntil ?? new Date()).getTime() + offset))
      await Promise.all(round % 2 ? [pay(order.id, 20_000), laris.settle()] : [laris.settle(), pay(order.id, 20_000)])
      laris.clock.advance(10_000)
      await laris.settle()
      const { status, paidTotal } = await read(order.id)
      const refunds = await ctx.transaction((tx) => listRefunds(tx, order.id))
      const isOrder = status === 'processing' && paidTotal === 20_000 && refunds.length === 0
      const isRefund = status === 'cancelled' && paidTotal === 0 && refunds.length === 1 && refunds[0].reason === 'late' && refunds[0].amount === 20_000
      expect([isOrder, isRefund].filter(Boolean).length, `${status} ${paidTotal} ${refunds.length}`).toBe(1)
      expect(await levelOf(laris, shirt)).toEqual({ onHand: 1, reserved: isOrder ? 1 : 0 })
    }
  })
})

describe('goods that come back', () => {
  test('return to the stock with a refund, at most what was bought and paid', async () => {
    const shirt = await aGood(ctx, 'Parang', 5)
    const order = await place(ctx, shirt, 3)
    await pay(order.id, 60_000)
    await ctx.transaction((tx) => moveOrder(tx, order.id, 'completed'))
    const give = (quantity: number, refund: number, isRestocked = true) => ctx.transaction((tx) => returnOrder(tx, order.id, { lines: [{ lineId: order.lines[0].id, quantity }], isRestocked, reason: 'sobek', refund }))
    await give(1, 20_000)
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
    await give(1, 20_000, false)
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
    await expect(give(2, 0)).rejects.toMatchObject({ code: 'orders.too_many_returned', values: { left: 1 } })
    await expect(give(1, 30_000)).rejects.toMatchObject({ code: 'orders.too_much', values: { due: 20_000 } })
  })
})

describe('a counter sale', () => {
  test('is done at once, and nothing of it happens without stock', async () => {
    const shirt = await aGood(ctx, 'Parang', 1)
    const sell = () => ctx.transaction((tx) => sellAtCounter(tx, { customerName: '', lines: [{ variantId: shirt, quantity: 1 }], provider: 'cash' }))
    const order = await sell()
    expect(order).toMatchObject({ source: 'kasir', status: 'completed', paidTotal: 20_000 })
    expect(await ctx.transaction((tx) => listPayments(tx, order.id))).toMatchObject([{ provider: 'cash', status: 'paid', applied: 20_000 }])
    await expect(sell()).rejects.toMatchObject({ code: 'catalog.out_of_stock' })
    expect(await laris.superQuery('select count(*)::int as orders from orders where business_id = $1', [ctx.businessId])).toEqual([{ orders: 1 }])
  })
})

describe('a promised date', () => {
  test('moves only by a person of the shop, and the old one stays', async () => {
    const table = await aGood(ctx, 'Meja', 1)
    const order = await place(ctx, table, 1, { promisedOn: '2026-12-20' })
    await expect(ctx.as({ kind: 'assistant' }).transaction((tx) => movePromise(tx, order.id, { promisedOn: '2026-12-30', reason: '' }))).rejects.toMatchObject({ code: 'orders.members_only' })
    await asOwner(ctx).transaction((tx) => movePromise(tx, order.id, { promisedOn: '2026-12-27', reason: 'kayu belum kering' }))
    expect(await read(order.id)).toMatchObject({ promisedOn: '2026-12-27' })
    expect((await ctx.transaction((tx) => listPromises(tx, order.id))).map(({ promisedOn, reason }) => ({ promisedOn, reason }))).toEqual([{ promisedOn: '2026-12-20', reason: '' }, { promisedOn: '2026-12-27', reason: 'kayu belum kering' }])
  })
})

describe('made to order', () => {
  test('says what has to be bought: what recipes need up to a day, less what is there', async () => {
    const chicken = await aGood(ctx, 'Ayam', 5_000, { unit: 'gram' })
    const rice = await aGood(ctx, 'Beras', 90_000, { unit: 'gram' })
    const box = await aGood(ctx, 'Nasi box', null, { stockKind: 'made_to_order', dailyCapacity: 60, components: [{ variantId: chicken, quantity: 200 }, { variantId: rice, quantity: 100 }] })
    const [soon, later] = [await place(ctx, box, 35, { promisedOn: '2026-12-14' }), await place(ctx, box, 10, { promisedOn: '2026-12-20' })]
    await place(ctx, box, 5, { promisedOn: '2026-12-14' })
    for (const order of [soon, later]) await pay(order.id, order.total)
    const needs = (until?: string) => ctx.transaction((tx) => listNeeds(tx, until)).then((all) => all.map(({ name, needed, missing, unit }) => ({ name, needed, missing, unit })))
    expect(await needs('2026-12-14')).toEqual([{ name: 'Ayam', needed: 7_000, missing: 2_000, unit: 'gram' }, { name: 'Beras', needed: 3_500, missing: 0, unit: 'gram' }])
    expect((await needs())[0]).toMatchObject({ needed: 9_000, missing: 4_000 })
    await ctx.transaction((tx) => moveOrder(tx, soon.id, 'ready'))
    expect((await needs('2026-12-14')).length).toBe(0)
  })

  test('uses its ingredients when it is ready; too few are listed, not refused', async () => {
    const chicken = await aGood(ctx, 'Ayam', 30)
    const box = await aGood(ctx, 'Nasi box', null, { stockKind: 'made_to_order', dailyCapacity: 60, leadDays: 1, components: [{ variantId: chicken, quantity: 1 }] })
    const order = await place(ctx, box, 35, { promisedOn: '2026-12-14' })
    await pay(order.id, 700_000)
    expect(await levelOf(laris, chicken)).toEqual({ onHand: 30, reserved: 0 })
    await ctx.transaction((tx) => moveOrder(tx, order.id, 'ready'))
    await ctx.transaction((tx) => moveOrder(tx, order.id, 'completed'))
    expect(await levelOf(laris, chicken)).toEqual({ onHand: 0, reserved: 0 })
    expect(await laris.superQuery('select wanted, missing from stock_conflicts where business_id = $1', [ctx.businessId])).toEqual([{ wanted: 35, missing: 5 }])
  })
})
