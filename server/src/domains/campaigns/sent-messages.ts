import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { rootsOf } from '#domains/customers'

export interface SentMessage {
  campaignId: string
  name: string
  /** Whose page shows them. */
  customerId: string
  sentAt: Date
}

/** Messages of campaigns that left since then; refused and uncertain ones are no contact that is known of. */
export async function listSentMessages(tx: Transaction, since: Date): Promise<SentMessage[]> {
  const { rows } = await sql<SentMessage>`
    select d.campaign_id, c.name, d.customer_id, d.sent_at from campaign_deliveries d
    join campaigns c on c.business_id = d.business_id and c.id = d.campaign_id
    where d.business_id = ${tx.businessId} and d.sent_at >= ${since} and d.status in ('sent', 'delivered', 'read', 'copied')`.execute(tx.db)
  const roots = await rootsOf(tx, [...new Set(rows.map((row) => row.customerId))])
  return rows.map((row) => ({ ...row, customerId: roots.get(row.customerId) ?? row.customerId }))
}
