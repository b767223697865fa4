import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { Tables } from './tables.ts'

export interface VariantFacts {
  productId: string
  name: string
  category: string
  price: number | null
  cost: number | null
  isGone: boolean
}

/** What reports say of variants, also of those that were taken off since. */
export async function findVariantFacts(tx: Transaction, variantIds: string[]): Promise<Map<string, VariantFacts>> {
  const rows = await tenant<Tables>(tx)
    .select('variants')
    .innerJoin('products', (join) => join.onRef('products.businessId', '=', 'variants.businessId').onRef('products.id', '=', 'variants.productId'))
    .select(['variants.id', 'variants.productId', 'products.name as productName', 'products.category', 'variants.name as variantName', 'variants.price', 'variants.cost'])
    .select(sql<boolean>`(variants.deleted_at is not null or products.deleted_at is not null)`.as('isGone'))
    .where(sql<boolean>`variants.id = any(${variantIds}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, productName, variantName, ...row }) => [id, { ...row, name: `${productName} ${variantName}`.trim() }]))
}
