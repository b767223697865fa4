import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#platform/database/testing'
import type { Context } from '#platform/context'
import { recordImportedOrders, revertImportedOrders, type ImportedOrder } from './imported-orders.ts'

let laris: TestApp
beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

const anOrder = (changes: Partial<ImportedOrder> = {}): ImportedOrder => ({
  number: '2411AB',
  source: 'shopee',
  customerName: 'b***i',
  status: 'processing',
  lines: [{ sku: 'P-M', name: 'Parang M', quantity: 2, unitPrice: 93_820 }],
  discount: 5_000,
  shippingFee: 10_000,
  fees: [{ amount: 7_505, name: 'Komisi' }],
  placedAt: new Date('2026-11-01T03:00:00Z'),
  ...changes,
})

const record = (ctx: Context, orders: ImportedOrder[]) => ctx.transaction((tx) => recordImportedOrders(tx, orders, { reference: 'berkas' }))
const stored = (ctx: Context) => laris.superQuery('select * from orders where business_id = $1 order by number', [ctx.businessId])

describe('orders from files', () => {
  test('keep fees apart from the price', async () => {
    const ctx = await laris.newBusiness()
    expect(await record(ctx, [anOrder()])).toMatchObject({ added: 1, changed: 0, unchanged: 0 })
    expect((await stored(ctx))[0]).toMatchObject({ subtotal: 187_640, total: 192_640, fee_total: 7_505, phone: null, customer_id: null })
  })

  test('change nothing when the same file comes again, in one file or another', async () => {
    const ctx = await laris.newBusiness()
    await record(ctx, [anOrder(), anOrder({ number: '2' })])
    const before = await stored(ctx)
    laris.clock.advance(60_000)
    expect(await record(ctx, [anOrder(), anOrder({ number: '2' }), anOrder({ number: '2' })])).toMatchObject({ added: 0, changed: 0, unchanged: 3, changes: [] })
    expect(await stored(ctx)).toEqual(before)
  })

  test.each([
    ['processing', 'completed', 'completed'],
    ['completed', 'processing', 'completed'],
    ['completed', 'cancelled', 'completed'],
    ['cancelled', 'completed', 'cancelled'],
    ['shipped', 'cancelled', 'cancelled'],
  ] as const)('move on only: %s then %s is %s', async (first, second, expected) => {
    const ctx = await laris.newBusiness()
    await record(ctx, [anOrder({ status: first })])
    await record(ctx, [anOrder({ status: second })])
    expect((await stored(ctx))[0]).toMatchObject({ status: expected })
  })

  test('can be taken back: added ones go, changed ones are as before', async () => {
    const ctx = await laris.newBusiness()
    await record(ctx, [anOrder()])
    const before = (await stored(ctx))[0]
    const second = await record(ctx, [anOrder({ status: 'completed', trackingNumber: 'SPX1', lines: [{ sku: 'P-M', name: 'Parang M', quantity: 2, unitPrice: 93_820, returnedQuantity: 1 }] }), anOrder({ number: 'baru' })])
    expect(second).toMatchObject({ added: 1, changed: 1 })
    // As the importer keeps it: in a JSON column.
    await ctx.transaction((tx) => revertImportedOrders(tx, JSON.parse(JSON.stringify(second.changes)), 'berkas'))
    expect(await stored(ctx)).toEqual([before])
    expect(await laris.superQuery('select returned_quantity from order_lines where business_id = $1', [ctx.businessId])).toEqual([{ returned_quantity: 0 }])
  })

  test('two imports at once add each order once', async () => {
    const ctx = await laris.newBusiness()
    const orders = Array.from({ length: 500 }, (_, index) => anOrder({ number: String(index) }))
    const results = await Promise.all([record(ctx, orders), record(ctx, orders)])
    expect(results[0].added + results[1].added).toBe(500)
    expect(await laris.superQuery('select count(*)::int as lines from order_lines where business_id = $1', [ctx.businessId])).toEqual([{ lines: 500 }])
  })

  test('a line without pieces is refused, and nothing of the call is stored', async () => {
    const ctx = await laris.newBusiness()
    await expect(record(ctx, [anOrder(), anOrder({ number: 'x', lines: [{ sku: '', name: 'a', quantity: 0, unitPrice: 1 }] })])).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await stored(ctx)).toEqual([])
  })
})
