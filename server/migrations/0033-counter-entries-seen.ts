import type { Kysely } from 'kysely'

/** Entries that somebody has looked at leave the counter's list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('counter_entries').addColumn('seen_at', 'timestamptz').execute()
}
