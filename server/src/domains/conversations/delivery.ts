/**
 * States of an outgoing message (reliability §4). Statuses of a provider may come late, twice, or in any order; the state
 * only climbs. `uncertain` is below everything a provider can say, so late truth settles it.
 */
export const deliveries = ['planned', 'attempting', 'uncertain', 'failed', 'sent', 'delivered', 'read', 'cancelled'] as const
export type Delivery = (typeof deliveries)[number]

const rank: Record<Delivery, number> = { planned: 0, attempting: 1, uncertain: 2, failed: 3, sent: 4, delivered: 5, read: 6, cancelled: 7 }

/** The state after a report: the stronger of the two. A failure counts only while nothing stronger was seen. */
export function settleDelivery(current: Delivery, reported: Delivery): Delivery {
  if (current === 'cancelled') return current
  // Providers report `sent` before `failed`: a failure still overrides a mere acceptance, never a delivery.
  if (reported === 'failed') return rank[current] <= rank.sent ? 'failed' : current
  if (current === 'failed' && reported === 'sent') return 'failed'
  return rank[reported] > rank[current] ? reported : current
}
