import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { addTimelineEntries, familyOf } from '#domains/customers'
import type { ConversationRow, Tables } from './tables.ts'

type Started = Pick<ConversationRow, 'id' | 'customerId' | 'createdAt'> & { startedAt: Date; channelType: string }

/** New conversations enter the journeys of their customers. */
export function noteStarts(tx: Transaction, conversations: Omit<Started, 'createdAt'>[]): Promise<void> {
  return addTimelineEntries(
    tx,
    conversations.map(({ id, customerId, startedAt, channelType }) => ({ customerId, eventKey: `conversation-started:${id}`, kind: 'conversation-started', at: startedAt, channelType, subject: { type: 'conversation', id } })),
  )
}

/** What became of a conversation: closed, or passed to people with its reason. */
export async function noteTurn(tx: Transaction, conversation: Pick<ConversationRow, 'id' | 'customerId'>, kind: 'conversation-closed' | 'conversation-handed-off', details: Record<string, string> = {}): Promise<void> {
  await addTimelineEntries(tx, [{ customerId: conversation.customerId, eventKey: `${kind}:${conversation.id}:${tx.now().toISOString()}`, kind, at: tx.now(), subject: { type: 'conversation', id: conversation.id }, details }])
}

/** Somebody asked for a journey to be written anew. */
export const renewJourney: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    const { customerId } = z.object({ customerId: z.uuid() }).parse(payload)
    const rows = await tenant<Tables>(tx)
      .select('conversations')
      .innerJoin('channels', (join) => join.onRef('channels.businessId', '=', 'conversations.businessId').onRef('channels.id', '=', 'conversations.channelId'))
      .select((select) => [
        'conversations.id',
        'conversations.customerId',
        'conversations.createdAt',
        'channels.type',
        select.selectFrom('messages').select((min) => min.fn.min('messages.sentAt').as('first')).whereRef('messages.businessId', '=', 'conversations.businessId').whereRef('messages.conversationId', '=', 'conversations.id').as('first'),
      ])
      .where('conversations.customerId', 'in', await familyOf(tx, customerId))
      .execute()
    await noteStarts(tx, rows.map((row) => ({ id: row.id, customerId: row.customerId, startedAt: row.first ?? row.createdAt, channelType: row.type })))
  })
