import { wilsonInterval } from '#models/experiments/proportions'
import type { FoundDecision } from './decision.ts'

const fewestPeople = 10
const fewestThen = 20
/** An invitation is worth sending when this share more buyers would pay for it: more than that is a hope. */
const hopedRise = 0.25
/** Half of where a campaign stops by itself unless the owner says otherwise. */
const stopChance = 0.01
/** Who asks for a stop may be lost: half of what they buy in a year. */
const lostOnStop = 0.5
/** A message works two weeks; the share who came back is of 30 days. */
const [reachDays, seenDays, yearDays] = [14, 30, 365]

/** Some or all of the people, how many there are in all, and of as many as were like them 30 days ago, who bought since. */
export interface LongGone {
  people: readonly { orders: number; spend: number }[]
  members: number
  before: { members: number; bought: number }
}

/**
 * What an invitation to people long gone may leave in a fortnight: the margin of a quarter more buyers than come by
 * themselves, less the messages and what is lost with those who ask for a stop. Most bought once and have no rhythm; what
 * people like them did since a month ago stands for it. At least 10 people now and 20 then, and nothing unless the low end pays.
 */
export function weighLongGone({ people, members, before }: LongGone, { margin, messagePrice }: { margin: number; messagePrice: number }): Pick<FoundDecision, 'facts' | 'low' | 'high'> | undefined {
  if (people.length < fewestPeople || before.members < fewestThen) return undefined
  const usual = people.reduce((sum, { orders, spend }) => sum + spend / orders, 0) / people.length
  const perBuyer = (usual * margin * (hopedRise * reachDays - stopChance * lostOnStop * yearDays)) / seenDays
  const [low, high] = wilsonInterval({ successes: before.bought, total: before.members }, 0.8).map((share) => Math.round(members * (share * perBuyer - messagePrice)))
  if (low <= 0) return undefined
  const once = people.filter(({ orders }) => orders === 1).length
  return { facts: { people: members, oncePercent: Math.round((100 * once) / people.length), then: before.members, cameBack: before.bought }, low, high }
}
