import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { CustomerRow, Tables } from './tables.ts'

export type FamilyMember = Pick<CustomerRow, 'id' | 'restrictedAt' | 'isAssistantOff' | 'birthYear'>

/** The customer whose page shows this person, first, and those merged into them; nobody for an unknown id. One round trip. */
export async function readFamily(tx: Pick<Transaction, 'db' | 'businessId'>, customerId: string): Promise<FamilyMember[]> {
  const { rows } = await sql<FamilyMember & { rank: number }>`
    with root as (select coalesce(merged_into_id, id) as id from customers where business_id = ${tx.businessId} and id = ${customerId})
    select id, restricted_at, is_assistant_off, birth_year, 0 as rank from customers where business_id = ${tx.businessId} and id in (select id from root)
    union all
    select id, restricted_at, is_assistant_off, birth_year, 1 from customers where business_id = ${tx.businessId} and merged_into_id in (select id from root)
    order by rank, id`.execute(tx.db)
  return rows
}

/**
 * All ids under which the same person is known while merges stand, the one whose page shows them first. Rows of other
 * domains keep the id they were written with, so an undone merge finds everything in place. Unknown ids are their own family.
 */
export async function familyOf(tx: Pick<Transaction, 'db' | 'businessId'>, customerId: string): Promise<[string, ...string[]]> {
  const [root = { id: customerId }, ...absorbed] = await readFamily(tx, customerId)
  return [root.id, ...absorbed.map((row) => row.id)]
}

/** The customer whose page shows each of these; ids that nobody has are left out. */
export async function rootsOf(tx: Transaction, customerIds: string[]): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map()
  const rows = await tenant<Tables>(tx).select('customers').select(['id', 'mergedIntoId']).where(sql<boolean>`id = any(${customerIds}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.id, row.mergedIntoId ?? row.id]))
}

/** Everyone known as one of these people, themselves included, each beside whose page shows them. */
export async function membersOf(tx: Transaction, rootIds: string[]): Promise<[id: string, root: string][]> {
  if (rootIds.length === 0) return []
  const rows = await tenant<Tables>(tx).select('customers').select(['id', 'mergedIntoId']).where(sql<boolean>`(id = any(${rootIds}::uuid[]) or merged_into_id = any(${rootIds}::uuid[]))`).execute()
  return rows.map((row) => [row.id, row.mergedIntoId ?? row.id])
}
