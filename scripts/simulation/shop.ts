import { drawGamma, drawNormal } from '../../server/src/models/randomness/distributions.ts'
import { seededRandom, type Random } from '../../server/src/models/randomness/seeded-random.ts'

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
  /** Times as many purchases: in the weeks before Lebaran, at weekends, on twin dates (9.9, 12.12). */
  lebaran: number
  weekend: number
  twinDates: number
}

export const sectors: readonly Sector[] = [
  { name: 'kuliner', rhythmDays: 14, evenness: 1.5, basket: 60_000, basketSpread: 0.6, margin: 0.35, leaves: 0.04, lebaran: 1.5, weekend: 1.4, twinDates: 1.2 },
  { name: 'fashion', rhythmDays: 45, evenness: 1, basket: 180_000, basketSpread: 0.7, margin: 0.4, leaves: 0.12, lebaran: 2.2, weekend: 1.1, twinDates: 3 },
  { name: 'furnitur', rhythmDays: 250, evenness: 0.8, basket: 2_500_000, basketSpread: 0.9, margin: 0.3, leaves: 0.3, lebaran: 1.1, weekend: 1.3, twinDates: 1.3 },
]

/** What messages do to people in truth. Nobody in the shop knows it. */
export interface World {
  name: string
  /** Kinds of people: their part of all, and times as many purchases in the two weeks after a message, when silent for twice their usual gap and otherwise. */
  kinds: readonly { share: number; silent: number; other: number }[]
  /** Mean chance to ask for a stop after one message; grows with the messages of the last 60 days. */
  optOut: number
  /** Of those who stop, the share who also stop buying. */
  lost: number
}

export const peopleDiffer: World = { name: 'people differ', kinds: [{ share: 0.3, silent: 2.5, other: 1.15 }, { share: 0.5, silent: 1, other: 1 }, { share: 0.2, silent: 0.7, other: 0.85 }], optOut: 0.01, lost: 0.3 }
export const nothingWorks: World = { name: 'messages do nothing', kinds: [{ share: 1, silent: 1, other: 1 }], optOut: 0.01, lost: 0.3 }
export const allAlike: World = { name: 'everybody buys a third more', kinds: [{ share: 1, silent: 1.33, other: 1.33 }], optOut: 0.01, lost: 0.3 }

export interface SimulatedCustomer {
  /** Purchases a day while they stay. */
  rate: number
  basket: number
  /** How far seasons and prices move them; 1 is like the sector. */
  sensitivity: number
  messagePrice: number
  effect: { silent: number; other: number }
  optOut: number
  hasLeft: boolean
  hasOptedOut: boolean
  orderDays: number[]
  spend: number
  messageDays: number[]
  /** Until which day, and times which, a message moves the rate. */
  movedUntil: number
  movedBy: number
  /** One number a day, and others only when they buy: the same customer lives the same year under two policies, but for the messages. */
  chances: Random
  details: Random
}

/** WhatsApp for most, e-mail for others; rupiah a message. */
const channels = [{ share: 0.7, price: 660 }, { share: 0.3, price: 25 }] as const
export const dearestMessage = channels[0].price

export function aShop(sector: Sector, size: number, seed: number, world: World = nothingWorks): SimulatedCustomer[] {
  const random = seededRandom(seed)
  return Array.from({ length: size }, () => ({
    rate: drawGamma(sector.evenness, random) / sector.evenness / sector.rhythmDays,
    basket: sector.basket * Math.exp(sector.basketSpread * drawNormal(random) - sector.basketSpread ** 2 / 2),
    sensitivity: 0.5 + random(),
    messagePrice: pick(channels, random).price,
    effect: pick(world.kinds, random),
    optOut: world.optOut * Math.exp(0.7 * drawNormal(random) - 0.245),
    hasLeft: false,
    hasOptedOut: false,
    orderDays: [],
    spend: 0,
    messageDays: [],
    movedUntil: -1,
    movedBy: 1,
    chances: seededRandom(Math.floor(random() * 2 ** 32)),
    details: seededRandom(Math.floor(random() * 2 ** 32)),
  }))
}

function pick<Kind extends { share: number }>(kinds: readonly Kind[], random: Random): Kind {
  let left = random()
  return kinds.find(({ share }) => (left -= share) < 0) ?? kinds[kinds.length - 1]
}

/** Day 0 is 1 July 2025: half a year of history, then the year 2026 that is judged. */
const start = Date.UTC(2025, 6, 1)
export const firstDay = 184
export const lastDay = firstDay + 365
const lebaran = (Date.UTC(2026, 2, 21) - start) / 86_400_000

const dates = Array.from({ length: lastDay }, (_, day) => new Date(start + day * 86_400_000).toISOString().slice(0, 10))
export const dateOf = (day: number): string => dates[day]

const years = new Map<Sector, Float64Array>()

/** Times as many purchases on each day: weekends, paydays, the month before Lebaran and the quiet week after, twin dates. */
export function seasons(sector: Sector): Float64Array {
  const known = years.get(sector)
  if (known) return known
  const year = Float64Array.from({ length: lastDay }, (_, day) => {
    const date = new Date(start + day * 86_400_000)
    const [ofMonth, month, weekday] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()]
    const payday = ofMonth >= 25 || ofMonth <= 2 ? 1.3 : 0.91
    const weekend = weekday === 0 || weekday === 6 ? sector.weekend : 1
    const feast = day >= lebaran - 30 && day < lebaran ? sector.lebaran : day >= lebaran && day < lebaran + 7 ? 0.6 : 1
    return payday * weekend * feast * (ofMonth === month ? sector.twinDates : 1)
  })
  years.set(sector, year)
  return year
}

export const seasonOf = ({ sensitivity }: { sensitivity: number }, season: number) => Math.max(0.1, 1 + (season - 1) * sensitivity)

/** One day of one customer: rupiah bought, 0 on most days. */
export function live(sector: Sector, customer: SimulatedCustomer, day: number): number {
  const chance = customer.chances()
  if (customer.hasLeft) return 0
  const expected = customer.rate * (day <= customer.movedUntil ? customer.movedBy : 1) * seasonOf(customer, seasons(sector)[day])
  // The first is the larger, and cheap.
  if (chance >= expected || chance >= 1 - Math.exp(-expected)) return 0
  const amount = Math.round(customer.basket * Math.exp(0.3 * drawNormal(customer.details) - 0.045))
  if (customer.details() < sector.leaves) customer.hasLeft = true
  customer.orderDays.push(day)
  customer.spend += amount
  return amount
}
