import type { Transaction } from '#platform/context'
import { summarisePurchases } from '#domains/orders'
import type { Entry } from './trigger.ts'

export const dayMs = 86_400_000

/** How far back a journey looks: whoever was due while it was off, longer ago than this, is not bothered any more. */
export const graceDays = 3

/** Whether a moment lies `days` back, not longer ago than the grace. */
export function isDue(at: Date | null, days: number, now: Date): boolean {
  if (at === null) return false
  const since = now.getTime() - at.getTime() - days * dayMs
  return since >= 0 && since < graceDays * dayMs
}

/** Customers so many days after their last order reached its end, once for each such order. */
export async function afterCompletion(tx: Transaction, days: number): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const [customerId, { lastCompletedAt }] of await summarisePurchases(tx)) {
    if (isDue(lastCompletedAt, days, tx.now())) entries.push({ customerId, occasion: lastCompletedAt?.toISOString() ?? '' })
  }
  return entries
}
