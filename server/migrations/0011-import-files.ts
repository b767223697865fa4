import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Order files and exported chats: mappings that are remembered, what a chat taught, how fast the shop used to answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('imports')
    .addColumn('unread_count', 'integer', (column) => column.notNull().defaultTo(0))
    // What the preview counted: shown again when the screen is opened later.
    .addColumn('summary', 'jsonb')
    .execute()

  // The owner's word on what columns mean, under a fingerprint of the headings.
  await createTenantTable(db, 'import_mappings', (table) =>
    table
      .addColumn('fingerprint', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('mapping', 'jsonb', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('import_mappings_fingerprint', ['business_id', 'fingerprint']),
  )

  // Suggestions from an exported chat, until the owner takes or refuses them.
  await createTenantTable(db, 'import_findings', (table) =>
    table
      .addColumn('import_id', 'uuid', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('payload', 'jsonb', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addForeignKeyConstraint('import_findings_import', ['business_id', 'import_id'], 'imports', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index import_findings_of_import on import_findings (business_id, import_id, position)`.execute(db)

  // First answers of the time before Laris: when a customer asked, and how long it took.
  await createTenantTable(db, 'import_responses', (table) =>
    table
      .addColumn('import_id', 'uuid', (column) => column.notNull())
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
      .addColumn('seconds', 'integer', (column) => column.notNull())
      .addUniqueConstraint('import_responses_once', ['business_id', 'customer_id', 'asked_at'])
      .addForeignKeyConstraint('import_responses_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('import_responses_import', ['business_id', 'import_id'], 'imports', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
}
