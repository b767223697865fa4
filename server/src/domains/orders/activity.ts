import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { recordActivity, type ActivityFact } from '#domains/activity'
import { countsSamples } from '#domains/businesses'
import type { OrderLineRow, OrderRow, Tables } from './tables.ts'

const batch = 1_000

/** What changes how an order counts: that it exists, what of it stayed, and whose it is. */
export const countingEvents = ['order.recorded', 'order.placed', 'order.cancelled', 'order.restored', 'order.returned', 'refund.settled', 'order.updated']

/** Tells how these orders count now. Cancelled ones do not, nor what came back as a whole, nor examples outside example shops. */
export async function noteOrders(tx: Transaction, orderIds: string[]): Promise<{ changed: number }> {
  if (orderIds.length === 0) return { changed: 0 }
  const rows = await tenant<Tables>(tx).select('orders').select(['id', 'status', 'source', 'customerId', 'placedAt', 'total', 'refundedTotal', 'city', 'isSample']).where(sql<boolean>`id = any(${orderIds}::uuid[])`).execute()
  const lines = await tenant<Tables>(tx).select('orderLines').select(['orderId', 'variantId', 'quantity', 'returnedQuantity', 'unitPrice']).where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
  const [orders, byOrder] = [new Map(rows.map((row) => [row.id, row])), Map.groupBy(lines, (line) => line.orderId)]
  const withSamples = await countsSamples(tx)
  return recordActivity(
    tx,
    orderIds.map((id) => {
      const order = orders.get(id)
      return { key: `order:${id}`, fact: order && (withSamples || !order.isSample) ? toFact(order, byOrder.get(id) ?? []) : null }
    }),
  )
}

export const noteOrder: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    await noteOrders(tx, [z.object({ orderId: z.uuid() }).parse(payload).orderId])
  })

/** Many orders at once came in or left with a file. */
export const noteManyOrders: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    await noteOrders(tx, z.object({ orderIds: z.array(z.uuid()) }).parse(payload).orderIds)
  })

export async function planNotingOrders(tx: Transaction, orderIds: string[]): Promise<void> {
  for (let start = 0; start < orderIds.length; start += batch) await tx.enqueue({ name: 'note-orders', payload: { orderIds: orderIds.slice(start, start + batch) } })
}

/** Every order of the shop, page by page in transactions of their own; says how many counted otherwise before. */
export async function noteAllOrders(run: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>): Promise<{ orders: number; changed: number }> {
  const sum = { orders: 0, changed: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const from = after
    const page = await run(async (tx) => {
      const rows = await tenant<Tables>(tx).select('orders').select('id').where('id', '>', from).orderBy('id').limit(batch).execute()
      const { changed } = await noteOrders(tx, rows.map((row) => row.id))
      return { last: rows.at(-1)?.id, count: rows.length, changed }
    })
    sum.orders += page.count
    sum.changed += page.changed
    if (page.last === undefined) return sum
    after = page.last
  }
}

type Counted = Pick<OrderRow, 'status' | 'source' | 'customerId' | 'placedAt' | 'total' | 'refundedTotal' | 'city'>
type CountedLine = Pick<OrderLineRow, 'variantId' | 'quantity' | 'returnedQuantity' | 'unitPrice'>

function toFact(order: Counted, lines: CountedLine[]): ActivityFact | null {
  const kept = lines.filter((line) => line.quantity > line.returnedQuantity)
  if (order.status === 'cancelled' || (lines.length > 0 && kept.length === 0)) return null
  // Marketplace files say what came back and not what was paid for it.
  const returned = lines.reduce((sum, line) => sum + line.returnedQuantity * line.unitPrice, 0)
  return {
    type: 'order',
    customerId: order.customerId,
    at: order.placedAt,
    channel: order.source,
    amount: order.total - Math.max(order.refundedTotal, Math.min(returned, order.total)),
    quantity: kept.reduce((sum, line) => sum + line.quantity - line.returnedQuantity, 0),
    goods: kept.flatMap(({ variantId, quantity, returnedQuantity, unitPrice }) => (variantId ? [{ amount: (quantity - returnedQuantity) * unitPrice, quantity: quantity - returnedQuantity, variantId }] : [])),
    place: order.city.trim().slice(0, 80),
  }
}
