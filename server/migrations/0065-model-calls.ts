import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** What the language model was asked outside chats, so that caps and costs count it. Neither question nor answer is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'model_calls', (table) => table.addColumn('purpose', 'text', (column) => column.notNull()).addColumn('at', 'timestamptz', (column) => column.notNull()))
  await sql`create index model_calls_at on model_calls (business_id, at)`.execute(db)
}
