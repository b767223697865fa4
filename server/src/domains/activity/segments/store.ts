import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { CustomerProfileRow, SegmentRow, Tables } from '../tables.ts'
import { compileRule } from './compile.ts'
import type { Person } from './evaluate.ts'
import type { Rule } from './rule.ts'

export async function countFitting(tx: Transaction, rule: Rule, today: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from customer_profiles p where p.business_id = ${tx.businessId} and ${compileRule(rule, { businessId: tx.businessId, today })}`.execute(tx.db)
  return rows[0].count
}

/** Fitting customers in the order of their ids, which no new event changes. */
export async function listFitting(tx: Transaction, rule: Rule, input: { today: string; after?: string | undefined; limit: number }): Promise<CustomerProfileRow[]> {
  const after = input.after ? sql`and p.id > ${input.after}::uuid` : sql``
  const { rows } = await sql<CustomerProfileRow>`
    select p.* from customer_profiles p where p.business_id = ${tx.businessId} and ${compileRule(rule, { businessId: tx.businessId, today: input.today })} ${after}
    order by p.id limit ${input.limit}`.execute(tx.db)
  return rows
}

export async function listFittingIds(tx: Transaction, rule: Rule, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select p.id from customer_profiles p where p.business_id = ${tx.businessId} and ${compileRule(rule, { businessId: tx.businessId, today })} order by p.id`.execute(tx.db)
  return rows.map((row) => row.id)
}

/** These customers as rules see them. */
export async function readPeople(tx: Transaction, profiles: CustomerProfileRow[]): Promise<Person[]> {
  if (profiles.length === 0) return []
  const days = await tenant<Tables>(tx).select('customerDays').select(['customerId', 'type', 'day', 'events', 'amount']).where(sql<boolean>`customer_id = any(${profiles.map((row) => row.id)}::uuid[])`).execute()
  const byCustomer = Map.groupBy(days, (row) => row.customerId)
  return profiles.map((profile) => ({ ...profile, days: byCustomer.get(profile.id) ?? [] }))
}

export function readOwnSegments(tx: Transaction): Promise<SegmentRow[]> {
  return tenant<Tables>(tx).select('segments').selectAll().where('deletedAt', 'is', null).orderBy('createdAt').orderBy('id').limit(200).execute()
}

export async function findOwnSegment(tx: Transaction, segmentId: string): Promise<SegmentRow | undefined> {
  return tenant<Tables>(tx).select('segments').selectAll().where('id', '=', segmentId).where('deletedAt', 'is', null).executeTakeFirst()
}
