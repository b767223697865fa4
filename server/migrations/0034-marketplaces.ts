import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Shops on marketplaces, what they list, and how far each listing follows the shop's stock. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'marketplace_accounts', (table) =>
    table
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('config', 'jsonb', (column) => column.notNull())
      // What the owner typed, and the pair of tokens that the marketplace gave for it.
      .addColumn('sealed_secrets', 'text')
      .addColumn('sealed_tokens', 'text')
      .addColumn('shop_id', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('pushes_stock', 'boolean', (column) => column.notNull())
      .addColumn('token_expires_at', 'timestamptz')
      // Who asks for a new pair just now, and until when nobody else may: an old pair dies with its use.
      .addColumn('refreshing_by', 'uuid')
      .addColumn('refreshing_until', 'timestamptz')
      // Orders before this moment are history: the stock was counted after them.
      .addColumn('connected_at', 'timestamptz')
      .addColumn('synced_until', 'timestamptz')
      .addColumn('last_order_at', 'timestamptz')
      .addColumn('last_error', 'jsonb')
      .addColumn('last_error_at', 'timestamptz')
      .addColumn('checked_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addColumn('deleted_at', 'timestamptz'),
  )
  await sql`create unique index marketplace_accounts_shop on marketplace_accounts (business_id, type, shop_id) where deleted_at is null and shop_id is not null`.execute(db)

  await createTenantTable(db, 'marketplace_listings', (table) =>
    table
      .addColumn('account_id', 'uuid', (column) => column.notNull())
      .addColumn('external_id', 'text', (column) => column.notNull())
      .addColumn('item_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('sku', 'text', (column) => column.notNull())
      .addColumn('variant_id', 'uuid')
      // `true` once a person chose, so that the same SKU does not undo it.
      .addColumn('is_chosen', 'boolean', (column) => column.notNull())
      .addColumn('price_seen', 'bigint')
      .addColumn('stock_seen', 'integer')
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
      .addColumn('push_state', 'text', (column) => column.notNull())
      .addColumn('pushed_stock', 'integer')
      .addColumn('push_error', 'text')
      .addColumn('pushed_at', 'timestamptz')
      .addUniqueConstraint('marketplace_listings_external', ['business_id', 'account_id', 'external_id']),
  )
  await sql`create index marketplace_listings_of_variant on marketplace_listings (business_id, variant_id) where variant_id is not null`.execute(db)
  await sql`create index marketplace_listings_to_push on marketplace_listings (business_id, account_id, id) where push_state in ('waiting', 'attempting', 'uncertain')`.execute(db)
}
