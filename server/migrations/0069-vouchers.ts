import { sql, type Kysely } from 'kysely'

/** Codes that each customer may use once: the order keeps the code that lowered it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('discount_rules').addColumn('once_per_customer', 'boolean', (column) => column.notNull().defaultTo(false)).execute()
  await db.schema.alterTable('orders').addColumn('discount_code', 'text').execute()
  await sql`create index orders_by_discount_code on orders (business_id, discount_code) where discount_code is not null`.execute(db)
}
