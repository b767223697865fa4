import type { InboundCustomer, InboundItem } from '../inbound-item.ts'
import { providerTime } from '../provider-time.ts'
import { rawText } from '../raw-text.ts'
import { readContent, textOf } from './content.ts'
import { updateSchema, type TelegramMessage, type TelegramUpdate, type TelegramUser } from './schemas.ts'

/** Kinds of updates that Telegram is asked for. */
export const allowedUpdates = ['message', 'edited_message', 'business_message', 'edited_business_message', 'deleted_business_messages', 'callback_query', 'my_chat_member']

/** One update as items. What cannot be read is kept as it came; kinds that we did not ask for are nothing. */
export function readUpdate(update: unknown, now: Date): InboundItem[] {
  const parsed = updateSchema.safeParse(update)
  if (!parsed.success) return [{ type: 'unreadable', reason: 'unknown_shape', body: rawText(update) }]
  const { data } = parsed
  const message = data.message ?? data.business_message
  const edited = data.edited_message ?? data.edited_business_message
  if (message) return readMessage(message, now)
  if (edited) return [{ type: 'edit', externalId: externalIdOf(edited), text: textOf(edited['text'] ?? edited['caption']), at: providerTime(Number(edited['edit_date'] ?? edited.date), now) }]
  if (data.deleted_business_messages) return readDeletions(data.deleted_business_messages, now)
  if (data.callback_query) return readCallback(data.callback_query, now)
  if (data.my_chat_member) return readMembership(data.my_chat_member, now)
  return []
}

/** Id of the button press that Telegram wants acknowledged; until then the customer sees a spinner. */
export function callbackIdOf(update: unknown): string | undefined {
  return updateSchema.safeParse(update).data?.callback_query?.id
}

function readMessage(message: TelegramMessage, now: Date): InboundItem[] {
  if (message.migrate_to_chat_id) return [{ type: 'moved', threadId: String(message.chat.id), newThreadId: String(message.migrate_to_chat_id) }]
  const isPrivate = message.chat.type === 'private'
  // Broadcast channels and our own words on behalf of the owner are no messages of customers.
  if (!message.from || message.chat.type === 'channel' || message.sender_business_bot) return []
  const said = readContent(message)
  if (!said) return []
  const isEcho = message.business_connection_id !== undefined && message.from.id !== message.chat.id
  const { kind, text, content, attachments, phone } = said
  const customer = isEcho ? customerOf({ ...message.chat, id: message.chat.id }) : customerOf(message.from)
  return [
    {
      type: 'message',
      externalId: externalIdOf(message),
      threadId: threadOf(message),
      customer: { ...customer, ...(phone && !isEcho ? { phone } : {}) },
      sentAt: providerTime(message.date, now),
      kind,
      text,
      content: { ...content, ...(message.from.username ? { username: message.from.username } : {}), ...(message.chat.title ? { group: message.chat.title } : {}) },
      attachments,
      ...(message.reply_to_message ? { replyToExternalId: `${threadOf(message)}:${message.reply_to_message.message_id}` } : {}),
      ...(isEcho ? { isEcho } : {}),
      // In groups people talk to each other.
      wantsAnswer: isPrivate && !isEcho && message.from.is_bot !== true,
    },
  ]
}

function readCallback(callback: NonNullable<TelegramUpdate['callback_query']>, now: Date): InboundItem[] {
  const chatId = callback.message?.chat.id ?? callback.from.id
  const pressed = callback.message?.reply_markup?.inline_keyboard.flat().find((button) => button.callback_data === callback.data)
  return [
    {
      type: 'message',
      externalId: `callback:${callback.id}`,
      threadId: String(chatId),
      customer: customerOf(callback.from),
      sentAt: now,
      kind: 'button',
      text: pressed?.text ?? callback.data ?? '',
      content: { payload: callback.data ?? '' },
      attachments: [],
      ...(callback.message ? { replyToExternalId: `${chatId}:${callback.message.message_id}` } : {}),
      wantsAnswer: true,
    },
  ]
}

/** Blocking the bot is the customer's clearest no. */
function readMembership(change: NonNullable<TelegramUpdate['my_chat_member']>, now: Date): InboundItem[] {
  if (change.chat.type !== 'private' || change.new_chat_member.status !== 'kicked') return []
  return [{ type: 'consent', customer: customerOf(change.from), isGranted: false, at: providerTime(change.date, now), proof: { event: 'blocked' } }]
}

function readDeletions(deleted: NonNullable<TelegramUpdate['deleted_business_messages']>, now: Date): InboundItem[] {
  const thread = threadOf({ chat: deleted.chat, business_connection_id: deleted.business_connection_id })
  return deleted.message_ids.map((messageId) => ({ type: 'revoke', externalId: `${thread}:${messageId}`, at: now }))
}

/** A chat that the owner's own account has is another one than the same person's chat with the bot. */
function threadOf(message: Pick<TelegramMessage, 'chat' | 'business_connection_id'>): string {
  return message.business_connection_id ? `${message.chat.id}@${message.business_connection_id}` : String(message.chat.id)
}

/** Message ids count within a chat. */
function externalIdOf(message: TelegramMessage): string {
  return `${threadOf(message)}:${message.message_id}`
}

function customerOf(user: Pick<TelegramUser, 'id' | 'first_name' | 'last_name' | 'username'>): InboundCustomer {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ') || user.username
  return { externalId: String(user.id), ...(name ? { name } : {}) }
}
