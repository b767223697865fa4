import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What real channels need: polling, several ids of one person, provider details, and inbound items that failed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('channels')
    .addColumn('inbound_mode', 'text', (column) => column.notNull().defaultTo('none'))
    .addColumn('poll_cursor', 'jsonb')
    .execute()
  // Who polls an account is decided here, in the global table: no tenant rows are needed to find the work.
  await db.schema
    .alterTable('channel_routes')
    .addColumn('is_polled', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('poller_token', 'uuid')
    .addColumn('poller_until', 'timestamptz')
    .execute()
  await sql`create index channel_routes_polled on channel_routes (route_key) where is_polled`.execute(db)

  await db.schema.alterTable('customer_identities').addColumn('is_alias', 'boolean', (column) => column.notNull().defaultTo(false)).execute()
  await db.schema.alterTable('message_statuses').addColumn('details', 'jsonb').execute()
  await db.schema
    .alterTable('messages')
    .addColumn('resend_of_id', 'uuid')
    .addColumn('purpose', 'text', (column) => column.notNull().defaultTo('service'))
    .execute()
  await db.schema.alterTable('conversations').addColumn('free_entry_until', 'timestamptz').execute()
  await db.schema
    .alterTable('templates')
    .addColumn('components', 'jsonb')
    .addColumn('quality', 'text')
    .execute()
  await sql`create index messages_planned_of_channel on messages (business_id, channel_id, sent_at, id) where delivery = 'planned'`.execute(db)

  // Inbound items that could not be read or stored: kept for people to look at, never lost, never retried for ever.
  await createTenantTable(db, 'inbound_failures', (table) =>
    table
      .addColumn('channel_id', 'uuid', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('inbound_failures_once', ['business_id', 'channel_id', 'fingerprint'])
      .addForeignKeyConstraint('inbound_failures_channel', ['business_id', 'channel_id'], 'channels', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
}
