import { forgedWebhook } from '../../errors.ts'
import type { Channel, WebhookAnswer, WebhookRequest } from '../channel.ts'
import type { InboundItem } from '../inbound-item.ts'
import { hmacHex, isSameText } from '../signature.ts'
import { readAccountUpdate, readErrors, readNumberQuality, readPreferences, readTemplateCategory, readTemplateQuality, readTemplateStatus } from './account-events.ts'
import { readEchoes, readMessages } from './messages.ts'
import { envelopeSchema, type Change } from './schemas.ts'
import { readStatuses } from './statuses.ts'

/** The numbers that a request speaks of. All numbers of one app share a callback address, and one request may hold several. */
export function addressesIn(request: WebhookRequest): string[] {
  const changes = parse(request.body)?.entry.flatMap((entry) => entry.changes) ?? []
  return [...new Set(changes.flatMap(({ value }) => (value.metadata ? [`number:${value.metadata.phone_number_id}`] : [])))]
}

export function receive(channel: Channel, request: WebhookRequest, now: Date): WebhookAnswer {
  if (request.method === 'GET') return shakeHands(channel, request)
  verify(channel, request)
  const envelope = parse(request.body)
  if (!envelope) return { kind: 'items', items: [{ type: 'unreadable', reason: 'unknown_shape', body: new TextDecoder().decode(request.body) }] }
  const own = envelope.entry.flatMap((entry) => entry.changes.filter((change) => concerns(channel, entry.id, change)))
  return { kind: 'items', items: own.flatMap((change) => readChange(change, now)) }
}

/** Meta asks once, when the address is set, whether we know the token that the owner typed. */
function shakeHands(channel: Channel, { query }: WebhookRequest): WebhookAnswer {
  const isOurs = query['hub.mode'] === 'subscribe' && isSameText(query['hub.verify_token'] ?? '', String(channel.config['verifyToken']))
  return isOurs ? { kind: 'reply', status: 200, body: (query['hub.challenge'] ?? '').slice(0, 500) } : { kind: 'reply', status: 403, body: 'forbidden' }
}

/** The signature is over the bytes as they came: Meta escapes non-ASCII letters, and re-encoded JSON would not match. */
function verify(channel: Channel, request: WebhookRequest): void {
  const given = request.headers['x-hub-signature-256'] ?? ''
  const appSecret = channel.secrets['appSecret']
  if (!appSecret || !isSameText(given, `sha256=${hmacHex(appSecret, request.body)}`)) throw forgedWebhook('tanda tangan tidak cocok')
}

function concerns(channel: Channel, accountId: string, { value }: Change): boolean {
  return value.metadata ? value.metadata.phone_number_id === channel.config['phoneNumberId'] : accountId === channel.config['businessAccountId']
}

function readChange({ field, value }: Change, now: Date): InboundItem[] {
  if (field === 'messages') return [...readMessages(value, now), ...readStatuses(value, now), ...readErrors(value)]
  if (field === 'smb_message_echoes' || field === 'message_echoes') return readEchoes(value, now)
  if (field === 'user_preferences') return readPreferences(value, now)
  if (field === 'message_template_status_update') return readTemplateStatus(value)
  if (field === 'message_template_quality_update') return readTemplateQuality(value)
  if (field === 'template_category_update') return readTemplateCategory(value)
  if (field === 'account_update') return readAccountUpdate(value)
  if (field === 'phone_number_quality_update') return readNumberQuality(value)
  // Fields that somebody switched on in Meta's page and we have no use for.
  return []
}

type Envelope = ReturnType<typeof envelopeSchema.parse>
/** The address and the content of a request are read from the same bytes: once. */
const parsed = new WeakMap<Uint8Array, Envelope | undefined>()

function parse(body: Uint8Array): Envelope | undefined {
  if (!parsed.has(body)) parsed.set(body, parseJson(body))
  return parsed.get(body)
}

function parseJson(body: Uint8Array): Envelope | undefined {
  try {
    return envelopeSchema.safeParse(JSON.parse(new TextDecoder().decode(body))).data
  } catch {
    return undefined
  }
}
