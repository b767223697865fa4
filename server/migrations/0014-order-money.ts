import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Money of orders, how they move on, what was promised, what came back, and the rules that lower a price. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('orders')
    // What arrived and counts for this order; late or surplus money is in `refunds` instead (I5).
    .addColumn('paid_total', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('refunded_total', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('deposit_due', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('discount_note', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('stock_state', 'text', (column) => column.notNull().defaultTo('none'))
    .addColumn('reserved_until', 'timestamptz')
    .addColumn('status_before_cancel', 'text')
    .addColumn('delivery', 'text', (column) => column.notNull().defaultTo('ship'))
    .addColumn('pickup_time', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('stage', 'text')
    .addColumn('conversation_id', 'uuid')
    .execute()
  await db.schema.alterTable('orders').addCheckConstraint('orders_money', sql`paid_total >= 0 and refunded_total >= 0`).execute()
  await db.schema
    .alterTable('order_lines')
    .addColumn('needed_on', 'date')
    .addColumn('unit_cost', 'bigint')
    .addColumn('note', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await sql`create index orders_promised on orders (business_id, promised_on) where status not in ('completed', 'cancelled')`.execute(db)
  await sql`create index orders_reserved on orders (business_id, reserved_until) where reserved_until is not null`.execute(db)

  await createTenantTable(db, 'payments', (table) =>
    ofOrder(table, 'payments')
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      // Rupiah on top that make the amount unlike any other that is waited for.
      .addColumn('unique_digits', 'integer', (column) => column.notNull())
      .addColumn('external_id', 'text')
      .addColumn('details', 'jsonb', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('requested_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz')
      .addColumn('paid_at', 'timestamptz')
      // Part of the amount that counts for the order.
      .addColumn('applied', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('payments_external', ['business_id', 'provider', 'external_id'])
      .addCheckConstraint('payments_amount', sql`amount > 0 and applied >= 0 and applied <= amount`),
  )
  await sql`create index payments_of_order on payments (business_id, order_id, requested_at)`.execute(db)
  // Two waiting payments by the same means never ask for the same amount: the amount says which order was paid.
  await sql`create unique index payments_waiting_amount on payments (business_id, provider, (amount + unique_digits)) where status = 'waiting' and unique_digits > 0`.execute(db)

  await createTenantTable(db, 'refunds', (table) =>
    ofOrder(table, 'refunds')
      .addColumn('payment_id', 'uuid')
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      // Whether the money had counted for the order, so that giving it back counts too.
      .addColumn('is_applied', 'boolean', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('settled_at', 'timestamptz')
      .addCheckConstraint('refunds_amount', sql`amount > 0`),
  )
  await sql`create index refunds_of_order on refunds (business_id, order_id)`.execute(db)
  await sql`create index refunds_open on refunds (business_id, created_at) where status = 'needed'`.execute(db)

  await createTenantTable(db, 'order_returns', (table) =>
    ofOrder(table, 'order_returns')
      .addColumn('line_id', 'uuid', (column) => column.notNull())
      .addColumn('quantity', 'integer', (column) => column.notNull())
      .addColumn('is_restocked', 'boolean', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addCheckConstraint('order_returns_some', sql`quantity > 0`),
  )
  await createTenantTable(db, 'order_stages', (table) =>
    ofOrder(table, 'order_stages')
      .addColumn('stage', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('photo_key', 'text')
      .addColumn('actor_id', 'text')
      .addColumn('at', 'timestamptz', (column) => column.notNull()),
  )
  await sql`create index order_stages_of_order on order_stages (business_id, order_id, at)`.execute(db)
  await createTenantTable(
    db,
    'order_promises',
    (table) =>
      ofOrder(table, 'order_promises')
        .addColumn('promised_on', 'date')
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('at', 'timestamptz', (column) => column.notNull()),
    { appendOnly: true },
  )
  await sql`create index order_promises_of_order on order_promises (business_id, order_id, at)`.execute(db)

  await createTenantTable(db, 'discount_rules', (table) =>
    table
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('code', 'text')
      .addColumn('variant_id', 'uuid')
      .addColumn('min_quantity', 'integer', (column) => column.notNull())
      .addColumn('min_subtotal', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('value', 'bigint', (column) => column.notNull())
      .addColumn('starts_on', 'date')
      .addColumn('ends_on', 'date')
      .addColumn('created_by', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('deleted_at', 'timestamptz')
      .addForeignKeyConstraint('discount_rules_variant', ['business_id', 'variant_id'], 'variants', ['business_id', 'id'], (key) => key.onDelete('cascade'))
      .addCheckConstraint('discount_rules_value', sql`value > 0`),
  )
}

type Table = Parameters<Parameters<typeof createTenantTable>[2]>[0]

/** A row that belongs to an order and goes with it. */
function ofOrder(table: Table, name: string) {
  return table
    .addColumn('order_id', 'uuid', (column) => column.notNull())
    .addForeignKeyConstraint(`${name}_order`, ['business_id', 'order_id' as 'id'], 'orders', ['business_id', 'id'], (key) => key.onDelete('cascade'))
}
