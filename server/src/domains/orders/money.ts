import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { keepStock } from '#domains/catalog'
import { needRefund } from './refunds.ts'
import { changeOrder, lockOrder } from './store.ts'
import type { OrderRow, PaymentRow, Tables } from './tables.ts'

export function listPayments(tx: Transaction, orderId: string): Promise<PaymentRow[]> {
  return tenant<Tables>(tx).select('payments').selectAll().where('orderId', '=', orderId).orderBy('requestedAt').orderBy('id').execute()
}

export async function getPayment(tx: Transaction, paymentId: string): Promise<PaymentRow> {
  const row = await tenant<Tables>(tx).select('payments').selectAll().where('id', '=', paymentId).executeTakeFirst()
  if (!row) throw notFound('Pembayaran')
  return row
}

/** What is still owed. */
export function dueOf(order: Pick<OrderRow, 'total' | 'paidTotal'>): number {
  return Math.max(0, order.total - order.paidTotal)
}

/** What must arrive next: the deposit while nothing has, the rest afterwards. */
export function nextDue(order: Pick<OrderRow, 'total' | 'paidTotal' | 'depositDue'>): { kind: PaymentRow['kind']; amount: number } {
  if (order.paidTotal > 0) return { kind: 'balance', amount: dueOf(order) }
  return order.depositDue > 0 && order.depositDue < order.total ? { kind: 'deposit', amount: order.depositDue } : { kind: 'full', amount: dueOf(order) }
}

export interface Arrival {
  /** What really came; the requested amount unless told. */
  amount?: number
  /** Which means; kept on the order. */
  note?: string
}

/**
 * Money has arrived. It counts once (I5), however often that is told and in whatever order: for the order while that
 * stands, and as a refund to make when the order was given up a moment earlier (F22) or more came than was owed.
 */
export async function applyPayment(tx: Transaction, paymentId: string, arrival: Arrival = {}): Promise<PaymentRow> {
  const { orderId } = await getPayment(tx, paymentId)
  const order = await lockOrder(tx, orderId)
  const payment = await getPayment(tx, paymentId)
  if (payment.status === 'paid') return payment
  const amount = arrival.amount ?? payment.amount
  const applied = order.status === 'cancelled' ? 0 : Math.min(amount, dueOf(order))
  const now = tx.now()
  await tenant<Tables>(tx).update('payments').set({ status: 'paid', amount, applied, paidAt: now, note: arrival.note ?? payment.note }).where('id', '=', paymentId).execute()
  if (applied > 0) await countPayment(tx, order, applied, payment.provider)
  if (amount > applied) await needRefund(tx, { orderId, paymentId, reason: order.status === 'cancelled' ? 'late' : 'surplus', amount: amount - applied, isApplied: false })
  await recordAudit(tx, { action: 'payment.apply', subjectType: 'payment', subjectId: paymentId, before: { status: payment.status, paidTotal: order.paidTotal }, after: { orderId, provider: payment.provider, amount, applied } })
  await tx.emit({ type: 'payment.received', key: orderId, payload: { orderId, paymentId, amount, applied } })
  await tx.notify({ topic: 'order', id: orderId })
  return getPayment(tx, paymentId)
}

/** A request that came to nothing. What is paid stays paid. */
export async function closePayment(tx: Transaction, paymentId: string, status: 'failed' | 'expired'): Promise<void> {
  const { orderId } = await getPayment(tx, paymentId)
  await lockOrder(tx, orderId)
  const changed = await tenant<Tables>(tx).update('payments').set({ status }).where('id', '=', paymentId).where('status', '=', 'waiting').returning('id').executeTakeFirst()
  if (!changed) return
  await recordAudit(tx, { action: 'payment.close', subjectType: 'payment', subjectId: paymentId, after: { status } })
  await tx.notify({ topic: 'order', id: orderId })
}

export async function insertPayment(tx: Transaction, payment: Omit<PaymentRow, 'businessId' | 'id' | 'requestedAt' | 'paidAt' | 'applied' | 'status'> & { id?: string }): Promise<string> {
  const id = payment.id ?? newId()
  await tenant<Tables>(tx)
    .insert('payments')
    .values({ ...payment, businessId: tx.businessId, id, details: JSON.stringify(payment.details), status: 'waiting', requestedAt: tx.now(), paidAt: null, applied: 0 })
    .execute()
  return id
}

async function countPayment(tx: Transaction, order: OrderRow, applied: number, provider: string): Promise<void> {
  const paidTotal = order.paidTotal + applied
  const isStarting = order.status === 'unpaid' && (paidTotal >= order.total || (order.depositDue > 0 && paidTotal >= order.depositDue))
  await changeOrder(tx, order.id, {
    paidTotal,
    paymentMethod: order.paymentMethod || provider,
    ...(paidTotal >= order.total ? { paidAt: tx.now() } : {}),
    ...(isStarting ? { status: 'processing', reservedUntil: null } : {}),
  })
  if (isStarting && order.stockState === 'held') await keepStock(tx, order.id)
  if (paidTotal >= order.total) await tx.emit({ type: 'order.paid', key: order.id, payload: { orderId: order.id, total: order.total } })
}
