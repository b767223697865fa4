import { sql, type Kysely } from 'kysely'
import { createTenantTable } from '../src/platform/database/schema.ts'

/** The counter: what devices sent (once each), shifts, and the cash in their drawers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The id is made on the device, so the same entry sent again finds itself.
  await createTenantTable(db, 'counter_entries', (table) =>
    table
      .addColumn('device_id', 'uuid', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      // Sentences for people: what differs from the list, or why an entry was set aside.
      .addColumn('notices', 'jsonb', (column) => column.notNull())
      // Kept only for what was set aside; everything else is in its own rows.
      .addColumn('payload', 'jsonb')
      .addColumn('member_id', 'text')
      .addColumn('happened_at', 'timestamptz', (column) => column.notNull())
      .addColumn('received_at', 'timestamptz', (column) => column.notNull()),
  )
  await sql`create index counter_entries_list on counter_entries (business_id, received_at desc) where outcome <> 'accepted'`.execute(db)
  await createTenantTable(db, 'counter_shifts', (table) =>
    table
      .addColumn('device_id', 'uuid', (column) => column.notNull())
      .addColumn('member_id', 'text')
      .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
      .addColumn('closed_at', 'timestamptz')
      .addColumn('counted_cash', 'bigint')
      // By the ledger, when it was closed.
      .addColumn('expected_cash', 'bigint')
      .addColumn('note', 'text', (column) => column.notNull()),
  )
  await sql`create index counter_shifts_list on counter_shifts (business_id, opened_at desc)`.execute(db)
  await createTenantTable(db, 'counter_cash', (table) =>
    table
      .addColumn('shift_id', 'uuid', (column) => column.notNull())
      .addColumn('entry_id', 'uuid', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('counter_cash_once', ['business_id', 'entry_id']),
  )
  await sql`create index counter_cash_of_shift on counter_cash (business_id, shift_id)`.execute(db)
}
