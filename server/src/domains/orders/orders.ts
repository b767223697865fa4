import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput } from '#platform/errors'
import { cutPage, fromTimeCursor } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { findVariantIdsBySku } from '#domains/catalog'
import { familyOf, normalisePhone } from '#domains/customers'
import { today } from './order-settings.ts'
import { detailsChanged } from './errors.ts'
import { changeOrder, insertLines, lockOrder, withLines, type OrderWithLines } from './store.ts'
import type { OrderStatus, Tables } from './tables.ts'

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

/** Adds an order as it is known elsewhere, or brings one with the same source and number up to date. Moves no stock. */
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
  await tenant<Tables>(tx).delete('orderLines').where('orderId', '=', orderId).execute()
  const variants = await findVariantIdsBySku(tx, input.lines.map((line) => line.sku))
  await insertLines(tx, input.lines.map((line, position) => ({ orderId, variantId: variants.get(line.sku) ?? null, ...line, position, returnedQuantity: 0, neededOn: null, unitCost: null, note: '' })))
  await recordAudit(tx, { action: 'order.record', subjectType: 'order', subjectId: orderId, after: { number: input.number, status: input.status, total: values.total } })
  await tx.emit({ type: 'order.recorded', key: orderId, payload: { orderId } })
  await tx.notify({ topic: 'order', id: orderId })
  return orderId
}

export interface OrderFilter {
  status?: OrderStatus | undefined
  source?: string | undefined
  customerId?: string | undefined
  conversationId?: string | undefined
  /** Promised for a day that is over, and not done. */
  isLate?: boolean | undefined
  search?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Orders of every channel, newest first. */
export async function listOrders(tx: Transaction, input: OrderFilter): Promise<{ items: OrderWithLines[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('orders').selectAll().orderBy('placedAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.status) query = query.where('status', '=', input.status)
  if (input.source) query = query.where('source', '=', input.source)
  if (input.customerId) query = query.where('customerId', 'in', await familyOf(tx, input.customerId))
  if (input.conversationId) query = query.where('conversationId', '=', input.conversationId)
  if (input.isLate) query = query.where('status', 'not in', ['completed', 'cancelled']).where('promisedOn', '<', await today(tx))
  const search = input.search?.trim().replace(/[\\%_]/g, '\\$&')
  // The number on a receipt of the counter stands in the note.
  if (search) query = query.where((where) => where.or([where('number', 'ilike', `%${search}%`), where('customerName', 'ilike', `%${search}%`), ...(/^k-/i.test(search) ? [where('note', '=', search.toUpperCase())] : [])]))
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('placedAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.placedAt, row.id])
  return { items: await withLines(tx, page), nextCursor }
}

/** The sources that this shop has orders from, for the filter. */
export async function listSources(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    with recursive found as (
      (select source from orders where business_id = ${tx.businessId} order by source limit 1)
      union all
      select (select o.source from orders o where o.business_id = ${tx.businessId} and o.source > found.source order by o.source limit 1) from found where found.source is not null)
    select source from found where source is not null limit 30`.execute(tx.db)
  return rows.map((row) => row.source)
}

/** Orders in work, for the board: the promised first, then the oldest. */
export async function listWork(tx: Transaction): Promise<OrderWithLines[]> {
  const rows = await tenant<Tables>(tx).select('orders').selectAll().where('status', 'in', ['processing', 'ready']).orderBy(sql`promised_on nulls last`).orderBy('placedAt').limit(300).execute()
  return withLines(tx, rows)
}

interface Details {
  courier?: string | undefined
  trackingNumber?: string | null | undefined
  address?: string | undefined
  city?: string | undefined
  pickupTime?: string | undefined
  note?: string | undefined
}

/** Notes on the parcel and the order. `before` is what its writer saw: what somebody else has changed since is not lost (F37). */
export async function changeDetails(tx: Transaction, orderId: string, changes: Details, before: Details = {}): Promise<void> {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  if (Object.keys(set).length === 0) return
  const { courier, trackingNumber, address, city, pickupTime, note } = await lockOrder(tx, orderId)
  const now = { courier, trackingNumber, address, city, pickupTime, note }
  for (const key of ['courier', 'trackingNumber', 'address', 'city', 'pickupTime', 'note'] as const) {
    if (key in set && before[key] !== undefined && before[key] !== now[key] && changes[key] !== now[key]) throw detailsChanged()
  }
  await changeOrder(tx, orderId, set)
  await recordAudit(tx, { action: 'order.update', subjectType: 'order', subjectId: orderId, before: now, after: set })
  await tx.emit({ type: 'order.updated', key: orderId, payload: { orderId } })
  await tx.notify({ topic: 'order', id: orderId })
}

