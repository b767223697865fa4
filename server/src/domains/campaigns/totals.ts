import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromCursor } from '#platform/http/paging'
import { findCustomers } from '#domains/customers'
import type { DeliveryRow, DeliveryStatus, Tables } from './tables.ts'

/** heldOut + leftOut + waiting + sent + rejected + uncertain = audience, always. `delivered` and `read` are parts of `sent`. */
export interface Totals {
  audience: number
  heldOut: number
  leftOut: number
  waiting: number
  sent: number
  delivered: number
  read: number
  rejected: number
  uncertain: number
  optOuts: number
}

const groups: Record<DeliveryStatus, keyof Totals> = {
  held_out: 'heldOut', left_out: 'leftOut', planned: 'waiting', handed: 'waiting', to_copy: 'waiting', sent: 'sent', delivered: 'sent', read: 'sent', copied: 'sent', rejected: 'rejected', uncertain: 'uncertain',
}

export async function readTotals(tx: Transaction, campaignIds: string[]): Promise<Map<string, Totals>> {
  const { rows } = await sql<{ campaignId: string; status: DeliveryStatus; count: number; optOuts: number }>`
    select campaign_id, status, count(*)::int as count, count(opted_out_at)::int as opt_outs from campaign_deliveries
    where business_id = ${tx.businessId} and campaign_id = any(${campaignIds}::uuid[]) group by 1, 2`.execute(tx.db)
  const totals = new Map(campaignIds.map((id) => [id, { audience: 0, heldOut: 0, leftOut: 0, waiting: 0, sent: 0, delivered: 0, read: 0, rejected: 0, uncertain: 0, optOuts: 0 }]))
  for (const { campaignId, status, count, optOuts } of rows) {
    const one = totals.get(campaignId)
    if (!one) continue
    one.audience += count
    one.optOuts += optOuts
    one[groups[status]] += count
    if (status === 'read' || status === 'delivered') one.delivered += count
    if (status === 'read') one.read += count
  }
  return totals
}

export type DeliveryWithName = DeliveryRow & { name: string }

/** What became of it for each customer, by name of the state when asked. */
export async function listDeliveries(tx: Transaction, input: { campaignId: string; status?: DeliveryStatus | undefined; arm?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: DeliveryWithName[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('campaignDeliveries').selectAll().where('campaignId', '=', input.campaignId).orderBy('id').limit(input.limit + 1)
  if (input.status) query = query.where('status', '=', input.status)
  if (input.arm !== undefined) query = query.where('arm', '=', input.arm)
  if (input.cursor) query = query.where(sql<boolean>`id::text > ${String(fromCursor(input.cursor)[0] ?? '')}`)
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.id])
  const names = await findCustomers(tx, page.map((row) => row.customerId))
  return { items: page.map((row) => ({ ...row, name: names.get(row.customerId)?.name ?? '' })), nextCursor }
}
