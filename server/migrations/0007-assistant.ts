import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What owners taught the assistant; an undone lesson stays, marked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'assistant_lessons', (table) =>
    table
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('message_id', 'uuid')
      .addColumn('created_by', 'uuid')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('undone_at', 'timestamptz'),
  )
  await sql`create index stock_levels_changed on stock_levels (business_id, updated_at)`.execute(db)
}
