import type { Kysely } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { AuditEntryRow, BusinessRow, GlobalTables, MembershipRow, TenantTables } from './tables.ts'

/** SQL of the people of one business, its profile and what they did. Memberships are global: each statement names the business. */
const globalsIn = (tx: Transaction) => tx.db as unknown as Kysely<GlobalTables>

export function listMemberRows(tx: Transaction): Promise<(MembershipRow & { username: string | null; twoFactorEnabled: boolean | null })[]> {
  return globalsIn(tx)
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.accountId')
    .selectAll('memberships')
    .select(['accounts.displayUsername as username', 'accounts.twoFactorEnabled'])
    .where('memberships.businessId', '=', tx.businessId)
    .orderBy('memberships.createdAt')
    .limit(500)
    .execute()
}

export async function findMemberRole(tx: Transaction, memberId: string): Promise<string | undefined> {
  const row = await globalsIn(tx).selectFrom('memberships').select('role').where('businessId', '=', tx.businessId).where('memberId', '=', memberId).executeTakeFirst()
  return row?.role
}

/** Locks the owners' rows too, so that two owners cannot remove each other at once. */
export async function lockMember(tx: Transaction, memberId: string): Promise<{ member: MembershipRow | undefined; ownerCount: number }> {
  const rows = await globalsIn(tx)
    .selectFrom('memberships')
    .selectAll()
    .where('businessId', '=', tx.businessId)
    .where((where) => where.or([where('role', '=', 'owner'), where('memberId', '=', memberId)]))
    .orderBy('memberId')
    .forUpdate()
    .execute()
  return { member: rows.find((row) => row.memberId === memberId), ownerCount: rows.filter((row) => row.role === 'owner').length }
}

export async function updateMemberRole(tx: Transaction, memberId: string, role: string): Promise<void> {
  await globalsIn(tx).updateTable('memberships').set({ role }).where('businessId', '=', tx.businessId).where('memberId', '=', memberId).execute()
}

export async function deleteMember(tx: Transaction, memberId: string): Promise<void> {
  await globalsIn(tx).deleteFrom('memberships').where('businessId', '=', tx.businessId).where('memberId', '=', memberId).execute()
}

/** `false` when the account is a member already. */
export async function insertMember(tx: Transaction, member: MembershipRow): Promise<boolean> {
  const result = await globalsIn(tx).insertInto('memberships').values(member).onConflict((on) => on.doNothing()).executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function updateOwnBusiness(tx: Transaction, change: Partial<Pick<BusinessRow, 'name' | 'sector' | 'city' | 'timeZone'>>): Promise<void> {
  await globalsIn(tx).updateTable('businesses').set(change).where('id', '=', tx.businessId).execute()
}

export interface AuditFilter {
  subjectType?: string | undefined
  subjectId?: string | undefined
  /** `[at, id]` of the last entry seen. */
  after?: [at: Date, id: string] | undefined
  limit: number
}

/** Newest first. */
export function listAuditRows(tx: Transaction, filter: AuditFilter): Promise<AuditEntryRow[]> {
  const { subjectType, subjectId, after } = filter
  let query = tenant<TenantTables>(tx).select('auditEntries').selectAll()
  if (subjectType !== undefined) query = query.where('subjectType', '=', subjectType)
  if (subjectId !== undefined) query = query.where('subjectId', '=', subjectId)
  if (after) query = query.where((where) => where(where.refTuple('at', 'id'), '<', where.tuple(...after)))
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()
}
