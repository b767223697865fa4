import { z } from 'zod'
import type { Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { getConversation, planMany } from '#domains/conversations'
import { dueOf, getOrder, type OrderWithLines } from '#domains/orders'
import { orderWords } from './words.ts'

const arrived = z.object({ orderId: z.uuid(), paymentId: z.uuid(), applied: z.number() })
const ended = z.object({ orderId: z.uuid(), reason: z.string() })

const say = orderWords(false)

/** The money of a chat order was seen by the shop or told by the provider: its customer hears of it. */
export const tellPaid: WorkHandler = (ctx, payload) => {
  const { orderId, paymentId, applied } = arrived.parse(payload)
  return ctx.transaction(async (tx) => {
    const order = await getOrder(tx, orderId)
    if (applied <= 0) return
    const due = dueOf(order)
    await tell(tx, order, `paid:${paymentId}`, [say.paid(order.number, applied), ...(due > 0 ? [say.rest(due)] : [])].join(' '))
  })
}

/** The time to pay is over. Who cancelled an order by hand tells the customer themselves. */
export const tellExpired: WorkHandler = (ctx, payload) => {
  const { orderId, reason } = ended.parse(payload)
  return ctx.transaction(async (tx) => {
    const order = await getOrder(tx, orderId)
    if (reason === 'Batas waktu bayar lewat' && order.status === 'cancelled') await tell(tx, order, `expired:${orderId}:${order.cancelledAt?.getTime() ?? 0}`, say.expired(order.number))
  })
}

/** Through the send protocol, whoever has the chat; not where the channel forbids to write without being asked. */
async function tell(tx: Transaction, order: OrderWithLines, clientId: string, text: string): Promise<void> {
  if (order.source !== 'chat' || !order.conversationId) return
  const { id, channelId, windowExpiresAt } = await getConversation(tx, order.conversationId)
  if (windowExpiresAt && windowExpiresAt <= tx.now()) return
  await planMany(tx, channelId, [{ conversationId: id, clientId, text, purpose: 'service' }])
}
