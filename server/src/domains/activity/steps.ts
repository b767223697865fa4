import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { rootsOf } from '#domains/customers'

/** A known customer wrote, or ordered. */
export interface CustomerStep {
  /** Whose page shows them. */
  customerId: string
  type: 'order' | 'message'
  channel: string
  at: Date
  /** Rupiah of an order. */
  amount: number
}

/** What known customers did since a day of the shop: every order, and of the messages the first on each channel and day. */
export async function readCustomerSteps(tx: Transaction, since: string): Promise<CustomerStep[]> {
  const { rows } = await sql<CustomerStep>`
    select customer_id, type, channel, at, amount from activity_events
    where business_id = ${tx.businessId} and type = 'order' and customer_id is not null and day >= ${since}::date
    union all
    select customer_id, type, channel, min(at), 0 from activity_events
    where business_id = ${tx.businessId} and type = 'message' and customer_id is not null and day >= ${since}::date
    group by customer_id, type, channel, day`.execute(tx.db)
  const roots = await rootsOf(tx, [...new Set(rows.map((row) => row.customerId))])
  return rows.map((row) => ({ ...row, amount: Number(row.amount), customerId: roots.get(row.customerId) ?? row.customerId }))
}
