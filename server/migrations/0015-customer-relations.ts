import { sql, type Kysely } from 'kysely'
import { createTenantTable, grantGlobalTable } from '../src/platform/database/schema.ts'

/** Merges, timeline, data requests, parcel cards, referrals, points and ratings of customers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('customers')
    // Whose page shows this customer, while a merge stands; rows that point here stay where they are.
    .addColumn('merged_into_id', 'uuid')
    .addColumn('is_masked', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('restricted_at', 'timestamptz')
    .addColumn('is_assistant_off', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('birth_year', 'integer')
    .execute()
  await sql`create index customers_merged on customers (business_id, merged_into_id) where merged_into_id is not null`.execute(db)
  await sql`create index customers_email on customers (business_id, lower(email)) where email is not null`.execute(db)
  await sql`create index customer_identities_phone on customer_identities (business_id, phone) where phone is not null`.execute(db)

  await createMerges(db)
  await createTimeline(db)
  await createDataRequests(db)
  await createParcelCards(db)
  await createLoyalty(db)
  await createRatings(db)
}

async function createMerges(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'customer_merges', (table) =>
    table
      .addColumn('survivor_id', 'uuid', (column) => column.notNull())
      .addColumn('absorbed_id', 'uuid', (column) => column.notNull())
      .addColumn('evidence', 'jsonb', (column) => column.notNull())
      .addColumn('statement', 'text', (column) => column.notNull())
      .addColumn('merged_at', 'timestamptz', (column) => column.notNull())
      .addColumn('merged_by', 'text')
      .addColumn('undone_at', 'timestamptz')
      .addColumn('undone_by', 'text')
      .addForeignKeyConstraint('customer_merges_survivor', ['business_id', 'survivor_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('customer_merges_absorbed', ['business_id', 'absorbed_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  // Nobody is absorbed twice: what stands is a forest.
  await sql`create unique index customer_merges_standing on customer_merges (business_id, absorbed_id) where undone_at is null`.execute(db)
  await sql`create index customer_merges_of_survivor on customer_merges (business_id, survivor_id)`.execute(db)

  // Two people who look alike, as the shop says.
  await createTenantTable(db, 'merge_refusals', (table) =>
    table
      .addColumn('low_id', 'uuid', (column) => column.notNull())
      .addColumn('high_id', 'uuid', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('merge_refusals_pair', ['business_id', 'low_id', 'high_id'])
      .addForeignKeyConstraint('merge_refusals_low', ['business_id', 'low_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('merge_refusals_high', ['business_id', 'high_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )

  // What a profile said before and after a change. Beside the audit log, which nobody can erase.
  await createTenantTable(db, 'customer_changes', (table) =>
    table
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('before', 'jsonb', (column) => column.notNull())
      .addColumn('after', 'jsonb', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addForeignKeyConstraint('customer_changes_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index customer_changes_of_customer on customer_changes (business_id, customer_id, at)`.execute(db)
}

async function createTimeline(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'customer_timeline', (table) =>
    table
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      // The same happening told twice is one row.
      .addColumn('event_key', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('channel_type', 'text')
      .addColumn('subject_type', 'text')
      .addColumn('subject_id', 'text')
      .addColumn('details', 'jsonb', (column) => column.notNull())
      .addUniqueConstraint('customer_timeline_once', ['business_id', 'event_key'])
      .addForeignKeyConstraint('customer_timeline_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index customer_timeline_list on customer_timeline (business_id, customer_id, at desc, id desc)`.execute(db)
}

async function createDataRequests(db: Kysely<unknown>): Promise<void> {
  // Outlives the customer: that a request was honoured must be provable, about whom must not.
  await createTenantTable(db, 'data_requests', (table) =>
    table
      .addColumn('customer_id', 'uuid')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('received_at', 'timestamptz', (column) => column.notNull())
      .addColumn('due_at', 'timestamptz', (column) => column.notNull())
      .addColumn('alerted_at', 'timestamptz')
      .addColumn('closed_at', 'timestamptz')
      .addColumn('closed_by', 'text'),
  )
  await sql`create index data_requests_list on data_requests (business_id, received_at desc, id desc)`.execute(db)
  await sql`create index data_requests_open on data_requests (business_id, due_at) where status = 'open'`.execute(db)

  // Who was erased, as salted hashes: replayed when an older backup comes back.
  await createTenantTable(db, 'erasures', (table) =>
    table
      .addColumn('salt', 'text', (column) => column.notNull())
      .addColumn('subject_hash', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('erasures_subject', ['business_id', 'subject_hash']),
  )
}

async function createParcelCards(db: Kysely<unknown>): Promise<void> {
  // Links that people without a login open: only a hash of their secret, and where it leads.
  await db.schema
    .createTable('public_links')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('business_id', 'uuid', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'uuid', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('public_links_business').on('public_links').column('business_id').execute()
  await grantGlobalTable(db, 'public_links')

  await createTenantTable(db, 'parcel_cards', (table) =>
    table
      .addColumn('sealed_token', 'text', (column) => column.notNull())
      .addColumn('order_id', 'uuid', (column) => column.notNull())
      .addColumn('reference', 'text', (column) => column.notNull())
      .addColumn('customer_id', 'uuid')
      .addColumn('channel_type', 'text')
      .addColumn('consent_text', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('phone', 'text')
      .addColumn('linked_customer_id', 'uuid')
      .addColumn('decided_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addForeignKeyConstraint('parcel_cards_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('parcel_cards_linked', ['business_id', 'linked_customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  // One card an order that still waits for its buyer.
  await sql`create unique index parcel_cards_waiting on parcel_cards (business_id, order_id) where status = 'printed'`.execute(db)
  await sql`create index parcel_cards_list on parcel_cards (business_id, created_at desc, id desc)`.execute(db)
  await sql`create index parcel_cards_phone on parcel_cards (business_id, phone) where phone is not null`.execute(db)
}

async function createLoyalty(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'referral_codes', (table) =>
    table
      .addColumn('code', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('referral_codes_code', ['business_id', 'code'])
      .addUniqueConstraint('referral_codes_customer', ['business_id', 'customer_id'])
      .addForeignKeyConstraint('referral_codes_owner', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await createTenantTable(db, 'referrals', (table) =>
    table
      .addColumn('code_id', 'uuid', (column) => column.notNull())
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('reference', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      // A customer is new once.
      .addUniqueConstraint('referrals_customer', ['business_id', 'customer_id'])
      .addForeignKeyConstraint('referrals_code', ['business_id', 'code_id'], 'referral_codes', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('referrals_new', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index referrals_of_code on referrals (business_id, code_id)`.execute(db)

  // A ledger: the balance is the sum.
  await createTenantTable(db, 'point_entries', (table) =>
    table
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('points', 'integer', (column) => column.notNull())
      .addColumn('reference', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz')
      .addUniqueConstraint('point_entries_once', ['business_id', 'kind', 'reference'])
      .addForeignKeyConstraint('point_entries_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index point_entries_of_customer on point_entries (business_id, customer_id, at desc, id desc)`.execute(db)
}

async function createRatings(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'ratings', (table) =>
    table
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('subject_type', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('channel_type', 'text')
      .addColumn('sealed_token', 'text', (column) => column.notNull())
      .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
      .addColumn('score', 'integer')
      .addColumn('reasons', sql`text[]`, (column) => column.notNull())
      .addColumn('comment', 'text', (column) => column.notNull())
      .addColumn('answered_at', 'timestamptz')
      .addUniqueConstraint('ratings_subject', ['business_id', 'subject_type', 'subject_id'])
      .addCheckConstraint('ratings_score', sql`score between 1 and 5`)
      .addForeignKeyConstraint('ratings_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index ratings_list on ratings (business_id, asked_at desc, id desc)`.execute(db)
}
