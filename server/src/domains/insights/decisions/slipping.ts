import { getSegment, listMembers, listSegments } from '#domains/activity'
import { wilsonInterval } from '#models/experiments/proportions'
import type { DecisionKind } from './decision.ts'

const fewestPeople = 5
const fewestThen = 10
const shownPeople = 200

/**
 * Regulars who are late. At stake is what they usually spend in 30 days, less the share of people like them who came back
 * by themselves: at least 5 people with a rhythm of their own, and 10 like them a month ago.
 */
export const slipping: DecisionKind = {
  kind: 'slipping',
  async find(tx) {
    const figure = (await listSegments(tx)).find((segment) => segment.segmentId === 'hampir-hilang')?.figure
    if (!figure || figure.members < fewestThen) return undefined
    const { items } = await listMembers(tx, (await getSegment(tx, 'hampir-hilang')).rule, { limit: shownPeople })
    const rhythmic = items.filter(({ profile }) => profile.orders >= 3 && profile.gapDays !== null)
    if (rhythmic.length < fewestPeople) return undefined
    const monthly = rhythmic.reduce((sum, { profile }) => sum + (profile.spend / profile.orders) * (30 / Math.max(1, profile.gapDays ?? 30)), 0)
    const [comesLow, comesHigh] = wilsonInterval({ successes: figure.bought, total: figure.members }, 0.8)
    return {
      subjects: rhythmic.map((member) => member.customerId),
      facts: { people: rhythmic.length, monthly: Math.round(monthly), then: figure.members, cameBack: figure.bought },
      low: Math.round(monthly * (1 - comesHigh)),
      high: Math.round(monthly * (1 - comesLow)),
    }
  },
}
