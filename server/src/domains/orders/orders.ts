import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { fromCursor, toCursor } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { findVariantIdsBySku } from '#domains/catalog'
import { normalisePhone } from '#domains/customers'
import type { OrderLineRow, OrderRow, OrderStatus, Tables } from './tables.ts'

export interface OrderInput {
  number: string
  source: string
  customerName: string
  phone?: string | null
  status: OrderStatus
  lines: { sku: string; name: string; quantity: number; unitPrice: number }[]
  discount?: number
  shippingFee: number
  courier?: string | null
  trackingNumber?: string | null
  promisedOn?: string | null
  placedAt: Date
  isSample?: boolean
}

export type OrderWithLines = OrderRow & { lines: OrderLineRow[] }

/** Adds an order, or brings one with the same source and number up to date. Running it twice changes nothing. */
export async function recordOrder(tx: Transaction, input: OrderInput): Promise<string> {
  if (input.lines.some((line) => line.quantity <= 0 || line.unitPrice < 0)) throw invalidInput('Jumlah dan harga pesanan harus lebih dari nol.')
  const subtotal = input.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const discount = input.discount ?? 0
  const values = {
    customerId: null,
    customerName: input.customerName,
    phone: input.phone ? (normalisePhone(input.phone) ?? null) : null,
    status: input.status,
    subtotal,
    discount,
    shippingFee: input.shippingFee,
    total: subtotal - discount + input.shippingFee,
    courier: input.courier ?? '',
    trackingNumber: input.trackingNumber ?? null,
    promisedOn: input.promisedOn ?? null,
    note: '',
    isSample: input.isSample ?? false,
    placedAt: input.placedAt,
    updatedAt: tx.now(),
  }
  const { id: orderId } = await tenant<Tables>(tx)
    .insert('orders')
    .values({ businessId: tx.businessId, id: newId(), number: input.number, source: input.source, ...values })
    .onConflict((on) => on.columns(['businessId', 'source', 'number']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  await replaceLines(tx, orderId, input.lines)
  await recordAudit(tx, { action: 'order.record', subjectType: 'order', subjectId: orderId, after: { number: input.number, status: input.status, total: values.total } })
  await tx.emit({ type: 'order.recorded', key: orderId, payload: { orderId } })
  await tx.notify({ topic: 'order', id: orderId })
  return orderId
}

/** The orders of one phone number, newest first. The number is the only proof: without it nothing is told. */
export async function findOrdersByPhone(tx: Transaction, phone: string, limit = 20): Promise<OrderWithLines[]> {
  const normalised = normalisePhone(phone)
  if (!normalised) return []
  const rows = await tenant<Tables>(tx).select('orders').selectAll().where('phone', '=', normalised).orderBy('placedAt', 'desc').limit(limit).execute()
  return withLines(tx, rows)
}

export async function listOrders(tx: Transaction, input: { status?: OrderStatus | undefined; search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: OrderWithLines[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('orders').selectAll().orderBy('placedAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.status) query = query.where('status', '=', input.status)
  const search = input.search?.trim().replace(/[\\%_]/g, '\\$&')
  if (search) query = query.where((where) => where.or([where('number', 'ilike', `%${search}%`), where('customerName', 'ilike', `%${search}%`)]))
  if (input.cursor) {
    const [at, id] = fromCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('placedAt', 'id'), '<', where.tuple(new Date(at), String(id))))
  }
  const rows = await query.execute()
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return { items: await withLines(tx, page), nextCursor: rows.length > input.limit && last ? toCursor([last.placedAt.toISOString(), last.id]) : null }
}

export async function getOrder(tx: Transaction, orderId: string): Promise<OrderWithLines> {
  const row = await tenant<Tables>(tx).select('orders').selectAll().where('id', '=', orderId).executeTakeFirst()
  if (!row) throw notFound('Pesanan')
  return (await withLines(tx, [row]))[0]
}

/** Changes status, tracking number or promised date. */
export async function updateOrder(tx: Transaction, orderId: string, changes: { status?: OrderStatus | undefined; trackingNumber?: string | null | undefined; courier?: string | undefined; promisedOn?: string | null | undefined }): Promise<OrderWithLines> {
  const before = await getOrder(tx, orderId)
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  await tenant<Tables>(tx).update('orders').set({ ...set, updatedAt: tx.now() }).where('id', '=', orderId).execute()
  const keep = ({ status, trackingNumber, courier, promisedOn }: OrderRow) => ({ status, trackingNumber, courier, promisedOn })
  await recordAudit(tx, { action: 'order.update', subjectType: 'order', subjectId: orderId, before: keep(before), after: set })
  await tx.emit({ type: 'order.updated', key: orderId, payload: { orderId } })
  await tx.notify({ topic: 'order', id: orderId })
  return getOrder(tx, orderId)
}

async function replaceLines(tx: Transaction, orderId: string, lines: OrderInput['lines']): Promise<void> {
  await tenant<Tables>(tx).delete('orderLines').where('orderId', '=', orderId).execute()
  if (lines.length === 0) return
  const variants = await findVariantIdsBySku(tx, lines.map((line) => line.sku))
  await tenant<Tables>(tx)
    .insert('orderLines')
    .values(lines.map((line, position) => ({ businessId: tx.businessId, id: newId(), orderId, variantId: variants.get(line.sku) ?? null, ...line, position })))
    .execute()
}

async function withLines(tx: Transaction, rows: OrderRow[]): Promise<OrderWithLines[]> {
  if (rows.length === 0) return []
  const lines = await tenant<Tables>(tx).select('orderLines').selectAll().where('orderId', 'in', rows.map((row) => row.id)).orderBy('position').execute()
  return rows.map((row) => ({ ...row, lines: lines.filter((line) => line.orderId === row.id) }))
}
