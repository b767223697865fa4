import type { Transaction } from '#platform/context'
import { invalidInput } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { findVariantIdsBySku } from '#domains/catalog'
import { normalisePhone } from '#domains/customers'
import { planNotingOrders } from './activity.ts'
import { deleteOrders, insertImportedLines, insertImportedOrders, lockOrdersByNumber, updateImportedOrders, type KnownOrder, type NewImportedLine, type NewImportedOrder } from './imported-store.ts'
import { forgetJourneys, noteJourneys, noteJourneysOf } from './journey.ts'
import { laterStatus } from './status.ts'
import type { OrderFee, OrderStatus } from './tables.ts'

/** One order of a marketplace or file. Amounts are whole rupiah; `fees` are what the marketplace kept, beside the total. */
export interface ImportedOrder {
  number: string
  /** Where it was sold: `shopee`, `tiktok`, `tokopedia`, `lazada`, `kasir`, … */
  source: string
  customerName: string
  /** A customer whom the importer resolved; masked buyers stay without one. */
  customerId?: string | null
  phone?: string | null
  status: OrderStatus
  lines: { sku: string; name: string; quantity: number; unitPrice: number; returnedQuantity?: number; variantId?: string | null }[]
  /** Taken off the lines; negative when the buyer paid a charge on top. */
  discount: number
  shippingFee: number
  fees?: OrderFee[]
  paymentMethod?: string
  courier?: string
  trackingNumber?: string | null
  address?: string
  city?: string
  province?: string
  note?: string
  placedAt: Date
  paidAt?: Date | null
  shippedAt?: Date | null
  completedAt?: Date | null
  cancelledAt?: Date | null
  cancelReason?: string | null
  /** Of an example shop. */
  isSample?: boolean
}

/** What a bulk write did to one order: `before` is `null` when it was added. */
export interface ImportedOrderChange {
  subjectType: 'order'
  subjectId: string
  before: object | null
}

export interface ImportedOrdersResult {
  added: number
  changed: number
  unchanged: number
  changes: ImportedOrderChange[]
}

/**
 * Adds or updates up to a few thousand orders with a handful of statements. An order is the same when source and number
 * are. Of a known order only what moves on is taken: a later status, a tracking number, fees, returned pieces, times; the
 * same rows again change nothing. History moves no stock.
 */
export async function recordImportedOrders(tx: Transaction, orders: ImportedOrder[], options: { reference: string }): Promise<ImportedOrdersResult> {
  const unique = [...new Map(orders.map((order) => [keyOf(order), order])).values()]
  for (const order of unique) check(order)
  const known = new Map((await lockOrdersByNumber(tx, unique)).map((row) => [keyOf(row), row]))
  const result: ImportedOrdersResult = { added: 0, changed: 0, unchanged: orders.length - unique.length, changes: [] }
  const fresh = unique.filter((order) => !known.has(keyOf(order)))
  await addOrders(tx, fresh, result)
  await advanceOrders(tx, unique.flatMap((order) => {
    const row = known.get(keyOf(order))
    return row ? [{ order, row }] : []
  }), result)
  if (result.added + result.changed === 0) return result
  await planNotingOrders(tx, result.changes.map((change) => change.subjectId))
  await noteJourneys(tx, result.changes.flatMap((change) => (change.before ? [change.subjectId] : [])))
  await recordAudit(tx, { action: 'order.import', subjectType: 'order', after: { reference: options.reference, added: result.added, changed: result.changed } })
  await tx.emit({ type: 'orders.imported', payload: { reference: options.reference, added: result.added, changed: result.changed } })
  await tx.notify({ topic: 'order' })
  return result
}

/** Takes back what a bulk write did: added orders go, changed ones are as before. */
export async function revertImportedOrders(tx: Transaction, changes: ImportedOrderChange[], reference: string): Promise<void> {
  const added = changes.filter((change) => change.before === null).map((change) => change.subjectId)
  // The caller gives back what `recordImportedOrders` gave it.
  const changed = changes.flatMap((change) => (change.before ? [change.before as KnownOrder] : []))
  await updateImportedOrders(tx, changed)
  await forgetJourneys(tx, added)
  await deleteOrders(tx, added)
  await planNotingOrders(tx, changes.map((change) => change.subjectId))
  await recordAudit(tx, { action: 'order.import-undo', subjectType: 'order', after: { reference, removed: added.length, restored: changed.length } })
  await tx.emit({ type: 'orders.imported', payload: { reference, removed: added.length } })
  await tx.notify({ topic: 'order' })
}

async function addOrders(tx: Transaction, orders: ImportedOrder[], result: ImportedOrdersResult): Promise<void> {
  if (orders.length === 0) return
  const rows = orders.map((order) => toRow(order))
  const added = await insertImportedOrders(tx, rows)
  const variants = await findVariantIdsBySku(tx, orders.flatMap((order) => order.lines.map((line) => line.sku)))
  const lines: NewImportedLine[] = []
  for (const [index, order] of orders.entries()) {
    const orderId = rows[index].id
    // Another import of the same orders was a moment faster: its lines stand.
    if (!added.has(orderId)) continue
    result.changes.push({ subjectType: 'order', subjectId: orderId, before: null })
    for (const [position, line] of order.lines.entries()) {
      lines.push({ orderId, position, variantId: line.variantId ?? variants.get(line.sku.trim()) ?? null, sku: line.sku, name: line.name, quantity: line.quantity, unitPrice: line.unitPrice, returnedQuantity: line.returnedQuantity ?? 0 })
    }
  }
  await insertImportedLines(tx, lines)
  await noteJourneysOf(tx, rows.filter((row) => added.has(row.id)))
  result.added += added.size
  result.unchanged += orders.length - added.size
}

async function advanceOrders(tx: Transaction, pairs: { order: ImportedOrder; row: KnownOrder }[], result: ImportedOrdersResult): Promise<void> {
  const changed: KnownOrder[] = []
  for (const { order, row } of pairs) {
    const next = advance(order, row)
    if (JSON.stringify(next) === JSON.stringify(row)) {
      result.unchanged++
      continue
    }
    changed.push(next)
    result.changes.push({ subjectType: 'order', subjectId: row.id, before: row })
  }
  await updateImportedOrders(tx, changed)
  result.changed += changed.length
}

function advance(order: ImportedOrder, row: KnownOrder): KnownOrder {
  const returned = new Map(order.lines.map((line, position) => [position, line.returnedQuantity ?? 0]))
  return {
    ...row,
    status: laterStatus(row.status, order.status),
    trackingNumber: order.trackingNumber ?? row.trackingNumber,
    courier: order.courier || row.courier,
    customerId: row.customerId ?? order.customerId ?? null,
    ...(order.fees && order.fees.length > 0 ? { fees: named(order.fees), feeTotal: sum(order.fees) } : {}),
    paidAt: row.paidAt ?? isoOrNull(order.paidAt),
    shippedAt: row.shippedAt ?? isoOrNull(order.shippedAt),
    completedAt: row.completedAt ?? isoOrNull(order.completedAt),
    cancelledAt: row.cancelledAt ?? isoOrNull(order.cancelledAt),
    cancelReason: row.cancelReason ?? order.cancelReason ?? null,
    returned: row.returned.map((quantity, position) => Math.max(quantity, returned.get(position) ?? 0)),
  }
}

function toRow(order: ImportedOrder): NewImportedOrder {
  const subtotal = order.lines.reduce((total, line) => total + line.quantity * line.unitPrice, 0)
  return {
    id: newId(),
    number: order.number,
    source: order.source,
    customerId: order.customerId ?? null,
    customerName: order.customerName,
    phone: order.phone ? (normalisePhone(order.phone) ?? null) : null,
    status: order.status,
    subtotal,
    discount: order.discount,
    shippingFee: order.shippingFee,
    total: subtotal - order.discount + order.shippingFee,
    feeTotal: sum(order.fees ?? []),
    fees: named(order.fees ?? []),
    paymentMethod: order.paymentMethod ?? '',
    courier: order.courier ?? '',
    trackingNumber: order.trackingNumber ?? null,
    address: order.address ?? '',
    city: order.city ?? '',
    province: order.province ?? '',
    note: order.note ?? '',
    isSample: order.isSample ?? false,
    placedAt: order.placedAt.toISOString(),
    paidAt: isoOrNull(order.paidAt),
    shippedAt: isoOrNull(order.shippedAt),
    completedAt: isoOrNull(order.completedAt),
    cancelledAt: isoOrNull(order.cancelledAt),
    cancelReason: order.cancelReason ?? null,
  }
}

function check(order: ImportedOrder): void {
  if (order.number.trim() === '' || order.lines.some((line) => line.quantity <= 0 || line.unitPrice < 0)) throw invalidInput(`Pesanan ${order.number} berisi jumlah atau harga yang tidak masuk akal.`)
}

/** One order of keys, the one that the database gives back: fees are compared as text. */
function named(fees: OrderFee[]): OrderFee[] {
  return fees.map(({ name, amount }) => ({ name, amount }))
}

function sum(fees: OrderFee[]): number {
  return fees.reduce((total, fee) => total + fee.amount, 0)
}

function isoOrNull(at: Date | null | undefined): string | null {
  return at ? at.toISOString() : null
}

function keyOf(order: { source: string; number: string }): string {
  return `${order.source}\u0000${order.number}`
}
