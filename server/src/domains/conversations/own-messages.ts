import type { JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { conversationNotFound } from './errors.ts'
import type { ConversationRow, MessageRow, Tables } from './tables.ts'

/** Where the assistant's words came from, stored with its message. */
export interface AnswerRecord {
  intent: string
  sources: { kind: string; ref: string; text: string }[]
  products: string[]
  handoff: { reason: string; summary: string } | null
  /** What came of asking a language model for the words; absent when none was asked. */
  model?: string | undefined
}

/** A note that colleagues see and the customer never does. */
export async function addNote(tx: Transaction, conversationId: string, text: string, clientId?: string): Promise<MessageRow> {
  const { conversation } = await lockConversation(tx, conversationId)
  const repeated = clientId ? await findByClientId(tx, conversationId, clientId) : undefined
  if (repeated) return repeated
  const note = await insertOwn(tx, conversation, { direction: 'note', authorKind: 'member', kind: 'note', text, content: {}, clientId: clientId ?? null, answer: null, delivery: null })
  await tx.notify({ topic: 'conversation', id: conversationId })
  return note
}

/** What the assistant would say, for people to see or send; the customer never sees it. */
export async function addSuggestion(tx: Transaction, conversationId: string, input: { text: string; answer: AnswerRecord; inReplyTo: string; isOffered: boolean }): Promise<void> {
  const { conversation } = await lockConversation(tx, conversationId)
  const clientId = `suggestion:${input.inReplyTo}`
  if (await findByClientId(tx, conversationId, clientId)) return
  const content = { inReplyTo: input.inReplyTo, isOffered: input.isOffered }
  await insertOwn(tx, conversation, { direction: 'note', authorKind: 'assistant', kind: 'suggestion', text: input.text, content, clientId, answer: JSON.stringify(input.answer), delivery: null })
  await tx.notify({ topic: 'conversation', id: conversationId })
}

/** A line in the conversation that tells what happened: handed over, assigned, closed. */
export async function addEvent(tx: Transaction, conversation: ConversationRow, code: string, values: Record<string, JsonValue> = {}): Promise<void> {
  await insertOwn(tx, conversation, { direction: 'event', authorKind: 'system', kind: code, text: '', content: values, clientId: null, answer: null, delivery: null })
}

/** The conversation under a lock, with its channel. */
export async function lockConversation(tx: Transaction, conversationId: string) {
  const conversation = await tenant<Tables>(tx).select('conversations').selectAll().where('id', '=', conversationId).forUpdate().executeTakeFirst()
  if (!conversation) throw conversationNotFound()
  const channel = await tenant<Tables>(tx).select('channels').select(['id', 'type', 'name', 'status', 'config', 'deletedAt']).where('id', '=', conversation.channelId).executeTakeFirst()
  if (!channel) throw conversationNotFound()
  return { conversation, channel }
}

export type OwnMessage = Pick<MessageRow, 'direction' | 'authorKind' | 'kind' | 'text' | 'clientId' | 'delivery'> & { content: Record<string, unknown>; answer: string | null; purpose?: MessageRow['purpose'] }

/** A row that we wrote ourselves, at the end of the conversation. */
export async function insertOwn(tx: Transaction, conversation: ConversationRow, message: OwnMessage): Promise<MessageRow> {
  const now = tx.now()
  return tenant<Tables>(tx)
    .insert('messages')
    .values({
      businessId: tx.businessId,
      id: newId(),
      conversationId: conversation.id,
      channelId: conversation.channelId,
      authorId: tx.actor.kind === 'member' ? tx.actor.memberId : null,
      externalId: null,
      // Never before the customer's last message, whatever the provider's clock says.
      sentAt: conversation.lastInboundAt && conversation.lastInboundAt >= now ? new Date(conversation.lastInboundAt.getTime() + 1) : now,
      createdAt: now,
      isLate: false,
      deliveryAt: null,
      attemptKey: null,
      attemptedAt: null,
      error: null,
      replyToId: null,
      resendOfId: null,
      editedAt: null,
      revokedAt: null,
      ...message,
      purpose: message.purpose ?? 'service',
      content: JSON.stringify(message.content),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findByClientId(tx: Transaction, conversationId: string, clientId: string): Promise<MessageRow | undefined> {
  return tenant<Tables>(tx).select('messages').selectAll().where('conversationId', '=', conversationId).where('clientId', '=', clientId).executeTakeFirst()
}
