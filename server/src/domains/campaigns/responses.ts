import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { readResponses } from '#domains/conversations'
import { getCampaignSettings } from './settings.ts'
import type { CampaignRow } from './tables.ts'

/** What people did with the messages themselves: signs of interest, never proof that they brought orders. */
export interface Responses {
  sent: number
  /** Wrote in the chat before the days of measuring were over; a list sent by hand hears nothing. */
  replied: number | null
  /** Followed their link; `null` for a campaign without one. */
  clicked: number | null
  optedOut: number
  /** What the provider takes, by the price in the shop's settings. */
  cost: number
  arms: { name: string; sent: number; replied: number | null; clicked: number | null; optedOut: number }[]
}

interface Sent {
  arm: string
  messageId: string | null
  sentAt: Date
  clickedAt: Date | null
  optedOutAt: Date | null
}

/** Which messages of a campaign were written back to before its days of measuring were over; `null` where nobody hears. */
export async function readReplied(tx: Transaction, { id, channelId, measureDays }: CampaignRow): Promise<Set<string> | null> {
  if (channelId === null) return null
  const { rows } = await sql<{ messageId: string; sentAt: Date }>`
    select message_id, sent_at from campaign_deliveries
    where business_id = ${tx.businessId} and campaign_id = ${id} and status in ('sent', 'delivered', 'read') and message_id is not null`.execute(tx.db)
  const answers = await readResponses(tx, rows.map(({ messageId, sentAt }) => ({ messageId, until: new Date(sentAt.getTime() + measureDays * 86_400_000) })))
  return new Set([...answers].flatMap(([messageId, { isAnswered }]) => (isAnswered ? [messageId] : [])))
}

export async function readCampaignResponses(tx: Transaction, campaign: CampaignRow): Promise<Responses> {
  const { rows } = await sql<Sent>`
    select arm, message_id, sent_at, clicked_at, opted_out_at from campaign_deliveries
    where business_id = ${tx.businessId} and campaign_id = ${campaign.id} and status in ('sent', 'delivered', 'read', 'copied')`.execute(tx.db)
  const lengthMs = campaign.measureDays * 86_400_000
  const answers = await readResponses(tx, rows.flatMap(({ messageId, sentAt }) => (messageId ? [{ messageId, until: new Date(sentAt.getTime() + lengthMs) }] : [])))
  const count = (list: Sent[], is: (row: Sent) => boolean) => list.filter(is).length
  const figures = (list: Sent[]) => ({
    sent: list.length,
    replied: campaign.channelId === null ? null : count(list, ({ messageId }) => answers.get(messageId ?? '')?.isAnswered ?? false),
    clicked: campaign.linkCode === null ? null : count(list, ({ clickedAt }) => clickedAt !== null),
    optedOut: count(list, ({ optedOutAt }) => optedOutAt !== null),
  })
  const { templatePrice } = await getCampaignSettings(tx)
  return {
    ...figures(rows),
    cost: templatePrice * count(rows, ({ messageId }) => answers.get(messageId ?? '')?.isTemplate ?? false),
    arms: campaign.variants.map(({ name }) => ({ name, ...figures(rows.filter((row) => row.arm === name)) })),
  }
}
