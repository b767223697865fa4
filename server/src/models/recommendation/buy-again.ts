import { chanceWithin, learnRhythm, nextPurchase, type PurchaseRhythm, type RhythmPrior } from '../lifetime-value/next-purchase.ts'
import { boughtBy, type Bought, type Interactions } from './interactions.ts'
import { sectorPriors, type Sector } from './sectors.ts'

export interface BuyAgainModel {
  today: number
  /** For each item: of its buyers, the share who buy it again, and how long they wait. */
  rebuyShare: Float64Array
  rhythms: PurchaseRhythm[]
}

export interface BuyAgainOffer {
  item: number
  /** That the person buys it within the horizon, 0 to 1. */
  chance: number
  usualDays: number
  sinceDays: number
}

const priorBuyers = 10 // How many buyers the sector's share counts as.
const leastShare = 0.1 // Below it an item is something one owns: it is not offered again, however long ago it was.

/**
 * Learns which items people come back for, and when: every item starts from the shop's rhythm, which starts from the
 * sector's. A buyer counts as not coming back only after twice the shop's usual wait.
 *
 * @param today the day of the offers, in the days of the interactions; purchases after it are not looked at.
 */
export function learnBuyAgain(interactions: Interactions, { sector, today }: { sector: Sector; today: number }): BuyAgainModel {
  const prior = sectorPriors[sector]
  const { gaps, opens } = gapsPerItem(interactions, today)
  const shop = known(learnRhythm(gaps.flat(), prior.rhythm))
  const shopRhythm: RhythmPrior = { medianDays: Math.exp(shop.centre), weight: prior.rhythm.weight }
  const patience = 2 * shopRhythm.medianDays
  return {
    today,
    rebuyShare: Float64Array.from(gaps, (people, i) => {
      const lost = opens[i].filter((days) => days > patience).length
      return (people.length + priorBuyers * prior.rebuyShare) / (people.length + lost + priorBuyers)
    }),
    rhythms: gaps.map((people) => known(learnRhythm(people, shopRhythm))),
  }
}

/**
 * What to remind somebody of, likeliest first: only things bought before, and only items that people come back for. With
 * every own repeat the person counts more and the others' share less.
 */
export function buyAgainOffers(model: BuyAgainModel, { item, dayStart, day }: Bought, horizonDays: number): BuyAgainOffer[] {
  const offers: BuyAgainOffer[] = []
  item.forEach((i, p) => {
    const days = day.subarray(dayStart[p], dayStart[p + 1]).filter((at) => at <= model.today)
    const last = days.at(-1)
    if (last === undefined) return
    const own = gapsOf(days)
    const share = (2 * model.rebuyShare[i] + own.length) / (2 + own.length)
    if (share < leastShare) return
    const sinceDays = model.today - last
    const { usualDays } = nextPurchase(model.rhythms[i], own, sinceDays)
    offers.push({ item: i, chance: share * chanceWithin(model.rhythms[i], own, sinceDays, horizonDays), usualDays, sinceDays })
  })
  return offers.sort((a, b) => b.chance - a.chance || a.item - b.item)
}

/** For each item the gaps of each person who came back, and for those who did not (yet) the days since. */
function gapsPerItem(interactions: Interactions, today: number) {
  const gaps: number[][][] = interactions.items.map(() => [])
  const opens: number[][] = interactions.items.map(() => [])
  for (let u = 0; u < interactions.users.length; u++) {
    const { item, dayStart, day } = boughtBy(interactions, u)
    item.forEach((i, p) => {
      const days = day.subarray(dayStart[p], dayStart[p + 1]).filter((at) => at <= today)
      const last = days.at(-1)
      if (last === undefined) return
      if (days.length > 1) gaps[i].push(gapsOf(days))
      else opens[i].push(today - last)
    })
  }
  return { gaps, opens }
}

const gapsOf = (days: Int32Array) => Array.from(days.subarray(1), (at, i) => at - days[i])

/** With a prior there is always a rhythm. */
function known(rhythm: ReturnType<typeof learnRhythm>): PurchaseRhythm {
  if (rhythm.status !== 'known') throw new Error('A rhythm with a prior needs no data')
  return rhythm
}
