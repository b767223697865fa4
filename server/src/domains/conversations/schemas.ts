import { z } from 'zod'
import { pageQuery } from '#platform/http/paging'
import { timestamp } from '#platform/http/timestamp'
import { deliveries } from './delivery.ts'

const problem = z.object({ code: z.string(), sentence: z.string(), detail: z.string().optional() })

export const channelSchema = z.object({
  channelId: z.string(),
  type: z.string(),
  label: z.string(),
  name: z.string(),
  status: z.enum(['active', 'disconnected', 'paused']),
  inboundMode: z.enum(['none', 'webhook', 'polling']),
  webhookPath: z.string().nullable(),
  config: z.record(z.string(), z.unknown()),
  lastError: problem.nullable(),
  lastErrorAt: timestamp.nullable(),
  lastInboundAt: timestamp.nullable(),
  lastOutboundAt: timestamp.nullable(),
  checkedAt: timestamp.nullable(),
})

export const templateSchema = z.object({
  name: z.string(),
  language: z.string(),
  category: z.string(),
  /** `APPROVED` may be sent. */
  status: z.string(),
  quality: z.string().nullable(),
  reason: z.string().nullable(),
  /** The text with `{{name}}` slots. */
  body: z.string(),
  /** Slots in the order in which `variables` of a message fills them. */
  variables: z.array(z.string()),
})

export const conversationSchema = z.object({
  conversationId: z.string(),
  customer: z.object({ customerId: z.string(), name: z.string(), phone: z.string().nullable() }),
  channel: z.object({ channelId: z.string(), type: z.string(), name: z.string(), hasTemplates: z.boolean() }),
  status: z.enum(['open', 'waiting', 'closed']),
  handler: z.enum(['assistant', 'person']),
  assignedMemberId: z.string().nullable(),
  handoff: z.object({ reason: z.string(), summary: z.string(), at: z.string() }).nullable(),
  labels: z.array(z.string()),
  unreadCount: z.number().int(),
  lastMessageAt: timestamp,
  lastMessagePreview: z.string(),
  lastMessageDirection: z.string(),
  /** Until when a person may write freely. */
  windowExpiresAt: timestamp.nullable(),
  /** Until when the provider charges nothing. */
  freeEntryUntil: timestamp.nullable(),
  isSample: z.boolean(),
})

export const messageSchema = z.object({
  messageId: z.string(),
  conversationId: z.string(),
  direction: z.enum(['inbound', 'outbound', 'note', 'event']),
  author: z.object({ kind: z.enum(['customer', 'assistant', 'member', 'system']), id: z.string().nullable() }),
  clientId: z.string().nullable(),
  kind: z.string(),
  text: z.string(),
  content: z.record(z.string(), z.unknown()),
  sentAt: timestamp,
  isLate: z.boolean(),
  delivery: z.enum(deliveries).nullable(),
  error: problem.nullable(),
  /** Where the assistant's words came from. */
  answer: z
    .object({
      intent: z.string(),
      sources: z.array(z.object({ kind: z.string(), ref: z.string(), text: z.string() })),
      products: z.array(z.string()),
      handoff: z.object({ reason: z.string(), summary: z.string() }).nullable(),
    })
    .nullable(),
  replyToId: z.string().nullable(),
  /** The message of unknown or failed fate that this one repeats. */
  resendOfId: z.string().nullable(),
  editedAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
  attachments: z.array(
    z.object({ attachmentId: z.string(), status: z.enum(['waiting', 'stored', 'refused', 'expired']), name: z.string(), mediaType: z.string(), bytes: z.number().nullable(), reason: z.string().nullable() }),
  ),
})

export const conversationQuery = pageQuery.extend({
  status: z.enum(['open', 'waiting', 'closed']).optional(),
  view: z.enum(['all', 'mine', 'unassigned', 'needs-person', 'unread']).optional(),
  channelId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  label: z.string().max(40).optional(),
  search: z.string().trim().min(1).max(100).optional(),
})

export const messageInput = z.strictObject({
  text: z.string().trim().max(20_000).default(''),
  clientId: z.string().min(8).max(100).optional(),
  seenMessageId: z.uuid().optional(),
  template: z.strictObject({ name: z.string().max(512), language: z.string().max(20), variables: z.array(z.string().max(1_000)).max(20) }).optional(),
})
