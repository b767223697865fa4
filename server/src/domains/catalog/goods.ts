import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { dayMissing } from './errors.ts'
import type { StockKind, Tables } from './tables.ts'

/** A variant as stock sees it. */
export interface Good {
  variantId: string
  name: string
  sku: string
  price: number | null
  cost: number | null
  weightGrams: number | null
  unit: string
  kind: StockKind
  leadDays: number
  dailyCapacity: number | null
  availableOn: string | null
  preorderLimit: number | null
  components: { variantId: string; quantity: number }[]
}

export interface Item {
  variantId: string
  quantity: number
  /** The day it must be ready; for what is made to order. */
  day?: string | null | undefined
}

/** What a cart takes: pieces by variant, and places by variant and day. */
export interface Demand {
  pieces: Map<string, number>
  places: { good: Good; day: string; quantity: number }[]
}

/** Deeper recipes are refused when they are saved (`saveStockSettings`). */
export const deepestRecipe = 4

/** The goods of these variants with everything they are made of. Variants of another business are not found. */
export async function readGoods(tx: Transaction, variantIds: string[]): Promise<Map<string, Good>> {
  const goods = new Map<string, Good>()
  let wanted = [...new Set(variantIds)]
  for (let depth = 0; wanted.length > 0 && depth <= deepestRecipe; depth++) {
    for (const good of await readSome(tx, wanted)) goods.set(good.variantId, good)
    wanted = [...new Set([...goods.values()].flatMap((good) => good.components.map((component) => component.variantId)))].filter((id) => !goods.has(id))
  }
  if (variantIds.some((id) => !goods.has(id))) throw notFound('Barang')
  return goods
}

/** Which of these are on sale: neither they nor their product were taken off. */
export async function findOnSale(tx: Transaction, variantIds: string[]): Promise<Set<string>> {
  const rows = await tenant<Tables>(tx)
    .select('variants')
    .innerJoin('products', (join) => join.onRef('products.businessId', '=', 'variants.businessId').onRef('products.id', '=', 'variants.productId'))
    .select('variants.id')
    .where(sql<boolean>`variants.id = any(${variantIds}::uuid[])`)
    .where('variants.deletedAt', 'is', null)
    .where('products.deletedAt', 'is', null)
    .where('products.isForSale', '=', true)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Sums what a cart takes, over bundles that share stock too (F21). */
export function sumDemand(goods: Map<string, Good>, items: Item[]): Demand {
  const demand: Demand = { pieces: new Map(), places: [] }
  for (const item of items) addDemand(demand, goods, item)
  return demand
}

/** The ingredients in so many of these goods, down to what has no recipe of its own. */
export function sumIngredients(goods: Map<string, Good>, items: Item[]): Map<string, number> {
  const needed = new Map<string, number>()
  const add = (good: Good | undefined, quantity: number) => {
    for (const component of good?.components ?? []) {
      const inner = goods.get(component.variantId)
      if (inner && inner.kind !== 'counted' && inner.components.length > 0) add(inner, quantity * component.quantity)
      else needed.set(component.variantId, (needed.get(component.variantId) ?? 0) + quantity * component.quantity)
    }
  }
  for (const item of items) add(goods.get(item.variantId), item.quantity)
  return needed
}

function addDemand(demand: Demand, goods: Map<string, Good>, item: Item): void {
  const good = goods.get(item.variantId)
  if (!good) return
  if (good.kind === 'counted') demand.pieces.set(good.variantId, (demand.pieces.get(good.variantId) ?? 0) + item.quantity)
  if (good.kind === 'composed') for (const component of good.components) addDemand(demand, goods, { ...item, variantId: component.variantId, quantity: item.quantity * component.quantity })
  if (good.kind === 'made_to_order' && good.dailyCapacity !== null) addPlaces(demand, good, requiredDay(good, item.day), item.quantity)
  if (good.kind === 'pre_order' && good.preorderLimit !== null) addPlaces(demand, good, requiredDay(good, good.availableOn ?? item.day), item.quantity)
}

function addPlaces(demand: Demand, good: Good, day: string, quantity: number): void {
  const same = demand.places.find((place) => place.good.variantId === good.variantId && place.day === day)
  if (same) same.quantity += quantity
  else demand.places.push({ good, day, quantity })
}

function requiredDay(good: Good, day: string | null | undefined): string {
  if (!day) throw dayMissing(good.name)
  return day
}

async function readSome(tx: Transaction, variantIds: string[]): Promise<Good[]> {
  const rows = await tenant<Tables>(tx)
    .select('variants')
    .innerJoin('products', (join) => join.onRef('products.businessId', '=', 'variants.businessId').onRef('products.id', '=', 'variants.productId'))
    .select(['variants.id', 'variants.sku', 'variants.name', 'products.name as productName', 'variants.price', 'variants.cost', 'variants.weightGrams', 'variants.unit'])
    .select(['variants.stockKind', 'variants.leadDays', 'variants.dailyCapacity', 'variants.availableOn', 'variants.preorderLimit'])
    .where(sql<boolean>`variants.id = any(${variantIds}::uuid[])`)
    .execute()
  const components = await tenant<Tables>(tx).select('variantComponents').select(['variantId', 'componentId', 'quantity']).where(sql<boolean>`variant_id = any(${variantIds}::uuid[])`).orderBy('componentId').execute()
  return rows.map(({ id, name, productName, stockKind, ...row }) => ({
    ...row,
    variantId: id,
    name: `${productName} ${name}`.trim(),
    kind: stockKind,
    components: components.filter((component) => component.variantId === id).map((component) => ({ variantId: component.componentId, quantity: component.quantity })),
  }))
}
