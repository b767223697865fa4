import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Drafts of posts, and the chats that named a post's code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'social_posts', (table) =>
    table
      .addColumn('variant_id', 'uuid', (column) => column.notNull())
      .addColumn('product_id', 'uuid', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      // The row as it was when the words were made.
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('price', 'bigint', (column) => column.notNull())
      .addColumn('available', 'integer', (column) => column.notNull())
      .addColumn('idle_days', 'integer')
      .addColumn('soft_caption', 'text', (column) => column.notNull())
      .addColumn('casual_caption', 'text', (column) => column.notNull())
      .addColumn('hashtags', 'text', (column) => column.notNull())
      .addColumn('is_edited', 'boolean', (column) => column.notNull())
      .addColumn('posted_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('social_posts_code', ['business_id', 'code']),
  )
  await sql`create index social_posts_list on social_posts (business_id, created_at desc, id desc)`.execute(db)

  await createTenantTable(db, 'social_post_chats', (table) =>
    table
      .addColumn('post_id', 'uuid', (column) => column.notNull())
      .addColumn('conversation_id', 'uuid', (column) => column.notNull())
      .addColumn('customer_id', 'uuid', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('social_post_chats_once', ['business_id', 'post_id', 'conversation_id'])
      .addForeignKeyConstraint('social_post_chats_post', ['business_id', 'post_id'], 'social_posts', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('social_post_chats_customer', ['business_id', 'customer_id'], 'customers', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index social_post_chats_of_customer on social_post_chats (business_id, customer_id)`.execute(db)
}
