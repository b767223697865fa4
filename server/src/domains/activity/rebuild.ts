import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { rootsOf } from '#domains/customers'
import { zoneOf } from './record.ts'
import { lockActivity, regroup } from './store.ts'
import type { Tables } from './tables.ts'

/** Rows that were not what the events say, by table; all zero when every sum was right. */
export interface Differences {
  shopDays: number
  variantDays: number
  customerDays: number
  customerProfiles: number
}

/** Computes every sum of a business from its events anew, and says how many rows were different before. */
export async function rebuildActivity(tx: Transaction): Promise<Differences> {
  const zone = await zoneOf(tx)
  await lockActivity(tx, zone)
  const before = await readSums(tx)
  // A new shop is not in the planner's statistics yet: it expects one row, and would go through all pairs.
  await sql`set local enable_nestloop = off`.execute(tx.db)
  // The shop may have moved to another time zone.
  await sql`update activity_events set day = (at at time zone ${zone})::date where business_id = ${tx.businessId} and day <> (at at time zone ${zone})::date`.execute(tx.db)
  await tenant<Tables>(tx).delete('shopDays').execute()
  await sql`
    insert into shop_days (business_id, id, type, day, channel, events, amount, quantity)
    select business_id, gen_random_uuid(), type, day, channel, count(*)::int, sum(amount)::bigint, sum(quantity)::bigint
    from activity_events where business_id = ${tx.businessId} group by business_id, type, day, channel`.execute(tx.db)
  await tenant<Tables>(tx).delete('variantDays').execute()
  await sql`
    insert into variant_days (business_id, id, variant_id, day, orders, quantity, amount)
    select e.business_id, gen_random_uuid(), (g ->> 'variantId')::uuid, e.day, count(*)::int, sum((g ->> 'quantity')::bigint), sum((g ->> 'amount')::bigint)
    from activity_events e, jsonb_array_elements(e.goods) g where e.business_id = ${tx.businessId} group by 1, 3, 4`.execute(tx.db)
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from activity_events where business_id = ${tx.businessId} and customer_id is not null group by customer_id`.execute(tx.db)
  const ids = rows.map((row) => row.id)
  const roots = await rootsOf(tx, ids)
  await tenant<Tables>(tx).delete('customerDays').execute()
  await tenant<Tables>(tx).delete('customerProfiles').execute()
  for (const family of inPieces(withRoots(ids, roots))) await regroup(tx, family)
  await tenant<Tables>(tx).update('activityState').set({ rebuiltAt: tx.now(), zone }).where('id', '=', tx.businessId).execute()
  return compare(before, await readSums(tx))
}

/** Whether everything that had happened before these sums existed has been told. */
export async function isRebuilt(tx: Transaction): Promise<boolean> {
  const row = await tenant<Tables>(tx).select('activityState').select('rebuiltAt').executeTakeFirst()
  return row !== undefined && row.rebuiltAt !== null
}

/** A page without an own event still shows those merged into it. */
function withRoots(ids: string[], roots: Map<string, string>): [string, string][] {
  const family = new Map(ids.map((id) => [id, roots.get(id) ?? id]))
  for (const root of roots.values()) family.set(root, root)
  return [...family]
}

/** Families stay together; each statement takes a second, not a minute. */
function inPieces(family: [string, string][]): [string, string][][] {
  const byRoot = [...Map.groupBy(family, ([, root]) => root).values()]
  return Array.from({ length: Math.ceil(byRoot.length / peoplePerPiece) }, (_, piece) => byRoot.slice(piece * peoplePerPiece, (piece + 1) * peoplePerPiece).flat())
}

const peoplePerPiece = 200

type Sums = Record<keyof Differences, Map<string, string>>

/** One hash for each row, so that a million rows stay small. */
async function readSums(tx: Transaction): Promise<Sums> {
  const read = async (columns: string, table: string) => {
    const { rows } = await sql<{ key: string; hash: string }>`select key, md5(content) as hash from (select ${sql.raw(columns)} as content, ${sql.raw(keyColumns[table] ?? 'id')}::text as key from ${sql.table(table)} where business_id = ${tx.businessId}) as r`.execute(tx.db)
    return new Map(rows.map((row) => [row.key, row.hash]))
  }
  return {
    shopDays: await read("concat_ws('|', events, amount, quantity)", 'shop_days'),
    variantDays: await read("concat_ws('|', orders, quantity, amount)", 'variant_days'),
    customerDays: await read("concat_ws('|', events, amount)", 'customer_days'),
    customerProfiles: await read("concat_ws('|', orders, spend, order_days, first_order_on, last_order_on, gap_days, messages, first_message_on, last_message_on, channels::text, variant_ids::text, place)", 'customer_profiles'),
  }
}

const keyColumns: Record<string, string> = { shop_days: "concat_ws('|', type, day, channel)", customer_days: "concat_ws('|', customer_id, type, day)", variant_days: "concat_ws('|', variant_id, day)" }

function compare(before: Sums, after: Sums): Differences {
  const count = (table: keyof Differences) => [...new Set([...before[table].keys(), ...after[table].keys()])].filter((key) => before[table].get(key) !== after[table].get(key)).length
  return { shopDays: count('shopDays'), variantDays: count('variantDays'), customerDays: count('customerDays'), customerProfiles: count('customerProfiles') }
}
