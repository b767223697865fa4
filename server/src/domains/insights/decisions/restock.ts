import { findVariantFacts, readAvailable } from '#domains/catalog'
import { readStockAdvice } from '../goods-forecasts.ts'
import type { DecisionKind } from './decision.ts'

const fewestSold = 8

/** Goods that will run out before new ones can be here. Only what sold eight pieces in twelve weeks and has a price. */
export const restock: DecisionKind = {
  kind: 'restock',
  async find(tx) {
    const wanted = (await readStockAdvice(tx)).filter((row) => row.orderQuantity > 0 && row.soldWeekly.reduce((a, b) => a + b, 0) >= fewestSold)
    if (wanted.length === 0) return undefined
    const ids = wanted.map((row) => row.variantId)
    const [facts, available] = [await findVariantFacts(tx, ids), await readAvailable(tx, ids)]
    const short = wanted.flatMap((row) => {
      const [price, left] = [facts.get(row.variantId)?.price ?? null, available.get(row.variantId) ?? null]
      if (price === null || left === null) return []
      return [{ ...row, name: facts.get(row.variantId)?.name ?? '', low: Math.max(0, row.expectedLow - left) * price, high: Math.max(0, row.expectedHigh - left) * price }]
    })
    const lost = short.filter((row) => row.high > 0).sort((a, b) => b.high - a.high)
    if (lost.length === 0) return undefined
    return {
      subjects: lost.map((row) => row.variantId),
      facts: { goods: lost.length, first: lost[0].name, pieces: lost[0].orderQuantity },
      low: Math.round(lost.reduce((sum, row) => sum + row.low, 0)),
      high: Math.round(lost.reduce((sum, row) => sum + row.high, 0)),
    }
  },
}
