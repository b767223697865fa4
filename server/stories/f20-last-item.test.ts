import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context'
import { createTestApp, type TestApp } from '#platform/database/testing'
import { AppError } from '#platform/errors'
import { addProduct, listStock } from '#domains/catalog'
import { placeOrder, sellAtCounter } from '#domains/orders'

/**
 * F20, I4: races for the last pieces over counter, chat and web. 30 of them every day; `npm run races` for 10,000, and
 * `npm run races -- --seed 7 --races 100` to play some again.
 */
const races = Number(process.env['LARIS_RACES'] ?? 30)
const seed = Number(process.env['LARIS_SEED'] ?? 20)
const racesABusiness = 250

let laris: TestApp
beforeAll(async () => {
  laris = await createTestApp()
})
afterAll(() => laris[Symbol.asyncDispose]())

type Door = 'counter' | 'chat' | 'web'
interface Buyer {
  door: Door
  quantity: number
}

describe('the last item', () => {
  test(`${races} races of 2–200 buyers on 1–50 pieces sell exactly the stock (seed ${seed})`, async () => {
    const random = aRandom(seed)
    const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
    const totals = { buyers: 0, stock: 0, sold: 0, refused: 0 }
    const started = Date.now()
    let ctx: Context | undefined
    for (let race = 0; race < races; race++) {
      if (!ctx || race % racesABusiness === 0) ctx = await laris.newBusiness()
      const stock = whole(1, 50)
      // As many small crowds as large ones: 2, 4, 8, … 200.
      const count = Math.min(200, Math.round(2 * 100 ** random()))
      const isMixed = random() < 0.3
      const buyers = Array.from({ length: count }, (): Buyer => ({ door: (['counter', 'chat', 'web'] as const)[whole(0, 2)], quantity: isMixed ? whole(1, 3) : 1 }))
      const result = await run(ctx, race, stock, buyers)
      expect(result.faults, `race ${race} of seed ${seed}`).toEqual([])
      totals.buyers += count
      totals.stock += stock
      totals.sold += result.sold
      totals.refused += result.refused
      if (race % 500 === 499) process.stdout.write(`${race + 1} races, ${totals.buyers} buyers, ${Math.round((Date.now() - started) / 1_000)} s\n`)
    }
    if (races > 30) process.stdout.write(`seed ${seed}: ${JSON.stringify({ races, ...totals, seconds: Math.round((Date.now() - started) / 1_000) })}\n`)
  }, 4 * 3_600_000)

  test('the last piece over the counter, in a chat and on the web at once goes to one of them', async () => {
    const ctx = await laris.newBusiness()
    for (let round = 0; round < 5; round++) {
      const result = await run(ctx, round, 1, (['counter', 'chat', 'web'] as const).map((door) => ({ door, quantity: 1 })))
      expect(result).toMatchObject({ faults: [], sold: 1, refused: 2 })
    }
  })
})

async function run(ctx: Context, race: number, stock: number, buyers: Buyer[]): Promise<{ faults: string[]; sold: number; refused: number }> {
  const name = `Barang ${race}`
  const { variants } = await ctx.transaction((tx) => addProduct(tx, { name, category: '', description: '', variants: [{ name: '', price: 10_000, stock }] }))
  const { variantId } = variants[0]
  const outcomes = await Promise.all(buyers.map((buyer) => buy(ctx, variantId, buyer)))
  const sold = buyers.reduce((sum, buyer, index) => sum + (outcomes[index] === 'sold' ? buyer.quantity : 0), 0)
  const refused = buyers.filter((_, index) => outcomes[index] === 'refused')
  const { items } = await ctx.transaction((tx) => listStock(tx, { search: name, limit: 200 }))
  const level = items.find((item) => item.variantId === variantId)
  const [ledger] = await laris.superQuery('select coalesce(sum(quantity), 0)::int as moved, coalesce(sum(quantity) filter (where reason = $3), 0)::int as sold from stock_movements where business_id = $1 and variant_id = $2', [ctx.businessId, variantId, 'sale'])
  const wanted = buyers.reduce((sum, buyer) => sum + buyer.quantity, 0)
  const left = level?.available ?? -1
  const faults = [
    ...outcomes.filter((outcome) => outcome !== 'sold' && outcome !== 'refused'),
    ...(left === stock - sold && left >= 0 ? [] : [`${stock} pieces, ${sold} sold, ${left} left`]),
    ...(buyers.every((buyer) => buyer.quantity === 1) && sold !== Math.min(stock, wanted) ? [`${sold} sold of ${stock} for ${wanted}`] : []),
    // Nobody is refused while what they want is there.
    ...(refused.some((buyer) => buyer.quantity <= left) ? [`${left} left, yet ${refused.map((buyer) => buyer.quantity).join()} refused`] : []),
    ...(typeof level?.onHand === 'number' && ledger?.['moved'] === level.onHand && level.onHand - level.reserved === left ? [] : [`ledger ${JSON.stringify(ledger)}, level ${JSON.stringify(level)}`]),
  ]
  return { faults, sold, refused: refused.length }
}

async function buy(ctx: Context, variantId: string, { door, quantity }: Buyer): Promise<string> {
  const cart = { customerName: door, lines: [{ variantId, quantity }] }
  try {
    if (door === 'counter') await ctx.transaction((tx) => sellAtCounter(tx, { ...cart, provider: 'cash' }))
    else await ctx.as(door === 'chat' ? { kind: 'assistant' } : { kind: 'customer', customerId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d' }).transaction((tx) => placeOrder(tx, { ...cart, source: door, delivery: 'pickup' }))
    return 'sold'
  } catch (error) {
    return error instanceof AppError && error.code === 'catalog.out_of_stock' ? 'refused' : String(error)
  }
}

/** Mulberry32: the same races for the same seed, on every machine. */
function aRandom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
