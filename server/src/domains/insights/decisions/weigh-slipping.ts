import { wilsonInterval } from '#models/experiments/proportions'
import type { FoundDecision } from './decision.ts'

const fewestPeople = 5
const fewestThen = 10

export interface SlippingPerson {
  orders: number
  spend: number
  /** Their usual days between two orders. */
  gapDays: number | null
}

/** Who of the late has a rhythm of their own. */
export const isRhythmic = ({ orders, gapDays }: SlippingPerson) => orders >= 3 && gapDays !== null

/**
 * What hangs on regulars who are late: what they usually spend in 30 days, less the share of people like them who came back
 * by themselves. At least 5 people with a rhythm of their own, and 10 like them a month ago.
 */
export function weighSlipping(people: readonly SlippingPerson[], before: { members: number; bought: number }): Pick<FoundDecision, 'facts' | 'low' | 'high'> | undefined {
  const rhythmic = people.filter(isRhythmic)
  if (before.members < fewestThen || rhythmic.length < fewestPeople) return undefined
  const monthly = rhythmic.reduce((sum, { orders, spend, gapDays }) => sum + (spend / orders) * (30 / Math.max(1, gapDays ?? 30)), 0)
  const [comesLow, comesHigh] = wilsonInterval({ successes: before.bought, total: before.members }, 0.8)
  return {
    facts: { people: rhythmic.length, monthly: Math.round(monthly), then: before.members, cameBack: before.bought },
    low: Math.round(monthly * (1 - comesHigh)),
    high: Math.round(monthly * (1 - comesLow)),
  }
}
