import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import { aShop, live, type Sector, type SimulatedCustomer } from './shop.ts'

/** What a message does in truth. Nobody in the shop knows it. */
export interface World {
  name: string
  /** Times as many purchases in the two weeks after, for who has been silent longer than usual, and for everybody else. */
  liftOfSilent: number
  liftOfOthers: number
  /** Chance to ask for a stop after one message. */
  optOut: number
  /** Of those who stop, the share who also stop buying. */
  lost: number
}

export const worlds: readonly World[] = [
  { name: 'messages bring back who was silent', liftOfSilent: 2, liftOfOthers: 1.02, optOut: 0.01, lost: 0.3 },
  { name: 'messages do nothing', liftOfSilent: 1, liftOfOthers: 1, optOut: 0.01, lost: 0.3 },
]

export type Policy = 'nothing' | 'everybody' | 'advice'

const pricePerMessage = 660
/** As the suggestion does it: silent for longer than twice the shop's usual gap, one quarter held out, at most one message a month. */
const holdout = 0.25

/** Profit of a year: what the goods earned less what the messages cost. */
export function simulateYear(sector: Sector, world: World, policy: Policy, size: number, seed: number): number {
  const customers = aShop(sector, size, seededRandom(seed))
  const lives = customers.map((_, index) => seededRandom(seed * 10_007 + index))
  const random = seededRandom(seed + 1)
  let profit = 0
  for (let day = 0; day < 365; day++) {
    if (policy !== 'nothing' && day % 30 === 15) {
      const silentFor = (customer: SimulatedCustomer) => day - customer.lastBoughtOn
      for (const customer of customers) {
        const isSilent = silentFor(customer) > 2 * sector.rhythmDays
        if (customer.hasOptedOut || (policy === 'advice' && (!isSilent || random() < holdout))) continue
        profit -= pricePerMessage
        Object.assign(customer, { movedUntil: day + 14, movedBy: isSilent ? world.liftOfSilent : world.liftOfOthers })
        if (random() < world.optOut) {
          customer.hasOptedOut = true
          if (random() < world.lost) customer.hasLeft = true
        }
      }
    }
    for (const [index, customer] of customers.entries()) profit += sector.margin * live(sector, customer, day, lives[index])
  }
  return profit
}
