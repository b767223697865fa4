import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { rootsOf } from '#domains/customers'

/** An order that somebody began and nothing was paid for. */
export interface UnpaidOrder {
  orderId: string
  customerId: string
  placedAt: Date
}

/** Not what a counter or marketplace settles by itself. */
const ownWays = sql`o.status = 'unpaid' and o.paid_total = 0 and o.total > 0 and o.delivery <> 'counter' and not o.is_sample and o.customer_id is not null`

/** Orders of a period that still wait for their first payment, of customers who have ordered nothing since. */
export async function listUnpaidOrders(tx: Transaction, period: { from: Date; to: Date }): Promise<UnpaidOrder[]> {
  const { rows } = await sql<UnpaidOrder>`
    select o.id as order_id, o.customer_id, o.placed_at from orders o
    where o.business_id = ${tx.businessId} and o.placed_at > ${period.from} and o.placed_at <= ${period.to} and ${ownWays}
      and not exists (select 1 from orders later where later.business_id = o.business_id and later.customer_id = o.customer_id and later.placed_at > o.placed_at and later.status <> 'cancelled')
    order by o.placed_at`.execute(tx.db)
  const roots = await rootsOf(tx, rows.map((row) => row.customerId))
  return rows.map((row) => ({ ...row, customerId: roots.get(row.customerId) ?? row.customerId }))
}

/** The first thing on each of these orders, where it is one of the shop's goods. */
export async function findFirstGoods(tx: Transaction, orderIds: string[]): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map()
  const { rows } = await sql<{ orderId: string; variantId: string }>`
    select distinct on (order_id) order_id, variant_id from order_lines
    where business_id = ${tx.businessId} and order_id = any(${orderIds}::uuid[]) and variant_id is not null order by order_id, position`.execute(tx.db)
  return new Map(rows.map((row) => [row.orderId, row.variantId]))
}

/** Which of these orders still wait for their first payment. */
export async function findStillUnpaid(tx: Transaction, orderIds: string[]): Promise<Set<string>> {
  if (orderIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select o.id from orders o where o.business_id = ${tx.businessId} and o.id = any(${orderIds}::uuid[]) and ${ownWays}`.execute(tx.db)
  return new Set(rows.map((row) => row.id))
}
