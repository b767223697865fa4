import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { OrderFee, OrderLineRow, OrderRow, OrderStatus, Tables } from './tables.ts'

/** What an import may move on of an order that is known; times as ISO text, so that it can be kept for an undo. */
export interface KnownOrder {
  id: string
  number: string
  source: string
  status: OrderStatus
  trackingNumber: string | null
  courier: string
  customerId: string | null
  feeTotal: number
  fees: OrderFee[]
  paidAt: string | null
  shippedAt: string | null
  completedAt: string | null
  cancelledAt: string | null
  cancelReason: string | null
  /** Returned pieces by position of the line. */
  returned: number[]
}

type Texts = 'id' | 'number' | 'source' | 'customerName' | 'status' | 'paymentMethod' | 'courier' | 'address' | 'city' | 'province' | 'note'
type Amounts = 'subtotal' | 'discount' | 'shippingFee' | 'total' | 'feeTotal'
type Unknowns = 'customerId' | 'phone' | 'trackingNumber' | 'cancelReason'

export type NewImportedOrder = Pick<OrderRow, Texts | Amounts | Unknowns | 'isSample'> & { fees: OrderFee[]; placedAt: string } & Record<'paidAt' | 'shippedAt' | 'completedAt' | 'cancelledAt', string | null>
export type NewImportedLine = Pick<OrderLineRow, 'orderId' | 'position' | 'variantId' | 'sku' | 'name' | 'quantity' | 'unitPrice' | 'returnedQuantity'>

/** The orders of these sources and numbers, locked in one order, with what an import may change. */
export async function lockOrdersByNumber(tx: Transaction, wanted: { source: string; number: string }[]): Promise<KnownOrder[]> {
  if (wanted.length === 0) return []
  const rows = await tenant<Tables>(tx)
    .select('orders')
    .select(['id', 'number', 'source', 'status', 'trackingNumber', 'courier', 'customerId', 'feeTotal', 'fees', 'paidAt', 'shippedAt', 'completedAt', 'cancelledAt', 'cancelReason'])
    .where('source', 'in', [...new Set(wanted.map((order) => order.source))])
    .where(sql<boolean>`number = any(${wanted.map((order) => order.number)}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  const lines = rows.length === 0 ? [] : await tenant<Tables>(tx).select('orderLines').select(['orderId', 'returnedQuantity']).where(sql<boolean>`order_id = any(${rows.map((row) => row.id)}::uuid[])`).orderBy('position').execute()
  const returned = new Map<string, number[]>()
  for (const line of lines) returned.set(line.orderId, [...(returned.get(line.orderId) ?? []), line.returnedQuantity])
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return rows.map((row) => ({ ...row, paidAt: iso(row.paidAt), shippedAt: iso(row.shippedAt), completedAt: iso(row.completedAt), cancelledAt: iso(row.cancelledAt), returned: returned.get(row.id) ?? [] }))
}

const orderColumns = {
  businessId: 'uuid', id: 'uuid', number: 'text', source: 'text', customerId: 'uuid', customerName: 'text', phone: 'text', status: 'text', subtotal: 'bigint', discount: 'bigint', shippingFee: 'bigint', total: 'bigint',
  feeTotal: 'bigint', fees: 'jsonb', paymentMethod: 'text', courier: 'text', trackingNumber: 'text', address: 'text', city: 'text', province: 'text', note: 'text', isSample: 'boolean',
  placedAt: 'timestamptz', paidAt: 'timestamptz', shippedAt: 'timestamptz', completedAt: 'timestamptz', cancelledAt: 'timestamptz', cancelReason: 'text', updatedAt: 'timestamptz',
} as const
const lineColumns = {
  businessId: 'uuid', id: 'uuid', orderId: 'uuid', variantId: 'uuid', sku: 'text', name: 'text', quantity: 'integer', unitPrice: 'bigint', returnedQuantity: 'integer', position: 'integer',
} as const

/** Inserts the orders and returns the ids of those that were not there yet. */
export async function insertImportedOrders(tx: Transaction, rows: NewImportedOrder[]): Promise<Set<string>> {
  const many = manyRows(orderColumns, rows.map((row) => ({ ...row, businessId: tx.businessId, updatedAt: tx.now() })))
  const { rows: added } = await sql<{ id: string }>`
    insert into orders ${many.columns} ${many.values}
    on conflict (business_id, source, number) do nothing
    returning id`.execute(tx.db)
  return new Set(added.map((row) => row.id))
}

export async function insertImportedLines(tx: Transaction, lines: NewImportedLine[]): Promise<void> {
  if (lines.length === 0) return
  const many = manyRows(lineColumns, lines.map((line) => ({ ...line, businessId: tx.businessId, id: newId() })))
  await sql`insert into order_lines ${many.columns} ${many.values}`.execute(tx.db)
}

export async function updateImportedOrders(tx: Transaction, rows: KnownOrder[]): Promise<void> {
  if (rows.length === 0) return
  const column = <Name extends keyof KnownOrder>(name: Name) => rows.map((row) => row[name])
  await sql`
    update orders set status = u.status, tracking_number = u.tracking_number, courier = u.courier, customer_id = u.customer_id, fee_total = u.fee_total, fees = u.fees,
      paid_at = u.paid_at, shipped_at = u.shipped_at, completed_at = u.completed_at, cancelled_at = u.cancelled_at, cancel_reason = u.cancel_reason, updated_at = ${tx.now()}::timestamptz
    from unnest(
      ${column('id')}::uuid[], ${column('status')}::text[], ${column('trackingNumber')}::text[], ${column('courier')}::text[], ${column('customerId')}::uuid[],
      ${column('feeTotal')}::bigint[], ${rows.map((row) => JSON.stringify(row.fees))}::jsonb[], ${column('paidAt')}::timestamptz[], ${column('shippedAt')}::timestamptz[],
      ${column('completedAt')}::timestamptz[], ${column('cancelledAt')}::timestamptz[], ${column('cancelReason')}::text[]
    ) as u(id, status, tracking_number, courier, customer_id, fee_total, fees, paid_at, shipped_at, completed_at, cancelled_at, cancel_reason)
    where orders.business_id = ${tx.businessId}::uuid and orders.id = u.id`.execute(tx.db)
  const lines = rows.flatMap((row) => row.returned.map((quantity, position) => ({ orderId: row.id, position, quantity })))
  await sql`
    update order_lines set returned_quantity = u.quantity
    from unnest(${lines.map((line) => line.orderId)}::uuid[], ${lines.map((line) => line.position)}::integer[], ${lines.map((line) => line.quantity)}::integer[]) as u(order_id, position, quantity)
    where order_lines.business_id = ${tx.businessId}::uuid and order_lines.order_id = u.order_id and order_lines.position = u.position and order_lines.returned_quantity <> u.quantity`.execute(tx.db)
}

export async function deleteOrders(tx: Transaction, orderIds: string[]): Promise<void> {
  if (orderIds.length > 0) await tenant<Tables>(tx).delete('orders').where(sql<boolean>`id = any(${orderIds}::uuid[])`).execute()
}
