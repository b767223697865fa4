import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What was put right on the data quality page, and how to take it back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'quality_fixes', (table) =>
    table
      .addColumn('kind', 'text', (column) => column.notNull())
      // Ids and former figures; former phone numbers of customers lie in `customer_changes`.
      .addColumn('undo', 'jsonb', (column) => column.notNull())
      .addColumn('row_count', 'integer', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('undone_at', 'timestamptz'),
  )
  await sql`create index quality_fixes_list on quality_fixes (business_id, at desc, id desc)`.execute(db)
}
