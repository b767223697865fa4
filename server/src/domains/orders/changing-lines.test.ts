import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { aGood, levelOf, stockFaults } from '../catalog/testing.ts'
import { changeLines, previewLines } from './changing-lines.ts'
import { addDiscountRule } from './discount-rules.ts'
import { applyPayment, insertPayment, listPayments } from './money.ts'
import { changeDetails } from './orders.ts'
import { requestPayment } from './payment-requests.ts'
import { moveOrder } from './progress.ts'
import { listRefunds } from './refunds.ts'
import { getOrder } from './store.ts'
import { asOwner, moneyFaults, place } from './testing.ts'

let laris: TestApp
let ctx: Context
beforeAll(async () => {
  laris = await createTestApp()
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T03:00:00Z')
  ctx = asOwner(await laris.newBusiness())
})
afterEach(async () => {
  expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  expect(await moneyFaults(laris, ctx.businessId)).toEqual([])
})
afterAll(() => laris[Symbol.asyncDispose]())

const change = (orderId: string, lines: { variantId: string; quantity: number; note?: string }[], more: object = {}) => ctx.transaction((tx) => changeLines(tx, orderId, { lines, ...more }))
const read = (orderId: string) => ctx.transaction((tx) => getOrder(tx, orderId))

test('other goods are priced and held anew, and the buyer can be told', async () => {
  const [shirt, scarf] = [await aGood(ctx, 'Parang', 5), await aGood(ctx, 'Selendang', 4)]
  const order = await place(ctx, shirt, 2)
  const lines = [{ variantId: shirt, quantity: 1 }, { variantId: scarf, quantity: 3, note: 'bungkus kado' }]
  const preview = await ctx.transaction((tx) => previewLines(tx, order.id, { lines }))
  expect(preview).toMatchObject({ total: 80_000, text: expect.stringContaining('• 3 × Selendang = Rp 60.000 (bungkus kado)') })
  expect(await read(order.id)).toMatchObject({ total: 40_000 })
  expect(await change(order.id, lines)).toEqual(preview)
  expect(await read(order.id)).toMatchObject({ status: 'unpaid', total: 80_000, lines: [{ quantity: 1 }, { quantity: 3, note: 'bungkus kado' }] })
  expect([await levelOf(laris, shirt), await levelOf(laris, scarf)]).toEqual([{ onHand: 5, reserved: 1 }, { onHand: 4, reserved: 3 }])
  expect(await laris.superQuery("select before, after from audit_entries where business_id = $1 and action = 'order.lines'", [ctx.businessId])).toMatchObject([{ before: { total: 40_000 }, after: { total: 80_000 } }])
})

test('when a piece is missing everything stays as it was', async () => {
  const shirt = await aGood(ctx, 'Parang', 5)
  const order = await place(ctx, shirt, 2)
  await place(ctx, shirt, 2)
  expect(await change(order.id, [{ variantId: shirt, quantity: 3 }])).toMatchObject({ total: 60_000 })
  await expect(change(order.id, [{ variantId: shirt, quantity: 4 }])).rejects.toMatchObject({ code: 'catalog.out_of_stock' })
  expect(await read(order.id)).toMatchObject({ total: 60_000, lines: [{ quantity: 3 }] })
  expect(await levelOf(laris, shirt)).toEqual({ onHand: 5, reserved: 5 })
})

test('the discount that was agreed, the shipping and the share of the deposit stay', async () => {
  const shirt = await aGood(ctx, 'Parang', 50)
  await ctx.transaction((tx) => addDiscountRule(tx, { name: 'Kode teman', code: 'TEMAN', variantId: null, minQuantity: 0, minSubtotal: 0, kind: 'percent', value: 10, startsOn: null, endsOn: null }))
  const byCode = await place(ctx, shirt, 2, { code: 'teman', delivery: 'ship', shippingFee: 9_000, depositDue: 15_000 })
  expect(byCode).toMatchObject({ discount: 4_000, total: 45_000 })
  expect(await change(byCode.id, [{ variantId: shirt, quantity: 4 }])).toMatchObject({ discount: 8_000, shippingFee: 9_000, total: 81_000, depositDue: 27_000 })
  const byHand = await place(ctx, shirt, 2, { discount: 30_000 })
  expect(await change(byHand.id, [{ variantId: shirt, quantity: 1 }])).toMatchObject({ discount: 20_000, total: 0 })
})

test('a bill of the former total is closed, and money that comes for it still counts once', async () => {
  const shirt = await aGood(ctx, 'Parang', 9)
  const order = await place(ctx, shirt, 3)
  const paymentId = await ctx.transaction((tx) => insertPayment(tx, { orderId: order.id, provider: 'transfer', kind: 'full', amount: 60_000, uniqueDigits: 0, externalId: null, details: {}, note: '', expiresAt: null }))
  await change(order.id, [{ variantId: shirt, quantity: 2 }])
  expect(await ctx.transaction((tx) => listPayments(tx, order.id))).toMatchObject([{ status: 'expired' }])
  await ctx.transaction((tx) => applyPayment(tx, paymentId))
  expect(await read(order.id)).toMatchObject({ status: 'processing', paidTotal: 40_000 })
  expect(await ctx.transaction((tx) => listRefunds(tx, order.id))).toMatchObject([{ reason: 'surplus', amount: 20_000 }])
})

test('what is paid, sent or asked for by the assistant keeps its goods', async () => {
  const shirt = await aGood(ctx, 'Parang', 9)
  const paid = await place(ctx, shirt, 1)
  await requestPayment(ctx, paid.id, { provider: 'cash' })
  await expect(change(paid.id, [{ variantId: shirt, quantity: 2 }])).rejects.toMatchObject({ code: 'orders.lines_fixed' })
  const sent = await place(ctx, shirt, 1)
  await ctx.transaction((tx) => moveOrder(tx, sent.id, 'shipped'))
  await expect(change(sent.id, [{ variantId: shirt, quantity: 2 }])).rejects.toMatchObject({ code: 'orders.lines_fixed' })
  const open = await place(ctx, shirt, 1)
  await expect(ctx.as({ kind: 'assistant' }).transaction((tx) => changeLines(tx, open.id, { lines: [{ variantId: shirt, quantity: 2 }] }))).rejects.toMatchObject({ code: 'orders.members_only' })
})

test('many changes and sales at once never hold more than there is', async () => {
  const [shirt, scarf] = [await aGood(ctx, 'Parang', 6), await aGood(ctx, 'Selendang', 6)]
  const orders = await Promise.all([shirt, scarf, shirt, scarf].map((variantId) => place(ctx, variantId, 1)))
  await Promise.allSettled([
    ...orders.map((order, at) => change(order.id, at % 2 === 0 ? [{ variantId: scarf, quantity: 2 }, { variantId: shirt, quantity: 2 }] : [{ variantId: shirt, quantity: 2 }, { variantId: scarf, quantity: 2 }])),
    ...[shirt, scarf, shirt, scarf].map((variantId) => place(ctx, variantId, 2)),
  ])
  const levels = [await levelOf(laris, shirt), await levelOf(laris, scarf)]
  for (const level of levels) expect(level?.reserved).toBeLessThanOrEqual(6)
  const held = await laris.superQuery("select coalesce(sum(quantity), 0) as sum from order_lines l join orders o on o.business_id = l.business_id and o.id = l.order_id where o.business_id = $1 and o.status = 'unpaid'", [ctx.businessId])
  expect(Number(held[0]?.['sum'])).toBe(levels.reduce((sum, level) => sum + (level?.reserved ?? 0), 0))
})

test('F37: two people who write on one order at once lose nothing: the second is told', async () => {
  const order = await place(ctx, await aGood(ctx, 'Parang', 3), 1, { note: 'lama' })
  const save = (note: string, more: object = {}) => ctx.transaction((tx) => changeDetails(tx, order.id, { note, ...more }, { note: 'lama', courier: '', trackingNumber: null }))
  const results = await Promise.allSettled([save('dari Ayu'), save('dari Dian')])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'orders.details_changed' } })
  // Another field of the same order is nobody's loss.
  await ctx.transaction((tx) => changeDetails(tx, order.id, { courier: 'JNE' }, { note: 'lama', courier: '', trackingNumber: null }))
  expect(await read(order.id)).toMatchObject({ courier: 'JNE', note: expect.stringMatching(/^dari/) })
})
