import { findStillUnpaid, listUnpaidOrders } from '#domains/orders'
import { dayMs, graceDays } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** Somebody ordered, paid nothing, and ordered nothing since; once for each such order, and not once it is paid or cancelled. */
export const abandonedOrder: Trigger = {
  type: 'abandoned-order',
  days: 1,
  async findEntries(tx, days) {
    const to = new Date(tx.now().getTime() - days * dayMs)
    const unpaid = await listUnpaidOrders(tx, { from: new Date(to.getTime() - graceDays * dayMs), to })
    return unpaid.map(({ customerId, orderId }) => ({ customerId, occasion: orderId }))
  },
  async findOver(tx, occasions) {
    const unpaid = await findStillUnpaid(tx, occasions)
    return new Set(occasions.filter((orderId) => !unpaid.has(orderId)))
  },
}
