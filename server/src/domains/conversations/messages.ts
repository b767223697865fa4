import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound, type AppError } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { typeOf } from './channel-accounts.ts'
import type { OutboundTemplate } from './channels/channel.ts'
import { channelNotReady, conversationNotFound, filesNotSent, notResendable, replyTooLong, replyUsed, someoneAnswered, windowClosed } from './errors.ts'
import { draft, planParts, type NewMessage, type StoredAttachment } from './new-message.ts'
import { findByClientId, insertOwn, lockConversation } from './own-messages.ts'
import { previewOf } from './preview.ts'
import type { ChannelRow, ConversationRow, MessageRow, Tables } from './tables.ts'
import { openUntil, rulesOf } from './windows.ts'

/**
 * Plans a message to the customer. It leaves after the commit, through the send protocol; a text longer than the channel
 * allows leaves as several, and the first is returned. When a person has the conversation, what the assistant wanted to
 * say is kept as cancelled and never leaves (F29).
 */
export async function sendMessage(tx: Transaction, input: NewMessage): Promise<MessageRow> {
  const { conversation, channel } = await lockConversation(tx, input.conversationId)
  const repeated = input.clientId ? await findByClientId(tx, input.conversationId, input.clientId) : undefined
  if (repeated) return repeated
  const isAssistant = tx.actor.kind === 'assistant'
  if (isAssistant && conversation.handler === 'person' && !input.isReceipt) return insertOwn(tx, conversation, { ...draft(tx, input), text: input.text, delivery: 'cancelled' })
  if (channel.deletedAt) throw channelNotReady()
  const { label, limits } = typeOf(channel)
  const closesAt = openUntil(channel, conversation, tx.actor.kind === 'member' ? 'member' : 'assistant')
  if (!input.template && closesAt && closesAt <= tx.now()) throw windowClosed(limits.hasTemplates)
  if (input.file && limits.maxAttachmentBytes === 0) throw filesNotSent(label)
  if (!isAssistant && input.seenMessageId) await refuseCollision(tx, conversation, input.seenMessageId)
  const planned = await planParts(tx, channel, input)
  const objection = await findThreadObjection(tx, channel, conversation, planned.length)
  if (objection && isAssistant) return insertOwn(tx, conversation, { ...draft(tx, input), text: input.text, delivery: 'cancelled' })
  if (objection) throw objection
  const messages: MessageRow[] = []
  for (const part of planned) messages.push(await insertOwn(tx, conversation, { ...part, delivery: 'planned' }))
  const [first] = messages
  if (input.file) await attachFile(tx, first.id, input.file)
  const last = messages[messages.length - 1]
  // A question before it still waits for its answer.
  if (!input.isReceipt) await tenant<Tables>(tx)
    .update('conversations')
    .set({
      lastMessageAt: last.sentAt,
      lastMessagePreview: previewOf(last),
      lastMessageDirection: 'outbound',
      ...(isAssistant ? {} : { handler: 'person' as const, lastPersonAt: tx.now(), unreadCount: 0, status: 'open' as const }),
    })
    .where('id', '=', conversation.id)
    .execute()
  for (const message of messages) await tx.enqueue({ name: 'send-message', payload: { messageId: message.id }, key: conversation.id, lane: conversation.channelId, onceKey: message.id })
  await tx.emit({ type: isAssistant ? 'message.answered' : 'message.replied', key: conversation.id, payload: { conversationId: conversation.id, messageId: first.id } })
  await tx.notify({ topic: 'conversation', id: conversation.id })
  return first
}

/** The largest file that this kind of channel takes; 0 where it takes none. */
export const mostFileBytesOf = (channelType: string): number => typeOf({ type: channelType }).limits.maxAttachmentBytes

/** Some chats take one message only. What failed, or left unsure, may be tried again: the provider counts for itself. */
async function findThreadObjection(tx: Transaction, channel: Pick<ChannelRow, 'type'>, conversation: ConversationRow, count: number): Promise<AppError | undefined> {
  const most = rulesOf(channel, conversation.externalId)?.mostMessages
  if (most === undefined) return undefined
  if (count > most) return replyTooLong()
  const { used } = await tenant<Tables>(tx)
    .select('messages')
    .select((select) => select.fn.countAll<string>().as('used'))
    .where('conversationId', '=', conversation.id)
    .where('direction', '=', 'outbound')
    .where('delivery', 'in', ['planned', 'attempting', 'sent', 'delivered', 'read'])
    .executeTakeFirstOrThrow()
  return Number(used) + count > most ? replyUsed() : undefined
}

/** Refuses an id that is no message of this business. */
export async function checkMessage(tx: Transaction, messageId: string): Promise<void> {
  const found = await tenant<Tables>(tx).select('messages').select('id').where('id', '=', messageId).executeTakeFirst()
  if (!found) throw notFound('Pesan')
}

/** Sends a message of unknown or failed fate again, as a new attempt linked to the old one. */
export async function resendMessage(tx: Transaction, messageId: string): Promise<MessageRow> {
  const found = await tenant<Tables>(tx).select('messages').select('conversationId').where('id', '=', messageId).executeTakeFirst()
  if (!found) throw conversationNotFound()
  // The conversation before the message, as everywhere.
  await lockConversation(tx, found.conversationId)
  const old = await tenant<Tables>(tx).select('messages').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirstOrThrow()
  if (old.direction !== 'outbound' || (old.delivery !== 'uncertain' && old.delivery !== 'failed' && old.delivery !== 'cancelled')) throw notResendable()
  // JSON written by `planParts` alone.
  const { template } = old.content as { template?: OutboundTemplate }
  const [file] = await tenant<Tables>(tx).select('attachments').selectAll().where('messageId', '=', old.id).where('status', '=', 'stored').limit(1).execute()
  const message = await sendMessage(tx, {
    conversationId: old.conversationId,
    text: old.text,
    clientId: `resend:${old.id}`,
    purpose: old.purpose,
    ...(template ? { template: { name: template.name, language: template.language, variables: template.values.map(({ value }) => value) } } : {}),
    ...(file?.fileKey ? { file: { fileKey: file.fileKey, name: file.name, mediaType: file.mediaType, bytes: file.bytes ?? 0 } } : {}),
  })
  await tenant<Tables>(tx).update('messages').set({ resendOfId: old.id }).where('id', '=', message.id).execute()
  await recordAudit(tx, { action: 'message.resend', subjectType: 'message', subjectId: message.id, before: { messageId: old.id, delivery: old.delivery } })
  return { ...message, resendOfId: old.id }
}

async function attachFile(tx: Transaction, messageId: string, file: StoredAttachment): Promise<void> {
  await tenant<Tables>(tx)
    .insert('attachments')
    .values({ businessId: tx.businessId, id: newId(), messageId, status: 'stored', source: null, reason: null, createdAt: tx.now(), ...file })
    .execute()
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
