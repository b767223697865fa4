import type { Transaction } from '#platform/context'
import { listMembers, listSegments, readGoodsSold } from '#domains/activity'
import { getCampaignSettings } from '#domains/campaigns'
import { findVariantFacts } from '#domains/catalog'
import { lastDays } from '../days.ts'
import type { DecisionKind } from './decision.ts'
import { weighLongGone } from './weigh-long-gone.ts'

const shownPeople = 200
const mostGoods = 5_000
/** Of what was sold in a year, the part whose cost must be known. */
const knownEnough = 0.5

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

/** What is left of a rupiah sold in the last year; nothing while the cost of too many goods is unknown. */
async function marginOf(tx: Transaction, today: string): Promise<number | undefined> {
  const sold = await readGoodsSold(tx, lastDays(today, 365), mostGoods)
  const facts = await findVariantFacts(tx, sold.map(({ variantId }) => variantId))
  let [all, known, cost] = [0, 0, 0]
  for (const { variantId, amount, quantity } of sold) {
    const each = facts.get(variantId)?.cost ?? null
    all += amount
    if (each === null) continue
    known += amount
    cost += each * quantity
  }
  return known > 0 && known >= knownEnough * all ? (known - cost) / known : undefined
}
