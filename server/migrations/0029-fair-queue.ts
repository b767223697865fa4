import { sql, type Kysely } from 'kysely'
import { grantGlobalTable } from '../src/platform/database/schema.ts'

/** Lanes that share the queue fairly, and sign-in failures that outlive a restart. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Work of one lane takes half of a worker's places at most: a provider that hangs does not hold up the others.
  await db.schema.alterTable('outbox').addColumn('lane', 'text').execute()

  await db.schema
    .createTable('sign_in_failures')
    // A hash: what people type into the name field is sometimes their password.
    .addColumn('name_hash', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .execute()
  await sql`create index sign_in_failures_recent on sign_in_failures (name_hash, at)`.execute(db)
  await sql`create index sign_in_failures_old on sign_in_failures (at)`.execute(db)
  await grantGlobalTable(db, 'sign_in_failures')
}
