import type { Transaction } from '#platform/context'
import { applyPayment, insertPayment, nextDue } from './money.ts'
import type { NewOrder } from './new-order.ts'
import { placeOrder } from './placing.ts'
import { moveOrder } from './progress.ts'
import { getOrder, type OrderWithLines } from './store.ts'

/** A sale over the counter: goods and money change hands at once. All of it happens or nothing does. */
export async function sellAtCounter(tx: Transaction, sale: Omit<NewOrder, 'delivery' | 'source'> & { provider: string }): Promise<OrderWithLines> {
  const order = await placeOrder(tx, { ...sale, source: 'kasir', delivery: 'counter', depositDue: 0 })
  const due = nextDue(order)
  if (due.amount > 0) {
    const paymentId = await insertPayment(tx, { orderId: order.id, provider: sale.provider, kind: 'full', amount: due.amount, uniqueDigits: 0, externalId: null, details: {}, note: '', expiresAt: null })
    await applyPayment(tx, paymentId)
  }
  await moveOrder(tx, order.id, 'completed')
  return getOrder(tx, order.id)
}
