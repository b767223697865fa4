import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import type { CampaignRow, CampaignStatus, DeliveryRow, DeliveryStatus, PreviewState, Tables } from './tables.ts'

export function findCampaign(tx: Transaction, campaignId: string): Promise<CampaignRow | undefined> {
  return tenant<Tables>(tx).select('campaigns').selectAll().where('id', '=', campaignId).executeTakeFirst()
}

export async function getCampaign(tx: Transaction, campaignId: string): Promise<CampaignRow> {
  const row = await findCampaign(tx, campaignId)
  if (!row) throw notFound('Kampanye')
  return row
}

/** Everything that moves a campaign begins here, so that two steps never cross. */
export async function lockCampaign(tx: Transaction, campaignId: string): Promise<CampaignRow> {
  const row = await tenant<Tables>(tx).select('campaigns').selectAll().where('id', '=', campaignId).forUpdate().executeTakeFirst()
  if (!row) throw notFound('Kampanye')
  return row
}

export type CampaignChanges = Partial<Omit<CampaignRow, 'businessId' | 'id' | 'audience' | 'variants' | 'offer' | 'preview'>>

export async function changeCampaign(tx: Transaction, campaignId: string, changes: CampaignChanges): Promise<void> {
  await tenant<Tables>(tx).update('campaigns').set({ ...changes, updatedAt: tx.now() }).where('id', '=', campaignId).execute()
  await tx.notify({ topic: 'campaign', id: campaignId })
}

/** Beside the draft: what is only counted changes nothing of it. */
export async function savePreview(tx: Transaction, campaignId: string, state: PreviewState): Promise<void> {
  await tenant<Tables>(tx).update('campaigns').set({ preview: JSON.stringify(state) }).where('id', '=', campaignId).execute()
  await tx.notify({ topic: 'campaign', id: campaignId })
}

/** What differs from row to row; everything else is the same for all of one draw. */
const columns = { id: 'uuid', customerId: 'uuid', occasion: 'text', arm: 'text', chance: 'double precision', status: 'text', reason: 'text', conversationId: 'uuid' } as const
const batch = 5_000

export interface NewDelivery {
  customerId: string
  occasion?: string
  arm: string
  chance?: number | undefined
  status: DeliveryStatus
  reason?: string
  conversationId?: string | undefined
}

/** One row for each customer and occasion; a second one changes nothing. Returns how many were new. */
export async function insertDeliveries(tx: Transaction, draw: { campaignId: string; dueAt: Date }, rows: NewDelivery[]): Promise<number> {
  let added = 0
  for (let start = 0; start < rows.length; start += batch) {
    // Absent values are NULL on the other side, and cost nothing on the way.
    const { values } = manyRows<Partial<Record<keyof typeof columns, unknown>>>(columns, rows.slice(start, start + batch).map((row) => ({ id: newId(), ...row })))
    const { numAffectedRows } = await sql`
      insert into campaign_deliveries (business_id, campaign_id, due_at, settled_at, id, customer_id, occasion, arm, chance, status, reason, conversation_id)
      select ${tx.businessId}::uuid, ${draw.campaignId}::uuid, ${draw.dueAt}::timestamptz, ${tx.now()}::timestamptz, n.id, n."customerId", coalesce(n.occasion, ''), n.arm, n.chance, n.status, n.reason, n."conversationId"
      from (${values}) n on conflict do nothing`.execute(tx.db)
    added += Number(numAffectedRows ?? 0)
  }
  return added
}

export async function deleteDeliveries(tx: Transaction, campaignId: string): Promise<void> {
  await tenant<Tables>(tx).delete('campaignDeliveries').where('campaignId', '=', campaignId).execute()
}

/** What is due to leave, oldest first; rows that another worker holds are passed over. */
export async function claimDue(tx: Transaction, campaignId: string, limit: number): Promise<DeliveryRow[]> {
  return tenant<Tables>(tx).select('campaignDeliveries').selectAll().where('campaignId', '=', campaignId).where('status', '=', 'planned').where('dueAt', '<=', tx.now()).orderBy('id').limit(limit).forUpdate().skipLocked().execute()
}

export type DeliveryChange = Pick<DeliveryRow, 'id' | 'status'> & Partial<Pick<DeliveryRow, 'reason' | 'text' | 'conversationId' | 'messageId' | 'sentAt'>>

/** New states of many deliveries in one statement; what a change leaves out stays, except that nothing was sent to who waits or is left out. */
export async function changeDeliveries(tx: Transaction, changes: DeliveryChange[]): Promise<void> {
  const types = { id: 'uuid', status: 'text', reason: 'text', text: 'text', conversationId: 'uuid', messageId: 'uuid', sentAt: 'timestamptz' } as const
  for (let start = 0; start < changes.length; start += batch) {
    const many = manyRows(types, changes.slice(start, start + batch) as Required<DeliveryChange>[])
    await sql`
      update campaign_deliveries d set status = n.status, reason = n.reason, text = coalesce(n.text, d.text), conversation_id = coalesce(n."conversationId", d.conversation_id),
        message_id = case when n.status in ('planned', 'left_out') then null else coalesce(n."messageId", d.message_id) end,
        sent_at = case when n.status in ('planned', 'left_out') then null else coalesce(n."sentAt", d.sent_at) end, settled_at = ${tx.now()}
      from (${many.values}) n where d.business_id = ${tx.businessId} and d.id = n.id`.execute(tx.db)
  }
}

/** How many stand in each state; every customer of the audience in exactly one. */
export async function countStates(tx: Transaction, campaignId: string): Promise<{ status: DeliveryStatus; reason: string | null; arm: string; count: number }[]> {
  const { rows } = await sql<{ status: DeliveryStatus; reason: string | null; arm: string; count: number }>`
    select status, reason, arm, count(*)::int as count from campaign_deliveries where business_id = ${tx.businessId} and campaign_id = ${campaignId} group by 1, 2, 3 order by 1, 2, 3`.execute(tx.db)
  return rows
}

export async function listByStatus(tx: Transaction, campaignId: string, statuses: DeliveryStatus[], limit: number, afterId?: string): Promise<DeliveryRow[]> {
  const query = tenant<Tables>(tx).select('campaignDeliveries').selectAll().where('campaignId', '=', campaignId).where('status', 'in', statuses)
  return (afterId === undefined ? query : query.where('id', '>', afterId)).orderBy('id').limit(limit).execute()
}

/** What a settling needs of those in these states. */
export async function listOpen(tx: Transaction, campaignId: string, statuses: DeliveryStatus[], limit: number, afterId?: string): Promise<Pick<DeliveryRow, 'id' | 'status' | 'messageId'>[]> {
  const query = tenant<Tables>(tx).select('campaignDeliveries').select(['id', 'status', 'messageId']).where('campaignId', '=', campaignId).where('status', 'in', statuses)
  return (afterId === undefined ? query : query.where('id', '>', afterId)).orderBy('id').limit(limit).execute()
}

/** Which of these people, under any of their ids, this campaign has written to for this occasion. */
export async function listHeard(tx: Transaction, campaignId: string, customerIds: string[]): Promise<Pick<DeliveryRow, 'customerId' | 'occasion'>[]> {
  if (customerIds.length === 0) return []
  return tenant<Tables>(tx).select('campaignDeliveries').select(['customerId', 'occasion']).where('campaignId', '=', campaignId).where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`).where('sentAt', 'is not', null).execute()
}

/** Promotions that went to each customer since then, over all campaigns. */
export async function countSends(tx: Transaction, since: Date, customerIds?: string[]): Promise<Map<string, number>> {
  const ofThem = customerIds ? sql`and customer_id = any(${customerIds}::uuid[])` : sql``
  const { rows } = await sql<{ customerId: string; count: number }>`
    select customer_id, count(*)::int as count from campaign_deliveries where business_id = ${tx.businessId} and sent_at >= ${since} and status <> 'rejected' ${ofThem} group by 1`.execute(tx.db)
  return new Map(rows.map((row) => [row.customerId, row.count]))
}

/** Who was sent something since then and now leaves. Returns the campaigns concerned. */
export async function markOptOuts(tx: Transaction, customerIds: string[], since: Date): Promise<string[]> {
  const { rows } = await sql<{ campaignId: string }>`
    update campaign_deliveries set opted_out_at = ${tx.now()} where business_id = ${tx.businessId} and customer_id = any(${customerIds}::uuid[]) and sent_at >= ${since} and opted_out_at is null
    returning campaign_id`.execute(tx.db)
  return [...new Set(rows.map((row) => row.campaignId))]
}

/** Who is about to hear something. `due` and `nextDueAt` look at the first of those that wait, who came first. */
export async function countWaiting(tx: Transaction, campaignId: string): Promise<{ inFlight: number; due: number; nextDueAt: Date | null }> {
  const { rows: [row] } = await sql<{ inFlight: number; due: number; nextDueAt: Date | null }>`
    select (select count(*)::int from campaign_deliveries where business_id = ${tx.businessId} and campaign_id = ${campaignId} and status = 'handed') as in_flight, count(*)::int as due, min(due_at) as next_due_at
    from (select due_at from campaign_deliveries where business_id = ${tx.businessId} and campaign_id = ${campaignId} and status = 'planned' order by id limit ${batch}) first`.execute(tx.db)
  return row
}

export async function countOptOuts(tx: Transaction, campaignId: string): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`select count(*)::int as count from campaign_deliveries where business_id = ${tx.businessId} and campaign_id = ${campaignId} and opted_out_at is not null`.execute(tx.db)
  return row.count
}

/** How many were written to, counted no further than `upTo`. */
export async function countSent(tx: Transaction, campaignId: string, upTo: number): Promise<number> {
  const { rows: [row] } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from campaign_deliveries where business_id = ${tx.businessId} and campaign_id = ${campaignId} and sent_at is not null limit ${Math.ceil(upTo)}) counted`.execute(tx.db)
  return row.count
}

export async function listUnderWay(tx: Transaction, statuses: CampaignStatus[]): Promise<CampaignRow[]> {
  return tenant<Tables>(tx).select('campaigns').selectAll().where('status', 'in', statuses).orderBy('id').execute()
}

/** Those that still hear news: under way, or over since this moment. */
export async function listHearing(tx: Transaction, since: Date): Promise<CampaignRow[]> {
  return tenant<Tables>(tx)
    .select('campaigns')
    .selectAll()
    .where((where) => where.or([where('status', 'in', ['running', 'paused', 'stopped']), where('finishedAt', '>=', since)]))
    .orderBy('id')
    .execute()
}
