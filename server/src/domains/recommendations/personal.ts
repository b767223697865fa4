import { buyAgainOffers, learnBuyAgain, type BuyAgainOffer } from '#models/recommendation/buy-again'
import { boughtBy, collectInteractions, type Bought, type Interactions, type Purchase } from '#models/recommendation/interactions'
import { popularity } from '#models/recommendation/popularity'
import { topItems } from '#models/recommendation/ranking'
import { fitRecommender, recommenderScorer } from '#models/recommendation/recommender'
import { sectorPriors, type Sector } from '#models/recommendation/sectors'
import { reasonFinder, type Reason } from './reasons.ts'

/** How many are shown, and so looked at when it is measured. */
export const shown = 4
export const fewestPeople = 20
const kept = 12
/** Of so many of the model's best, margin and rhythm decide the order. */
const considered = 30
const horizonDays = 14
const bestSellerDays = 28
const mostPeople = 20_000

export interface PersonalInput {
  purchases: Purchase[]
  sector: Sector
  /** Of each item by its id: a little over 1 where it earns much, a little under where it earns little. */
  boost: ReadonlyMap<string, number>
  today: number
}

/** Of so many times that it was tried, how often what was bought was among what would have been shown. */
export interface HitRate {
  tried: number
  hits: number
  bestSellerHits: number
}

export interface Personal {
  /** Measured on the last tenth of purchases, which chose nothing; `null` where there were none. */
  measured: HitRate | null
  /** Whether the rhythm of goods decides the order too, chosen on the tenth before. */
  usesRhythm: boolean
  people: { customer: string; items: { item: string; reason: Reason }[] }[]
}

export function isRepeated(sector: Sector): boolean {
  return sectorPriors[sector].rebuyShare >= 0.15
}

/** What to offer to each customer, with how often such offers were right, beside those of the list of best sellers. */
export function learnPersonal(input: PersonalInput): Personal {
  const days = input.purchases.map((one) => one.day).sort((a, b) => a - b)
  const dayAt = (share: number) => days[Math.floor(days.length * share)] ?? 0
  const [choosing, measuring] = [dayAt(0.8), dayAt(0.9)]
  const trial = tryWindow(input, choosing, measuring)
  const usesRhythm = isRepeated(input.sector) && trial !== undefined && trial.rhythm >= trial.plain
  const final = tryWindow(input, measuring, Infinity)
  const measured = final ? { tried: final.people, hits: usesRhythm ? final.rhythm : final.plain, bestSellerHits: final.bestSellers } : null
  return { measured, usesRhythm, people: isBetter(measured) ? offersFor(input, usesRhythm) : [] }
}

/** Better than best sellers for enough people: otherwise those are shown, and it is said. */
export function isBetter(measured: HitRate | null): boolean {
  return measured !== null && measured.tried >= fewestPeople && measured.hits > measured.bestSellerHits
}

function offersFor(input: PersonalInput, usesRhythm: boolean): Personal['people'] {
  const interactions = collectInteractions(input.purchases)
  const rank = rankerOf(input, interactions, input.today)
  const reasonOf = reasonFinder(interactions)
  const recent = Array.from(interactions.users, (_, user) => ({ user, last: lastDayOf(boughtBy(interactions, user)) })).sort((a, b) => b.last - a.last).slice(0, mostPeople)
  return recent.map(({ user }) => {
    const bought = boughtBy(interactions, user)
    const { items, offers } = rank(bought, usesRhythm, kept)
    return { customer: interactions.users[user], items: items.map((item) => ({ item: interactions.items[item], reason: named(reasonOf(bought, item, offers), interactions) })) }
  })
}

function named(reason: Reason<number>, { items }: Interactions): Reason {
  return reason.kind === 'also-bought' ? { ...reason, item: items[reason.item] } : reason
}

interface Trial {
  people: number
  plain: number
  rhythm: number
  bestSellers: number
}

/** Learns from what was bought before `from`, and looks who bought something of it until `to`. */
function tryWindow(input: PersonalInput, from: number, to: number): Trial | undefined {
  const past = input.purchases.filter((one) => one.day < from)
  if (past.length === 0) return undefined
  const interactions = collectInteractions(past)
  const later = Map.groupBy(input.purchases.filter((one) => one.day >= from && one.day < to), (one) => one.user)
  const itemOf = new Map(interactions.items.map((id, item) => [id, item]))
  const rank = rankerOf(input, interactions, from - 1)
  const sold = popularity(collectWithin(interactions, past, from - bestSellerDays), Infinity)
  const trial: Trial = { people: 0, plain: 0, rhythm: 0, bestSellers: 0 }
  for (let user = 0; user < interactions.users.length; user++) {
    const bought = boughtBy(interactions, user)
    const owned = new Set(isRepeated(input.sector) ? [] : bought.item)
    const relevant = new Set((later.get(interactions.users[user]) ?? []).flatMap((one) => itemOf.get(one.item) ?? []).filter((item) => !owned.has(item)))
    if (relevant.size === 0) continue
    trial.people++
    const isHit = (items: ArrayLike<number>) => Array.from(items).some((item) => relevant.has(item))
    if (isHit(rank(bought, false, shown).items)) trial.plain++
    if (isHit(rank(bought, true, shown).items)) trial.rhythm++
    if (isHit(topItems(sold.map((score, item) => (owned.has(item) || score === 0 ? -Infinity : score)), shown))) trial.bestSellers++
  }
  return trial
}

/** The purchases since a day, over the same items. */
function collectWithin(all: Interactions, purchases: Purchase[], since: number): Interactions {
  const some = collectInteractions(purchases.filter((one) => one.day >= since))
  const itemOf = new Map(all.items.map((id, item) => [id, item]))
  return { ...some, items: all.items, item: some.item.map((item) => itemOf.get(some.items[item]) ?? 0) }
}

type Ranker = (bought: Bought, usesRhythm: boolean, k: number) => { items: number[]; offers: Map<number, BuyAgainOffer> }

function rankerOf({ sector, boost }: PersonalInput, interactions: Interactions, today: number): Ranker {
  const repeat = isRepeated(sector)
  const recommender = fitRecommender(interactions, { repeat, k: shown })
  const scorer = recommenderScorer(recommender)
  const rhythm = learnBuyAgain(interactions, { sector, today })
  const scores = new Float64Array(interactions.items.length)
  return (bought, usesRhythm, k) => {
    scorer(bought, scores)
    if (!repeat) for (const item of bought.item) scores[item] = -Infinity
    const offers = new Map(repeat ? buyAgainOffers(rhythm, bought, horizonDays).map((offer) => [offer.item, offer]) : [])
    const ranked = Array.from(topItems(scores, considered), (item, place) => ({
      item,
      score: ((boost.get(interactions.items[item]) ?? 1) * (usesRhythm ? 0.5 + (offers.get(item)?.chance ?? 0) : 1)) / (place + 3),
    }))
    return { items: ranked.sort((a, b) => b.score - a.score).slice(0, k).map(({ item }) => item), offers }
  }
}

function lastDayOf({ item, dayStart, day }: Bought): number {
  let last = -Infinity
  item.forEach((_, pair) => (last = Math.max(last, day[dayStart[pair + 1] - 1])))
  return last
}
