import { z } from 'zod'
import type { Context, GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { forEachBusiness } from '#domains/businesses'
import { noAnswer } from './send-attempt.ts'
import type { MessageRow, Tables } from './tables.ts'

/** Whoever wrote `attempting` is gone, or hears nothing: channels give up sooner. An answer that comes later still settles it. */
const attemptingTooLongMs = 60_000
/** Younger ones surely stand in the queue. */
const plannedTooLongMs = 2 * 60_000
const batch = 500

type PlannedMessage = Pick<MessageRow, 'id' | 'conversationId' | 'channelId'>

/** Nothing stays half sent: attempts without an end become uncertain, planned messages without a queue row get one. */
export function settleStaleSends(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, (ctx) => ctx.transaction(settleStale))
}

/** A channel is back: what it held leaves, in order. */
export const releaseHeldMessages: WorkHandler = async (ctx: Context, payload) => {
  const { channelId } = z.object({ channelId: z.uuid() }).parse(payload)
  await ctx.transaction(async (tx) => enqueueAll(tx, await plannedIds(tx, { channelId })))
}

async function settleStale(tx: Transaction): Promise<void> {
  const now = tx.now().getTime()
  const settled = await tenant<Tables>(tx)
    .update('messages')
    .set({ delivery: 'uncertain', deliveryAt: tx.now(), error: JSON.stringify(noAnswer('interrupted')) })
    .where('delivery', '=', 'attempting')
    .where('attemptedAt', '<', new Date(now - attemptingTooLongMs))
    .returning('conversationId')
    .execute()
  for (const { conversationId } of settled) await tx.notify({ topic: 'conversation', id: conversationId })
  await enqueueAll(tx, await plannedIds(tx, { createdBefore: new Date(now - plannedTooLongMs) }))
}

/** Messages that wait on working accounts, oldest first. */
async function plannedIds(tx: Transaction, only: { channelId?: string; createdBefore?: Date }): Promise<PlannedMessage[]> {
  let query = tenant<Tables>(tx)
    .select('messages')
    .innerJoin('channels', (join) => join.onRef('channels.businessId', '=', 'messages.businessId').onRef('channels.id', '=', 'messages.channelId'))
    .select(['messages.id', 'messages.conversationId', 'messages.channelId'])
    .where('messages.delivery', '=', 'planned')
    .where('channels.status', '=', 'active')
    .where('channels.deletedAt', 'is', null)
  if (only.channelId) query = query.where('messages.channelId', '=', only.channelId)
  if (only.createdBefore) query = query.where('messages.createdAt', '<', only.createdBefore)
  return query.orderBy('messages.sentAt').orderBy('messages.id').limit(only.channelId ? 10_000 : batch).execute()
}

/** One that still stands in the queue is not put there again. */
async function enqueueAll(tx: Transaction, messages: PlannedMessage[]): Promise<void> {
  for (const { id, conversationId, channelId } of messages) await tx.enqueue({ name: 'send-message', payload: { messageId: id }, key: conversationId, lane: channelId, onceKey: id })
}
