import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { aGood, levelOf, stockFaults } from '../../catalog/testing.ts'
import { listOrders } from '../orders.ts'
import { getOrder } from '../store.ts'
import { asOwner, moneyFaults, place } from '../testing.ts'
import { listCounterConflicts } from './conflicts.ts'
import { counterEntry, type CounterEntry } from './schemas.ts'
import { listShifts } from './shifts.ts'
import { listNotices, markSeen, syncCounter } from './sync.ts'

let laris: TestApp
let ctx: Context
const device = randomUUID()
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

const sale = (variantId: string | null, quantity: number, changes: object = {}): CounterEntry =>
  counterEntry.parse({ kind: 'sale', entryId: randomUUID(), at: '2026-11-21T03:00:00Z', lines: [{ variantId, name: 'Ayam goreng', quantity, unitPrice: 20_000 }], payments: [{ provider: 'cash', amount: quantity * 20_000 }], ...changes })
const send = (entries: CounterEntry[], deviceId: string = device) => syncCounter(ctx, { deviceId, entries })

test('a sale made offline counts once, at the time it was made, however often it is sent', async () => {
  const ayam = await aGood(ctx, 'Ayam goreng', 5)
  const one = sale(ayam, 2)
  expect(await send([one])).toMatchObject([{ outcome: 'accepted', isReplay: false }])
  expect(await send([one, one])).toMatchObject([{ isReplay: true }, { isReplay: true }])
  const order = await ctx.transaction((tx) => getOrder(tx, one.entryId))
  expect(order).toMatchObject({ source: 'kasir', status: 'completed', total: 40_000, paidTotal: 40_000, stockState: 'committed' })
  expect(order.placedAt.toISOString()).toBe('2026-11-21T03:00:00.000Z')
  expect(await levelOf(laris, ayam)).toEqual({ onHand: 3, reserved: 0 })
})

test('a sale sent twice at the same moment counts once', async () => {
  const ayam = await aGood(ctx, 'Ayam goreng', 5)
  const one = sale(ayam, 1)
  const results = await Promise.all(Array.from({ length: 6 }, () => send([one])))
  expect(results.flat().filter(({ isReplay }) => !isReplay)).toHaveLength(1)
  expect(await levelOf(laris, ayam)).toEqual({ onHand: 4, reserved: 0 })
})

test('what was promised in a chat and sold at the counter is told in one sentence, and nothing goes below zero', async () => {
  const ayam = await aGood(ctx, 'Ayam goreng', 3)
  const order = await place(ctx, ayam, 2, { source: 'chat' })
  expect(await send([sale(ayam, 3)])).toMatchObject([{ outcome: 'conflict', notices: ['Ayam goreng terjual 3 di kasir, padahal 2 sudah dipesan lewat chat.'] }])
  const [conflict] = await ctx.transaction(listCounterConflicts)
  expect(conflict).toMatchObject({ wanted: 3, missing: 2, holders: [{ orderId: order.id, quantity: 2 }] })
  expect(await levelOf(laris, ayam)).toEqual({ onHand: 0, reserved: 2 })
})

test('other prices, unknown goods and too much taken off are accepted and shown', async () => {
  const ayam = await aGood(ctx, 'Ayam goreng', 9)
  const cashier = ctx.as({ kind: 'member', memberId: randomUUID(), accountId: 'a', role: 'cashier', sessionId: 's' })
  const cheap = sale(ayam, 1, { lines: [{ variantId: ayam, name: 'Ayam goreng', quantity: 1, unitPrice: 15_000 }, { variantId: randomUUID(), name: 'Kerupuk', quantity: 1, unitPrice: 2_000 }], discount: 5_000, payments: [{ provider: 'cash', amount: 2_000 }, { provider: 'qris', amount: 10_000 }] })
  const [result] = await syncCounter(cashier, { deviceId: device, entries: [cheap] })
  expect(result).toMatchObject({ outcome: 'accepted', notices: [expect.stringContaining('Rp 15.000'), expect.stringContaining('Kerupuk'), expect.stringContaining('melebihi batas 10%')] })
  expect(await ctx.transaction((tx) => getOrder(tx, cheap.entryId))).toMatchObject({ total: 12_000, paidTotal: 12_000 })
})

test('a shift knows what its drawer should hold, also when a sale comes after the close', async () => {
  const ayam = await aGood(ctx, 'Ayam goreng', 9)
  const shiftId = randomUUID()
  const at = '2026-11-22T03:00:00Z'
  const parse = (entry: object) => counterEntry.parse({ entryId: randomUUID(), at, ...entry })
  const sold = sale(ayam, 2, { shiftId, payments: [{ provider: 'cash', amount: 30_000 }, { provider: 'transfer', amount: 10_000 }] })
  const back = parse({ kind: 'return', shiftId, saleId: sold.entryId, lines: [{ position: 0, quantity: 1 }], refund: 20_000 })
  await send([parse({ kind: 'shift-open', entryId: shiftId, float: 100_000 }), sold, parse({ kind: 'cash', shiftId, direction: 'out', amount: 5_000, note: 'es batu' }), back, parse({ kind: 'shift-close', shiftId, counted: 104_000 })])
  expect((await ctx.transaction((tx) => listShifts(tx, { limit: 5 }))).items).toMatchObject([{ expected: 105_000, difference: -1_000 }])
  await send([sale(ayam, 1, { shiftId })])
  expect((await ctx.transaction((tx) => listShifts(tx, { limit: 5 }))).items).toMatchObject([{ expected: 125_000, difference: -21_000 }])
  expect(await levelOf(laris, ayam)).toEqual({ onHand: 7, reserved: 0 })
})

test('a deposit holds the goods until they are fetched', async () => {
  const kursi = await aGood(ctx, 'Kursi', 2)
  const ordered = sale(kursi, 1, { isPickedUpLater: true, payments: [{ provider: 'cash', amount: 5_000 }] })
  await send([ordered])
  expect(await ctx.transaction((tx) => getOrder(tx, ordered.entryId))).toMatchObject({ status: 'processing', paidTotal: 5_000, stockState: 'held' })
  expect(await levelOf(laris, kursi)).toEqual({ onHand: 2, reserved: 1 })
  const second = sale(kursi, 2, { isPickedUpLater: true, payments: [{ provider: 'cash', amount: 5_000 }] })
  expect(await send([second])).toMatchObject([{ outcome: 'conflict' }])
})

test('a return of an unknown sale is set aside, and what follows it is taken', async () => {
  const ayam = await aGood(ctx, 'Ayam goreng', 9)
  const lost = counterEntry.parse({ kind: 'return', entryId: randomUUID(), at: '2026-11-22T03:00:00Z', saleId: randomUUID(), lines: [{ position: 0, quantity: 1 }], refund: 1_000 })
  expect(await send([lost, sale(ayam, 1)])).toMatchObject([{ outcome: 'set_aside' }, { outcome: 'accepted' }])
  expect(await ctx.transaction(listNotices)).toMatchObject([{ entryId: lost.entryId, kind: 'return' }])
  await ctx.transaction((tx) => markSeen(tx, lost.entryId))
  expect(await ctx.transaction(listNotices)).toEqual([])
})

test('staff who give back more than allowed are told of; owners are not', async () => {
  const ayam = await aGood(ctx, 'Ayam goreng', 9)
  const cashier = ctx.as({ kind: 'member', memberId: randomUUID(), accountId: 'a', role: 'cashier', sessionId: 's' })
  const backOf = async (quantity: number) => {
    const sold = sale(ayam, quantity)
    await send([sold])
    return counterEntry.parse({ kind: 'return', entryId: randomUUID(), at: '2026-11-22T03:00:00Z', saleId: sold.entryId, lines: [{ position: 0, quantity }], refund: quantity * 20_000 })
  }
  const take = async (who: Context, quantity: number) => (await syncCounter(who, { deviceId: device, entries: [await backOf(quantity)] }))[0]
  expect(await take(cashier, 1)).toMatchObject({ outcome: 'accepted', notices: [] })
  expect(await take(cashier, 6)).toMatchObject({ outcome: 'accepted', notices: ['Uang kembali Rp 120.000 di kasir melebihi batas Rp 100.000.'] })
  expect(await take(ctx, 6)).toMatchObject({ outcome: 'accepted', notices: [] })
})

test('three days of two devices, cut anywhere and sent again in pieces, lose nothing and count nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 24 }), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }), fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (sales, pieces, isAnswerLost) => {
      ctx = asOwner(await laris.newBusiness())
      const ayam = await aGood(ctx, 'Ayam goreng', 20)
      await place(ctx, ayam, 4, { source: 'chat' })
      const queues = [true, false].map((isFirst) => sales.filter(([first]) => first === isFirst).map(([, quantity], index) => sale(ayam, quantity, { at: new Date(Date.parse('2026-11-21T03:00:00Z') + index * 9_000_000).toISOString() })))
      let step = 0
      const deliver = async (queue: CounterEntry[], deviceId: string) => {
        while (queue.length > 0) {
          const batch = queue.slice(0, pieces[step % pieces.length])
          const lost = isAnswerLost[step++ % isAnswerLost.length] && step < 40
          await send(batch, deviceId)
          // The answer did not arrive: the device sends the same again, perhaps cut elsewhere.
          if (!lost) queue.splice(0, batch.length)
        }
      }
      await Promise.all(queues.map((queue) => deliver([...queue], randomUUID())))
      const sold = sales.reduce((sum, [, quantity]) => sum + quantity, 0)
      const { items } = await ctx.transaction((tx) => listOrders(tx, { source: 'kasir', limit: 100 }))
      expect(items).toHaveLength(sales.length)
      expect(items.reduce((sum, order) => sum + order.total, 0)).toBe(sold * 20_000)
      expect((await levelOf(laris, ayam))?.onHand).toBe(Math.max(0, 20 - sold))
      expect((await ctx.transaction(listCounterConflicts)).length > 0).toBe(sold > 16)
      expect(await stockFaults(laris, ctx.businessId)).toEqual([])
      expect(await moneyFaults(laris, ctx.businessId)).toEqual([])
    }),
    { numRuns: 12 },
  )
})
