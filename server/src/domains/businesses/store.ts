import { sql, type Kysely } from 'kysely'
import type { GlobalDatabase, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { BusinessRow, GlobalTables, MembershipRow, TenantTables } from './tables.ts'

const globals = (installation: GlobalDatabase) => installation.db as Kysely<GlobalTables>

export async function countAccounts(installation: GlobalDatabase): Promise<number> {
  const row = await globals(installation).selectFrom('accounts').select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return row.count
}

export function listMembershipsOfAccount(installation: GlobalDatabase, accountId: string): Promise<(MembershipRow & { businessName: string; isDemo: boolean; sector: string })[]> {
  return globals(installation)
    .selectFrom('memberships')
    .innerJoin('businesses', 'businesses.id', 'memberships.businessId')
    .selectAll('memberships')
    .select(['businesses.name as businessName', 'businesses.isDemo', 'businesses.sector'])
    .where('memberships.accountId', '=', accountId)
    .orderBy('businesses.isDemo')
    .orderBy('memberships.createdAt')
    .execute()
}

export async function insertBusiness(installation: GlobalDatabase, business: BusinessRow, member: MembershipRow | undefined): Promise<void> {
  await globals(installation).transaction().execute(async (trx) => {
    await trx.insertInto('businesses').values(business).execute()
    if (member) await trx.insertInto('memberships').values(member).execute()
  })
}

export async function insertMembership(installation: GlobalDatabase, member: MembershipRow): Promise<void> {
  await globals(installation).insertInto('memberships').values(member).onConflict((on) => on.doNothing()).execute()
}

export function listBusinesses(installation: GlobalDatabase): Promise<BusinessRow[]> {
  return globals(installation).selectFrom('businesses').selectAll().orderBy('createdAt').execute()
}

export function listAccounts(installation: GlobalDatabase): Promise<{ id: string; name: string }[]> {
  return globals(installation).selectFrom('accounts').select(['id', 'name']).orderBy('id').execute()
}

export function findOwnBusiness(tx: Transaction): Promise<BusinessRow | undefined> {
  return (tx.db as unknown as Kysely<GlobalTables>).selectFrom('businesses').selectAll().where('id', '=', tx.businessId).executeTakeFirst()
}

/** Whether sample rows count: in an example business they are all there is, in any other they are nobody's. */
export async function countsSamples(tx: Transaction): Promise<boolean> {
  return (await findOwnBusiness(tx))?.isDemo ?? false
}

export async function insertAuditEntry(tx: Transaction, entry: Omit<TenantTables['auditEntries'], 'businessId' | 'id' | 'at' | 'before' | 'after'> & { before: string | null; after: string | null }): Promise<void> {
  await tenant<TenantTables>(tx).insert('auditEntries').values({ businessId: tx.businessId, id: newId(), at: tx.now(), ...entry }).execute()
}

export async function findShopFactsRow(tx: Transaction): Promise<TenantTables['shopFacts'] | undefined> {
  return tenant<TenantTables>(tx).select('shopFacts').selectAll().executeTakeFirst()
}

export async function saveShopFactsRow(tx: Transaction, facts: object, version: number): Promise<void> {
  const values = { facts: JSON.stringify(facts), version, updatedAt: tx.now() }
  await tenant<TenantTables>(tx)
    .insert('shopFacts')
    .values({ businessId: tx.businessId, id: newId(), ...values })
    .onConflict((on) => on.columns(['businessId']).doUpdateSet(values))
    .execute()
}

export async function readSetting(tx: Transaction, key: string): Promise<unknown> {
  const row = await tenant<TenantTables>(tx).select('settings').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

export async function upsertSetting(tx: Transaction, key: string, value: object): Promise<void> {
  const values = { value: JSON.stringify(value), updatedAt: tx.now() }
  await tenant<TenantTables>(tx)
    .insert('settings')
    .values({ businessId: tx.businessId, id: newId(), key, ...values })
    .onConflict((on) => on.columns(['businessId', 'key']).doUpdateSet(values))
    .execute()
}

/** Every row of the business in every tenant table; foreign keys cascade, so their order does not matter. */
export async function deleteTenantRows(tx: Transaction): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind = 'r' and c.relrowsecurity and has_table_privilege(c.oid, 'delete') order by c.relname`.execute(tx.db)
  for (const { name } of rows) await sql`delete from ${sql.table(name)} where business_id = ${tx.businessId}`.execute(tx.db)
}

export async function deleteGlobalRows(installation: GlobalDatabase, businessId: string): Promise<void> {
  for (const name of ['channel_routes', 'public_links', 'api_key_routes', 'invitations', 'outbox', 'memberships']) {
    await sql`delete from ${sql.table(name)} where business_id = ${businessId}`.execute(installation.db)
  }
  await globals(installation).deleteFrom('businesses').where('id', '=', businessId).execute()
}

/** Facts about the whole installation, such as when a backup was last tried out. */
export async function readInstallationFact(installation: GlobalDatabase, key: string): Promise<unknown> {
  const row = await globals(installation).selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

export async function writeInstallationFact(installation: GlobalDatabase, key: string, value: string): Promise<void> {
  const text = JSON.stringify(value)
  await globals(installation).insertInto('installation').values({ key, value: text }).onConflict((on) => on.column('key').doUpdateSet({ value: text })).execute()
}
