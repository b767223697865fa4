import { listMembers, listSegments } from '#domains/activity'
import { getCampaignSettings } from '#domains/campaigns'
import { marginOf } from '../margin.ts'
import type { DecisionKind } from './decision.ts'
import { weighLongGone } from './weigh-long-gone.ts'

const shownPeople = 200

/** People long gone, most of whom bought once: only where what a sale earns is known and pays for the messages. */
export const longGone: DecisionKind = {
  kind: 'long-gone',
  async find(tx, today) {
    const segment = (await listSegments(tx)).find(({ segmentId }) => segmentId === 'lama-hilang')
    const margin = await marginOf(tx, today)
    if (!segment?.figure || margin === undefined) return undefined
    const { items } = await listMembers(tx, segment.rule, { limit: shownPeople })
    const found = { people: items.map(({ profile }) => profile), members: segment.members, before: segment.figure }
    const weighed = weighLongGone(found, { margin, messagePrice: (await getCampaignSettings(tx)).templatePrice })
    return weighed && { ...weighed, subjects: items.map(({ customerId }) => customerId) }
  },
}
