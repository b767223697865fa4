import { sql } from 'kysely'
import type { Transaction } from '#platform/context'

/** What each variant was last sold for: a fact of an order, offered where the catalogue holds no price. */
export async function findLastSoldPrices(tx: Transaction, variantIds: string[]): Promise<Map<string, number>> {
  if (variantIds.length === 0) return new Map()
  const { rows } = await sql<{ variantId: string; unitPrice: number }>`
    select distinct on (l.variant_id) l.variant_id, l.unit_price
    from order_lines l join orders o on o.business_id = l.business_id and o.id = l.order_id
    where l.business_id = ${tx.businessId} and l.variant_id = any(${variantIds}::uuid[]) and l.unit_price > 0 and o.status <> 'cancelled'
    order by l.variant_id, o.placed_at desc, l.id`.execute(tx.db)
  return new Map(rows.map((row) => [row.variantId, row.unitPrice]))
}
