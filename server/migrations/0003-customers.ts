import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Customers, how they are known on each channel, and what they agreed to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'customers', (table) =>
    table
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('phone', 'text')
      .addColumn('email', 'text')
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('labels', sql`text[]`, (column) => column.notNull())
      .addColumn('is_sample', 'boolean', (column) => column.notNull())
      .addColumn('first_seen_at', 'timestamptz', (column) => column.notNull())
      .addColumn('last_seen_at', 'timestamptz', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull()),
  )
  await sql`create index customers_recent on customers (business_id, last_seen_at desc, id)`.execute(db)
  await sql`create index customers_phone on customers (business_id, phone) where phone is not null`.execute(db)
  await sql`create index customers_name_words on customers using gin (name gin_trgm_ops)`.execute(db)

  await createTenantTable(db, 'customer_identities', (table) =>
    table
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('channel_type', 'text', (column) => column.notNull())
      .addColumn('external_id', 'text', (column) => column.notNull())
      .addColumn('display_name', 'text')
      .addColumn('phone', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('customer_identities_external', ['business_id', 'channel_type', 'external_id'])
      .addForeignKeyConstraint('customer_identities_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index customer_identities_customer_id on customer_identities (business_id, customer_id)`.execute(db)

  // A ledger: the newest row of a purpose and channel is what counts.
  await createTenantTable(
    db,
    'consents',
    (table) =>
      table
        .addColumn('customer_id', 'uuid', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('channel_type', 'text')
        .addColumn('is_granted', 'boolean', (column) => column.notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('text_version', 'text')
        .addColumn('proof', 'jsonb')
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addForeignKeyConstraint('consents_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index consents_latest on consents (business_id, customer_id, purpose, at desc, id desc)`.execute(db)
}
