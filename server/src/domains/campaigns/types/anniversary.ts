import { summarisePurchases } from '#domains/orders'
import { isDue } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** A year after the first purchase, and every year again. */
export const anniversary: Trigger = {
  type: 'anniversary',
  days: 0,
  async findEntries(tx, days) {
    const now = tx.now()
    return [...(await summarisePurchases(tx))].flatMap(([customerId, { firstAt }]) => {
      const years = now.getUTCFullYear() - firstAt.getUTCFullYear()
      const entries = [years, years - 1].filter((count) => count > 0).flatMap((count) => {
        const at = new Date(firstAt)
        at.setUTCFullYear(firstAt.getUTCFullYear() + count)
        return isDue(at, days, now) ? [{ customerId, occasion: String(count) }] : []
      })
      return entries
    })
  },
}
