import { getSegment, listMembers, listSegments } from '#domains/activity'
import type { DecisionKind } from './decision.ts'
import { isRhythmic, weighSlipping } from './weigh-slipping.ts'

const shownPeople = 200

/** Regulars who are late. */
export const slipping: DecisionKind = {
  kind: 'slipping',
  async find(tx) {
    const figure = (await listSegments(tx)).find((segment) => segment.segmentId === 'hampir-hilang')?.figure
    if (!figure) return undefined
    const { items } = await listMembers(tx, (await getSegment(tx, 'hampir-hilang')).rule, { limit: shownPeople })
    const weighed = weighSlipping(items.map(({ profile }) => profile), figure)
    return weighed && { ...weighed, subjects: items.filter(({ profile }) => isRhythmic(profile)).map(({ customerId }) => customerId) }
  },
}
