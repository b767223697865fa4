import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { readAvailable, readCapacity } from './availability.ts'
import type { Item } from './goods.ts'
import { commitStock, holdStock, releaseStock, returnItems, returnStock, sellAnyway } from './reservations.ts'
import { listConflicts } from './stock-conflicts.ts'
import { aGood, levelOf, stockFaults } from './testing.ts'

let laris: TestApp
beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

const today = '2026-11-24'
const hold = (ctx: Context, reference: string, items: Item[]) => ctx.transaction((tx) => holdStock(tx, { reference, items, expiresAt: null, today }))
const available = async (ctx: Context, variantId: string) => (await ctx.transaction((tx) => readAvailable(tx, [variantId]))).get(variantId)

describe('held stock', () => {
  test('is promised to one, then sold or given back', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang M', 3)
    await hold(ctx, 'a', [{ variantId: shirt, quantity: 2 }])
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 2 })
    await expect(hold(ctx, 'b', [{ variantId: shirt, quantity: 2 }])).rejects.toMatchObject({ code: 'catalog.out_of_stock', values: { available: 1, wanted: 2 } })
    await ctx.transaction((tx) => commitStock(tx, 'a'))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 1, reserved: 0 })
    await hold(ctx, 'c', [{ variantId: shirt, quantity: 1 }])
    await ctx.transaction((tx) => releaseStock(tx, 'c'))
    await ctx.transaction((tx) => releaseStock(tx, 'c'))
    await ctx.transaction((tx) => returnStock(tx, 'a'))
    await ctx.transaction((tx) => returnStock(tx, 'a'))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })

  test('comes back at most as often as it was sold', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang M', 3)
    await hold(ctx, 'a', [{ variantId: shirt, quantity: 2 }])
    await ctx.transaction((tx) => commitStock(tx, 'a'))
    for (const quantity of [1, 5]) await ctx.transaction((tx) => returnItems(tx, 'a', [{ variantId: shirt, quantity }]))
    await ctx.transaction((tx) => returnStock(tx, 'a'))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })

  test('of goods that are not counted is never refused', async () => {
    const ctx = await laris.newBusiness()
    const tea = await aGood(ctx, 'Es teh', null)
    const free = await aGood(ctx, 'Bungkus', 5, { stockKind: 'uncounted' })
    await hold(ctx, 'a', [{ variantId: tea, quantity: 1_000 }, { variantId: free, quantity: 1_000 }])
    expect([await available(ctx, tea), await available(ctx, free)]).toEqual([null, null])
  })

  test('of another business is not found', async () => {
    const [ctx, other] = [await laris.newBusiness(), await laris.newBusiness()]
    const shirt = await aGood(ctx, 'Parang M', 3)
    await expect(hold(other, 'a', [{ variantId: shirt, quantity: 1 }])).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('F21: one cart', () => {
  test('with the same goods in two lines is summed before the check', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang M', 3)
    await expect(hold(ctx, 'a', [{ variantId: shirt, quantity: 2 }, { variantId: shirt, quantity: 2 }])).rejects.toMatchObject({ values: { available: 3, wanted: 4 } })
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 0 })
  })

  test('with bundles that share a component is summed over the component, however deep', async () => {
    const ctx = await laris.newBusiness()
    const chicken = await aGood(ctx, 'Ayam', 5)
    const rice = await aGood(ctx, 'Beras', 1_000, { unit: 'gram' })
    const plate = await aGood(ctx, 'Ayam goreng', null, { stockKind: 'composed', components: [{ variantId: chicken, quantity: 1 }] })
    const box = await aGood(ctx, 'Paket', null, { stockKind: 'composed', components: [{ variantId: plate, quantity: 2 }, { variantId: rice, quantity: 100 }] })
    expect([await available(ctx, plate), await available(ctx, box)]).toEqual([5, 2])
    await expect(hold(ctx, 'a', [{ variantId: box, quantity: 2 }, { variantId: plate, quantity: 2 }])).rejects.toMatchObject({ code: 'catalog.out_of_stock', values: { available: 5, wanted: 6, name: 'Ayam' } })
    await hold(ctx, 'b', [{ variantId: box, quantity: 2 }, { variantId: plate, quantity: 1 }])
    await ctx.transaction((tx) => commitStock(tx, 'b'))
    expect([await levelOf(laris, chicken), await levelOf(laris, rice)]).toEqual([{ onHand: 0, reserved: 0 }, { onHand: 800, reserved: 0 }])
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })

  test('never waits for another that holds the same goods in another order', async () => {
    const ctx = await laris.newBusiness()
    const goods = await Promise.all(['A', 'B', 'C', 'D'].map((name) => aGood(ctx, name, 1_000)))
    const carts = Array.from({ length: 60 }, (_, index) => hold(ctx, `cart${index}`, (index % 2 ? goods : [...goods].reverse()).map((variantId) => ({ variantId, quantity: 1 }))))
    await Promise.all(carts)
    expect(await Promise.all(goods.map((variantId) => levelOf(laris, variantId)))).toEqual(goods.map(() => ({ onHand: 1_000, reserved: 60 })))
  })
})

describe('what is made to order', () => {
  test('has as many places a day as the kitchen can make', async () => {
    const ctx = await laris.newBusiness()
    const box = await aGood(ctx, 'Nasi box', null, { stockKind: 'made_to_order', dailyCapacity: 60, leadDays: 1 })
    await hold(ctx, 'rt', [{ variantId: box, quantity: 20, day: '2026-12-14' }])
    await hold(ctx, 'tutik', [{ variantId: box, quantity: 35, day: '2026-12-14' }])
    await expect(hold(ctx, 'c', [{ variantId: box, quantity: 10, day: '2026-12-14' }])).rejects.toMatchObject({ code: 'catalog.day_full', values: { free: 5, wanted: 10 } })
    await ctx.transaction((tx) => releaseStock(tx, 'tutik'))
    expect(await ctx.transaction((tx) => readCapacity(tx, box, { from: '2026-12-13', to: '2026-12-14' }))).toEqual([
      { day: '2026-12-13', taken: 0, free: 60 },
      { day: '2026-12-14', taken: 20, free: 40 },
    ])
  })

  test('is refused before its lead time, and without a day', async () => {
    const ctx = await laris.newBusiness()
    const box = await aGood(ctx, 'Nasi box', null, { stockKind: 'made_to_order', dailyCapacity: 60, leadDays: 2 })
    await expect(hold(ctx, 'a', [{ variantId: box, quantity: 1, day: '2026-11-25' }])).rejects.toMatchObject({ code: 'catalog.too_soon', values: { earliest: '2026-11-26' } })
    await expect(hold(ctx, 'a', [{ variantId: box, quantity: 1 }])).rejects.toMatchObject({ code: 'catalog.day_missing' })
  })

  test('pre-orders stop at their limit', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Batik baru', null, { stockKind: 'pre_order', availableOn: '2026-12-20', preorderLimit: 3 })
    await hold(ctx, 'a', [{ variantId: shirt, quantity: 3 }])
    await expect(hold(ctx, 'b', [{ variantId: shirt, quantity: 1 }])).rejects.toMatchObject({ code: 'catalog.day_full' })
  })
})

describe('F23: a sale that already happened elsewhere', () => {
  test('takes what is there, lists what was promised, and no level goes below zero', async () => {
    const ctx = await laris.newBusiness()
    const chicken = await aGood(ctx, 'Ayam goreng', 3)
    await hold(ctx, 'wa', [{ variantId: chicken, quantity: 2 }])
    const shortages = await ctx.transaction((tx) => sellAnyway(tx, { reference: 'kasir', source: 'kasir', items: [{ variantId: chicken, quantity: 3 }] }))
    expect(shortages).toEqual([{ variantId: chicken, wanted: 3, missing: 2 }])
    expect(await levelOf(laris, chicken)).toEqual({ onHand: 0, reserved: 2 })
    await ctx.transaction((tx) => commitStock(tx, 'wa'))
    expect(await levelOf(laris, chicken)).toEqual({ onHand: 0, reserved: 0 })
    expect((await ctx.transaction(listConflicts)).map(({ source, missing, name }) => ({ source, missing, name })).sort((a, b) => (a.source < b.source ? -1 : 1))).toEqual([
      { source: 'count', missing: 2, name: 'Ayam goreng' },
      { source: 'kasir', missing: 2, name: 'Ayam goreng' },
    ])
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })
})
