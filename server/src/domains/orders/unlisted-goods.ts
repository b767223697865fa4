import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { findVariantIdsBySku } from '#domains/catalog'

export interface UnlistedGood {
  sku: string
  /** As the latest order names it. */
  name: string
  /** What it was last sold for. */
  price: number
}

/** What was sold under a code that the catalogue does not know, the most sold first. */
export async function listUnlistedGoods(tx: Transaction, limit: number): Promise<UnlistedGood[]> {
  const { rows } = await sql<UnlistedGood>`
    select l.sku, (array_agg(l.name order by o.placed_at desc, l.id))[1] as name, (array_agg(l.unit_price order by o.placed_at desc, l.id))[1] as price
    from order_lines l join orders o on o.business_id = l.business_id and o.id = l.order_id
    where l.business_id = ${tx.businessId} and l.variant_id is null and l.sku <> '' and l.unit_price > 0 and o.status <> 'cancelled'
    group by l.sku order by sum(l.quantity) desc, l.sku limit ${limit}`.execute(tx.db)
  return rows
}

const batch = 2_000

/** Goods have come into the catalogue: what was sold under their codes before is theirs. */
export const linkSoldLines: WorkHandler = async (ctx, payload) => {
  // A single product changed by hand is not worth a look at every order.
  if (!z.object({ importId: z.uuid() }).safeParse(payload).success) return
  let after: string | undefined = ''
  while (after !== undefined) {
    const from: string = after
    after = await ctx.transaction((tx) => linkSome(tx, from))
  }
}

/** The codes after this one, so many at a time; the last of them while there are more. */
async function linkSome(tx: Transaction, after: string): Promise<string | undefined> {
  const { rows } = await sql<{ sku: string }>`select distinct sku from order_lines where business_id = ${tx.businessId} and variant_id is null and sku > ${after} order by sku limit ${batch}`.execute(tx.db)
  const variants = [...(await findVariantIdsBySku(tx, rows.map((row) => row.sku)))]
  if (variants.length > 0) {
    await sql`
      update order_lines l set variant_id = u.variant_id
      from unnest(${variants.map(([sku]) => sku)}::text[], ${variants.map(([, id]) => id)}::uuid[]) as u(sku, variant_id)
      where l.business_id = ${tx.businessId} and l.variant_id is null and l.sku = u.sku`.execute(tx.db)
  }
  return rows.length === batch ? rows.at(-1)?.sku : undefined
}
