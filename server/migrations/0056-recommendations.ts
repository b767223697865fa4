import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What to offer, worked out every night: to each customer, and beside each thing. One row a business says how well it fared. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The id is the customer's or the variant's.
  await createTenantTable(db, 'recommendations', (table) =>
    table
      .addColumn('kind', 'text', (column) => column.notNull())
      // Best first, each with why.
      .addColumn('items', 'jsonb', (column) => column.notNull()),
  )
  await sql`create index recommendations_by_kind on recommendations (business_id, kind)`.execute(db)
  // The id is the business's.
  await createTenantTable(db, 'recommendation_summaries', (table) => table.addColumn('summary', 'jsonb', (column) => column.notNull()).addColumn('computed_at', 'timestamptz', (column) => column.notNull()))
}
