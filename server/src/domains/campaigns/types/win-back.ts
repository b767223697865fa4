import { summarisePurchases } from '#domains/orders'
import { isDue } from './purchases.ts'
import type { Trigger } from './trigger.ts'

/** Somebody bought, and then was silent for long; once for each silence. */
export const winBack: Trigger = {
  type: 'win-back',
  days: 60,
  async findEntries(tx, days) {
    const all = [...(await summarisePurchases(tx))]
    return all.filter(([, { lastAt }]) => isDue(lastAt, days, tx.now())).map(([customerId, { lastAt }]) => ({ customerId, occasion: lastAt.toISOString() }))
  },
}
