import type { Kysely } from 'kysely'

/** The preview of a campaign to very many people, worked out in pieces: counts and ids, no names and no texts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('campaigns').addColumn('preview', 'jsonb').execute()
}
