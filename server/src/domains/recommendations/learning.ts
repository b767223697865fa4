import type { Sector } from '#models/recommendation/sectors'
import { learnBaskets, type Baskets } from './baskets.ts'
import { isBetter, learnPersonal, type HitRate, type Personal } from './personal.ts'

/** Runs on a thread of its own (`runInWorker`). */
export interface LearnInput {
  orders: { customerId: string | null; day: number; items: string[] }[]
  goods: { id: string; category: string; boost: number }[]
  sector: Sector
  today: number
}

export interface Summary {
  /** Orders known, and how many it takes to say what goes with what. */
  orders: number
  need: number
  personal: HitRate | null
  /** Whether offers to persons were better than best sellers; otherwise those are shown. */
  isPersonal: boolean
  baskets: HitRate | null
}

export interface LearnOutput {
  summary: Summary
  people: Personal['people']
  beside: Baskets['beside']
}

/** A model of goods beside goods is quadratic in them; these sold most. */
const mostGoods = 2_000

export function learnRecommendations({ orders, goods, sector, today }: LearnInput): LearnOutput {
  const known = new Set(goods.map((good) => good.id))
  const kept = orders.map((order) => ({ ...order, items: order.items.filter((item) => known.has(item)) })).filter((order) => order.items.length > 0)
  const purchases = kept.flatMap(({ customerId, day, items }) => (customerId === null ? [] : items.map((item) => ({ user: customerId, item, day }))))
  const personal = learnPersonal({ purchases, sector, today, boost: new Map(goods.map((good) => [good.id, good.boost])) })
  const baskets = learnBaskets({ goods: goods.slice(0, mostGoods), orders: kept })
  return {
    summary: { orders: baskets.orders, need: baskets.need, personal: personal.measured, isPersonal: isBetter(personal.measured), baskets: baskets.measured },
    people: personal.people,
    beside: baskets.beside,
  }
}
