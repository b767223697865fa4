import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { ActivityEventRow, CustomerProfileRow, Tables } from './tables.ts'

/** Ids of customers, each with the one whose page shows them. */
export type Family = [id: string, root: string][]

export interface DayChange {
  events: number
  amount: number
  quantity: number
}

/** Takes the one row that everybody takes who writes sums of this business. */
export async function lockActivity(tx: Transaction, zone: string): Promise<void> {
  await tenant<Tables>(tx).insert('activityState').values({ businessId: tx.businessId, id: tx.businessId, zone, rebuiltAt: null }).onConflict((on) => on.columns(['businessId', 'id']).doNothing()).execute()
  await tenant<Tables>(tx).select('activityState').select('id').where('id', '=', tx.businessId).forUpdate().execute()
}

export function findEvents(tx: Transaction, keys: string[]): Promise<ActivityEventRow[]> {
  return tenant<Tables>(tx).select('activityEvents').selectAll().where(sql<boolean>`event_key = any(${keys}::text[])`).execute()
}

export async function removeEvents(tx: Transaction, ids: string[]): Promise<void> {
  if (ids.length > 0) await tenant<Tables>(tx).delete('activityEvents').where(sql<boolean>`id = any(${ids}::uuid[])`).execute()
}

const eventColumns = {
  businessId: 'uuid', id: 'uuid', eventKey: 'text', type: 'text', customerId: 'uuid', at: 'timestamptz', day: 'text', channel: 'text', place: 'text', amount: 'bigint', quantity: 'integer', variantIds: 'jsonb', goods: 'jsonb',
} as const

export async function insertEvents(tx: Transaction, events: Omit<ActivityEventRow, 'businessId' | 'id'>[]): Promise<void> {
  if (events.length === 0) return
  const many = manyRows(eventColumns, events.map((event) => ({ ...event, businessId: tx.businessId, id: newId() })))
  await sql`
    insert into activity_events (business_id, id, event_key, type, customer_id, at, day, channel, place, amount, quantity, variant_ids, goods)
    select r."businessId", r.id, r."eventKey", r.type, r."customerId", r.at, r.day::date, r.channel, r.place, r.amount, r.quantity, array(select jsonb_array_elements_text(r."variantIds")::uuid), r.goods
    from (${many.values}) as r`.execute(tx.db)
}

export async function addToShopDays(tx: Transaction, changes: ({ type: string; day: string; channel: string } & DayChange)[]): Promise<void> {
  if (changes.length === 0) return
  const column = <Name extends keyof (typeof changes)[number]>(name: Name) => changes.map((change) => change[name])
  await sql`
    insert into shop_days (business_id, id, type, day, channel, events, amount, quantity)
    select ${tx.businessId}::uuid, u.id, u.type, u.day, u.channel, u.events, u.amount, u.quantity
    from unnest(${changes.map(() => newId())}::uuid[], ${column('type')}::text[], ${column('day')}::date[], ${column('channel')}::text[], ${column('events')}::int[], ${column('amount')}::bigint[], ${column('quantity')}::bigint[])
      as u(id, type, day, channel, events, amount, quantity)
    on conflict (business_id, type, day, channel) do update set events = shop_days.events + excluded.events, amount = shop_days.amount + excluded.amount, quantity = shop_days.quantity + excluded.quantity`.execute(tx.db)
  if (changes.some((change) => change.events < 0)) await tenant<Tables>(tx).delete('shopDays').where('events', '=', 0).where('day', 'in', [...new Set(column('day'))]).execute()
}

export async function addToVariantDays(tx: Transaction, changes: ({ variantId: string; day: string } & DayChange)[]): Promise<void> {
  if (changes.length === 0) return
  const column = <Name extends keyof (typeof changes)[number]>(name: Name) => changes.map((change) => change[name])
  await sql`
    insert into variant_days (business_id, id, variant_id, day, orders, quantity, amount)
    select ${tx.businessId}::uuid, u.id, u.variant_id, u.day, u.orders, u.quantity, u.amount
    from unnest(${changes.map(() => newId())}::uuid[], ${column('variantId')}::uuid[], ${column('day')}::date[], ${column('events')}::int[], ${column('quantity')}::bigint[], ${column('amount')}::bigint[])
      as u(id, variant_id, day, orders, quantity, amount)
    on conflict (business_id, variant_id, day) do update set orders = variant_days.orders + excluded.orders, quantity = variant_days.quantity + excluded.quantity, amount = variant_days.amount + excluded.amount`.execute(tx.db)
  if (changes.some((change) => change.events < 0)) await tenant<Tables>(tx).delete('variantDays').where('orders', '=', 0).where('day', 'in', [...new Set(column('day'))]).execute()
}

export async function addToCustomerDays(tx: Transaction, changes: ({ customerId: string; type: string; day: string } & DayChange)[]): Promise<void> {
  if (changes.length === 0) return
  const column = <Name extends keyof (typeof changes)[number]>(name: Name) => changes.map((change) => change[name])
  await sql`
    insert into customer_days (business_id, id, customer_id, type, day, events, amount)
    select ${tx.businessId}::uuid, u.id, u.customer_id, u.type, u.day, u.events, u.amount
    from unnest(${changes.map(() => newId())}::uuid[], ${column('customerId')}::uuid[], ${column('type')}::text[], ${column('day')}::date[], ${column('events')}::int[], ${column('amount')}::bigint[])
      as u(id, customer_id, type, day, events, amount)
    on conflict (business_id, customer_id, type, day) do update set events = customer_days.events + excluded.events, amount = customer_days.amount + excluded.amount`.execute(tx.db)
  if (changes.some((change) => change.events < 0)) await tenant<Tables>(tx).delete('customerDays').where('events', '=', 0).where(sql<boolean>`customer_id = any(${column('customerId')}::uuid[])`).execute()
}

/** What a profile says, from the days of its customer and the orders of the whole family. */
const profilesFrom = (businessId: string, ids: string[], roots: string[]) => sql`
  with family as (select * from unnest(${ids}::uuid[], ${roots}::uuid[]) as f(customer_id, root)),
  days as (
    select d.customer_id as root, d.type, d.day, d.events, d.amount, d.day - lag(d.day) over (partition by d.customer_id, d.type order by d.day) as gap
    from customer_days d where d.business_id = ${businessId} and d.customer_id = any(${roots}::uuid[])),
  sums as (
    select root,
      coalesce(sum(events) filter (where type = 'order'), 0)::int as orders, coalesce(sum(amount) filter (where type = 'order'), 0)::bigint as spend, (count(*) filter (where type = 'order'))::int as order_days,
      min(day) filter (where type = 'order') as first_order_on, max(day) filter (where type = 'order') as last_order_on,
      (percentile_disc(0.5) within group (order by gap) filter (where type = 'order' and gap is not null))::int as gap_days,
      coalesce(sum(events) filter (where type = 'message'), 0)::int as messages, min(day) filter (where type = 'message') as first_message_on, max(day) filter (where type = 'message') as last_message_on
    from days group by root),
  happened as (select f.root, e.event_key, e.type, e.at, e.channel, e.place, e.variant_ids from family f join activity_events e on e.business_id = ${businessId} and e.customer_id = f.customer_id where e.type = 'order' and e.customer_id = any(${ids}::uuid[])),
  orders as (
    select root, array_agg(distinct channel order by channel) as channels, coalesce((array_agg(place order by at desc, event_key) filter (where place <> ''))[1], '') as place
    from happened group by root),
  goods as (select root, array_agg(distinct variant_id order by variant_id) as variant_ids from happened, unnest(variant_ids) as variant_id group by root)
  select ${businessId}::uuid as business_id, s.root as id, s.orders, s.spend, s.order_days, s.first_order_on, s.last_order_on, s.gap_days, s.messages, s.first_message_on, s.last_message_on,
    coalesce(o.channels, '{}'::text[]) as channels, coalesce(g.variant_ids, '{}'::uuid[]) as variant_ids, coalesce(o.place, '') as place
  from sums s left join orders o on o.root = s.root left join goods g on g.root = s.root`

const profileColumns = sql.raw('business_id, id, orders, spend, order_days, first_order_on, last_order_on, gap_days, messages, first_message_on, last_message_on, channels, variant_ids, place')

/** Writes the profiles of these people anew. Takes as long as their own history, whatever else the shop has. */
export async function refreshProfiles(tx: Transaction, roots: string[], family: Family): Promise<void> {
  await tenant<Tables>(tx).delete('customerProfiles').where(sql<boolean>`id = any(${roots}::uuid[])`).execute()
  await sql`insert into customer_profiles (${profileColumns}) ${profilesFrom(tx.businessId, family.map(([id]) => id), family.map(([, root]) => root))}`.execute(tx.db)
}

/** Sums and profiles of people whose merges changed, from what happened. */
export async function regroup(tx: Transaction, family: Family): Promise<void> {
  const ids = family.map(([id]) => id)
  await tenant<Tables>(tx).delete('customerDays').where(sql<boolean>`customer_id = any(${ids}::uuid[])`).execute()
  await sql`insert into customer_days (business_id, id, customer_id, type, day, events, amount) ${daysFrom(tx.businessId, ids, family.map(([, root]) => root))}`.execute(tx.db)
  await tenant<Tables>(tx).delete('customerProfiles').where(sql<boolean>`id = any(${ids}::uuid[])`).execute()
  await sql`insert into customer_profiles (${profileColumns}) ${profilesFrom(tx.businessId, ids, family.map(([, root]) => root))}`.execute(tx.db)
}

const daysFrom = (businessId: string, ids: string[], roots: string[]) => sql`
  select ${businessId}::uuid, gen_random_uuid(), f.root, e.type, e.day, count(*)::int, sum(e.amount)::bigint
  from unnest(${ids}::uuid[], ${roots}::uuid[]) as f(customer_id, root) join activity_events e on e.business_id = ${businessId} and e.customer_id = f.customer_id and e.customer_id = any(${ids}::uuid[])
  group by f.root, e.type, e.day`

export async function readProfiles(tx: Transaction, customerIds: string[]): Promise<CustomerProfileRow[]> {
  if (customerIds.length === 0) return []
  return tenant<Tables>(tx).select('customerProfiles').selectAll().where(sql<boolean>`id = any(${customerIds}::uuid[])`).execute()
}
