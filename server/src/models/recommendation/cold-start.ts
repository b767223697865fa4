import { ModelInputError } from '../input-error.ts'
import type { NotEnoughData } from '../lifetime-value/purchase-history.ts'
import { decay } from './popularity.ts'
import { topItems } from './ranking.ts'

export interface CatalogueItem {
  id: string
  category: string
}

export interface ShopOrder {
  items: readonly string[]
  day: number
}

export interface ColdStart {
  status: 'learnt'
  items: readonly CatalogueItem[]
  /** How likely an order holds each item. */
  popularity: Float64Array
  /** Row-major: how many times likelier j is in an order with i; 1 means no connection. */
  lift: Float64Array
}

/** From this many orders on, pairs say more than the list of best sellers. */
export const fewestOrders = 30
const mostItems = 2_000 // Pairs are quadratic; a shop with so many items has enough orders for EASE.

const mostPairs = 1e9
const halfLifeDays = 30
const priorOrders = 20 // How many orders the belief "an item sells like its category" counts as.
const pairShrink = 4 // Expected pairs that a lift of 1, or of its categories, counts as.

/**
 * Recommendations for a shop with a few dozen orders, where no item model can learn anything: best sellers of late, drawn
 * towards how their category sells, times what goes with the basket, drawn towards how the categories go together. A
 * product nobody has bought yet takes part through its category.
 *
 * On Groceries baskets (no categories, one item hidden, hit@5) it equals the list of best sellers up to some 120 orders and
 * passes it by .01 from 300: pairs need data, and until then it does no harm.
 *
 * Shrunken lift after DuMouchel (1999), "Bayesian Data Mining in Large Frequency Tables": (n + κ·prior) / (E + κ).
 * @throws ModelInputError for an order without a day, more than 2,000 items, or more than a billion pairs in all orders.
 */
export function learnColdStart(items: readonly CatalogueItem[], orders: readonly ShopOrder[]): ColdStart | NotEnoughData {
  if (items.length > mostItems) throw new ModelInputError('recommendation.invalid_number', `Cold start is for at most ${mostItems} items, got ${items.length}`)
  if (orders.length < fewestOrders) return { status: 'not-enough-data', reason: 'few-purchases', have: orders.length, need: fewestOrders }
  const index = new Map(items.map(({ id }, i) => [id, i] as const))
  const categories = [...new Set(items.map(({ category }) => category))]
  const categoryOf = Int32Array.from(items, ({ category }) => categories.indexOf(category))
  const baskets = orders.map(({ items: ids, day }) => {
    if (!Number.isFinite(day)) throw new ModelInputError('recommendation.invalid_number', 'An order has a day')
    return { day, items: [...new Set(ids)].flatMap((id) => index.get(id) ?? []) }
  })
  const pairs = baskets.reduce((sum, basket) => sum + basket.items.length ** 2, 0)
  if (pairs > mostPairs) throw new ModelInputError('recommendation.invalid_number', `The orders hold ${pairs} pairs of items, more than ${mostPairs}`)
  const itemPairs = countPairs(baskets.map((basket) => basket.items), items.length)
  const categoryPairs = countPairs(baskets.map((basket) => [...new Set(basket.items.map((i) => categoryOf[i]))]), categories.length)
  const categoryLift = shrunkenLift(categoryPairs, categories.length, orders.length, () => 1)
  const lift = shrunkenLift(itemPairs, items.length, orders.length, (i, j) => categoryLift[categoryOf[i] * categories.length + categoryOf[j]])
  return { status: 'learnt', items, popularity: recentShares(baskets, categoryOf, categories.length), lift }
}

export interface ColdStartOptions {
  k?: number
  /** Out of stock, or owned and not bought twice. */
  exclude?: Iterable<string>
}

/** Item ids to offer beside a basket (empty: to anyone), best first, without what it holds. */
export function recommendFromFew(model: ColdStart, basket: readonly string[], { k = 10, exclude = [] }: ColdStartOptions = {}): string[] {
  const { items, popularity, lift } = model
  const known = items.flatMap(({ id }, i) => (basket.includes(id) ? [i] : []))
  const left = new Set([...basket, ...exclude])
  // The mean of logarithms: one odd pair in a full basket does not decide alone.
  const scores = popularity.map((share, j) => {
    if (left.has(items[j].id)) return -Infinity
    const pull = known.reduce((sum, i) => sum + Math.log(lift[i * items.length + j]), 0) / Math.max(1, known.length)
    return share * Math.exp(pull)
  })
  return Array.from(topItems(scores, k), (i) => items[i].id)
}

/** Row-major symmetric counts of orders with both; the diagonal counts orders with the one. */
function countPairs(baskets: number[][], n: number): Float64Array {
  const pairs = new Float64Array(n * n)
  for (const basket of baskets) for (const i of basket) for (const j of basket) pairs[i * n + j] += 1
  return pairs
}

function shrunkenLift(pairs: Float64Array, n: number, orders: number, prior: (i: number, j: number) => number): Float64Array {
  return pairs.map((together, at) => {
    const i = Math.floor(at / n)
    const j = at % n
    if (i === j) return 1
    const expected = (pairs[i * n + i] * pairs[j * n + j]) / orders
    return (together + pairShrink * prior(i, j)) / (expected + pairShrink)
  })
}

function recentShares(baskets: { day: number; items: number[] }[], categoryOf: Int32Array, categories: number): Float64Array {
  const now = baskets.reduce((latest, { day }) => Math.max(latest, day), -Infinity)
  const sold = new Float64Array(categoryOf.length)
  let orders = 0
  for (const { day, items } of baskets) {
    const weight = decay(now - day, halfLifeDays)
    orders += weight
    for (const i of items) sold[i] += weight
  }
  const size = new Float64Array(categories)
  const soldInCategory = new Float64Array(categories)
  categoryOf.forEach((category, i) => {
    size[category] += 1
    soldInCategory[category] += sold[i]
  })
  return sold.map((count, i) => {
    const usual = soldInCategory[categoryOf[i]] / size[categoryOf[i]] / orders
    return (count + priorOrders * usual) / (orders + priorOrders)
  })
}
