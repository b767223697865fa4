import { sql, type Kysely } from 'kysely'
import { createTenantTable, grantGlobalTable } from '../src/platform/database/schema.ts'

/** Businesses, the queue, schedules, idempotency keys and the audit log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('businesses')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sector', 'text', (column) => column.notNull())
    .addColumn('city', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('is_demo', 'boolean', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await grantGlobalTable(db, 'businesses')

  await db.schema
    .createTable('outbox')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('business_id', 'uuid', (column) => column.notNull())
    .addColumn('handler', 'text', (column) => column.notNull())
    .addColumn('order_key', 'text')
    .addColumn('once_key', 'text')
    .addColumn('payload', 'jsonb', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('available_at', 'timestamptz', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('lease_token', 'uuid')
    .addColumn('leased_until', 'timestamptz')
    .addColumn('last_error', 'text')
    .addColumn('dead_at', 'timestamptz')
    .execute()
  await sql`create index outbox_due on outbox (available_at, id) where dead_at is null`.execute(db)
  await sql`create index outbox_order on outbox (business_id, handler, order_key, id) where dead_at is null and order_key is not null`.execute(db)
  await sql`create unique index outbox_once on outbox (business_id, handler, once_key) where dead_at is null and once_key is not null`.execute(db)
  await sql`create index outbox_dead on outbox (business_id, dead_at) where dead_at is not null`.execute(db)
  await grantGlobalTable(db, 'outbox')

  await db.schema
    .createTable('schedules')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('last_run_at', 'timestamptz')
    .addColumn('last_error', 'text')
    .addColumn('next_run_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await grantGlobalTable(db, 'schedules')

  await db.schema
    .createTable('installation')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'jsonb', (column) => column.notNull())
    .execute()
  await grantGlobalTable(db, 'installation')

  await createTenantTable(db, 'idempotency_keys', (table) =>
    table
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('answer', 'jsonb')
      .addColumn('is_done', 'boolean', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('idempotency_keys_key', ['business_id', 'key']),
  )

  await createTenantTable(
    db,
    'audit_entries',
    (table) =>
      table
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject_type', 'text', (column) => column.notNull())
        .addColumn('subject_id', 'text')
        .addColumn('before', 'jsonb')
        .addColumn('after', 'jsonb')
        .addColumn('request_id', 'text'),
    { appendOnly: true },
  )
  await sql`create index audit_entries_subject on audit_entries (business_id, subject_type, subject_id, at)`.execute(db)
}
