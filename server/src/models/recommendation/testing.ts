import type { Random } from '../randomness/seeded-random.ts'
import type { Purchase } from './interactions.ts'

export interface MarketOptions {
  users: number
  items: number
  purchases: number
  days?: number
  random: Random
}

/**
 * Made-up purchases with what a recommender lives on: some items sell more (a power law), users keep to two of ten
 * groups of items, and each item has its season.
 */
export function aMarket({ users, items, purchases, days = 365, random }: MarketOptions): Purchase[] {
  const groups = Math.min(10, items)
  return Array.from({ length: purchases }, () => {
    const user = Math.floor(users * random() ** 1.5)
    const group = random() < 0.8 ? (user * 7 + (random() < 0.5 ? 0 : 3)) % groups : Math.floor(random() * groups)
    const inGroup = Math.floor((items - group + groups - 1) / groups)
    const item = group + groups * Math.floor(inGroup * random() ** 2)
    const season = (item * 37) % days
    const day = random() < 0.7 ? (season + Math.floor(random() * 60)) % days : Math.floor(random() * days)
    return { user: `user ${user}`, item: `item ${item}`, day }
  })
}
