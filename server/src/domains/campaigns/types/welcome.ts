import { listNewlyAgreed } from '#domains/customers'
import { dayMs, graceDays } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** Somebody agreed to promotions for the first time. */
export const welcome: Trigger = {
  type: 'welcome',
  days: 0,
  async findEntries(tx, days) {
    const to = new Date(tx.now().getTime() - days * dayMs)
    const agreed = await listNewlyAgreed(tx, { from: new Date(to.getTime() - graceDays * dayMs), to })
    return agreed.map((customerId) => ({ customerId, occasion: '' }))
  },
}
