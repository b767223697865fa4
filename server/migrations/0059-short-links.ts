import { sql, type Kysely } from 'kysely'

/** Links in campaigns and posts: where they lead, and that somebody followed one. No address, no device, no time but the first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('campaigns').addColumn('link_url', 'text').addColumn('link_code', 'text').execute()
  await db.schema.alterTable('campaign_deliveries').addColumn('link_code', 'text').addColumn('clicked_at', 'timestamptz').execute()
  await sql`create unique index campaign_deliveries_links on campaign_deliveries (business_id, campaign_id, link_code) where link_code is not null`.execute(db)
  await db.schema.alterTable('social_posts').addColumn('link_code', 'text').addColumn('clicks', 'integer', (column) => column.notNull().defaultTo(0)).execute()
}
