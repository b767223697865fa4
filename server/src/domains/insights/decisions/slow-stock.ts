import { readGoodsSold } from '#domains/activity'
import { findVariantFacts, listStock } from '#domains/catalog'
import { addDays } from '#models/language/calendar'
import { lastDays } from '../days.ts'
import type { DecisionKind } from './decision.ts'

const stillDays = 60
const fewestBefore = 3

/** Goods that sold before and lie still for 60 days. Only with a known cost: from what they cost to what they would bring. */
export const slowStock: DecisionKind = {
  kind: 'slow-stock',
  async find(tx, today) {
    const recent = new Set((await readGoodsSold(tx, lastDays(today, stillDays), 5_000)).map((row) => row.variantId))
    const earlier = (await readGoodsSold(tx, lastDays(addDays(today, -stillDays), 180), 5_000)).filter((row) => row.quantity >= fewestBefore && !recent.has(row.variantId))
    if (earlier.length === 0) return undefined
    const facts = await findVariantFacts(tx, earlier.map((row) => row.variantId))
    const stock = new Map<string, number>()
    let cursor: string | undefined
    do {
      const page = await listStock(tx, { limit: 200, cursor })
      for (const item of page.items) if (item.onHand !== null && item.onHand > 0) stock.set(item.variantId, item.onHand)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    const still = earlier.flatMap(({ variantId }) => {
      const [onHand, fact] = [stock.get(variantId), facts.get(variantId)]
      return onHand && fact && !fact.isGone && fact.cost !== null && fact.price !== null ? [{ variantId, name: fact.name, low: onHand * fact.cost, high: onHand * fact.price }] : []
    }).sort((a, b) => b.low - a.low)
    if (still.length === 0) return undefined
    return { subjects: still.map((row) => row.variantId), facts: { goods: still.length, first: still[0].name, days: stillDays }, low: still.reduce((sum, row) => sum + row.low, 0), high: still.reduce((sum, row) => sum + row.high, 0) }
  },
}
