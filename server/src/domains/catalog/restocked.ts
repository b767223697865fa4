import { sql } from 'kysely'
import type { Transaction } from '#platform/context'

/** Variants that were sold out and came in again within this period, each with the movement that brought them. */
export async function listRestocked(tx: Transaction, period: { from: Date; to: Date }): Promise<Map<string, string>> {
  const { rows } = await sql<{ variantId: string; id: string }>`
    select variant_id, id from (
      select id, variant_id, quantity, at, sum(quantity) over (partition by variant_id order by at, id) as level from stock_movements
      where business_id = ${tx.businessId} and variant_id in (
        select variant_id from stock_movements where business_id = ${tx.businessId} and quantity > 0 and at > ${period.from} and at <= ${period.to})
    ) moved
    where at > ${period.from} and at <= ${period.to} and quantity > 0 and level > 0 and level - quantity <= 0
      and exists (select 1 from stock_movements earlier where earlier.business_id = ${tx.businessId} and earlier.variant_id = moved.variant_id and earlier.at < moved.at)
    order by at`.execute(tx.db)
  return new Map(rows.map((row) => [row.variantId, row.id]))
}
