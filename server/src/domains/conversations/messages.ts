import { sql } from 'kysely'
import type { JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { typeOf } from './channel-accounts.ts'
import { channelNotReady, conversationNotFound, messageTooLong, notResendable, someoneAnswered, windowClosed } from './errors.ts'
import type { ConversationRow, MessageRow, Tables } from './tables.ts'

/** Where the assistant's words came from, stored with its message. */
export interface AnswerRecord {
  intent: string
  sources: { kind: string; ref: string; text: string }[]
  products: string[]
  handoff: { reason: string; summary: string } | null
}

export interface NewMessage {
  conversationId: string
  text: string
  /** Made by the browser before sending: the same id twice is one message (F35). */
  clientId?: string | undefined
  template?: { name: string; language: string; variables: string[] } | undefined
  attachmentKey?: { key: string; name: string; mediaType: string } | undefined
  answer?: AnswerRecord
  /** The last message that the author had seen: a colleague's later answer asks before sending (P6). */
  seenMessageId?: string | undefined
}

/** Plans a message to the customer. It leaves after the commit, through the send protocol. */
export async function sendMessage(tx: Transaction, input: NewMessage): Promise<MessageRow> {
  const { conversation, channel } = await lockConversation(tx, input.conversationId)
  const repeated = input.clientId ? await findByClientId(tx, input.conversationId, input.clientId) : undefined
  if (repeated) return repeated
  const isAssistant = tx.actor.kind === 'assistant'
  const limits = typeOf(channel).limits
  if (input.text.length > limits.textLength) throw messageTooLong(limits.textLength)
  if (channel.deletedAt) throw channelNotReady()
  if (!input.template && conversation.windowExpiresAt && conversation.windowExpiresAt <= tx.now()) throw windowClosed()
  if (!isAssistant && input.seenMessageId) await refuseCollision(tx, conversation, input.seenMessageId)
  const message = await insertOwn(tx, conversation, {
    direction: 'outbound',
    authorKind: isAssistant ? 'assistant' : tx.actor.kind === 'member' ? 'member' : 'system',
    kind: input.template ? 'template' : input.attachmentKey ? 'document' : 'text',
    text: input.text,
    content: { ...(input.template ? { template: input.template } : {}), ...(input.attachmentKey ? { attachment: input.attachmentKey } : {}) },
    clientId: input.clientId ?? null,
    answer: input.answer ? JSON.stringify(input.answer) : null,
    delivery: 'planned',
  })
  await tenant<Tables>(tx)
    .update('conversations')
    .set({
      lastMessageAt: message.sentAt,
      lastMessagePreview: input.text.replace(/\s+/g, ' ').slice(0, 140),
      lastMessageDirection: 'outbound',
      ...(isAssistant ? {} : { handler: 'person' as const, lastPersonAt: tx.now(), unreadCount: 0, status: 'open' as const }),
    })
    .where('id', '=', conversation.id)
    .execute()
  await tx.enqueue({ name: 'send-message', payload: { messageId: message.id }, key: conversation.id })
  await tx.emit({ type: isAssistant ? 'message.answered' : 'message.replied', key: conversation.id, payload: { conversationId: conversation.id, messageId: message.id } })
  await tx.notify({ topic: 'conversation', id: conversation.id })
  return message
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

/** Sends a message of unknown or failed fate again, as a new attempt linked to the old one. */
export async function resendMessage(tx: Transaction, messageId: string): Promise<MessageRow> {
  const old = await tenant<Tables>(tx).select('messages').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirst()
  if (!old) throw conversationNotFound()
  if (old.direction !== 'outbound' || (old.delivery !== 'uncertain' && old.delivery !== 'failed' && old.delivery !== 'cancelled')) throw notResendable()
  const content = old.content as { template?: NewMessage['template']; attachment?: NewMessage['attachmentKey'] }
  const message = await sendMessage(tx, { conversationId: old.conversationId, text: old.text, clientId: `resend:${old.id}`, template: content.template, attachmentKey: content.attachment })
  await tenant<Tables>(tx).update('messages').set({ replyToId: old.id }).where('id', '=', message.id).execute()
  await recordAudit(tx, { action: 'message.resend', subjectType: 'message', subjectId: message.id, before: { messageId: old.id, delivery: old.delivery } })
  return message
}

/** The conversation under a lock, with its channel. */
export async function lockConversation(tx: Transaction, conversationId: string) {
  const conversation = await tenant<Tables>(tx).select('conversations').selectAll().where('id', '=', conversationId).forUpdate().executeTakeFirst()
  if (!conversation) throw conversationNotFound()
  const channel = await tenant<Tables>(tx).select('channels').select(['id', 'type', 'name', 'status', 'deletedAt']).where('id', '=', conversation.channelId).executeTakeFirst()
  if (!channel) throw conversationNotFound()
  return { conversation, channel }
}

async function insertOwn(
  tx: Transaction,
  conversation: ConversationRow,
  message: Pick<MessageRow, 'direction' | 'authorKind' | 'kind' | 'text' | 'clientId' | 'delivery'> & { content: Record<string, unknown>; answer: string | null },
): Promise<MessageRow> {
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
      editedAt: null,
      revokedAt: null,
      ...message,
      content: JSON.stringify(message.content),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function findByClientId(tx: Transaction, conversationId: string, clientId: string): Promise<MessageRow | undefined> {
  return tenant<Tables>(tx).select('messages').selectAll().where('conversationId', '=', conversationId).where('clientId', '=', clientId).executeTakeFirst()
}

async function refuseCollision(tx: Transaction, conversation: ConversationRow, seenMessageId: string): Promise<void> {
  const memberId = tx.actor.kind === 'member' ? tx.actor.memberId : ''
  const newer = await tenant<Tables>(tx)
    .select('messages')
    .select('authorId')
    .where('conversationId', '=', conversation.id)
    .where('direction', '=', 'outbound')
    .where('authorKind', '=', 'member')
    .where('id', '>', seenMessageId)
    .where((where) => where.or([where('authorId', 'is', null), where('authorId', '!=', memberId)]))
    .limit(1)
    .executeTakeFirst()
  if (!newer) return
  const { rows } = await sql<{ name: string }>`select name from memberships where business_id = ${tx.businessId} and member_id::text = ${newer.authorId}`.execute(tx.db)
  throw someoneAnswered(rows[0]?.name ?? 'Rekan Anda')
}

