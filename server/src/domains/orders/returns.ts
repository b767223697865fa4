import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { returnItems } from '#domains/catalog'
import { tooManyReturned, tooMuch } from './errors.ts'
import { needRefund } from './refunds.ts'
import { getOrder, lockOrder } from './store.ts'
import type { OrderReturnRow, Tables } from './tables.ts'

export interface NewReturn {
  lines: { lineId: string; quantity: number }[]
  /** Whether the pieces can be sold again. */
  isRestocked: boolean
  reason: string
  /** What the buyer gets back. */
  refund: number
}

/** Goods come back, all or some, and with them a refund to make. Never more than was bought and paid. */
export async function returnOrder(tx: Transaction, orderId: string, given: NewReturn): Promise<void> {
  const order = await lockOrder(tx, orderId)
  const { lines } = await getOrder(tx, orderId)
  const open = await tenant<Tables>(tx).select('refunds').select((select) => select.fn.sum<number | null>('amount').as('amount')).where('orderId', '=', orderId).where('isApplied', '=', true).where('status', '=', 'needed').executeTakeFirst()
  const refundable = order.paidTotal - order.refundedTotal - (open?.amount ?? 0)
  if (given.refund > refundable) throw tooMuch(refundable)
  for (const { lineId, quantity } of given.lines) {
    const line = lines.find((one) => one.id === lineId)
    if (!line) throw notFound('Barang di pesanan ini')
    if (line.returnedQuantity + quantity > line.quantity) throw tooManyReturned(line.quantity - line.returnedQuantity)
    line.returnedQuantity += quantity
    await tenant<Tables>(tx).update('orderLines').set({ returnedQuantity: line.returnedQuantity }).where('id', '=', lineId).execute()
    await tenant<Tables>(tx).insert('orderReturns').values({ businessId: tx.businessId, id: newId(), orderId, lineId, quantity, isRestocked: given.isRestocked, reason: given.reason, createdAt: tx.now() }).execute()
  }
  await needRefund(tx, { orderId, paymentId: null, reason: 'returned', amount: given.refund, isApplied: true })
  await recordAudit(tx, { action: 'order.return', subjectType: 'order', subjectId: orderId, after: given })
  await tx.emit({ type: 'order.returned', key: orderId, payload: { orderId, refund: given.refund } })
  await tx.notify({ topic: 'order', id: orderId })
  const back = given.lines.flatMap(({ lineId, quantity }) => {
    const variantId = lines.find((line) => line.id === lineId)?.variantId
    return variantId ? [{ variantId, quantity }] : []
  })
  if (given.isRestocked && order.stockState === 'committed' && back.length > 0) await returnItems(tx, orderId, back)
}

export function listReturns(tx: Transaction, orderId: string): Promise<OrderReturnRow[]> {
  return tenant<Tables>(tx).select('orderReturns').selectAll().where('orderId', '=', orderId).orderBy('createdAt').execute()
}
