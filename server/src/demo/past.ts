import { addDays } from '#models/language/calendar'
import { indonesianCalendar } from '#models/forecasting/calendar-id'
import { drawGamma, drawNormal, shuffle } from '#models/randomness/distributions'
import { seededRandom, type Random } from '#models/randomness/seeded-random'
import { answers, comments, firstNames, idleQuestions, lastNames, places, questions, ratingReasonsOf } from './past-words.ts'

/** How customers of a trade buy. */
interface Trade {
  people: number
  /** Usual days between two orders. */
  gapDays: number
  /** Chance that an order was the last. */
  leaves: number
  lines: number
  most: number
  /** Of the orders of people known by name, those over the counter. */
  counter: number
  /** Sales a day to people of whom nothing is known, and where. */
  strangers: { source: string; aDay: number }
  /** Times as much in these weeks. */
  lebaran: number
  weekend: number
  /** Whether people come back for the same thing. */
  isRepeated: boolean
  /** Of those whom the year's campaign wrote to, who ordered because of it. */
  moved: number
}

const trades: Record<string, Trade> = {
  kuliner: { people: 260, gapDays: 20, leaves: 0.06, lines: 2, most: 4, counter: 0.45, strangers: { source: 'kasir', aDay: 2 }, lebaran: 1.8, weekend: 1.4, isRepeated: true, moved: 0.22 },
  fashion: { people: 240, gapDays: 55, leaves: 0.14, lines: 1.5, most: 2, counter: 0.3, strangers: { source: 'shopee', aDay: 0.8 }, lebaran: 2.4, weekend: 1.2, isRepeated: false, moved: 0.16 },
  furnitur: { people: 170, gapDays: 210, leaves: 0.35, lines: 1.3, most: 1, counter: 0.6, strangers: { source: 'kasir', aDay: 0.15 }, lebaran: 1.2, weekend: 1.3, isRepeated: false, moved: 0.03 },
}

export interface PastVariant {
  sku: string
  name: string
  /** Colour and size, as the shop writes them. */
  variant: string
  category: string
  price: number
}

export interface PastPerson {
  name: string
  phone: string
  place: string
  /** Whether they agreed to news of the shop. */
  agrees: boolean
}

export interface PastOrder {
  person: number | null
  day: string
  /** Minutes after midnight. */
  minute: number
  source: string
  lines: { sku: string; quantity: number }[]
  isCancelled: boolean
}

export interface PastChat {
  person: number
  day: string
  minute: number
  question: string
  answer: { by: 'assistant' | 'member'; seconds: number; text: string }
}

export interface PastRating {
  person: number
  /** Index of the order that it is about. */
  order: number
  score: number
  comment: string
  reasons: string[]
}

/** One list that the shop sent by hand, some people kept back by chance. */
export interface PastCampaign {
  day: string
  minute: number
  people: { person: number; isHeldOut: boolean }[]
}

export interface Past {
  people: PastPerson[]
  orders: PastOrder[]
  chats: PastChat[]
  ratings: PastRating[]
  campaign: PastCampaign
}

const pastDays = 365
/** Dearer goods are bought one at a time. */
const oneAtATime = 100_000
/** Before this many days ago people alone answered. */
const assistantSince = 120
/** When the year's campaign was sent: long enough ago to be measured. */
const campaignDay = -45
/** Some goods that sold before have rested for so long. */
const restingSince = 75

/** A year that this shop could have had, the same for the same seed: rhythms, favourites, paydays, Ramadan, people who stay away. */
export function simulatePast({ sector, variants, today, seed }: { sector: string; variants: PastVariant[]; today: string; seed: number }): Past {
  const trade = trades[sector] ?? trades['kuliner']
  const random = seededRandom(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]
  const season = seasonOf(trade, today)
  const taste = tasteOf(trade, variants, random)
  const past: Past = { people: [], orders: [], chats: [], ratings: [], campaign: { day: addDays(today, campaignDay), minute: 9 * 60, people: [] } }
  for (let person = 0; person < trade.people; person++) {
    past.people.push({ name: `${pick(firstNames)} ${pick(lastNames)}`, phone: `+6281200${10_000 + seed * 1_000 + person}`, place: pick(places), agrees: random() < 0.65 })
    // One in ten asks and never buys.
    if (random() < 0.1 || !live(person)) past.chats.push(chatOf(person, -1 - Math.floor(random() * 90), pick(idleQuestions).replace('{tempat}', past.people[person].place)))
  }
  for (let day = -pastDays; day < 0; day++) {
    const count = poisson(trade.strangers.aDay * season(day), random)
    for (let sale = 0; sale < count; sale++) past.orders.push(orderOf(null, day, trade.strangers.source, taste(undefined, day)))
  }
  past.campaign.people = writeTo(past.people.flatMap(({ agrees }, person) => (agrees && past.orders.some((order) => order.person === person && order.day < past.campaign.day) ? [person] : [])))
  return past

  /** A quarter is held out by chance; some of the others order because they were written to. */
  function writeTo(audience: number[]): PastCampaign['people'] {
    const heldOut = new Set(shuffle([...audience], random).slice(0, Math.round(audience.length / 4)))
    for (const person of audience) {
      if (!heldOut.has(person) && random() < trade.moved) past.orders.push(orderOf(person, campaignDay + 1 + Math.floor(random() * 12), 'webchat', taste(undefined, campaignDay)))
    }
    return audience.map((person) => ({ person, isHeldOut: heldOut.has(person) }))
  }

  /** Whether they bought at all. */
  function live(person: number): boolean {
    const gap = trade.gapDays * Math.exp(0.45 * drawNormal(random))
    const favourites = shuffle([...variants], random).slice(0, 3)
    const bought: string[] = []
    // Half of them were customers before the year began.
    let day = -pastDays + (random() < 0.5 ? random() * gap : random() * (pastDays - 10))
    while (day < 0) {
      const at = bestDay(Math.floor(day))
      if (at >= 0) break
      const lines = taste({ favourites, bought, size: sizes[person % sizes.length] }, at)
      bought.push(...lines.map((line) => line.sku))
      const isAtCounter = random() < trade.counter
      past.orders.push(orderOf(person, at, isAtCounter ? 'kasir' : 'webchat', lines))
      if (!isAtCounter && random() < 0.8) {
        const name = variants.find((variant) => variant.sku === lines[0].sku)?.name ?? ''
        past.chats.push(chatOf(person, at, pick(questions).replace('{barang}', name)))
      }
      if (at > -240 && random() < 0.07) past.ratings.push(ratingOf(person, past.orders.length - 1))
      if (random() < trade.leaves) break
      day = at + Math.max(1, (gap * drawGamma(6, random)) / 6 / season(at))
    }
    return bought.length > 0
  }

  /** Of the days around, the one on which people have money and time. */
  function bestDay(around: number): number {
    const near = [-3, -2, -1, 0, 1, 2, 3].map((shift) => around + shift).filter((day) => day >= -pastDays)
    return weighted(near, (day) => season(day) ** 2, random)
  }

  function orderOf(person: number | null, day: number, source: string, lines: PastOrder['lines']): PastOrder {
    return { person, day: addDays(today, day), minute: 8 * 60 + Math.floor(random() * 11 * 60), source, lines, isCancelled: random() < 0.03 }
  }

  function chatOf(person: number, day: number, question: string): PastChat {
    const isAssistant = day > -assistantSince && random() < 0.8
    const seconds = isAssistant ? 4 + Math.floor(random() * 14) : Math.round(900 * Math.exp(0.9 * drawNormal(random)))
    return { person, day: addDays(today, day), minute: 7 * 60 + Math.floor(random() * 13 * 60), question, answer: { by: isAssistant ? 'assistant' : 'member', seconds: Math.min(seconds, 4 * 3_600), text: pick(answers) } }
  }

  function ratingOf(person: number, order: number): PastRating {
    const isGood = random() < 0.82
    const kind = isGood ? 'good' : 'bad'
    const said = (comments[sector] ?? comments['kuliner'])[kind]
    return { person, order, score: isGood ? (random() < 0.7 ? 5 : 4) : 1 + Math.floor(random() * 3), comment: random() < 0.7 ? pick(said) : '', reasons: [pick(ratingReasonsOf[kind])] }
  }
}

const sizes = ['M', 'L', 'XL', 'S']

/** What somebody takes on a day: what sells anyway, more of what they like, and what goes with it. */
function tasteOf(trade: Trade, variants: PastVariant[], random: Random) {
  const order = shuffle([...variants], random)
  const rank = new Map(order.map((variant, index) => [variant.sku, index]))
  const resting = new Set(order.filter((_, index) => index % 9 === 4).map((variant) => variant.sku))
  const categories = [...new Set(variants.map((variant) => variant.category))]
  const goesWith = (category: string) => categories[(categories.indexOf(category) + 1) % categories.length]
  return (person: { favourites: PastVariant[]; bought: string[]; size: string } | undefined, day: number): PastOrder['lines'] => {
    const lines = new Map<string, number>()
    let before: PastVariant | undefined
    const count = 1 + poisson(trade.lines - 1, random)
    for (let line = 0; line < count; line++) {
      const chosen: PastVariant = weighted(variants, (variant) => {
        let weight = 1 / (2 + (rank.get(variant.sku) ?? 0))
        if (day > -restingSince && resting.has(variant.sku)) return 0
        if (person?.favourites.includes(variant)) weight *= trade.isRepeated ? 14 : 4
        else if (person?.favourites.some((one) => one.category === variant.category)) weight *= 4
        if (!trade.isRepeated && person?.bought.includes(variant.sku)) weight *= 0.05
        const size = /\b(S|M|L|XL|XXL)$/.exec(variant.variant)?.[1]
        if (person && size !== undefined && size !== person.size) weight *= 0.05
        if (before) weight *= variant.category === goesWith(before.category) ? 8 : 0.5
        return weight
      }, random)
      before = chosen
      lines.set(chosen.sku, (lines.get(chosen.sku) ?? 0) + 1 + (chosen.price > oneAtATime ? 0 : Math.floor(random() * trade.most)))
    }
    return [...lines].map(([sku, quantity]) => ({ sku, quantity }))
  }
}

/** How much more or less people buy, by days from today. */
function seasonOf(trade: Trade, today: string): (day: number) => number {
  const byDay = new Map<number, number>()
  const compute = (day: number): number => {
    const date = addDays(today, day)
    const kinds = new Set(indonesianCalendar.filter((one) => one.from <= date && one.to >= date).map((one) => one.kind))
    const weekday = new Date(Date.parse(date)).getUTCDay()
    let times = weekday === 0 || weekday === 6 ? trade.weekend : 0.9
    if (kinds.has('payday')) times *= 1.35
    if (kinds.has('ramadan-early')) times *= 1 + (trade.lebaran - 1) / 3
    if (kinds.has('ramadan-late')) times *= trade.lebaran
    if (kinds.has('lebaran')) times *= 0.5
    if (kinds.has('after-lebaran')) times *= 0.7
    if (kinds.has('year-end')) times *= 1.2
    return times
  }
  return (day) => {
    const known = byDay.get(day)
    if (known !== undefined) return known
    const times = compute(day)
    byDay.set(day, times)
    return times
  }
}

function weighted<T>(items: readonly T[], weightOf: (item: T) => number, random: Random): T {
  const weights = items.map(weightOf)
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0)
  const at = weights.findIndex((weight) => (left -= weight) < 0)
  return items[at === -1 ? items.length - 1 : at]
}

function poisson(mean: number, random: Random): number {
  let [count, product] = [0, random()]
  for (const limit = Math.exp(-mean); product > limit; product *= random()) count++
  return count
}
