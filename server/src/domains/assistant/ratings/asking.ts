import { z } from 'zod'
import type { Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { findOwnBusiness } from '#domains/businesses'
import { getConversation, planMany } from '#domains/conversations'
import { askForRating, findLastAsked, maySend } from '#domains/customers'
import { getOrder } from '#domains/orders'
import { getRatingSettings } from './settings.ts'

const closed = z.object({ conversationId: z.uuid() })
const completed = z.object({ orderId: z.uuid() })
const subject = z.object({ conversationId: z.uuid(), orderId: z.uuid().nullable() })

/** A moment to change one's mind about closing, and to unpack what was bought. */
const afterChatMs = 5 * 60_000
const afterOrderMs = 2 * 3_600_000

export const planChatRating: WorkHandler = (ctx, payload) => {
  const { conversationId } = closed.parse(payload)
  return ctx.transaction((tx) => plan(tx, { conversationId, orderId: null }, afterChatMs))
}

export const planOrderRating: WorkHandler = (ctx, payload) => {
  const { orderId } = completed.parse(payload)
  return ctx.transaction(async (tx) => {
    const { source, conversationId } = await getOrder(tx, orderId)
    if (source === 'chat' && conversationId) await plan(tx, { conversationId, orderId }, afterOrderMs)
  })
}

async function plan(tx: Transaction, about: z.infer<typeof subject>, delayMs: number): Promise<void> {
  if ((await getRatingSettings(tx)).isOn) await tx.enqueue({ name: 'ask-rating', payload: about, runAt: new Date(tx.now().getTime() + delayMs), key: about.conversationId, onceKey: about.orderId ?? about.conversationId })
}

/**
 * Asks the customer how it was, at most once in so many days, where they may be written to and the channel allows it.
 * An order that was taken back and a chat that goes on are no occasion, nor is a complaint.
 */
export const askRating: WorkHandler = (ctx, payload) => {
  const { conversationId, orderId } = subject.parse(payload)
  return ctx.transaction(async (tx) => {
    const { isOn, everyDays } = await getRatingSettings(tx)
    const conversation = await getConversation(tx, conversationId)
    const { customerId, channelId, channelType } = conversation
    if (!isOn || conversation.isSample || isAngry(conversation.handoff)) return
    if (orderId === null ? conversation.status !== 'closed' : (await getOrder(tx, orderId)).status !== 'completed') return
    if (conversation.windowExpiresAt && conversation.windowExpiresAt <= tx.now()) return
    if (!(await maySend(tx, customerId, 'service', channelType)).isAllowed) return
    const last = await findLastAsked(tx, customerId)
    if (last && last.getTime() > tx.now().getTime() - everyDays * 86_400_000) return
    const { address } = await askForRating(tx, { customerId, subjectType: orderId ? 'order' : 'conversation', subjectId: orderId ?? conversationId, channelType })
    const shop = (await findOwnBusiness(tx))?.name ?? ''
    await planMany(tx, channelId, [{ conversationId, clientId: `rating:${orderId ?? conversationId}`, text: `Terima kasih sudah ${orderId ? 'belanja di' : 'chat dengan'} ${shop}. Boleh kami dinilai? Cukup satu ketukan: ${address}`, purpose: 'service' }])
  })
}

/** Written by the hand-off alone. */
const isAngry = (handoff: unknown): boolean => z.object({ reason: z.enum(['complaint', 'return_refund']) }).safeParse(handoff).success
