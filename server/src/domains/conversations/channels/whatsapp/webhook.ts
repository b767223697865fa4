import type { Channel, WebhookAnswer, WebhookRequest } from '../channel.ts'
import type { InboundItem } from '../inbound-item.ts'
import { createEnvelopeReader, shakeHands, verifyMetaSignature } from '../meta-webhook.ts'
import { readAccountUpdate, readErrors, readNumberQuality, readPreferences, readTemplateCategory, readTemplateQuality, readTemplateStatus } from './account-events.ts'
import { readEchoes, readMessages } from './messages.ts'
import { envelopeSchema, type Change } from './schemas.ts'
import { readStatuses } from './statuses.ts'

const parse = createEnvelopeReader(envelopeSchema)

/** The numbers that a request speaks of. All numbers of one app share a callback address, and one request may hold several. */
export function addressesIn(request: WebhookRequest): string[] {
  const changes = parse(request.body)?.entry.flatMap((entry) => entry.changes) ?? []
  return [...new Set(changes.flatMap(({ value }) => (value.metadata ? [`number:${value.metadata.phone_number_id}`] : [])))]
}

export function receive(channel: Channel, request: WebhookRequest, now: Date): WebhookAnswer {
  if (request.method === 'GET') return shakeHands(channel, request)
  verifyMetaSignature(channel, request)
  const envelope = parse(request.body)
  if (!envelope) return { kind: 'items', items: [{ type: 'unreadable', reason: 'unknown_shape', body: new TextDecoder().decode(request.body) }] }
  const own = envelope.entry.flatMap((entry) => entry.changes.filter((change) => concerns(channel, entry.id, change)))
  return { kind: 'items', items: own.flatMap((change) => readChange(change, now)) }
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
