import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { countsSamples } from '#domains/businesses'
import { zoneOf } from '#domains/activity'

/** An order whose first promised day is over, and what came of it. */
export interface DuePromise {
  orderId: string
  number: string
  customerName: string
  /** The day that was promised first. */
  promisedOn: string
  /** The day on which it was done or left the shop; `null` while it has not. */
  doneOn: string | null
  isKept: boolean
  wasMoved: boolean
}

/** Nothing is promised for later than this many days ahead. */
const longestAhead = 400

/** Every promise due in these days (`YYYY-MM-DD`, both included), the broken ones first. A promise moved is judged by its first day; what is done, nobody knows when, is not judged. */
export async function readDuePromises(tx: Transaction, { from, to }: { from: string; to: string }): Promise<DuePromise[]> {
  const zone = await zoneOf(tx)
  const withSamples = await countsSamples(tx)
  const { rows } = await sql<DuePromise>`
    select order_id, number, customer_name, promised_on, done_on, done_on is not null and done_on <= promised_on as is_kept, was_moved from (
      select o.id as order_id, o.number, o.customer_name, coalesce(p.promised_on, o.promised_on) as promised_on,
        (least(o.shipped_at, o.completed_at) at time zone ${zone})::date as done_on, p.promised_on is distinct from o.promised_on and p.promised_on is not null as was_moved
      from orders o
      left join lateral (select promised_on from order_promises where business_id = o.business_id and order_id = o.id and promised_on is not null order by at, id limit 1) p on true
      where o.business_id = ${tx.businessId} and o.status <> 'cancelled' and not (o.status in ('shipped', 'completed') and o.shipped_at is null and o.completed_at is null) and o.placed_at >= ${from}::date - ${longestAhead}::int ${withSamples ? sql`` : sql`and not o.is_sample`}) d
    where promised_on >= ${from}::date and promised_on <= ${to}::date
    order by is_kept, promised_on desc, number`.execute(tx.db)
  return rows
}
