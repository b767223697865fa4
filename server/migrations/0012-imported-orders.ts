import { sql, type Kysely } from 'kysely'

/** What orders from marketplaces and files bring: fees beside the price, where they went, and when they moved on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('orders')
    // What the marketplace kept. It never was part of what the buyer paid, so it is no part of the total.
    .addColumn('fee_total', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('fees', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .addColumn('payment_method', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('address', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('city', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('province', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('paid_at', 'timestamptz')
    .addColumn('shipped_at', 'timestamptz')
    .addColumn('completed_at', 'timestamptz')
    .addColumn('cancelled_at', 'timestamptz')
    .addColumn('cancel_reason', 'text')
    .execute()
  await db.schema
    .alterTable('order_lines')
    .addColumn('returned_quantity', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`create index orders_status on orders (business_id, status, placed_at desc, id desc)`.execute(db)
  await sql`create index orders_source on orders (business_id, source, placed_at desc, id desc)`.execute(db)
}
