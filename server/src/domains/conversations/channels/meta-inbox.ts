import { z } from 'zod'
import type { Channel, WebhookAnswer, WebhookRequest } from './channel.ts'
import type { InboundItem } from './inbound-item.ts'
import { readEvent } from './meta-inbox-events.ts'
import { createEnvelopeReader, shakeHands, verifyMetaSignature } from './meta-webhook.ts'

/** What Instagram and Messenger say differently in webhooks; the rest is the same. */
export interface InboxDialect {
  object: 'instagram' | 'page'
  /** What people call it. */
  label: string
  /** A post's comments and the like; other fields that somebody switched on are nothing. */
  readChange(change: InboxChange, account: InboxAccount, now: Date): InboundItem[]
}

export interface InboxAccount {
  accountId: string
  /** Whether comments may be answered without a person. */
  answersComments: boolean
}

export interface InboxChange {
  field: string
  value: unknown
  /** When Meta made this entry; for changes that carry no time. */
  time: number | undefined
}

const entry = z.object({
  id: z.coerce.string(),
  time: z.number().optional().catch(undefined),
  messaging: z.array(z.unknown()).optional().catch(undefined),
  /** What other apps are told while they have the conversation. */
  standby: z.array(z.unknown()).optional().catch(undefined),
  changes: z.array(z.object({ field: z.string(), value: z.unknown() })).optional().catch(undefined),
})
const envelope = z.object({ object: z.string(), entry: z.array(entry) })

const parse = createEnvelopeReader(envelope)

/** The accounts that a request speaks of; one app's accounts share a callback address. */
export function inboxAddressesIn(dialect: InboxDialect, request: WebhookRequest): string[] {
  const found = parse(request.body)
  return found?.object === dialect.object ? [...new Set(found.entry.map(({ id }) => addressOf(id)))] : []
}

export function addressOf(accountId: string): string {
  return `account:${accountId}`
}

export function receiveInbox(dialect: InboxDialect, channel: Channel, request: WebhookRequest, now: Date): WebhookAnswer {
  if (request.method === 'GET') return shakeHands(channel, request)
  verifyMetaSignature(channel, request)
  const found = parse(request.body)
  if (!found) return { kind: 'items', items: [{ type: 'unreadable', reason: 'unknown_shape', body: new TextDecoder().decode(request.body) }] }
  const account: InboxAccount = { accountId: String(channel.config['accountId']), answersComments: channel.config['answersComments'] === true }
  const own = found.object === dialect.object ? found.entry.filter(({ id }) => id === account.accountId) : []
  const items = own.flatMap(({ messaging = [], standby = [], changes = [], time }) => [
    ...messaging.flatMap((event) => readEvent(dialect.label, event, account, now)),
    ...standby.flatMap((event) => readEvent(dialect.label, event, account, now).map(unanswered)),
    ...changes.flatMap(({ field, value }) => dialect.readChange({ field, value, time }, account, now)),
  ])
  return { kind: 'items', items }
}

/** Another app has the conversation: shown, never answered. */
function unanswered(item: InboundItem): InboundItem {
  return item.type === 'message' ? { ...item, wantsAnswer: false } : item
}
