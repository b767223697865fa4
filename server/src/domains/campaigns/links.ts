import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import type { CampaignRow, DeliveryRow } from './tables.ts'

/** What stands in previews for the end that each customer's own address has; nobody's. */
export const sampleLink = 'contoh'

const endPattern = /^[0-9a-f]{12}$/

/** The address of one customer: the campaign's, and the end of their delivery's id, of which 48 bits are random. */
export function linkFor(campaignAddress: string, end: string): string {
  return `${campaignAddress}${end}`
}

export function linkValue(campaignAddress: string | undefined, row: Pick<DeliveryRow, 'id'>): { tautan?: string } {
  return campaignAddress === undefined ? {} : { tautan: linkFor(campaignAddress, endOf(row.id)) }
}

const endOf = (deliveryId: string) => deliveryId.slice(-12)

/** Gives whoever was drawn to hear the campaign an address of their own; without a link it costs nothing. */
export async function giveLinks(tx: Transaction, campaign: Pick<CampaignRow, 'id' | 'linkCode'>): Promise<void> {
  if (campaign.linkCode === null) return
  await sql`update campaign_deliveries set link_code = right(id::text, 12) where business_id = ${tx.businessId} and campaign_id = ${campaign.id} and link_code is null and status in ('planned', 'to_copy')`.execute(tx.db)
}

/** Notes that somebody followed their link; the first time is kept. An end that nobody has changes nothing. */
export async function noteClick(tx: Transaction, campaignId: string, end: string): Promise<void> {
  if (!endPattern.test(end)) return
  await sql`update campaign_deliveries set clicked_at = ${tx.now()} where business_id = ${tx.businessId} and campaign_id = ${campaignId} and link_code = ${end} and sent_at is not null and clicked_at is null`.execute(tx.db)
}
