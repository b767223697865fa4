import type { Transaction } from '#platform/context'
import { findProfile, readGoodsSold, todayOf } from '#domains/activity'
import { findOwnBusiness } from '#domains/businesses'
import { findOnSale, findVariantFacts, readAvailable, type VariantFacts } from '#domains/catalog'
import { rootsOf } from '#domains/customers'
import { addDays } from '#models/language/calendar'
import { combine } from './baskets.ts'
import { fewestPeople, isRepeated, type HitRate } from './personal.ts'
import type { Reason } from './reasons.ts'
import { sectorOf } from './sectors.ts'
import { sizeIn, sizesOf } from './sizes.ts'
import { findSummary, readRecommendations } from './store.ts'
import type { OfferedItem } from './tables.ts'

export interface Offered {
  variantId: string
  name: string
  price: number
  available: number | null
  /** `with`: the name of the thing that an `also-bought` rests on. */
  reason: Reason & { with?: string }
}

export interface Offers {
  items: Offered[]
  /** Why best sellers are shown to everybody alike; `null` where they are not. */
  fallback: { reason: 'few-orders' | 'few-people' | 'not-better'; have: number; need: number } | null
  /** How often offers of this kind were right on the shop's own last orders, beside best sellers. */
  measured: HitRate | null
  computedAt: Date | null
}

/** What to offer to a customer; drawn from stored results, so that opening a page costs no model. */
export async function offerToCustomer(tx: Transaction, customerId: string, limit: number): Promise<Offers> {
  const rootId = (await rootsOf(tx, [customerId])).get(customerId) ?? customerId
  const found = await findSummary(tx)
  const own = (await readRecommendations(tx, 'customer', [rootId])).get(rootId) ?? []
  const bought = (await findProfile(tx, rootId))?.variantIds ?? []
  const ownsForGood = !isRepeated(sectorOf((await findOwnBusiness(tx))?.sector))
  const facts = await findVariantFacts(tx, bought)
  const owned = new Set(ownsForGood ? [...facts.values()].map((fact) => fact.productId) : [])
  const sizes = sizesOf([...facts.values()].map((fact) => fact.name))
  const items = await sellable(tx, [...own, ...(await bestSellers(tx))], limit, (fact) => !owned.has(fact.productId) && fitsSize(fact, sizes))
  const personal = found?.summary.personal ?? null
  return { items, measured: found?.summary.isPersonal ? personal : null, computedAt: found?.computedAt ?? null, fallback: found?.summary.isPersonal ? null : { reason: (personal?.tried ?? 0) < fewestPeople ? 'few-people' : 'not-better', have: personal?.tried ?? 0, need: fewestPeople } }
}

/** What to offer beside these goods, on the counter or in a chat. */
export async function offerBeside(tx: Transaction, basket: string[], limit: number): Promise<Offers> {
  const found = await findSummary(tx)
  const lists = [...(await readRecommendations(tx, 'variant', basket)).values()].map((list) => list.map((one) => ({ ...one, item: one.variantId })))
  const known = await findVariantFacts(tx, basket)
  const taken = new Set([...known.values()].map((fact) => fact.productId))
  const items = await sellable(tx, [...combine(lists), ...(await bestSellers(tx))], limit, (fact) => !taken.has(fact.productId))
  const { orders, need } = found?.summary ?? { orders: 0, need: 30 }
  return { items, measured: found?.summary.baskets ?? null, computedAt: found?.computedAt ?? null, fallback: orders < need ? { reason: 'few-orders', have: orders, need } : null }
}

/** The first thing to offer to each of many customers; who has none of their own gets what sells best. */
export async function offerToMany(tx: Transaction, customerIds: string[] | undefined): Promise<(customerId: string) => string | null> {
  const own = await readRecommendations(tx, 'customer', customerIds)
  const general = (await sellable(tx, await bestSellers(tx), 1, () => true))[0]?.variantId ?? null
  const variantIds = [...new Set([...own.values()].flatMap((items) => items.map((item) => item.variantId)))]
  const fit = new Set((await sellable(tx, variantIds.map((variantId) => ({ variantId, reason: { kind: 'taste' as const } })), Infinity, () => true, { onePerProduct: false })).map((one) => one.variantId))
  return (customerId) => own.get(customerId)?.find((item) => fit.has(item.variantId))?.variantId ?? general
}

const fewestSold = 10
const listed = 40

/** This week's best sellers; of the month or year, where too little was sold. */
async function bestSellers(tx: Transaction): Promise<OfferedItem[]> {
  const today = await todayOf(tx)
  for (const days of [7, 28, 365]) {
    const sold = (await readGoodsSold(tx, { from: addDays(today, 1 - days), to: today }, 200)).sort((a, b) => b.orders - a.orders).slice(0, listed)
    if (sold.reduce((sum, row) => sum + row.orders, 0) >= fewestSold || days === 365) return sold.map(({ variantId, orders }) => ({ variantId, reason: { kind: 'best-seller', orders, days } }))
  }
  return []
}

/** Only what can be sold now and earns something, one thing of a product. */
async function sellable(tx: Transaction, candidates: OfferedItem[], limit: number, fits: (fact: VariantFacts) => boolean, { onePerProduct = true } = {}): Promise<Offered[]> {
  const asked = [...new Set(candidates.flatMap(({ variantId, reason }) => [variantId, ...(reason.kind === 'also-bought' ? [reason.item] : [])]))]
  const facts = await findVariantFacts(tx, asked)
  const onSale = await findOnSale(tx, [...facts.keys()])
  const available = await readAvailable(tx, [...onSale])
  const [products, items] = [new Set<string>(), [] as Offered[]]
  for (const { variantId, reason } of candidates) {
    const [fact, left] = [facts.get(variantId), available.get(variantId) ?? null]
    if (items.length >= limit) break
    if (!fact || !onSale.has(variantId) || fact.price === null || left === 0 || (fact.cost !== null && fact.price <= fact.cost) || !fits(fact)) continue
    if (onePerProduct && products.has(fact.productId)) continue
    products.add(fact.productId)
    items.push({ variantId, name: fact.name, price: fact.price, available: left, reason: reason.kind === 'also-bought' ? { ...reason, with: facts.get(reason.item)?.name ?? '' } : reason })
  }
  return items
}

/** Nobody is offered a size that they never took. */
function fitsSize({ name }: VariantFacts, sizes: Set<string>): boolean {
  const size = sizeIn(name)
  return size === undefined || sizes.size === 0 || sizes.has(size)
}
