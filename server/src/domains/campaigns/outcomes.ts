import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { rootsOf } from '#domains/customers'
import { listPurchases, type Purchase } from '#domains/orders'
import type { CampaignRow, DeliveryStatus } from './tables.ts'

/** One drawn customer and what they bought in the days after, whether or not the message reached them (intention to treat). */
export interface Outcome {
  customerId: string
  arm: string
  status: DeliveryStatus
  startedAt: Date
  /** The days are over: what they bought will not change any more. */
  isKnown: boolean
  orders: number
  amount: number
}

/** Everybody who was drawn, by their first occasion: a person counts once, however often a journey speaks to them. */
export async function readOutcomes(tx: Transaction, campaign: CampaignRow): Promise<Outcome[]> {
  const { rows } = await sql<{ customerId: string; arm: string; status: DeliveryStatus; dueAt: Date }>`
    select distinct on (customer_id) customer_id, arm, status, due_at from campaign_deliveries
    where business_id = ${tx.businessId} and campaign_id = ${campaign.id} and arm <> '' order by customer_id, due_at, id`.execute(tx.db)
  if (rows.length === 0) return []
  const lengthMs = campaign.measureDays * 86_400_000
  const starts = rows.map((row) => row.dueAt.getTime())
  const from = starts.reduce((least, at) => Math.min(least, at), Infinity)
  const to = starts.reduce((most, at) => Math.max(most, at), 0) + lengthMs
  const purchases = new Map<string, Purchase[]>()
  for (const purchase of await listPurchases(tx, { from: new Date(from), to: new Date(to) })) purchases.set(purchase.customerId, [...(purchases.get(purchase.customerId) ?? []), purchase])
  const roots = await rootsOf(tx, rows.map((row) => row.customerId))
  return rows.map((row) => {
    const start = row.dueAt.getTime()
    const own = (purchases.get(roots.get(row.customerId) ?? row.customerId) ?? []).filter(({ placedAt }) => placedAt.getTime() >= start && placedAt.getTime() < start + lengthMs)
    return {
      customerId: row.customerId, arm: row.arm, status: row.status, startedAt: row.dueAt,
      isKnown: start + lengthMs <= tx.now().getTime(),
      orders: own.length,
      amount: own.reduce((sum, { amount }) => sum + amount, 0),
    }
  })
}
