import type { Transaction } from '#platform/context'
import { readGoodsSold, todayOf } from '#domains/activity'
import { findVariantFacts, listStock } from '#domains/catalog'
import { addDays } from '#models/language/calendar'
import { lastDays } from './days.ts'
import { readStockAdvice, stillDays } from './goods-forecasts.ts'

const fewestBefore = 3
/** At the expected pace it lasts longer than this. */
const longDays = 180
const mostGoods = 5_000

export interface OverstockedGood {
  variantId: string
  name: string
  onHand: number
  /** Days that it lasts at the expected pace; `null` for what has not sold for 60 days although it did before. */
  lastsDays: number | null
  price: number | null
  cost: number | null
}

/** More is there than will sell soon: what lies still, then what lasts longest. Only what sold before, and is still sold. */
export async function listOverstock(tx: Transaction): Promise<OverstockedGood[]> {
  const today = await todayOf(tx)
  const recent = new Set((await readGoodsSold(tx, lastDays(today, stillDays), mostGoods)).map((row) => row.variantId))
  const still = (await readGoodsSold(tx, lastDays(addDays(today, -stillDays), 180), mostGoods)).filter((row) => row.quantity >= fewestBefore && !recent.has(row.variantId))
  const pace = new Map((await readStockAdvice(tx)).flatMap(({ variantId, expected, days }) => (recent.has(variantId) && expected > 0 ? [[variantId, expected / days] as const] : [])))
  const stock = await readOnHand(tx)
  const lasting = [...still.map(({ variantId }) => ({ variantId, lastsDays: null })), ...[...pace].map(([variantId, aDay]) => ({ variantId, lastsDays: Math.round((stock.get(variantId) ?? 0) / aDay) })).filter(({ lastsDays }) => lastsDays > longDays)]
  const facts = await findVariantFacts(tx, lasting.map((row) => row.variantId))
  return lasting
    .flatMap(({ variantId, lastsDays }): OverstockedGood[] => {
      const [onHand, fact] = [stock.get(variantId), facts.get(variantId)]
      return onHand && fact && !fact.isGone ? [{ variantId, name: fact.name, onHand, lastsDays, price: fact.price, cost: fact.cost }] : []
    })
    .sort((a, b) => (b.lastsDays ?? Infinity) - (a.lastsDays ?? Infinity) || b.onHand * (b.cost ?? 0) - a.onHand * (a.cost ?? 0))
}

async function readOnHand(tx: Transaction): Promise<Map<string, number>> {
  const stock = new Map<string, number>()
  let cursor: string | undefined
  do {
    const page = await listStock(tx, { limit: 200, cursor })
    for (const item of page.items) if (item.onHand !== null && item.onHand > 0) stock.set(item.variantId, item.onHand)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return stock
}
