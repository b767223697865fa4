import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { familyOf, rootsOf } from '#domains/customers'
import type { ActivityEventRow, ActivityType, Tables } from './tables.ts'

/** Inclusive local days. */
export interface Period {
  from: string
  to: string
}

export interface DayFigure {
  day: string
  type: ActivityType
  channel: string
  events: number
  amount: number
  quantity: number
}

export function readShopDays(tx: Transaction, types: ActivityType[], period: Period): Promise<DayFigure[]> {
  return tenant<Tables>(tx).select('shopDays').select(['day', 'type', 'channel', 'events', 'amount', 'quantity']).where('type', 'in', types).where('day', '>=', period.from).where('day', '<=', period.to).orderBy('day').orderBy('channel').execute()
}

/** The first day on which anything is known. */
export async function readFirstDay(tx: Transaction, type: ActivityType): Promise<string | null> {
  const row = await tenant<Tables>(tx).select('shopDays').select((select) => select.fn.min<string | null>('day').as('day')).where('type', '=', type).executeTakeFirst()
  return row?.day ?? null
}

/** Known customers who wrote in each period, and how many of them ordered on a day that they wrote or up to `withinDays` later. */
export async function countChats(tx: Transaction, periods: Period[], withinDays: number): Promise<{ people: number; ordering: number }[]> {
  const [first, last] = [periods.map((one) => one.from).sort()[0], periods.map((one) => one.to).sort().at(-1)]
  // The orders of these days alone, found by day: asking for each writer would cost more the more they have bought before.
  const { rows } = await sql<{ at: number; people: number; ordering: number }>`
    with asked as (select * from unnest(${periods.map((one) => one.from)}::date[], ${periods.map((one) => one.to)}::date[]) with ordinality as a(since, until, at)),
    wrote as (
      select a.at, d.customer_id, d.day from asked a
      join customer_days d on d.business_id = ${tx.businessId} and d.type = 'message' and d.day >= a.since and d.day <= a.until),
    bought as (select customer_id, day from customer_days where business_id = ${tx.businessId} and type = 'order' and day >= ${first}::date and day <= ${last}::date + ${withinDays}::int)
    select w.at::int as at, count(distinct w.customer_id)::int as people, count(distinct w.customer_id) filter (where o.day is not null)::int as ordering
    from wrote w left join bought o on o.customer_id = w.customer_id and o.day >= w.day and o.day <= w.day + ${withinDays}::int
    group by w.at`.execute(tx.db)
  return periods.map((_, index) => rows.find((row) => row.at === index + 1) ?? { people: 0, ordering: 0 })
}

/** The days on which known customers ordered in a period. */
export function readOrderDays(tx: Transaction, period: Period): Promise<{ customerId: string; day: string }[]> {
  return tenant<Tables>(tx).select('customerDays').select(['customerId', 'day']).where('type', '=', 'order').where('day', '>=', period.from).where('day', '<=', period.to).execute()
}

/** Customers who ordered in the period, split by whether it was their first time. */
export async function countBuyers(tx: Transaction, period: Period): Promise<{ fresh: number; returning: number }> {
  const { rows } = await sql<{ fresh: number; returning: number }>`
    select count(*) filter (where p.first_order_on >= ${period.from}::date)::int as fresh, count(*) filter (where p.first_order_on < ${period.from}::date)::int as returning
    from (select distinct customer_id from customer_days where business_id = ${tx.businessId} and type = 'order' and day >= ${period.from}::date and day <= ${period.to}::date) b
    join customer_profiles p on p.business_id = ${tx.businessId} and p.id = b.customer_id`.execute(tx.db)
  return rows[0]
}

export interface Cohort {
  /** `YYYY-MM` of the first order. */
  month: string
  people: number
  /** How many of them ordered in that month, the next, and so on. */
  active: number[]
}

/** Customers by the month of their first order, and in how many later months they came back. */
export async function readCohorts(tx: Transaction, since: string): Promise<Cohort[]> {
  const { rows } = await sql<{ month: string; later: number; people: number }>`
    select to_char(p.first_order_on, 'YYYY-MM') as month,
      (extract(year from d.day)::int * 12 + extract(month from d.day)::int) - (extract(year from p.first_order_on)::int * 12 + extract(month from p.first_order_on)::int) as later, count(distinct d.customer_id)::int as people
    from customer_profiles p join customer_days d on d.business_id = p.business_id and d.customer_id = p.id and d.type = 'order'
    where p.business_id = ${tx.businessId} and p.first_order_on >= ${since}::date
    group by 1, 2 order by 1, 2`.execute(tx.db)
  return [...Map.groupBy(rows, (row) => row.month)].map(([month, list]) => {
    const active = Array.from({ length: Math.max(...list.map((row) => row.later)) + 1 }, (_, later) => list.find((row) => row.later === later)?.people ?? 0)
    return { month, people: active[0], active }
  })
}

/** Customers and what they spent by place, the unknown as one. */
export async function readPlaces(tx: Transaction, limit: number): Promise<{ place: string; people: number; orders: number; spend: number }[]> {
  const { rows } = await sql<{ place: string; people: number; orders: number; spend: number }>`
    select place, count(*)::int as people, sum(orders)::int as orders, sum(spend)::bigint as spend from customer_profiles
    where business_id = ${tx.businessId} and orders > 0 group by place order by spend desc, place limit ${limit}`.execute(tx.db)
  return rows
}

export interface GoodsFigure {
  variantId: string
  orders: number
  quantity: number
  amount: number
}

/** What sold in a period, most money first. */
export async function readGoodsSold(tx: Transaction, period: Period, limit: number): Promise<GoodsFigure[]> {
  const { rows } = await sql<GoodsFigure>`
    select variant_id, sum(orders)::int as orders, sum(quantity)::bigint as quantity, sum(amount)::bigint as amount from variant_days
    where business_id = ${tx.businessId} and day >= ${period.from}::date and day <= ${period.to}::date group by variant_id order by amount desc, variant_id limit ${limit}`.execute(tx.db)
  return rows
}

/** Pieces by variant and day, for forecasts. */
export async function readGoodsDays(tx: Transaction, since: string): Promise<{ variantId: string; day: string; quantity: number }[]> {
  const { rows } = await sql<{ variantId: string; day: string; quantity: number }>`select variant_id, day, quantity from variant_days where business_id = ${tx.businessId} and day >= ${since}::date order by variant_id, day`.execute(tx.db)
  return rows
}

/** Every day on which a known customer ordered, for the models of customers. */
export async function readPurchaseDays(tx: Transaction): Promise<{ customerId: string; day: string; amount: number }[]> {
  const { rows } = await sql<{ customerId: string; day: string; amount: number }>`select customer_id, day, amount from customer_days where business_id = ${tx.businessId} and type = 'order' order by customer_id, day`.execute(tx.db)
  return rows
}

/** The orders of one person as they count, oldest first, merged ones included. */
export async function readOrdersOf(tx: Transaction, customerId: string): Promise<Pick<ActivityEventRow, 'at' | 'day' | 'channel' | 'amount' | 'goods'>[]> {
  return tenant<Tables>(tx).select('activityEvents').select(['at', 'day', 'channel', 'amount', 'goods']).where('type', '=', 'order').where('customerId', 'in', await familyOf(tx, customerId)).orderBy('at').orderBy('eventKey').limit(5_000).execute()
}

/** Which goods were ordered together since a day, under the customer whose page shows them; the newest so many, oldest first. */
export async function readBaskets(tx: Transaction, since: string, limit: number): Promise<{ customerId: string | null; day: string; variantIds: string[] }[]> {
  const rows = await tenant<Tables>(tx).select('activityEvents').select(['customerId', 'day', 'variantIds']).where('type', '=', 'order').where('day', '>=', since).where(sql<boolean>`variant_ids <> '{}'`).orderBy('day', 'desc').orderBy('id', 'desc').limit(limit).execute()
  const roots = await rootsOf(tx, [...new Set(rows.flatMap((row) => row.customerId ?? []))])
  return rows.reverse().map((row) => ({ ...row, customerId: row.customerId && (roots.get(row.customerId) ?? row.customerId) }))
}

/** Seconds until an answer, by who gave it: how many, half of them and nine of ten; and the same by channel and hour of day. */
export async function readAnswerTimes(tx: Transaction, period: Period, zone: string): Promise<{ type: ActivityType; channel: string; hour: number; seconds: number[] }[]> {
  const { rows } = await sql<{ type: ActivityType; channel: string; hour: number; seconds: number[] }>`
    select type, channel, extract(hour from at at time zone ${zone})::int as hour, array_agg(amount::int order by amount) as seconds from activity_events
    where business_id = ${tx.businessId} and type in ('answer-assistant', 'answer-person') and day >= ${period.from}::date and day <= ${period.to}::date group by 1, 2, 3`.execute(tx.db)
  return rows
}

/** The last day on which each of these was sold; what never was is left out. */
export async function readLastSoldDays(tx: Transaction, variantIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ variantId: string; day: string }>`
    select variant_id, max(day) as day from variant_days where business_id = ${tx.businessId} and variant_id = any(${variantIds}::uuid[]) and quantity > 0 group by variant_id`.execute(tx.db)
  return new Map(rows.map((row) => [row.variantId, row.day]))
}
