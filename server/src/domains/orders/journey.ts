import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { addTimelineEntries, earnPoints, familyOf, removeTimelineEntries, reversePoints, type TimelineEntry } from '#domains/customers'
import type { OrderRow, Tables } from './tables.ts'

const steps = [
  { kind: 'order-placed', at: 'placedAt' },
  { kind: 'order-paid', at: 'paidAt' },
  { kind: 'order-shipped', at: 'shippedAt' },
  { kind: 'order-completed', at: 'completedAt' },
  { kind: 'order-cancelled', at: 'cancelledAt' },
] as const

const batch = 1_000

/** What a journey takes from an order; times as the database or a file gives them. */
export type JourneyOrder = Pick<OrderRow, 'id' | 'customerId' | 'number' | 'source' | 'total'> & Record<(typeof steps)[number]['at'], Date | string | null>

/** Writes what happened to orders into the journeys of the customers behind them; told again, nothing is doubled. */
export async function noteJourneysOf(tx: Transaction, orders: readonly JourneyOrder[]): Promise<void> {
  for (let start = 0; start < orders.length; start += batch) await addTimelineEntries(tx, orders.slice(start, start + batch).flatMap(entriesOf))
}

export async function noteJourneys(tx: Transaction, orderIds: string[]): Promise<void> {
  for (let start = 0; start < orderIds.length; start += batch) {
    const rows = await tenant<Tables>(tx)
      .select('orders')
      .select(['id', 'customerId', 'number', 'source', 'total', 'placedAt', 'paidAt', 'shippedAt', 'completedAt', 'cancelledAt'])
      .where(sql<boolean>`id = any(${orderIds.slice(start, start + batch)}::uuid[])`)
      .where('customerId', 'is not', null)
      .execute()
    await noteJourneysOf(tx, rows)
  }
}

/** An import was taken back: its orders leave the journeys too. */
export function forgetJourneys(tx: Transaction, orderIds: string[]): Promise<void> {
  return removeTimelineEntries(tx, orderIds.flatMap((id) => steps.map((step) => `${step.kind}:${id}`)))
}

const orderEvent = z.object({ orderId: z.uuid() })

export const noteJourney: WorkHandler = (ctx, payload) => ctx.transaction((tx) => noteJourneys(tx, [orderEvent.parse(payload).orderId]))

/** Taken back from cancelled: the journey does not end there. */
export const forgetCancellation: WorkHandler = (ctx, payload) => ctx.transaction((tx) => removeTimelineEntries(tx, [`order-cancelled:${orderEvent.parse(payload).orderId}`]))

/** A finished order earns what the shop gives for it; the order's id keeps it to once. */
export const thankForOrder: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    const { orderId } = orderEvent.parse(payload)
    const order = await tenant<Tables>(tx).select('orders').select(['customerId', 'total', 'status']).where('id', '=', orderId).executeTakeFirst()
    if (order?.customerId && order.status === 'completed') await earnPoints(tx, { customerId: order.customerId, amount: order.total, reference: `order:${orderId}`, place: 'order' })
  })

export const takeThanksBack: WorkHandler = (ctx, payload) => ctx.transaction((tx) => reversePoints(tx, `order:${orderEvent.parse(payload).orderId}`))

/** Somebody asked for a journey to be written anew. */
export const renewJourney: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    const { customerId } = z.object({ customerId: z.uuid() }).parse(payload)
    const rows = await tenant<Tables>(tx).select('orders').select('id').where('customerId', 'in', await familyOf(tx, customerId)).execute()
    await noteJourneys(tx, rows.map((row) => row.id))
  })

function entriesOf(order: JourneyOrder): TimelineEntry[] {
  const { id, customerId, number, source, total } = order
  if (customerId === null) return []
  return steps.flatMap(({ kind, at }) => {
    const moment = order[at]
    return moment === null ? [] : [{ customerId, eventKey: `${kind}:${id}`, kind, at: new Date(moment), subject: { type: 'order' as const, id }, details: { number, source, total } }]
  })
}
