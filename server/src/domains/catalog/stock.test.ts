import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { getProductWithVariants } from './store.ts'
import { updateProduct } from './products.ts'
import { holdStock } from './reservations.ts'
import { countStock, enterStock, produceStock } from './stock-entries.ts'
import { listMovements, listStock } from './stock-list.ts'
import { getStockSettings, saveStockSettings } from './stock-settings.ts'
import { setStock } from './stock.ts'
import { aGood, levelOf, stockFaults } from './testing.ts'

let laris: TestApp
beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

describe('the stock ledger', () => {
  test('is the sum of every way stock changes', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang', 10)
    await ctx.transaction((tx) => enterStock(tx, { reason: 'received', note: 'Nota 7', lines: [{ variantId: shirt, quantity: 5 }] }))
    await ctx.transaction((tx) => enterStock(tx, { reason: 'correction', note: '', lines: [{ variantId: shirt, quantity: -2 }] }))
    const { items } = await ctx.transaction((tx) => listMovements(tx, { variantId: shirt, limit: 10 }))
    expect(items.map(({ quantity, reason }) => [reason, quantity])).toEqual([['correction', -2], ['received', 5], ['count', 10]])
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 13, reserved: 0 })
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })

  test('stays right when a variant gets its first level twice at once', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang', null)
    await Promise.all([7, 7, 7].map((onHand) => ctx.transaction((tx) => setStock(tx, [{ variantId: shirt, onHand }], 'count'))))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 7, reserved: 0 })
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })

  test('a correction cannot take what is promised', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang', 3)
    await ctx.transaction((tx) => holdStock(tx, { reference: 'a', items: [{ variantId: shirt, quantity: 2 }], expiresAt: null, today: '2026-11-24' }))
    await expect(ctx.transaction((tx) => enterStock(tx, { reason: 'correction', note: '', lines: [{ variantId: shirt, quantity: -2 }] }))).rejects.toMatchObject({ code: 'catalog.out_of_stock' })
  })

  test('a product form that leaves the stock alone changes no piece', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang', 3)
    await ctx.transaction((tx) => holdStock(tx, { reference: 'a', items: [{ variantId: shirt, quantity: 2 }], expiresAt: null, today: '2026-11-24' }))
    const [row] = await laris.superQuery('select product_id from variants where id = $1', [shirt])
    const productId = String(row?.['product_id'])
    const product = await ctx.transaction((tx) => getProductWithVariants(tx, productId))
    expect(product.variants[0]).toMatchObject({ stock: 1, onHand: 3, reserved: 2 })
    await ctx.transaction((tx) => updateProduct(tx, productId, { name: 'Parang', category: '', description: '', variants: [{ variantId: shirt, name: '', price: 1, stock: null }] }))
    expect(await levelOf(laris, shirt)).toEqual({ onHand: 3, reserved: 2 })
  })
})

describe('a stock take', () => {
  test('keeps sales right that happened while counting', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang', 10)
    // Ten were on the screen, nine on the shelf; meanwhile one was sold elsewhere.
    await ctx.transaction((tx) => enterStock(tx, { reason: 'correction', note: 'terjual', lines: [{ variantId: shirt, quantity: -1 }] }))
    expect(await ctx.transaction((tx) => countStock(tx, [{ variantId: shirt, seen: 10, counted: 9 }]))).toEqual([{ variantId: shirt, difference: -1, onHand: 8, reserved: 0 }])
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })

  test('never counts below zero', async () => {
    const ctx = await laris.newBusiness()
    const shirt = await aGood(ctx, 'Parang', 1)
    expect(await ctx.transaction((tx) => countStock(tx, [{ variantId: shirt, seen: 5, counted: 0 }]))).toMatchObject([{ difference: -1, onHand: 0 }])
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })
})

describe('recipes', () => {
  test('making pieces takes their ingredients, or nothing at all', async () => {
    const ctx = await laris.newBusiness()
    const flour = await aGood(ctx, 'Tepung', 500, { unit: 'gram' })
    const bread = await aGood(ctx, 'Roti', 0, { components: [{ variantId: flour, quantity: 200 }] })
    await ctx.transaction((tx) => produceStock(tx, { variantId: bread, quantity: 2 }))
    expect([await levelOf(laris, flour), await levelOf(laris, bread)]).toEqual([{ onHand: 100, reserved: 0 }, { onHand: 2, reserved: 0 }])
    await expect(ctx.transaction((tx) => produceStock(tx, { variantId: bread, quantity: 1 }))).rejects.toMatchObject({ code: 'catalog.out_of_stock' })
    expect(await levelOf(laris, bread)).toEqual({ onHand: 2, reserved: 0 })
    expect(await stockFaults(laris, ctx.businessId)).toEqual([])
  })

  test('cannot contain themselves, directly or by a detour', async () => {
    const ctx = await laris.newBusiness()
    const a = await aGood(ctx, 'A', null)
    const b = await aGood(ctx, 'B', null, { stockKind: 'composed', components: [{ variantId: a, quantity: 1 }] })
    const settings = await ctx.transaction((tx) => getStockSettings(tx, a))
    for (const variantId of [a, b]) {
      await expect(ctx.transaction((tx) => saveStockSettings(tx, a, { ...settings, stockKind: 'composed', components: [{ variantId, quantity: 1 }] }))).rejects.toMatchObject({ code: 'catalog.made_of_itself' })
    }
  })
})

describe('the stock list', () => {
  test('warns at the level the owner set, and hides the buffer from marketplaces', async () => {
    const ctx = await laris.newBusiness()
    await aGood(ctx, 'Kawung', 9, { lowStockAt: 3 })
    const shirt = await aGood(ctx, 'Parang', 3, { lowStockAt: 3, channelBuffer: 1 })
    const low = await ctx.transaction((tx) => listStock(tx, { isLow: true, limit: 10 }))
    expect(low.items.map(({ variantId, available, offered, isLow }) => ({ variantId, available, offered, isLow }))).toEqual([{ variantId: shirt, available: 3, offered: 2, isLow: true }])
  })

  test('pages through every variant once', async () => {
    const ctx = await laris.newBusiness()
    for (const name of ['A', 'B', 'C', 'D', 'E']) await aGood(ctx, name, 1)
    const seen: string[] = []
    for (let cursor: string | undefined, round = 0; round < 10; round++) {
      const page = await ctx.transaction((tx) => listStock(tx, { limit: 2, cursor }))
      seen.push(...page.items.map((item) => item.name))
      if (!page.nextCursor) break
      cursor = page.nextCursor
    }
    expect(seen.sort()).toEqual(['A', 'B', 'C', 'D', 'E'])
  })
})
