import { stillDays } from '../goods-forecasts.ts'
import { listOverstock } from '../overstock.ts'
import type { DecisionKind } from './decision.ts'

/** Goods that sold before and lie still for 60 days. Only with a known cost: from what they cost to what they would bring. */
export const slowStock: DecisionKind = {
  kind: 'slow-stock',
  async find(tx) {
    const still = (await listOverstock(tx))
      .flatMap(({ variantId, name, onHand, lastsDays, cost, price }) => (lastsDays === null && cost !== null && price !== null ? [{ variantId, name, low: onHand * cost, high: onHand * price }] : []))
      .sort((a, b) => b.low - a.low)
    if (still.length === 0) return undefined
    return { subjects: still.map((row) => row.variantId), facts: { goods: still.length, first: still[0].name, days: stillDays }, low: still.reduce((sum, row) => sum + row.low, 0), high: still.reduce((sum, row) => sum + row.high, 0) }
  },
}
