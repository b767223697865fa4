import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Posts that Laris shows on a page of the shop by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'social_publications', (table) =>
    table
      .addColumn('post_id', 'uuid', (column) => column.notNull())
      .addColumn('channel_id', 'uuid', (column) => column.notNull())
      .addColumn('outlet', 'text', (column) => column.notNull())
      // As they were when somebody pressed the button.
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('photo_key', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('prepared_id', 'text')
      .addColumn('external_id', 'text')
      .addColumn('link', 'text')
      .addColumn('error', 'jsonb')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addForeignKeyConstraint('social_publications_post', ['business_id', 'post_id'], 'social_posts', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create unique index social_publications_once on social_publications (business_id, post_id, channel_id) where status <> 'failed'`.execute(db)
  await sql`create index social_publications_of_post on social_publications (business_id, post_id)`.execute(db)
}
