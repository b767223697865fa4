import { sql, type Kysely } from 'kysely'

/** Month and day of a birthday, as customers tell them: without the year, which wishes nobody well. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('customers').addColumn('birthday', 'text').execute()
  await sql`create index customers_birthdays on customers (business_id, birthday) where birthday is not null`.execute(db)
}
