import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Products, variants, and stock with its ledger. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'products', (table) =>
    table
      .addColumn('name', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('category', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('photo_key', 'text')
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('is_sample', 'boolean', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addColumn('deleted_at', 'timestamptz'),
  )
  await sql`create index products_list on products (business_id, position, id) where deleted_at is null`.execute(db)
  await sql`create index products_changed on products (business_id, updated_at)`.execute(db)

  await createTenantTable(db, 'variants', (table) =>
    table
      .addColumn('product_id', 'uuid', (column) => column.notNull())
      .addColumn('sku', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('price', 'bigint')
      .addColumn('cost', 'bigint')
      .addColumn('weight_grams', 'integer')
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addColumn('deleted_at', 'timestamptz')
      .addForeignKeyConstraint('variants_product', ['business_id', 'product_id'], 'products', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addCheckConstraint('variants_price_not_negative', sql`price is null or price >= 0`),
  )
  await sql`create unique index variants_sku on variants (business_id, sku) where deleted_at is null`.execute(db)
  await sql`create index variants_product_id on variants (business_id, product_id, position)`.execute(db)
  await sql`create index variants_changed on variants (business_id, updated_at)`.execute(db)

  // One row a variant; `on_hand` is the sum of its movements, kept in the same transaction (I4).
  await createTenantTable(db, 'stock_levels', (table) =>
    table
      .addColumn('variant_id', 'uuid', (column) => column.notNull())
      .addColumn('on_hand', 'integer', (column) => column.notNull())
      .addColumn('reserved', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('stock_levels_variant', ['business_id', 'variant_id'])
      .addForeignKeyConstraint('stock_levels_variant_key', ['business_id', 'variant_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addCheckConstraint('stock_levels_not_negative', sql`on_hand >= 0 and reserved >= 0`),
  )

  await createTenantTable(
    db,
    'stock_movements',
    (table) =>
      table
        .addColumn('variant_id', 'uuid', (column) => column.notNull())
        .addColumn('quantity', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('reference', 'text')
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addForeignKeyConstraint('stock_movements_variant', ['business_id', 'variant_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index stock_movements_variant_at on stock_movements (business_id, variant_id, at)`.execute(db)
}
