import type { ReachablePerson } from '#domains/customers'
import type { PurchaseSummary } from '#domains/orders'
import type { Audience } from './tables.ts'

const dayMs = 86_400_000

/** Whether somebody belongs to the audience. No condition means everybody. */
export function belongs(audience: Audience, person: ReachablePerson, bought: PurchaseSummary | undefined, now: Date): boolean {
  const { customerIds, label, minOrders, boughtWithinDays, silentDays } = audience
  const since = bought ? now.getTime() - bought.lastAt.getTime() : Infinity
  if (customerIds && !customerIds.includes(person.customerId)) return false
  if (label !== undefined && !person.labels.includes(label)) return false
  if (minOrders !== undefined && (bought?.orders ?? 0) < minOrders) return false
  if (boughtWithinDays !== undefined && since > boughtWithinDays * dayMs) return false
  return silentDays === undefined || (bought !== undefined && since >= silentDays * dayMs)
}
