import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { recordAudit } from '#domains/businesses'
import type { Tables } from './tables.ts'

export interface CatalogGap {
  variantId: string
  name: string
  price: number | null
  cost: number | null
  onHand: number | null
  countedAt: Date | null
}

export interface CatalogGaps {
  variants: number
  counted: number
  price: { count: number; items: CatalogGap[] }
  cost: { count: number; items: CatalogGap[] }
  stock: { count: number; items: CatalogGap[] }
}

/** What the catalogue does not know: prices, costs, and stock that nothing has touched for long. Goods on sale only. */
export async function findCatalogGaps(tx: Transaction, input: { staleBefore: Date; limit: number }): Promise<CatalogGaps> {
  const goods = sql`
    from variants v
    join products p on p.business_id = v.business_id and p.id = v.product_id and p.deleted_at is null and p.is_for_sale
    left join stock_levels s on s.business_id = v.business_id and s.variant_id = v.id
    where v.business_id = ${tx.businessId} and v.deleted_at is null`
  const conditions = { price: sql<boolean>`v.price is null`, cost: sql<boolean>`v.price is not null and v.cost is null`, stock: sql<boolean>`s.on_hand > 0 and s.updated_at < ${input.staleBefore}` }
  const { rows: [totals] } = await sql<{ variants: number; counted: number; price: number; cost: number; stock: number }>`
    select count(*)::int as variants, count(s.on_hand)::int as counted, count(*) filter (where ${conditions.price})::int as price,
      count(*) filter (where ${conditions.cost})::int as cost, count(*) filter (where ${conditions.stock})::int as stock ${goods}`.execute(tx.db)
  const list = async (kind: keyof typeof conditions) => {
    const { rows } = await sql<CatalogGap>`
      select v.id as variant_id, trim(p.name || ' ' || v.name) as name, v.price, v.cost, s.on_hand, s.updated_at as counted_at ${goods} and ${conditions[kind]}
      order by s.updated_at nulls last, p.position, v.position, v.id limit ${input.limit}`.execute(tx.db)
    return { count: totals?.[kind] ?? 0, items: rows }
  }
  return { variants: totals?.variants ?? 0, counted: totals?.counted ?? 0, price: await list('price'), cost: await list('cost'), stock: await list('stock') }
}

/** Fills in one figure of a variant, or takes it back. Returns what stood there before. */
export async function setVariantFigure(tx: Transaction, variantId: string, figure: 'price' | 'cost', amount: number | null): Promise<number | null> {
  if (amount !== null && (!Number.isInteger(amount) || amount < 0)) throw invalidInput('Tulis harga dalam rupiah bulat.')
  const before = await tenant<Tables>(tx).select('variants').select(['price', 'cost']).where('id', '=', variantId).where('deletedAt', 'is', null).forUpdate().executeTakeFirst()
  if (!before) throw notFound('Barang')
  await tenant<Tables>(tx).update('variants').set({ [figure]: amount, updatedAt: tx.now() }).where('id', '=', variantId).execute()
  await recordAudit(tx, { action: 'variant.figure', subjectType: 'variant', subjectId: variantId, before: { [figure]: before[figure] }, after: { [figure]: amount } })
  await tx.emit({ type: 'product.changed', payload: { variantId } })
  await tx.notify({ topic: 'product' })
  return before[figure]
}

/** Somebody looked: the stock is still what the ledger says. Returns when it was touched before. */
export async function confirmStock(tx: Transaction, variantId: string, at: Date = tx.now()): Promise<Date> {
  const before = await tenant<Tables>(tx).select('stockLevels').select('updatedAt').where('variantId', '=', variantId).forUpdate().executeTakeFirst()
  if (!before) throw notFound('Stok')
  await tenant<Tables>(tx).update('stockLevels').set({ updatedAt: at }).where('variantId', '=', variantId).execute()
  await recordAudit(tx, { action: 'stock.confirm', subjectType: 'variant', subjectId: variantId, before: { countedAt: before.updatedAt }, after: { countedAt: at } })
  await tx.notify({ topic: 'product' })
  return before.updatedAt
}
