import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What happened, once each, and the sums that segments and dashboards read instead of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // One row locks the sums of a business: whoever writes them takes it first.
  await createTenantTable(db, 'activity_state', (table) => table.addColumn('zone', 'text', (column) => column.notNull()).addColumn('rebuilt_at', 'timestamptz'))
  await createTenantTable(db, 'activity_events', (table) =>
    table
      // `order:<id>`, `message:<id>`: told again, it finds itself.
      .addColumn('event_key', 'text', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      // As the source wrote it; the sums stand under the customer whose page shows them.
      .addColumn('customer_id', 'uuid')
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('day', 'date', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('quantity', 'integer', (column) => column.notNull())
      .addColumn('variant_ids', sql`uuid[]`, (column) => column.notNull())
      .addUniqueConstraint('activity_events_once', ['business_id', 'event_key']),
  )
  await sql`create index activity_events_of_customer on activity_events (business_id, customer_id, type) where customer_id is not null`.execute(db)
  await sql`create index activity_events_by_day on activity_events (business_id, type, day)`.execute(db)
  await createTenantTable(db, 'customer_days', (table) =>
    table
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('day', 'date', (column) => column.notNull())
      .addColumn('events', 'integer', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('customer_days_once', ['business_id', 'customer_id', 'type', 'day']),
  )
  await sql`create index customer_days_by_day on customer_days (business_id, type, day) include (customer_id, events, amount)`.execute(db)
  await createTenantTable(db, 'shop_days', (table) =>
    table
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('day', 'date', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('events', 'integer', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('quantity', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('shop_days_once', ['business_id', 'type', 'day', 'channel']),
  )
  // The id is the customer's.
  await createTenantTable(db, 'customer_profiles', (table) =>
    table
      .addColumn('orders', 'integer', (column) => column.notNull())
      .addColumn('spend', 'bigint', (column) => column.notNull())
      .addColumn('order_days', 'integer', (column) => column.notNull())
      .addColumn('first_order_on', 'date')
      .addColumn('last_order_on', 'date')
      // Half of the gaps between two days with orders are no longer than this.
      .addColumn('gap_days', 'integer')
      .addColumn('messages', 'integer', (column) => column.notNull())
      .addColumn('first_message_on', 'date')
      .addColumn('last_message_on', 'date')
      .addColumn('channels', sql`text[]`, (column) => column.notNull())
      .addColumn('variant_ids', sql`uuid[]`, (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull()),
  )
  await createTenantTable(db, 'segments', (table) =>
    table
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('rule', 'jsonb', (column) => column.notNull())
      .addColumn('created_by', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addColumn('deleted_at', 'timestamptz'),
  )
  await createTenantTable(db, 'segment_figures', (table) =>
    table
      // A ready segment's key or the id of the shop's own.
      .addColumn('segment', 'text', (column) => column.notNull())
      .addColumn('as_of', 'date', (column) => column.notNull())
      .addColumn('members', 'integer', (column) => column.notNull())
      .addColumn('bought', 'integer', (column) => column.notNull())
      .addUniqueConstraint('segment_figures_once', ['business_id', 'segment']),
  )
}
