import { sql, type CreateTableBuilder, type Kysely } from 'kysely'
import { appRole, ownerRole } from './roles.ts'

/** Tables without a `business_id`: accounts, routing and queues. Nothing here holds customer data. */
export const globalTables = [
  'businesses', 'accounts', 'account_sessions', 'account_credentials', 'account_verifications', 'account_two_factors', 'memberships',
  'invitations', 'api_key_routes', 'channel_routes', 'public_links', 'outbox', 'schedules', 'installation', 'sign_in_failures',
  'schema_migrations', 'schema_migration_lock',
] as const

/**
 * Creates a table whose rows belong to a business: `business_id` leads the primary key, row level security is on and
 * forced, the app role may read and write. `build` adds the other columns and constraints.
 */
export async function createTenantTable(
  db: Kysely<unknown>,
  name: string,
  build: (table: CreateTableBuilder<string, 'business_id' | 'id'>) => CreateTableBuilder<string, string>,
  options: { appendOnly?: boolean } = {},
): Promise<void> {
  const base = db.schema
    .createTable(name)
    .addColumn('business_id', 'uuid', (column) => column.notNull())
    .addColumn('id', 'uuid', (column) => column.notNull())
  await build(base as CreateTableBuilder<string, 'business_id' | 'id'>)
    .addPrimaryKeyConstraint(`${name}_pkey`, ['business_id', 'id'] as never)
    .execute()
  await protectTenantTable(db, name, options)
}

/** Row level security and grants for a tenant table. */
export async function protectTenantTable(db: Kysely<unknown>, name: string, options: { appendOnly?: boolean } = {}): Promise<void> {
  const table = sql.table(name)
  const own = sql`business_id = nullif(current_setting('app.business_id', true), '')::uuid`
  await sql`alter table ${table} enable row level security`.execute(db)
  await sql`alter table ${table} force row level security`.execute(db)
  await sql`create policy business_rows on ${table} to ${sql.id(appRole)} using (${own}) with check (${own})`.execute(db)
  await sql`create policy owner_rows on ${table} to ${sql.id(ownerRole)} using (true) with check (true)`.execute(db)
  const rights = options.appendOnly ? sql`select, insert` : sql`select, insert, update, delete`
  await sql`grant ${rights} on ${table} to ${sql.id(appRole)}`.execute(db)
}

/** Grants for a table of `globalTables`. */
export async function grantGlobalTable(db: Kysely<unknown>, name: (typeof globalTables)[number]): Promise<void> {
  await sql`grant select, insert, update, delete on ${sql.table(name)} to ${sql.id(appRole)}`.execute(db)
}
