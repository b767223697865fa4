import type { Transaction } from '#platform/context'
import { typeOf } from './channel-accounts.ts'
import { nothingToSend } from './errors.ts'
import type { AnswerRecord, OwnMessage } from './own-messages.ts'
import { splitText } from './split-text.ts'
import type { ChannelRow } from './tables.ts'
import { fillTemplate } from './templates.ts'

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
  /** Tells what became of the customer's own wish, and so leaves while a person answers too. */
  isReceipt?: boolean
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

export type Draft = Omit<OwnMessage, 'delivery'>

/** The messages that one input becomes: split to what the channel takes, or a template in its own words. */
export async function planParts(tx: Transaction, channel: Pick<ChannelRow, 'id' | 'type'>, input: NewMessage): Promise<Draft[]> {
  const base = draft(tx, input)
  if (input.template) {
    const { text, template } = await fillTemplate(tx, channel.id, input.template)
    return [{ ...base, kind: 'template', text, content: { template } }]
  }
  const { textLength, textUnit, captionLength } = typeOf(channel).limits
  const isCaption = input.file !== undefined && !input.file.mediaType.startsWith('audio/') && input.text.length <= captionLength
  const texts = isCaption ? [input.text] : [...(input.file ? [''] : []), ...splitText(input.text, textLength, textUnit)]
  if (texts.length === 0) throw nothingToSend()
  return texts.map((text, index) => ({
    ...base,
    text,
    kind: index === 0 && input.file ? kindOf(input.file.mediaType) : 'text',
    clientId: index === 0 || !base.clientId ? base.clientId : `${base.clientId}#${index + 1}`,
    answer: index === 0 ? base.answer : null,
  }))
}

/** What every part of a message has in common. */
export function draft(tx: Transaction, input: NewMessage): Draft {
  return {
    direction: 'outbound',
    authorKind: input.isReceipt ? 'system' : tx.actor.kind === 'assistant' ? 'assistant' : tx.actor.kind === 'member' ? 'member' : 'system',
    kind: 'text',
    text: '',
    content: {},
    clientId: input.clientId ?? null,
    answer: input.answer ? JSON.stringify(input.answer) : null,
    purpose: input.purpose ?? 'service',
  }
}

function kindOf(mediaType: string): string {
  const [family = ''] = mediaType.split('/')
  return ['image', 'audio', 'video'].includes(family) ? family : 'document'
}
