import { drawGamma, drawNormal } from '../../server/src/models/randomness/distributions.ts'
import type { Random } from '../../server/src/models/randomness/seeded-random.ts'

/** How people of a sector buy: an invented shop whose truth is known, so that what is said about it can be judged. */
export interface Sector {
  name: string
  /** Mean days between two purchases of a customer who stays, and how much customers differ (shape of a gamma; small is very different). */
  rhythmDays: number
  evenness: number
  basket: number
  /** Spread of a basket, log scale. */
  basketSpread: number
  /** Of the price, what is left for the shop. */
  margin: number
  /** Chance that a purchase was the last. */
  leaves: number
  /** Times as many purchases in the weeks before Lebaran. */
  lebaran: number
}

export const sectors: readonly Sector[] = [
  { name: 'kuliner', rhythmDays: 14, evenness: 1.5, basket: 60_000, basketSpread: 0.6, margin: 0.35, leaves: 0.04, lebaran: 1.5 },
  { name: 'fashion', rhythmDays: 45, evenness: 1, basket: 180_000, basketSpread: 0.7, margin: 0.4, leaves: 0.12, lebaran: 2.2 },
  { name: 'furnitur', rhythmDays: 250, evenness: 0.8, basket: 2_500_000, basketSpread: 0.9, margin: 0.3, leaves: 0.3, lebaran: 1.1 },
]

export interface SimulatedCustomer {
  /** Purchases a day while they stay. */
  rate: number
  basket: number
  hasLeft: boolean
  lastBoughtOn: number
  hasOptedOut: boolean
  /** Until which day, and times which, a message raises the rate. */
  movedUntil: number
  movedBy: number
}

export function aShop(sector: Sector, size: number, random: Random): SimulatedCustomer[] {
  return Array.from({ length: size }, () => {
    const rate = drawGamma(sector.evenness, random) / sector.evenness / sector.rhythmDays
    return {
      rate,
      basket: sector.basket * Math.exp(sector.basketSpread * drawNormal(random) - sector.basketSpread ** 2 / 2),
      hasLeft: false,
      // The shop has known them for a while.
      lastBoughtOn: -Math.floor(-Math.log(1 - random()) / Math.max(rate, 1e-4)) - 1,
      hasOptedOut: false,
      movedUntil: -1,
      movedBy: 1,
    }
  })
}

/** Payday at the turn of the month, and the weeks before Lebaran (days 60 to 90 of the simulated year). */
export function season(sector: Sector, day: number): number {
  const ofMonth = day % 30
  const payday = ofMonth >= 25 || ofMonth <= 2 ? 1.3 : 0.91
  return payday * (day >= 60 && day < 90 ? sector.lebaran : 1)
}

/** One day of one customer: rupiah bought, 0 on most days. */
export function live(sector: Sector, customer: SimulatedCustomer, day: number, random: Random): number {
  // As many draws on every day, so that the same customer lives the same year under two policies, but for the messages.
  const [buys, leaves, spread] = [random(), random(), drawNormal(random)]
  if (customer.hasLeft) return 0
  const moved = day <= customer.movedUntil ? customer.movedBy : 1
  if (buys >= 1 - Math.exp(-customer.rate * moved * season(sector, day))) return 0
  customer.lastBoughtOn = day
  if (leaves < sector.leaves) customer.hasLeft = true
  return customer.basket * Math.exp(0.3 * spread - 0.045)
}
