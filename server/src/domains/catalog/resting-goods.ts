import { sql } from 'kysely'
import type { Transaction } from '#platform/context'

export interface RestingGood {
  variantId: string
  productId: string
  createdAt: Date
}

/** Counted goods on sale that are there, with a price and a cost; those that bind the most money first. */
export async function listRestingGoods(tx: Transaction, limit: number): Promise<RestingGood[]> {
  const { rows } = await sql<RestingGood>`
    select v.id as variant_id, v.product_id, v.created_at from variants v
    join products p on p.business_id = v.business_id and p.id = v.product_id
    join stock_levels s on s.business_id = v.business_id and s.variant_id = v.id
    where v.business_id = ${tx.businessId} and v.stock_kind = 'counted' and v.deleted_at is null and p.deleted_at is null and p.is_for_sale
      and v.price is not null and v.cost is not null and s.on_hand > s.reserved
    order by (s.on_hand - s.reserved)::bigint * v.cost desc, v.id limit ${limit}`.execute(tx.db)
  return rows
}
