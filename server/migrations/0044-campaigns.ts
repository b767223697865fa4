import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Campaigns, and what became of each for each customer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'campaigns', (table) =>
    table
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      // The account it leaves from; null for a list that a person sends by hand.
      .addColumn('channel_id', 'uuid')
      .addColumn('channel_type', 'text', (column) => column.notNull())
      .addColumn('audience', 'jsonb', (column) => column.notNull())
      .addColumn('variants', 'jsonb', (column) => column.notNull())
      .addColumn('product_mode', 'text', (column) => column.notNull())
      .addColumn('variant_id', 'uuid')
      .addColumn('offer', 'jsonb', (column) => column.notNull())
      .addColumn('holdout_percent', 'integer', (column) => column.notNull())
      .addColumn('measure_days', 'integer', (column) => column.notNull())
      // A journey's trigger and its figures.
      .addColumn('trigger', 'text')
      .addColumn('trigger_days', 'integer')
      // Campaigns that repeat each other are judged together.
      .addColumn('series_id', 'uuid', (column) => column.notNull())
      .addColumn('starts_at', 'timestamptz')
      .addColumn('launched_at', 'timestamptz')
      .addColumn('finished_at', 'timestamptz')
      .addColumn('hold_reason', 'text')
      .addColumn('created_by', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull()),
  )
  await sql`create index campaigns_list on campaigns (business_id, created_at desc, id desc)`.execute(db)
  await sql`create index campaigns_of_series on campaigns (business_id, series_id)`.execute(db)
  await sql`create index campaigns_under_way on campaigns (business_id, kind) where status = 'running'`.execute(db)

  await createTenantTable(db, 'campaign_deliveries', (table) =>
    table
      .addColumn('campaign_id', 'uuid', (column) => column.notNull())
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      // Why a journey spoke this time: an order, a year. Empty for a broadcast.
      .addColumn('occasion', 'text', (column) => column.notNull())
      // 'holdout', the name of a variant, or empty for who was left out before the draw.
      .addColumn('arm', 'text', (column) => column.notNull())
      // The chance with which the arm was drawn.
      .addColumn('chance', 'double precision')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('text', 'text')
      .addColumn('conversation_id', 'uuid')
      .addColumn('message_id', 'uuid')
      // From when its message may leave and its result counts.
      .addColumn('due_at', 'timestamptz', (column) => column.notNull())
      .addColumn('sent_at', 'timestamptz')
      .addColumn('settled_at', 'timestamptz', (column) => column.notNull())
      .addColumn('opted_out_at', 'timestamptz')
      .addUniqueConstraint('campaign_deliveries_once', ['business_id', 'campaign_id', 'customer_id', 'occasion'])
      .addForeignKeyConstraint('campaign_deliveries_campaign', ['business_id', 'campaign_id'], 'campaigns', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('campaign_deliveries_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index campaign_deliveries_by_status on campaign_deliveries (business_id, campaign_id, status, id)`.execute(db)
  await sql`create index campaign_deliveries_of_customer on campaign_deliveries (business_id, customer_id, sent_at)`.execute(db)
}
