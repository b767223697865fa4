import { sql, type Kysely } from 'kysely'

/** Who left after a campaign's message is counted at each of its steps, among however many there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index campaign_deliveries_opted_out on campaign_deliveries (business_id, campaign_id) where opted_out_at is not null`.execute(db)
}
