import { listRestocked } from '#domains/catalog'
import { summarisePurchases } from '#domains/orders'
import { dayMs, graceDays } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** What somebody bought last was sold out and is there again. */
export const backInStock: Trigger = {
  type: 'back-in-stock',
  days: 0,
  async findEntries(tx, days) {
    const to = new Date(tx.now().getTime() - days * dayMs)
    const restocked = await listRestocked(tx, { from: new Date(to.getTime() - graceDays * dayMs), to })
    if (restocked.size === 0) return []
    return [...(await summarisePurchases(tx))].flatMap(([customerId, { lastVariantId }]) => {
      const movementId = lastVariantId === null ? undefined : restocked.get(lastVariantId)
      return movementId ? [{ customerId, occasion: movementId }] : []
    })
  },
}
