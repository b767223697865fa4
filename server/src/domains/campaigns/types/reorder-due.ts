import { summarisePurchases } from '#domains/orders'
import { dayMs, isDue } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** Fewer purchases than this show no rhythm. */
const fewestOrders = 3

/** Somebody's usual time between purchases is over, by so many days. Without a rhythm nothing is guessed. */
export const reorderDue: Trigger = {
  type: 'reorder-due',
  days: 2,
  async findEntries(tx, days) {
    const all = [...(await summarisePurchases(tx))]
    return all.flatMap(([customerId, { orders, firstAt, lastAt }]) => {
      if (orders < fewestOrders) return []
      const rhythmDays = (lastAt.getTime() - firstAt.getTime()) / (orders - 1) / dayMs
      return rhythmDays >= 2 && isDue(lastAt, rhythmDays + days, tx.now()) ? [{ customerId, occasion: lastAt.toISOString() }] : []
    })
  },
}
