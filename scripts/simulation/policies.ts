import { fits, type Person } from '../../server/src/domains/activity/segments/evaluate.ts'
import { readySegments, type ReadySegment } from '../../server/src/domains/activity/segments/ready.ts'
import { belongs } from '../../server/src/domains/campaigns/audience.ts'
import { armsOf, drawArms } from '../../server/src/domains/campaigns/drawing.ts'
import { silentAudience } from '../../server/src/domains/campaigns/suggestions.ts'
import { holdout } from '../../server/src/domains/campaigns/tables.ts'
import { weighLongGone } from '../../server/src/domains/insights/decisions/weigh-long-gone.ts'
import { weighSlipping } from '../../server/src/domains/insights/decisions/weigh-slipping.ts'
import { shuffle } from '../../server/src/models/randomness/distributions.ts'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import { holdoutPercent, measureDays } from './campaign.ts'
import { aShop, dateOf, dearestMessage, firstDay, lastDay, live, type Sector, type SimulatedCustomer, type World } from './shop.ts'

/** `advice`: the two decisions of home that propose a message. `silent`: the first suggestion of the campaign page. `random`: as many as the advice, by chance. */
export type Policy = 'nothing' | 'everybody' | 'advice' | 'silent' | 'random'

/** Profit of the year 2026: what the goods earned less what the messages cost. Once a month the owner does as the policy says. */
export function simulateYear(sector: Sector, world: World, policy: Policy, size: number, seed: number): number {
  const customers = aShop(sector, size, seed, world)
  const random = seededRandom(seed + 1)
  let profit = 0
  for (let day = 0; day < lastDay; day++) {
    if (day >= firstDay && (day - firstDay) % 30 === 15 && policy !== 'nothing') {
      for (const customer of audience(sector, policy, customers, day, random)) profit -= send(customer, day, world, random)
    }
    for (const customer of customers) {
      const bought = live(sector, customer, day)
      if (day >= firstDay) profit += sector.margin * bought
    }
  }
  return profit
}

/** Who gets the message; of those that the product proposes a quarter is held out. */
function audience(sector: Sector, policy: Policy, customers: readonly SimulatedCustomer[], day: number, random: () => number): SimulatedCustomer[] {
  const reachable = customers.filter((customer) => !customer.hasOptedOut && customer.orderDays.length > 0)
  if (policy === 'everybody') return reachable
  const proposed = policy === 'silent' ? reachable.filter((customer) => isSilent(customer, day)) : [...slippingAt(customers, day), ...longGoneAt(sector, customers, day)].filter((customer) => !customer.hasOptedOut)
  const arms = drawArms(proposed.length, armsOf(holdoutPercent, [{ name: 'A' }]), random)
  const chosen = proposed.filter((_, index) => arms[index] !== holdout)
  return policy === 'random' ? shuffle([...reachable], random).slice(0, chosen.length) : chosen
}

function isSilent({ orderDays, spend }: SimulatedCustomer, day: number): boolean {
  const at = (one: number) => new Date(dateOf(one))
  const person = { customerId: '', familyIds: [], name: '', phone: null, labels: [], objection: undefined }
  const bought = { orders: orderDays.length, total: spend, firstAt: at(orderDays[0]), lastAt: at(orderDays[orderDays.length - 1]), lastVariantId: null, lastCompletedAt: null }
  return belongs(silentAudience, person, bought, at(day))
}

/** The people of the decision about regulars who are late; nobody while it has not the evidence to be shown. */
function slippingAt(customers: readonly SimulatedCustomer[], day: number): SimulatedCustomer[] {
  const { members, people, before } = segmentAt('hampir-hilang', customers, day)
  return weighSlipping(people, before) ? members : []
}

/** The people of the decision about those long gone; the shop knows its margin and the price of its dearest message. */
function longGoneAt(sector: Sector, customers: readonly SimulatedCustomer[], day: number): SimulatedCustomer[] {
  const { members, people, before } = segmentAt('lama-hilang', customers, day)
  return weighLongGone({ people, members: members.length, before }, { margin: sector.margin, messagePrice: dearestMessage }) ? members : []
}

/** Who is in a segment, and of who was in it 30 days ago, how many bought since. */
function segmentAt(segment: ReadySegment, customers: readonly SimulatedCustomer[], day: number) {
  const membersAt = (at: number) => customers.filter((customer) => fits(readySegments[segment].rule, personAt(customer, at), dateOf(at)))
  const members = membersAt(day)
  const then = membersAt(day - 30)
  const bought = then.filter(({ orderDays }) => orderDays.some((one) => one >= day - 30 && one < day)).length
  return { members, people: members.map((customer) => ({ ...personAt(customer, day), spend: customer.spend })), before: { members: then.length, bought } }
}

/** A customer as the shop knew them that morning. */
function personAt({ orderDays }: SimulatedCustomer, day: number): Person {
  const known = orderDays.filter((one) => one < day)
  return {
    orders: known.length, spend: 0,
    firstOrderOn: known.length > 0 ? dateOf(known[0]) : null,
    lastOrderOn: known.length > 0 ? dateOf(known[known.length - 1]) : null,
    gapDays: usualGap(known),
    messages: 0, lastMessageOn: null, channels: [], variantIds: [], place: '', days: [],
  }
}

/** The middle gap, the lower of two. */
function usualGap(days: readonly number[]): number | null {
  const gaps = days.slice(1).map((day, index) => day - days[index]).sort((a, b) => a - b)
  return gaps.length === 0 ? null : gaps[Math.ceil(gaps.length / 2) - 1]
}

/** The price of one message; it moves the customer, or makes them stop. */
function send(customer: SimulatedCustomer, day: number, world: World, random: () => number): number {
  const recent = customer.messageDays.filter((one) => one > day - 60).length
  const gap = usualGap(customer.orderDays) ?? 30
  const hasBeenSilent = day - customer.orderDays[customer.orderDays.length - 1] > 2 * gap
  customer.messageDays.push(day)
  Object.assign(customer, { movedUntil: day + measureDays - 1, movedBy: hasBeenSilent ? customer.effect.silent : customer.effect.other })
  if (random() < customer.optOut * (1 + recent)) {
    customer.hasOptedOut = true
    if (random() < world.lost) customer.hasLeft = true
  }
  return customer.messagePrice
}

/** For each of the seeds: the advice's profit less that of each other policy in the same shop. */
export function gains({ sector, world, size, seeds }: { sector: Sector; world: World; size: number; seeds: number[] }): Record<Exclude<Policy, 'advice'>, number[]> {
  const advice = seeds.map((seed) => simulateYear(sector, world, 'advice', size, seed))
  const over = (policy: Policy) => seeds.map((seed, index) => advice[index] - simulateYear(sector, world, policy, size, seed))
  return { nothing: over('nothing'), everybody: over('everybody'), silent: over('silent'), random: over('random') }
}
