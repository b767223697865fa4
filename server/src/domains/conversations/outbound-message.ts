import type { JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { unsubscribeAddress } from '#domains/customers'
import { typeOf } from './channel-accounts.ts'
import type { OutboundMessage, OutboundTemplate } from './channels/channel.ts'
import type { ChannelRow, ConversationRow, MessageRow, Tables } from './tables.ts'

/** What our own rows keep beside the words: JSON that this domain and campaigns write. */
interface OwnContent {
  template?: OutboundTemplate
  subject?: string
  html?: string
}

/** A planned message as its channel gets it. */
export async function describeOutbound(tx: Transaction, given: { channel: ChannelRow; conversation: ConversationRow; message: MessageRow; attemptKey: string }): Promise<OutboundMessage> {
  const { channel, conversation, message, attemptKey } = given
  const { template, subject, html } = message.content as OwnContent
  const { isThreaded, hasUnsubscribe } = typeOf(channel)
  const quoted = message.replyToId ? await tenant<Tables>(tx).select('messages').select('externalId').where('id', '=', message.replyToId).executeTakeFirst() : undefined
  const thread = isThreaded ? await findLastInbound(tx, conversation.id) : undefined
  return {
    threadId: conversation.externalId,
    attemptKey,
    text: message.text,
    ...(conversation.windowExpiresAt && conversation.windowExpiresAt <= tx.now() ? { isAfterWindow: true } : {}),
    ...(message.authorKind === 'member' ? {} : { isAutomatic: true }),
    ...(template ? { template } : {}),
    ...(quoted?.externalId ? { replyToExternalId: quoted.externalId } : {}),
    ...(thread ? { thread } : {}),
    ...(isThreaded && subject ? { subject } : {}),
    ...(isThreaded && html ? { html } : {}),
    ...(hasUnsubscribe && message.purpose === 'marketing' ? { unsubscribeUrl: unsubscribeAddress(tx, conversation.customerId, channel.type) } : {}),
  }
}

async function findLastInbound(tx: Transaction, conversationId: string): Promise<OutboundMessage['thread']> {
  const last = await tenant<Tables>(tx)
    .select('messages')
    .select(['externalId', 'content'])
    .where('conversationId', '=', conversationId)
    .where('direction', '=', 'inbound')
    .where('externalId', 'is not', null)
    .orderBy('sentAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  // JSON written by the channel itself.
  return last?.externalId ? { externalId: last.externalId, content: last.content as Record<string, JsonValue> } : undefined
}
