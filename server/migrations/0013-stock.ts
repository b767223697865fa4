import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** How variants are stocked, what they are made of, reservations, capacity by day, and what was sold twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('variants')
    .addColumn('stock_kind', 'text', (column) => column.notNull().defaultTo('counted'))
    .addColumn('unit', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('lead_days', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('daily_capacity', 'integer')
    .addColumn('available_on', 'date')
    .addColumn('preorder_limit', 'integer')
    .addColumn('low_stock_at', 'integer')
    .addColumn('channel_buffer', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // Ingredients are counted like goods and never offered to customers.
  await db.schema.alterTable('products').addColumn('is_for_sale', 'boolean', (column) => column.notNull().defaultTo(true)).execute()

  await createTenantTable(db, 'variant_components', (table) =>
    table
      .addColumn('variant_id', 'uuid', (column) => column.notNull())
      .addColumn('component_id', 'uuid', (column) => column.notNull())
      .addColumn('quantity', 'integer', (column) => column.notNull())
      .addUniqueConstraint('variant_components_once', ['business_id', 'variant_id', 'component_id'])
      .addForeignKeyConstraint('variant_components_variant', ['business_id', 'variant_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addForeignKeyConstraint('variant_components_component', ['business_id', 'component_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addCheckConstraint('variant_components_some', sql`quantity > 0`),
  )
  await sql`create index variant_components_used_in on variant_components (business_id, component_id)`.execute(db)

  // What is promised: pieces of a variant, or places on a day. `held` counts in `stock_levels.reserved` or `capacity_days.taken`.
  await createTenantTable(db, 'reservations', (table) =>
    table
      .addColumn('reference', 'text', (column) => column.notNull())
      .addColumn('variant_id', 'uuid', (column) => column.notNull())
      .addColumn('quantity', 'integer', (column) => column.notNull())
      .addColumn('day', 'date')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('settled_at', 'timestamptz')
      .addForeignKeyConstraint('reservations_variant', ['business_id', 'variant_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addCheckConstraint('reservations_some', sql`quantity > 0`),
  )
  await sql`create index reservations_reference on reservations (business_id, reference)`.execute(db)
  await sql`create index reservations_held on reservations (business_id, variant_id) where status = 'held'`.execute(db)

  await createTenantTable(db, 'capacity_days', (table) =>
    table
      .addColumn('variant_id', 'uuid', (column) => column.notNull())
      .addColumn('day', 'date', (column) => column.notNull())
      .addColumn('taken', 'integer', (column) => column.notNull())
      .addUniqueConstraint('capacity_days_once', ['business_id', 'variant_id', 'day'])
      .addForeignKeyConstraint('capacity_days_variant', ['business_id', 'variant_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addCheckConstraint('capacity_days_not_negative', sql`taken >= 0`),
  )

  // Sold somewhere else although it was gone here: written down, never hidden in a negative number.
  await createTenantTable(db, 'stock_conflicts', (table) =>
    table
      .addColumn('variant_id', 'uuid', (column) => column.notNull())
      .addColumn('reference', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('wanted', 'integer', (column) => column.notNull())
      .addColumn('missing', 'integer', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('resolved_at', 'timestamptz')
      .addForeignKeyConstraint('stock_conflicts_variant', ['business_id', 'variant_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index stock_conflicts_open on stock_conflicts (business_id, at desc) where resolved_at is null`.execute(db)
  await sql`create index stock_movements_list on stock_movements (business_id, at desc, id desc)`.execute(db)
  await sql`create index stock_movements_reference on stock_movements (business_id, reference) where reference is not null`.execute(db)
}
