import type { JsonValue } from '#platform/context'
import type { InboundItem } from '../inbound-item.ts'
import { providerTime } from '../provider-time.ts'
import { rawText } from '../raw-text.ts'
import { readContent } from './content.ts'
import { readPerson, type Person } from './people.ts'
import { contactSchema, contentSchemas, messageSchema, type Contact, type WhatsappMessage } from './schemas.ts'

/** Messages of customers. Each is read by itself; one that cannot be read is kept as it came. */
export function readMessages(value: Record<string, unknown>, now: Date): InboundItem[] {
  const contacts = readContacts(value['contacts'])
  return listOf(value['messages']).flatMap((raw) =>
    readEach(raw, (message) => {
      const person = readPerson({ number: message.from, userId: message.from_user_id }, contacts)
      return person && readMessage(message, person, now)
    }),
  )
}

/** What the owner typed in the phone app beside us. */
export function readEchoes(value: Record<string, unknown>, now: Date): InboundItem[] {
  const contacts = readContacts(value['contacts'])
  return listOf(value['message_echoes']).flatMap((raw) =>
    readEach(raw, (message) => {
      const person = readPerson({ number: message.to, userId: message.to_user_id }, contacts)
      return person && readMessage(message, person, now).map((item) => (item.type === 'message' ? { ...item, isEcho: true, wantsAnswer: false } : item))
    }),
  )
}

function readEach(raw: unknown, read: (message: WhatsappMessage) => InboundItem[] | undefined): InboundItem[] {
  const { data } = messageSchema.safeParse(raw)
  return (data && read(data)) ?? [{ type: 'unreadable', reason: 'unknown_shape', body: rawText(raw) }]
}

function readMessage(message: WhatsappMessage, person: Person, now: Date): InboundItem[] {
  const at = providerTime(message.timestamp, now)
  const change = readChange(message, at)
  if (change) return [change]
  const { replyTo = message.context?.id, ...said } = readContent(message)
  const item: InboundItem = {
    type: 'message',
    externalId: message.id,
    ...person,
    sentAt: at,
    ...said,
    content: { ...said.content, ...extras(message) },
    ...(replyTo ? { replyToExternalId: replyTo } : {}),
  }
  return message.type === 'system' ? [item, ...readMove(message, person)] : [item]
}

/** An edited or deleted message changes another one; it is no message itself. */
function readChange(message: WhatsappMessage, at: Date): InboundItem | undefined {
  const edit = message.type === 'edit' ? contentSchemas.edit.safeParse(message['edit']).data : undefined
  if (edit) return { type: 'edit', externalId: edit.original_message_id, text: readContent({ ...edit.message, id: message.id }).text, at }
  const revoke = message.type === 'revoke' ? contentSchemas.revoke.safeParse(message['revoke']).data : undefined
  return revoke && { type: 'revoke', externalId: revoke.original_message_id, at }
}

function readMove(message: WhatsappMessage, person: Person): InboundItem[] {
  const { data } = contentSchemas.system.safeParse(message['system'])
  const newNumber = data?.type?.endsWith('changed_number') ? (data.wa_id ?? data.new_wa_id) : undefined
  const newId = newNumber ?? (data?.type === 'user_changed_user_id' ? data.user_id : undefined)
  if (!newId || newId === person.threadId) return []
  const customer = { externalId: person.customer.externalId, newExternalId: newId, ...(newNumber ? { newPhone: `+${newNumber}` } : {}) }
  return [{ type: 'moved', threadId: person.threadId, newThreadId: newId, customer }]
}

/** Where the message came from: an advertisement, a product, another chat. */
function extras(message: WhatsappMessage): Record<string, JsonValue> {
  const { referral, context } = message
  return {
    ...(context?.forwarded || context?.frequently_forwarded ? { isForwarded: true } : {}),
    ...(context?.referred_product ? { product: { catalogId: context.referred_product.catalog_id, retailerId: context.referred_product.product_retailer_id } } : {}),
    ...(referral
      ? {
          referral: {
            sourceType: referral.source_type ?? '',
            sourceId: referral.source_id ?? '',
            sourceUrl: referral.source_url ?? '',
            headline: referral.headline ?? '',
            body: referral.body ?? '',
            // Meta's click id: conversions are reported back with it.
            ctwaClid: referral.ctwa_clid ?? '',
          },
        }
      : {}),
  }
}

export function readContacts(value: unknown): Contact[] {
  return listOf(value).flatMap((raw) => contactSchema.safeParse(raw).data ?? [])
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

