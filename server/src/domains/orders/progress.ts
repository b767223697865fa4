import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { recordAudit } from '#domains/businesses'
import { commitStock, holdStock, keepStock, readGoods, releaseStock, returnStock, sumIngredients, takeAnyway } from '#domains/catalog'
import { notCancelled, orderEnded, refundDone, stepBack } from './errors.ts'
import { getOrderSettings } from './order-settings.ts'
import { needRefund } from './refunds.ts'
import { isOpen } from './status.ts'
import { changeOrder, getOrder, lockOrder, type OrderWithLines } from './store.ts'
import { orderStatuses, type OrderRow, type OrderStatus, type Tables } from './tables.ts'

/**
 * Moves an order forward. Work may begin before the money is there (COD, trust): the goods stay promised. What leaves the
 * shop leaves the stock; what was made to order takes its ingredients when it is ready.
 */
export async function moveOrder(tx: Transaction, orderId: string, status: OrderStatus): Promise<void> {
  if (status === 'cancelled') return cancelOrder(tx, orderId, '')
  const order = await lockOrder(tx, orderId)
  if (order.status === status) return
  if (!isOpen(order.status)) throw orderEnded(order.status)
  if (orderStatuses.indexOf(status) < orderStatuses.indexOf(order.status)) throw stepBack()
  const now = tx.now()
  const isLeaving = status === 'shipped' || status === 'completed'
  await changeOrder(tx, orderId, {
    status,
    reservedUntil: null,
    ...(isLeaving && order.stockState === 'held' ? { stockState: 'committed' } : {}),
    ...(status === 'shipped' ? { shippedAt: order.shippedAt ?? now } : {}),
    ...(status === 'completed' ? { completedAt: now } : {}),
  })
  await recordAudit(tx, { action: 'order.move', subjectType: 'order', subjectId: orderId, before: { status: order.status }, after: { status } })
  await tx.emit({ type: `order.${status}`, key: orderId, payload: { orderId } })
  await tx.notify({ topic: 'order', id: orderId })
  if (order.stockState !== 'held') return
  if (isReady(status) && !isReady(order.status)) await useIngredients(tx, await getOrder(tx, orderId))
  if (isLeaving) await commitStock(tx, orderId)
  else await keepStock(tx, orderId)
}

/** Gives an order up: goods go back, money that came must be given back. Done orders take the way of a return. */
export async function cancelOrder(tx: Transaction, orderId: string, reason: string): Promise<void> {
  const order = await lockOrder(tx, orderId)
  if (order.status === 'cancelled') return
  if (order.status === 'completed') throw orderEnded(order.status)
  await giveUp(tx, order, reason)
}

/** Takes a cancellation back while the goods are still there and no money was given back. */
export async function restoreOrder(tx: Transaction, orderId: string): Promise<void> {
  const order = await lockOrder(tx, orderId)
  if (order.status !== 'cancelled' || !order.statusBeforeCancel) throw notCancelled()
  const refunds = await tenant<Tables>(tx).select('refunds').select(['id', 'status', 'reason']).where('orderId', '=', orderId).execute()
  if (refunds.some((refund) => refund.reason === 'cancelled' && refund.status === 'done')) throw refundDone()
  await tenant<Tables>(tx).update('refunds').set({ status: 'dropped', settledAt: tx.now() }).where('orderId', '=', orderId).where('reason', '=', 'cancelled').where('status', '=', 'needed').execute()
  const { lines } = await getOrder(tx, orderId)
  const isHolding = order.stockState !== 'none'
  const wasSold = order.stockState === 'returned'
  const { holdMinutes } = await getOrderSettings(tx)
  const reservedUntil = order.statusBeforeCancel === 'unpaid' ? new Date(tx.now().getTime() + holdMinutes * 60_000) : null
  await changeOrder(tx, orderId, { status: order.statusBeforeCancel, statusBeforeCancel: null, cancelledAt: null, cancelReason: null, reservedUntil, ...(isHolding ? { stockState: wasSold ? 'committed' : 'held' } : {}) })
  if (reservedUntil) await tx.enqueue({ name: 'expire-order', payload: { orderId }, runAt: reservedUntil, key: orderId })
  await recordAudit(tx, { action: 'order.restore', subjectType: 'order', subjectId: orderId, before: { status: 'cancelled' }, after: { status: order.statusBeforeCancel } })
  await tx.emit({ type: 'order.restored', key: orderId, payload: { orderId } })
  await tx.notify({ topic: 'order', id: orderId })
  if (!isHolding) return
  // A day that lies behind by now was accepted when the order was placed.
  await holdStock(tx, { reference: orderId, items: itemsOf(lines, order), expiresAt: reservedUntil, today: longAgo })
  if (wasSold) await commitStock(tx, orderId)
}

/** The hold has run out. An order that was paid or moved on in the meantime stays as it is (F22). */
export const expireOrder: WorkHandler = async (ctx, payload) => {
  const { orderId } = z.object({ orderId: z.uuid() }).parse(payload)
  return ctx.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (order.status !== 'unpaid' || order.reservedUntil === null) return undefined
    if (order.reservedUntil > tx.now()) return { postponedUntil: order.reservedUntil }
    await giveUp(tx, order, 'Batas waktu bayar lewat')
    return undefined
  })
}

async function giveUp(tx: Transaction, order: OrderRow, reason: string): Promise<void> {
  const stockState = order.stockState === 'held' ? 'released' : order.stockState === 'committed' ? 'returned' : order.stockState
  await changeOrder(tx, order.id, { status: 'cancelled', statusBeforeCancel: order.status, cancelledAt: tx.now(), cancelReason: reason, reservedUntil: null, stockState })
  await needRefund(tx, { orderId: order.id, paymentId: null, reason: 'cancelled', amount: order.paidTotal - order.refundedTotal, isApplied: true })
  await recordAudit(tx, { action: 'order.cancel', subjectType: 'order', subjectId: order.id, before: { status: order.status }, after: { status: 'cancelled', reason } })
  await tx.emit({ type: 'order.cancelled', key: order.id, payload: { orderId: order.id, reason } })
  await tx.notify({ topic: 'order', id: order.id })
  if (order.stockState === 'held') await releaseStock(tx, order.id)
  if (order.stockState === 'committed') await returnStock(tx, order.id)
}

/** What was made to order used its ingredients; too few of them are listed, never refused: the food is made. */
export async function useIngredients(tx: Transaction, order: OrderWithLines): Promise<void> {
  const made = order.lines.flatMap((line) => (line.variantId ? [{ variantId: line.variantId, quantity: line.quantity }] : []))
  const goods = await readGoods(tx, made.map((item) => item.variantId))
  const needed = sumIngredients(goods, made.filter((item) => goods.get(item.variantId)?.kind === 'made_to_order'))
  if (needed.size > 0) await takeAnyway(tx, { reference: order.id, source: order.source, reason: 'recipe' }, needed)
}

const longAgo = '2000-01-01'

const isReady = (status: OrderStatus) => status === 'ready' || status === 'shipped' || status === 'completed'

function itemsOf(lines: OrderWithLines['lines'], order: Pick<OrderRow, 'promisedOn'>) {
  return lines.flatMap((line) => (line.variantId ? [{ variantId: line.variantId, quantity: line.quantity, day: line.neededOn ?? order.promisedOn }] : []))
}
