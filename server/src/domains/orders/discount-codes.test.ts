import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { aGood } from '../catalog/testing.ts'
import { counterEntry } from './counter/schemas.ts'
import { syncCounter } from './counter/sync.ts'
import { addDiscountRule, removeDiscountRule, type NewDiscountRule } from './discount-rules.ts'
import { priceOrder } from './order-price.ts'
import { cancelOrder } from './progress.ts'
import { getOrder } from './store.ts'
import { asOwner, place } from './testing.ts'

let laris: TestApp
let ctx: Context
let shirt: string
beforeAll(async () => {
  laris = await createTestApp()
})
beforeEach(async () => {
  laris.clock.set('2026-11-24T03:00:00Z')
  ctx = asOwner(await laris.newBusiness())
  shirt = await aGood(ctx, 'Parang', 50)
})
afterAll(() => laris[Symbol.asyncDispose]())

const phone = '0812 3456 7001'
const voucher = (changes: Partial<NewDiscountRule> = {}) =>
  ctx.transaction((tx) => addDiscountRule(tx, { name: 'Voucher kangen', code: 'KANGEN5', variantId: null, minQuantity: 0, minSubtotal: 0, kind: 'amount', value: 5_000, startsOn: '2026-11-20', endsOn: '2026-11-30', oncePerCustomer: true, ...changes }))
const priced = (code: string, more: object = {}) => ctx.transaction((tx) => priceOrder(tx, { lines: [{ variantId: shirt, quantity: 1 }], delivery: 'pickup', code, phone, ...more }))

test('a voucher counts once for each customer, and again when their order is cancelled', async () => {
  await voucher()
  const first = await place(ctx, shirt, 1, { code: 'kangen5', phone })
  expect(first).toMatchObject({ discount: 5_000, discountCode: 'KANGEN5', discountNote: 'Voucher kangen' })
  await expect(place(ctx, shirt, 1, { code: 'KANGEN5', phone: '+62 812-3456-7001' })).rejects.toMatchObject({ code: 'orders.code_used' })
  expect(await place(ctx, shirt, 1, { code: 'KANGEN5', phone: '0812 3456 7002' })).toMatchObject({ discount: 5_000 })
  await ctx.transaction((tx) => cancelOrder(tx, first.id, 'Salah'))
  expect(await place(ctx, shirt, 1, { code: 'KANGEN5', phone })).toMatchObject({ discount: 5_000 })
})

test('of two orders at the same moment one has the voucher', async () => {
  await voucher()
  const tried = await Promise.allSettled(Array.from({ length: 4 }, () => place(ctx, shirt, 1, { code: 'KANGEN5', phone })))
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of tried) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'orders.code_used' })
})

test('a code that does not count is refused with its reason', async () => {
  const other = await aGood(ctx, 'Lurik', 5)
  const rule = await voucher({ minSubtotal: 30_000 })
  await voucher({ code: 'LAMA', endsOn: '2026-11-23' })
  await voucher({ code: 'NANTI', startsOn: '2026-12-01', endsOn: null })
  await voucher({ code: 'LURIK', variantId: other })
  await voucher({ code: 'PAKET', variantId: shirt, minQuantity: 3, kind: 'per_set' })
  await expect(priced('SALAH')).rejects.toMatchObject({ code: 'orders.code_unknown' })
  await expect(priced('KANGEN5')).rejects.toMatchObject({ code: 'orders.code_too_small', message: 'Kode KANGEN5 berlaku mulai belanja Rp 30.000.' })
  await expect(priced('LAMA')).rejects.toMatchObject({ code: 'orders.code_ended', message: 'Kode LAMA sudah berakhir 23 November 2026.' })
  await expect(priced('NANTI')).rejects.toMatchObject({ code: 'orders.code_not_yet' })
  await expect(priced('LURIK')).rejects.toMatchObject({ code: 'orders.code_other_goods' })
  await expect(priced('PAKET')).rejects.toMatchObject({ code: 'orders.code_too_little' })
  await expect(priced('KANGEN5', { phone: undefined, lines: [{ variantId: shirt, quantity: 2 }] })).rejects.toMatchObject({ code: 'orders.code_needs_customer' })
  await ctx.transaction((tx) => removeDiscountRule(tx, rule.id))
  await expect(priced('KANGEN5')).rejects.toMatchObject({ code: 'orders.code_unknown' })
  await expect(voucher({ code: 'lurik' })).rejects.toMatchObject({ code: 'orders.code_taken' })
})

test('a sale of the counter keeps the voucher, and tells one that was used before', async () => {
  await voucher()
  const sale = () => counterEntry.parse({ kind: 'sale', entryId: randomUUID(), at: '2026-11-24T02:00:00Z', lines: [{ variantId: shirt, name: 'Parang', quantity: 1, unitPrice: 20_000 }], payments: [{ provider: 'cash', amount: 15_000 }], discount: 5_000, code: 'kangen5', phone })
  const [first, second] = [sale(), sale()]
  expect(await syncCounter(ctx, { deviceId: randomUUID(), entries: [first, second] })).toMatchObject([{ notices: [] }, { notices: ['Kode KANGEN5 sudah dipakai. Setiap pelanggan hanya bisa memakainya sekali. Potongannya tetap dicatat.'] }])
  expect(await ctx.transaction((tx) => getOrder(tx, first.entryId))).toMatchObject({ discountCode: 'KANGEN5', discount: 5_000 })
  await expect(priced('KANGEN5')).rejects.toMatchObject({ code: 'orders.code_used' })
})
