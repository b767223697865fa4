import { fewestOrders, learnColdStart, recommendFromFew, type ColdStart, type ShopOrder } from '#models/recommendation/cold-start'
import type { HitRate } from './personal.ts'
import type { Reason } from './reasons.ts'

const kept = 12
/** How many are shown beside a basket, and so looked at when it is measured. */
export const shownBeside = 3
const bestSellerDays = 28
const mostTried = 2_000
const fewestTogether = 2

export interface BasketInput {
  goods: { id: string; category: string }[]
  orders: ShopOrder[]
}

export interface Baskets {
  orders: number
  need: number
  /** Of the last tenth of orders with two things or more, how often the hidden one was among those shown. */
  measured: HitRate | null
  beside: { item: string; items: { item: string; reason: Reason }[] }[]
}

/** What goes with what, from 30 orders on. */
export function learnBaskets({ goods, orders }: BasketInput): Baskets {
  const model = learnColdStart(goods, orders)
  if (model.status !== 'learnt') return { orders: orders.length, need: fewestOrders, measured: null, beside: [] }
  return { orders: orders.length, need: fewestOrders, measured: tryBaskets(goods, orders), beside: besideEach(model, orders) }
}

function besideEach(model: ColdStart, orders: ShopOrder[]): Baskets['beside'] {
  const { counts, pairs } = countTogether(orders)
  return [...counts.keys()].map((item) => ({
    item,
    items: recommendFromFew(model, [item], { k: kept }).flatMap((other) => {
      const together = pairs.get(pairKey(item, other)) ?? 0
      return together < fewestTogether ? [] : [{ item: other, reason: { kind: 'also-bought' as const, item, together, of: counts.get(item) ?? 0 } }]
    }),
  }))
}

/** Places of several lists in one: what stands high beside much of the basket. */
export function combine<Item extends { item: string }>(lists: readonly (readonly Item[])[]): Item[] {
  const scores = new Map<string, { one: Item; score: number }>()
  for (const list of lists) {
    list.forEach((one, place) => {
      const before = scores.get(one.item)
      scores.set(one.item, { one: before?.one ?? one, score: (before?.score ?? 0) + 1 / (place + 3) })
    })
  }
  return [...scores.values()].sort((a, b) => b.score - a.score).map(({ one }) => one)
}

function tryBaskets(goods: BasketInput['goods'], orders: ShopOrder[]): HitRate | null {
  const days = orders.map((order) => order.day).sort((a, b) => a - b)
  const cut = days[Math.floor(days.length * 0.9)]
  const past = orders.filter((order) => order.day < cut)
  const model = learnColdStart(goods, past)
  if (model.status !== 'learnt') return null
  const beside = new Map(besideEach(model, past).map((row) => [row.item, row.items]))
  const sold = new Map<string, number>()
  for (const { items } of past.filter((order) => order.day >= cut - bestSellerDays)) for (const item of items) sold.set(item, (sold.get(item) ?? 0) + 1)
  const bestSellers = [...sold].sort((a, b) => b[1] - a[1]).map(([item]) => item)
  const rate: HitRate = { tried: 0, hits: 0, bestSellerHits: 0 }
  for (const [index, order] of orders.filter((one) => one.day >= cut && new Set(one.items).size >= 2).slice(0, mostTried).entries()) {
    const items = [...new Set(order.items)]
    const hidden = items[index % items.length]
    const basket = items.filter((item) => item !== hidden)
    const fits = (item: string) => !basket.includes(item)
    const list = combine(basket.map((item) => beside.get(item) ?? [])).map((one) => one.item).filter(fits)
    // As on the screen: best sellers fill what is left.
    const offered = [...new Set([...list, ...bestSellers.filter(fits)])].slice(0, shownBeside)
    rate.tried++
    if (offered.includes(hidden)) rate.hits++
    if (bestSellers.filter(fits).slice(0, shownBeside).includes(hidden)) rate.bestSellerHits++
  }
  return rate.tried === 0 ? null : rate
}

const pairKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`)

function countTogether(orders: ShopOrder[]) {
  const [counts, pairs] = [new Map<string, number>(), new Map<string, number>()]
  for (const order of orders) {
    const items = [...new Set(order.items)]
    for (const [at, item] of items.entries()) {
      counts.set(item, (counts.get(item) ?? 0) + 1)
      for (const other of items.slice(at + 1)) pairs.set(pairKey(item, other), (pairs.get(pairKey(item, other)) ?? 0) + 1)
    }
  }
  return { counts, pairs }
}
