import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { addProduct } from '#domains/catalog'
import { countCustomers, resolveCustomers } from '#domains/customers'
import { recordOrder } from '#domains/orders'
import { applyFix, undoFix, type FixInput } from './fixes.ts'
import { judgeQuality, scoreOf } from './quality.ts'

let laris: TestApp
let shop: Context

beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())
beforeEach(async () => {
  shop = await laris.newBusiness()
})

const judge = () => shop.transaction(async (tx) => judgeQuality(tx, await countCustomers(tx)))
const fix = (input: FixInput) => shop.transaction((tx) => applyFix(tx, input))
const undo = (fixId: string) => shop.transaction((tx) => undoFix(tx, fixId))
const bad = async () => Object.fromEntries((await judge()).checks.map((check) => [check.kind, check.bad]))
/** Everything that a fix may touch. Times of change move on, and stay out. */
const state = async () => [
  ...(await laris.superQuery('select id, phone, merged_into_id from customers where business_id = $1 order by id', [shop.businessId])),
  ...(await laris.superQuery('select id, price, cost from variants where business_id = $1 order by id', [shop.businessId])),
  ...(await laris.superQuery('select variant_id, on_hand, updated_at from stock_levels where business_id = $1 order by 1', [shop.businessId])),
]

async function aMessyShop(): Promise<void> {
  await shop.transaction(async (tx) => {
    await addProduct(tx, { name: 'Sambal', category: '', description: '', variants: [{ name: '200 g', sku: 'S1', price: 20_000, stock: 5 }, { name: '500 g', sku: 'S2', price: null, stock: null }] })
    await recordOrder(tx, { number: 'L-1', source: 'manual', customerName: 'A', status: 'completed', lines: [{ sku: 'S2', name: 'Sambal 500 g', quantity: 1, unitPrice: 45_000 }], shippingFee: 0, placedAt: tx.now() })
    await resolveCustomers(tx, ['a', 'b'].map((channelType) => ({ channelType, externalId: 'rini', name: 'Rini', phone: '+6281234567031', seenAt: tx.now() })))
    await resolveCustomers(tx, ['satu', 'dua', 'tiga'].map((externalId) => ({ channelType: 'webchat', externalId, name: externalId, seenAt: tx.now() })))
  })
  await laris.superQuery(`update customers set phone = case name when 'satu' then '0812-3456-7032' when 'dua' then '62 812 3456 7033' else 'nomor suami' end where business_id = $1 and name in ('satu', 'dua', 'tiga')`, [shop.businessId])
  laris.clock.advance(61 * 86_400_000)
}

test('a shop with nothing to judge has no score', async () => {
  expect(await judge()).toMatchObject({ score: null, fixes: [] })
})

test('each gap is found, counted, and offered with one tap; what cannot be known is not offered', async () => {
  await aMessyShop()
  const { score, checks, fixes, unreadablePhones } = await judge()
  expect(Object.fromEntries(checks.map((check) => [check.kind, [check.bad, check.total]]))).toEqual({ duplicate: [1, 5], price: [1, 2], cost: [1, 2], stock: [1, 1], phones: [3, 5] })
  expect(score).toBe(scoreOf(checks))
  const items = new Map(fixes.map((group) => [group.kind, group.items[0]]))
  expect([...items.keys()].sort()).toEqual(['cost', 'duplicate', 'phones', 'price', 'stock'])
  expect(items.get('price')).toMatchObject({ name: 'Sambal 500 g', offer: 45_000 })
  expect(items.get('cost')?.offer).toBeUndefined()
  expect(items.get('stock')).toMatchObject({ name: 'Sambal 200 g', offer: 5 })
  expect(items.get('phones')).toMatchObject({ rows: 2 })
  expect(unreadablePhones.map((row) => row.phone)).toEqual(['nomor suami'])
})

describe('every fix takes one call, and its undo leaves everything as it was', () => {
  test.each(['duplicate', 'phones', 'stock', 'cost', 'price'] as const)('%s', async (kind) => {
    await aMessyShop()
    const before = await state()
    const [item] = (await judge()).fixes.find((group) => group.kind === kind)?.items ?? []
    const { score } = await judge()
    const { variantId, customerId, otherCustomerId } = item ?? {}
    const { id } = await fix({ kind, variantId, customerId, otherCustomerId, ...(kind === 'price' || kind === 'cost' ? { amount: item?.offer ?? 12_000 } : {}) })
    const after = await judge()
    expect(after.checks.find((check) => check.kind === kind)?.bad).toBe(kind === 'phones' ? 1 : 0)
    if (kind !== 'price') expect(after.score).toBeGreaterThan(score ?? 100)
    expect(await state()).not.toEqual(before)
    await undo(id)
    await undo(id)
    expect(await state()).toEqual(before)
  })
})

test('a number changed by somebody since is not put back', async () => {
  await aMessyShop()
  const { id } = await fix({ kind: 'phones' })
  await laris.superQuery(`update customers set phone = '+6281234567099' where name = 'satu' and business_id = $1`, [shop.businessId])
  await undo(id)
  expect((await laris.superQuery(`select phone from customers where name in ('satu', 'dua') and business_id = $1 order by name`, [shop.businessId])).map((row) => row['phone'])).toEqual(['62 812 3456 7033', '+6281234567099'])
})

test('what is missing is asked for, and nothing happens', async () => {
  await aMessyShop()
  const before = await bad()
  for (const input of [{ kind: 'price' }, { kind: 'duplicate' }, { kind: 'stock' }] as const) await expect(fix(input)).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(fix({ kind: 'price', variantId: crypto.randomUUID(), amount: 1 })).rejects.toMatchObject({ status: 404 })
  expect(await bad()).toEqual(before)
})
