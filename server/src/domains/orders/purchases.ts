import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { countsSamples } from '#domains/businesses'
import { rootsOf } from '#domains/customers'

/** What a customer has bought in all, merged ones as one. Cancelled orders and examples do not count. */
export interface PurchaseSummary {
  orders: number
  total: number
  firstAt: Date
  lastAt: Date
  /** What the last order held first, where the catalogue knows it. */
  lastVariantId: string | null
  /** The last order that reached its end. */
  lastCompletedAt: Date | null
}

type Row = PurchaseSummary & { customerId: string }

/** Every customer who ever bought, or those of `customerIds` (as written on orders). */
export async function summarisePurchases(tx: Transaction, customerIds?: string[]): Promise<Map<string, PurchaseSummary>> {
  const ofThem = customerIds ? sql`and o.customer_id = any(${customerIds}::uuid[])` : sql``
  const { rows } = await sql<Row>`
    select o.customer_id, count(*)::int as orders, sum(o.total)::bigint as total, min(o.placed_at) as first_at, max(o.placed_at) as last_at, max(o.completed_at) as last_completed_at,
      (array_agg(l.variant_id order by o.placed_at desc, o.id desc) filter (where l.variant_id is not null))[1] as last_variant_id
    from orders o
    left join order_lines l on l.business_id = o.business_id and l.order_id = o.id and l.position = 0
    where o.business_id = ${tx.businessId} and o.customer_id is not null and o.status <> 'cancelled' and not o.is_sample ${ofThem}
    group by o.customer_id`.execute(tx.db)
  const roots = await rootsOf(tx, rows.map((row) => row.customerId))
  const summaries = new Map<string, PurchaseSummary>()
  for (const { customerId, ...row } of rows) {
    const rootId = roots.get(customerId) ?? customerId
    const other = summaries.get(rootId)
    summaries.set(rootId, other ? together(other, row) : { ...row, total: Number(row.total) })
  }
  return summaries
}

function together(one: PurchaseSummary, other: PurchaseSummary): PurchaseSummary {
  const newer = one.lastAt >= other.lastAt ? one : other
  return {
    orders: one.orders + other.orders,
    total: one.total + Number(other.total),
    firstAt: one.firstAt <= other.firstAt ? one.firstAt : other.firstAt,
    lastAt: newer.lastAt,
    lastVariantId: newer.lastVariantId ?? one.lastVariantId ?? other.lastVariantId,
    lastCompletedAt: [one.lastCompletedAt, other.lastCompletedAt].reduce((latest, at) => (at !== null && (latest === null || at > latest) ? at : latest), null),
  }
}

export interface Purchase {
  orderId: string
  customerId: string
  placedAt: Date
  /** Rupiah that stayed: without what was given back. */
  amount: number
}

/** Orders of customers in a period (examples in example shops alone), oldest first, under the customer whose page shows them; of everybody, or of `customerIds` (as written on orders). */
export async function listPurchases(tx: Transaction, period: { from: Date; to: Date }, customerIds?: string[]): Promise<Purchase[]> {
  const ofThem = customerIds ? sql`and customer_id = any(${customerIds}::uuid[])` : sql``
  const withSamples = await countsSamples(tx)
  const { rows } = await sql<Purchase>`
    select id as order_id, customer_id, placed_at, (total - refunded_total)::bigint as amount from orders
    where business_id = ${tx.businessId} and customer_id is not null and status <> 'cancelled' and placed_at >= ${period.from} and placed_at < ${period.to} ${withSamples ? sql`` : sql`and not is_sample`} ${ofThem}
    order by placed_at, id`.execute(tx.db)
  const roots = await rootsOf(tx, [...new Set(rows.map((row) => row.customerId))])
  return rows.map((row) => ({ ...row, amount: Number(row.amount), customerId: roots.get(row.customerId) ?? row.customerId }))
}
