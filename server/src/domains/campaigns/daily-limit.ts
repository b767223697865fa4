import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import type { SendingChannel } from '#domains/conversations'
import type { CampaignRow } from './tables.ts'

const dayMs = 24 * 3_600_000

/** Whether the provider counts this campaign's messages against the account's limit a day. */
export const isLimited = ({ variants }: Pick<CampaignRow, 'variants'>, channel: Pick<SendingChannel, 'dailyLimit'>): boolean => channel.dailyLimit !== null && variants.some((variant) => variant.template)

/** How many more customers may hear from this account in the last 24 hours; beyond it the provider accepts and then drops. */
export async function leftToday(tx: Transaction, campaign: CampaignRow, channel: SendingChannel): Promise<number> {
  if (channel.dailyLimit === null || !isLimited(campaign, channel)) return Infinity
  const since = new Date(tx.now().getTime() - dayMs)
  // Campaigns that ended before are left out first: theirs are most rows.
  const { rows } = await sql<{ reached: number }>`
    select count(distinct d.customer_id)::int as reached from campaign_deliveries d join campaigns c on c.business_id = d.business_id and c.id = d.campaign_id
    where d.business_id = ${tx.businessId} and c.channel_id = ${channel.channelId} and (c.finished_at is null or c.finished_at > ${since}) and d.sent_at > ${since} and d.status in ('handed', 'sent', 'delivered', 'read', 'uncertain')`.execute(tx.db)
  return Math.max(0, channel.dailyLimit - (rows[0]?.reached ?? 0))
}
