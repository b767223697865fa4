import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { changeOrder, lockOrder } from './store.ts'
import type { RefundRow, Tables } from './tables.ts'

/** Money that somebody of the shop must give back. */
export async function needRefund(tx: Transaction, refund: Pick<RefundRow, 'orderId' | 'paymentId' | 'reason' | 'amount' | 'isApplied'>): Promise<void> {
  if (refund.amount <= 0) return
  const id = newId()
  await tenant<Tables>(tx).insert('refunds').values({ ...refund, businessId: tx.businessId, id, status: 'needed', note: '', createdAt: tx.now(), settledAt: null }).execute()
  await recordAudit(tx, { action: 'refund.need', subjectType: 'refund', subjectId: id, after: refund })
  await tx.emit({ type: 'refund.needed', key: refund.orderId, payload: { orderId: refund.orderId, refundId: id, amount: refund.amount, reason: refund.reason } })
}

/** The shop has given the money back. Once. */
export async function settleRefund(tx: Transaction, refundId: string, note: string): Promise<void> {
  const refund = await tenant<Tables>(tx).select('refunds').selectAll().where('id', '=', refundId).executeTakeFirst()
  if (!refund) throw notFound('Pengembalian uang')
  const order = await lockOrder(tx, refund.orderId)
  const settled = await tenant<Tables>(tx).update('refunds').set({ status: 'done', note, settledAt: tx.now() }).where('id', '=', refundId).where('status', '=', 'needed').returning('id').executeTakeFirst()
  if (!settled) return
  if (refund.isApplied) await changeOrder(tx, order.id, { refundedTotal: order.refundedTotal + refund.amount })
  await recordAudit(tx, { action: 'refund.settle', subjectType: 'refund', subjectId: refundId, before: { status: refund.status }, after: { amount: refund.amount, note } })
  await tx.emit({ type: 'refund.settled', key: order.id, payload: { orderId: order.id, refundId, amount: refund.amount } })
  await tx.notify({ topic: 'order', id: order.id })
}

export function listRefunds(tx: Transaction, orderId: string): Promise<RefundRow[]> {
  return tenant<Tables>(tx).select('refunds').selectAll().where('orderId', '=', orderId).where('status', '!=', 'dropped').orderBy('createdAt').execute()
}

/** Everything that still has to be given back, oldest first. */
export function listNeededRefunds(tx: Transaction): Promise<(RefundRow & { number: string; customerName: string })[]> {
  return tenant<Tables>(tx)
    .select('refunds')
    .innerJoin('orders', (join) => join.onRef('orders.businessId', '=', 'refunds.businessId').onRef('orders.id', '=', 'refunds.orderId'))
    .selectAll('refunds')
    .select(['orders.number', 'orders.customerName'])
    .where('refunds.status', '=', 'needed')
    .orderBy('refunds.createdAt')
    .limit(200)
    .execute()
}
