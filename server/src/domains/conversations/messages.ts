import { sql } from 'kysely'
import type { JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { typeOf } from './channel-accounts.ts'
import type { OutboundTemplate } from './channels/channel.ts'
import { channelNotReady, conversationNotFound, nothingToSend, notResendable, someoneAnswered, windowClosed } from './errors.ts'
import { previewOf } from './preview.ts'
import { splitText } from './split-text.ts'
import type { ChannelRow, ConversationRow, MessageRow, Tables } from './tables.ts'
import { fillTemplate } from './templates.ts'

/** Where the assistant's words came from, stored with its message. */
export interface AnswerRecord {
  intent: string
  sources: { kind: string; ref: string; text: string }[]
  products: string[]
  handoff: { reason: string; summary: string } | null
}

export interface NewMessage {
  conversationId: string
  /** May be empty beside a file, and is ignored for a template, which has its own words. */
  text: string
  /** Made by the browser before sending: the same id twice is one message (F35). */
  clientId?: string | undefined
  /** An approved text of the provider; `variables` in the order of the template's own list. */
  template?: { name: string; language: string; variables: string[] } | undefined
  file?: StoredAttachment | undefined
  answer?: AnswerRecord
  /** The last message that the author had seen: a colleague's later answer asks before sending (P6). */
  seenMessageId?: string | undefined
  /** Promotions leave only with the customer's consent at that moment (I8). */
  purpose?: 'service' | 'marketing'
}

/** A file that lies in the store, checked. */
export interface StoredAttachment {
  fileKey: string
  name: string
  mediaType: string
  bytes: number
}

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
  if (isAssistant && conversation.handler === 'person') return insertOwn(tx, conversation, { ...draft(tx, input), text: input.text, delivery: 'cancelled' })
  if (channel.deletedAt) throw channelNotReady()
  if (!input.template && conversation.windowExpiresAt && conversation.windowExpiresAt <= tx.now()) throw windowClosed()
  if (!isAssistant && input.seenMessageId) await refuseCollision(tx, conversation, input.seenMessageId)
  const planned = await planParts(tx, channel, input)
  const messages: MessageRow[] = []
  for (const part of planned) messages.push(await insertOwn(tx, conversation, { ...part, delivery: 'planned' }))
  const [first] = messages
  if (input.file) await attachFile(tx, first.id, input.file)
  const last = messages[messages.length - 1]
  await tenant<Tables>(tx)
    .update('conversations')
    .set({
      lastMessageAt: last.sentAt,
      lastMessagePreview: previewOf(last),
      lastMessageDirection: 'outbound',
      ...(isAssistant ? {} : { handler: 'person' as const, lastPersonAt: tx.now(), unreadCount: 0, status: 'open' as const }),
    })
    .where('id', '=', conversation.id)
    .execute()
  for (const message of messages) await tx.enqueue({ name: 'send-message', payload: { messageId: message.id }, key: conversation.id, onceKey: message.id })
  await tx.emit({ type: isAssistant ? 'message.answered' : 'message.replied', key: conversation.id, payload: { conversationId: conversation.id, messageId: first.id } })
  await tx.notify({ topic: 'conversation', id: conversation.id })
  return first
}

type Draft = Omit<OwnMessage, 'delivery'>

/** The messages that one input becomes: split to what the channel takes, or a template in its own words. */
async function planParts(tx: Transaction, channel: Pick<ChannelRow, 'id' | 'type'>, input: NewMessage): Promise<Draft[]> {
  const base = draft(tx, input)
  if (input.template) {
    const { text, template } = await fillTemplate(tx, channel.id, input.template)
    return [{ ...base, kind: 'template', text, content: { template } }]
  }
  const { textLength, captionLength } = typeOf(channel).limits
  const isCaption = input.file !== undefined && !input.file.mediaType.startsWith('audio/') && input.text.length <= captionLength
  const texts = isCaption ? [input.text] : [...(input.file ? [''] : []), ...splitText(input.text, textLength)]
  if (texts.length === 0) throw nothingToSend()
  return texts.map((text, index) => ({
    ...base,
    text,
    kind: index === 0 && input.file ? kindOf(input.file.mediaType) : 'text',
    clientId: index === 0 || !base.clientId ? base.clientId : `${base.clientId}#${index + 1}`,
    answer: index === 0 ? base.answer : null,
  }))
}

function draft(tx: Transaction, input: NewMessage): Draft {
  return {
    direction: 'outbound',
    authorKind: tx.actor.kind === 'assistant' ? 'assistant' : tx.actor.kind === 'member' ? 'member' : 'system',
    kind: 'text',
    text: '',
    content: {},
    clientId: input.clientId ?? null,
    answer: input.answer ? JSON.stringify(input.answer) : null,
    purpose: input.purpose ?? 'service',
  }
}

async function attachFile(tx: Transaction, messageId: string, file: StoredAttachment): Promise<void> {
  await tenant<Tables>(tx)
    .insert('attachments')
    .values({ businessId: tx.businessId, id: newId(), messageId, status: 'stored', source: null, reason: null, createdAt: tx.now(), ...file })
    .execute()
}

function kindOf(mediaType: string): string {
  const [family = ''] = mediaType.split('/')
  return ['image', 'audio', 'video'].includes(family) ? family : 'document'
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

/** The conversation under a lock, with its channel. */
export async function lockConversation(tx: Transaction, conversationId: string) {
  const conversation = await tenant<Tables>(tx).select('conversations').selectAll().where('id', '=', conversationId).forUpdate().executeTakeFirst()
  if (!conversation) throw conversationNotFound()
  const channel = await tenant<Tables>(tx).select('channels').select(['id', 'type', 'name', 'status', 'deletedAt']).where('id', '=', conversation.channelId).executeTakeFirst()
  if (!channel) throw conversationNotFound()
  return { conversation, channel }
}

type OwnMessage = Pick<MessageRow, 'direction' | 'authorKind' | 'kind' | 'text' | 'clientId' | 'delivery'> & { content: Record<string, unknown>; answer: string | null; purpose?: MessageRow['purpose'] }

async function insertOwn(tx: Transaction, conversation: ConversationRow, message: OwnMessage): Promise<MessageRow> {
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

