import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { newId } from '#platform/ids'
import type { Schedule } from '#platform/module'
import { forEachBusiness } from '#domains/businesses'
import type { Tables } from '../tables.ts'
import { compileRule } from './compile.ts'
import { readySegments } from './ready.ts'
import { ruleSchema, type Rule } from './rule.ts'
import { todayOf } from './segments.ts'
import { readOwnSegments } from './store.ts'

const lookAheadDays = 30

/** Who was in each segment 30 days ago, by what was known then, and how many of them bought since. */
export async function scoreSegments(tx: Transaction): Promise<void> {
  const today = await todayOf(tx)
  const asOf = new Date(Date.parse(today) - lookAheadDays * 86_400_000).toISOString().slice(0, 10)
  const own = (await readOwnSegments(tx)).map((row) => ({ segment: row.id, rule: ruleSchema.parse(row.rule) }))
  const rules: { segment: string; rule: Rule }[] = [...Object.entries(readySegments).map(([segment, { rule }]) => ({ segment, rule })), ...own.filter(({ rule }) => isKnownByDays(rule))]
  const figures = await countThen(tx, rules.map(({ rule }) => rule), asOf, today)
  await tenant<Tables>(tx).delete('segmentFigures').execute()
  await tenant<Tables>(tx).insert('segmentFigures').values(rules.map(({ segment }, index) => ({ businessId: tx.businessId, id: newId(), segment, asOf, ...figures[index] }))).execute()
}

export const scoreSegmentsNow: WorkHandler = (ctx) => ctx.transaction(scoreSegments)

/** Many orders came at once: the figures of yesterday say little. */
export const planScoring: WorkHandler = (ctx) => ctx.transaction((tx) => tx.enqueue({ name: 'score-segments', payload: {}, onceKey: 'score-segments', runAt: new Date(tx.now().getTime() + 60_000) }))

export const scoreEveryNight: Schedule = { name: 'score-segments', every: { dailyAt: '02:40' }, run: (installation) => forEachBusiness(installation, (ctx) => ctx.transaction(scoreSegments)) }

/** Channels, goods and places are kept as they are now, not as they were: rules with them get no figure. */
function isKnownByDays(rule: Rule): boolean {
  if ('all' in rule) return rule.all.every(isKnownByDays)
  if ('any' in rule) return rule.any.every(isKnownByDays)
  if ('not' in rule) return isKnownByDays(rule.not)
  return rule.field !== 'channel' && rule.field !== 'bought' && rule.field !== 'place'
}

async function countThen(tx: Transaction, rules: Rule[], asOf: string, today: string): Promise<{ members: number; bought: number }[]> {
  const inside = rules.map((rule) => compileRule(rule, { businessId: tx.businessId, today: asOf }))
  const columns = inside.flatMap((condition, index) => [sql`count(*) filter (where ${condition})::int as ${sql.raw(`m${index}`)}`, sql`count(*) filter (where ${condition} and p.has_bought)::int as ${sql.raw(`b${index}`)}`])
  const { rows } = await sql<Record<string, number>>`
    with days as (
      select d.customer_id, d.type, d.day, d.events, d.amount, d.day - lag(d.day) over (partition by d.customer_id, d.type order by d.day) as gap
      from customer_days d where d.business_id = ${tx.businessId} and d.day <= ${asOf}::date),
    p as (
      select customer_id as id,
        coalesce(sum(events) filter (where type = 'order'), 0)::int as orders, coalesce(sum(amount) filter (where type = 'order'), 0)::bigint as spend,
        min(day) filter (where type = 'order') as first_order_on, max(day) filter (where type = 'order') as last_order_on,
        (percentile_disc(0.5) within group (order by gap) filter (where type = 'order' and gap is not null))::int as gap_days,
        coalesce(sum(events) filter (where type = 'message'), 0)::int as messages, max(day) filter (where type = 'message') as last_message_on,
        exists (select 1 from customer_days later where later.business_id = ${tx.businessId} and later.customer_id = days.customer_id and later.type = 'order' and later.day > ${asOf}::date and later.day <= ${today}::date) as has_bought
      from days group by customer_id)
    select ${sql.join(columns)} from p`.execute(tx.db)
  return rules.map((_, index) => ({ members: rows[0][`m${index}`] ?? 0, bought: rows[0][`b${index}`] ?? 0 }))
}
