import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** Parcels that a courier was asked to fetch. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The id is the booking's reference at the courier, written before the courier is asked.
  await createTenantTable(db, 'shipments', (table) =>
    table
      .addColumn('order_id', 'uuid', (column) => column.notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('service', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('postal_code', 'text', (column) => column.notNull())
      .addColumn('weight_grams', 'integer', (column) => column.notNull())
      .addColumn('external_id', 'text')
      .addColumn('waybill', 'text')
      .addColumn('price', 'bigint')
      .addColumn('tracking', 'text', (column) => column.notNull())
      .addColumn('problem', 'text')
      .addColumn('booked_at', 'timestamptz', (column) => column.notNull())
      .addColumn('tracked_at', 'timestamptz')
      .addUniqueConstraint('shipments_external', ['business_id', 'provider', 'external_id']),
  )
  // A parcel is booked once: a second booking waits until the first is known to have failed.
  await sql`create unique index shipments_live on shipments (business_id, order_id) where status in ('attempting', 'uncertain', 'booked')`.execute(db)
  await sql`create index shipments_of_order on shipments (business_id, order_id, booked_at)`.execute(db)
}
