import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Orders with their lines. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, 'orders', (table) =>
    table
      .addColumn('number', sql`text collate "C"`, (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('customer_id', 'uuid')
      .addColumn('customer_name', 'text', (column) => column.notNull())
      .addColumn('phone', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('subtotal', 'bigint', (column) => column.notNull())
      .addColumn('discount', 'bigint', (column) => column.notNull())
      .addColumn('shipping_fee', 'bigint', (column) => column.notNull())
      .addColumn('total', 'bigint', (column) => column.notNull())
      .addColumn('courier', 'text', (column) => column.notNull())
      .addColumn('tracking_number', 'text')
      .addColumn('promised_on', 'date')
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('is_sample', 'boolean', (column) => column.notNull())
      .addColumn('placed_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('orders_number', ['business_id', 'source', 'number'])
      // I5: the total is what its parts say.
      .addCheckConstraint('orders_total', sql`total = subtotal - discount + shipping_fee`),
  )
  await sql`create index orders_list on orders (business_id, placed_at desc, id desc)`.execute(db)
  await sql`create index orders_phone on orders (business_id, phone, placed_at desc) where phone is not null`.execute(db)
  await sql`create index orders_customer on orders (business_id, customer_id, placed_at desc) where customer_id is not null`.execute(db)

  await createTenantTable(db, 'order_lines', (table) =>
    table
      .addColumn('order_id', 'uuid', (column) => column.notNull())
      .addColumn('variant_id', 'uuid')
      .addColumn('sku', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('quantity', 'integer', (column) => column.notNull())
      .addColumn('unit_price', 'bigint', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addForeignKeyConstraint('order_lines_order', ['business_id', 'order_id'], 'orders', ['business_id', 'id'], (key) => key.onDelete('cascade')),
  )
  await sql`create index order_lines_of_order on order_lines (business_id, order_id, position)`.execute(db)
}
