import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Files that were read in, what they changed, and how to take it back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'imports', (table) =>
    table
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('format', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('file_key', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('mapping', 'jsonb', (column) => column.notNull())
      .addColumn('corrections', 'jsonb', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('row_count', 'integer', (column) => column.notNull())
      .addColumn('done_count', 'integer', (column) => column.notNull())
      .addColumn('added_count', 'integer', (column) => column.notNull())
      .addColumn('changed_count', 'integer', (column) => column.notNull())
      .addColumn('skipped_count', 'integer', (column) => column.notNull())
      .addColumn('error', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('finished_at', 'timestamptz'),
  )
  await sql`create index imports_list on imports (business_id, created_at desc, id desc)`.execute(db)

  // What a row was before the import touched it: `null` for a row that the import added.
  await createTenantTable(db, 'import_changes', (table) =>
    table
      .addColumn('import_id', 'uuid', (column) => column.notNull())
      .addColumn('subject_type', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'uuid', (column) => column.notNull())
      .addColumn('before', 'jsonb')
      .addForeignKeyConstraint('import_changes_import', ['business_id', 'import_id'], 'imports', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index import_changes_of_import on import_changes (business_id, import_id, id)`.execute(db)
}
