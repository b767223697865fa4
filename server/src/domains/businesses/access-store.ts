import { sql, type Kysely } from 'kysely'
import type { GlobalDatabase, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { ApiKeyRow, GlobalTables, InvitationRow, SessionRow, TenantTables } from './tables.ts'

/** SQL of sign-in, invitations and API keys. */
const globals = (installation: GlobalDatabase) => installation.db as Kysely<GlobalTables>
const globalsIn = (tx: Transaction) => tx.db as unknown as Kysely<GlobalTables>

export async function findPasswordHash(installation: GlobalDatabase, accountId: string): Promise<string | undefined> {
  const row = await globals(installation).selectFrom('accountCredentials').select('password').where('userId', '=', accountId).where('providerId', '=', 'credential').executeTakeFirst()
  return row?.password ?? undefined
}

export async function replacePasswordHash(installation: GlobalDatabase, accountId: string, password: string): Promise<void> {
  await globals(installation).updateTable('accountCredentials').set({ password }).where('userId', '=', accountId).where('providerId', '=', 'credential').execute()
}

/** Whoever set this installation up: the first account. */
export async function findFirstAccountId(installation: GlobalDatabase): Promise<string | undefined> {
  const row = await globals(installation).selectFrom('accounts').select('id').orderBy('createdAt').orderBy('id').limit(1).executeTakeFirst()
  return row?.id
}

export function findAccountByUsername(installation: GlobalDatabase, username: string): Promise<{ id: string; name: string } | undefined> {
  return globals(installation).selectFrom('accounts').select(['id', 'name']).where('username', '=', username.toLowerCase()).executeTakeFirst()
}

export function listSessionsOfAccount(installation: GlobalDatabase, accountId: string, now: Date): Promise<SessionRow[]> {
  return globals(installation)
    .selectFrom('accountSessions')
    .select(['id', 'userId', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'])
    .where('userId', '=', accountId)
    .where('expiresAt', '>', now)
    .orderBy('updatedAt', 'desc')
    .limit(100)
    .execute()
}

/** Ends sessions of an account: the named one, or all but the named one. Returns how many. */
export async function deleteSessions(installation: GlobalDatabase, accountId: string, which: { only: string } | { allBut: string | undefined }): Promise<number> {
  let query = globals(installation).deleteFrom('accountSessions').where('userId', '=', accountId)
  if ('only' in which) query = query.where('id', '=', which.only)
  else if (which.allBut) query = query.where('id', '!=', which.allBut)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

export async function insertInvitation(tx: Transaction, row: InvitationRow): Promise<void> {
  await globalsIn(tx).insertInto('invitations').values(row).execute()
}

/** Those that still wait for someone. */
export function listOpenInvitations(tx: Transaction): Promise<InvitationRow[]> {
  return globalsIn(tx)
    .selectFrom('invitations')
    .selectAll()
    .where('businessId', '=', tx.businessId)
    .where('acceptedAt', 'is', null)
    .where('expiresAt', '>', tx.now())
    .orderBy('createdAt', 'desc')
    .limit(200)
    .execute()
}

export function deleteInvitation(tx: Transaction, invitationId: string): Promise<InvitationRow | undefined> {
  return globalsIn(tx).deleteFrom('invitations').where('businessId', '=', tx.businessId).where('id', '=', invitationId).where('acceptedAt', 'is', null).returningAll().executeTakeFirst()
}

export function findOpenInvitation(installation: GlobalDatabase, tokenHash: string, now: Date): Promise<(InvitationRow & { businessName: string }) | undefined> {
  return globals(installation)
    .selectFrom('invitations')
    .innerJoin('businesses', 'businesses.id', 'invitations.businessId')
    .selectAll('invitations')
    .select('businesses.name as businessName')
    .where('tokenHash', '=', tokenHash)
    .where('acceptedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** Uses an invitation up; `false` when someone was faster. */
export async function takeInvitation(tx: Transaction, tokenHash: string): Promise<boolean> {
  const result = await globalsIn(tx)
    .updateTable('invitations')
    .set({ acceptedAt: tx.now() })
    .where('tokenHash', '=', tokenHash)
    .where('businessId', '=', tx.businessId)
    .where('acceptedAt', 'is', null)
    .where('expiresAt', '>', tx.now())
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function insertApiKey(tx: Transaction, row: ApiKeyRow, keyHash: string): Promise<void> {
  await tenant<TenantTables>(tx).insert('apiKeys').values(row).execute()
  await globalsIn(tx).insertInto('apiKeyRoutes').values({ keyHash, businessId: tx.businessId, apiKeyId: row.id }).execute()
}

export function listApiKeyRows(tx: Transaction): Promise<ApiKeyRow[]> {
  return tenant<TenantTables>(tx).select('apiKeys').selectAll().orderBy('createdAt', 'desc').limit(200).execute()
}

/** The business that a key belongs to, by its hash; whether it is still good stands in the tenant's row. */
export function findApiKeyRoute(installation: GlobalDatabase, keyHash: string): Promise<{ businessId: string; apiKeyId: string } | undefined> {
  return globals(installation).selectFrom('apiKeyRoutes').select(['businessId', 'apiKeyId']).where('keyHash', '=', keyHash).executeTakeFirst()
}

/** Usable keys only. Notes the use, at most once a minute. */
export async function findUsableApiKey(tx: Transaction, apiKeyId: string): Promise<{ scopes: string[] } | undefined> {
  const now = tx.now()
  const key = await tenant<TenantTables>(tx).select('apiKeys').select(['scopes', 'expiresAt', 'revokedAt', 'lastUsedAt']).where('id', '=', apiKeyId).executeTakeFirst()
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return undefined
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > 60_000) await tenant<TenantTables>(tx).update('apiKeys').set({ lastUsedAt: now }).where('id', '=', apiKeyId).execute()
  return { scopes: key.scopes }
}

export async function revokeApiKeyRow(tx: Transaction, apiKeyId: string): Promise<ApiKeyRow | undefined> {
  const row = await tenant<TenantTables>(tx).select('apiKeys').selectAll().where('id', '=', apiKeyId).forUpdate().executeTakeFirst()
  if (!row || row.revokedAt) return row
  await tenant<TenantTables>(tx).update('apiKeys').set({ revokedAt: tx.now() }).where('id', '=', apiKeyId).execute()
  await globalsIn(tx).deleteFrom('apiKeyRoutes').where('businessId', '=', tx.businessId).where('apiKeyId', '=', apiKeyId).execute()
  return row
}

export async function countUsableApiKeys(tx: Transaction): Promise<number> {
  const row = await tenant<TenantTables>(tx).select('apiKeys').select(sql<number>`count(*)::int`.as('count')).where('revokedAt', 'is', null).executeTakeFirstOrThrow()
  return row.count
}
