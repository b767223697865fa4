import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What sold on which day, and what is worked out from all sums: decisions to take, forecasts of customers and goods. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // `[{amount, quantity, variantId}]`, one a variant.
  await sql`alter table activity_events add column goods jsonb not null default '[]'`.execute(db)
  await createTenantTable(db, 'variant_days', (table) =>
    table
      .addColumn('variant_id', 'uuid', (column) => column.notNull())
      .addColumn('day', 'date', (column) => column.notNull())
      .addColumn('orders', 'integer', (column) => column.notNull())
      .addColumn('quantity', 'bigint', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('variant_days_once', ['business_id', 'variant_id', 'day']),
  )
  await sql`create index variant_days_by_day on variant_days (business_id, day)`.execute(db)
  await createTenantTable(db, 'decisions', (table) =>
    table
      .addColumn('kind', 'text', (column) => column.notNull())
      // Monday of the week it is for.
      .addColumn('week', 'date', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      // Figures for its sentence, and the ids that it is about.
      .addColumn('facts', 'jsonb', (column) => column.notNull())
      .addColumn('subjects', sql`text[]`, (column) => column.notNull())
      .addColumn('low', 'bigint', (column) => column.notNull())
      .addColumn('high', 'bigint', (column) => column.notNull())
      .addColumn('decided_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('decisions_once', ['business_id', 'week', 'kind']),
  )
  // The id is the customer's.
  await createTenantTable(db, 'customer_forecasts', (table) =>
    table
      .addColumn('as_of', 'date', (column) => column.notNull())
      .addColumn('alive_percent', 'integer', (column) => column.notNull())
      .addColumn('spend', 'bigint')
      .addColumn('spend_low', 'bigint')
      .addColumn('spend_high', 'bigint'),
  )
  // The id is the variant's.
  await createTenantTable(db, 'variant_forecasts', (table) =>
    table
      .addColumn('as_of', 'date', (column) => column.notNull())
      .addColumn('sold_weekly', sql`real[]`, (column) => column.notNull())
      .addColumn('expected', 'real', (column) => column.notNull())
      .addColumn('expected_low', 'real', (column) => column.notNull())
      .addColumn('expected_high', 'real', (column) => column.notNull())
      .addColumn('days', 'integer', (column) => column.notNull())
      .addColumn('order_quantity', 'integer', (column) => column.notNull())
      .addColumn('method', 'text', (column) => column.notNull()),
  )
  // Results that take longer than a request may: one row a kind.
  await createTenantTable(db, 'insight_results', (table) =>
    table
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('result', 'jsonb', (column) => column.notNull())
      .addColumn('computed_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('insight_results_once', ['business_id', 'kind']),
  )
}
