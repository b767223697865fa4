import type { Delivery } from './delivery.ts'

export interface ChannelRow {
  businessId: string
  id: string
  type: string
  name: string
  status: 'active' | 'disconnected' | 'paused'
  /** How messages come in: the provider calls us, or we ask. */
  inboundMode: 'none' | 'webhook' | 'polling'
  pollCursor: unknown
  config: unknown
  sealedSecrets: string | null
  lastError: unknown
  lastErrorAt: Date | null
  lastInboundAt: Date | null
  lastOutboundAt: Date | null
  checkedAt: Date | null
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

export interface ChannelRouteRow {
  routeKey: string
  businessId: string
  channelId: string
  /** Whether some worker has to ask the provider for news of this account, and who does so until when. */
  isPolled: boolean
  pollerToken: string | null
  pollerUntil: Date | null
}

export interface ConversationRow {
  businessId: string
  id: string
  channelId: string
  customerId: string
  externalId: string
  status: 'open' | 'waiting' | 'closed'
  handler: 'assistant' | 'person'
  assignedMemberId: string | null
  handoff: unknown
  labels: string[]
  unreadCount: number
  lastMessageAt: Date
  lastMessagePreview: string
  lastMessageDirection: string
  lastInboundAt: Date | null
  lastPersonAt: Date | null
  windowExpiresAt: Date | null
  /** Until when the provider charges nothing; it does not allow free text. */
  freeEntryUntil: Date | null
  isSample: boolean
  createdAt: Date
}

export interface MessageRow {
  businessId: string
  id: string
  conversationId: string
  channelId: string
  direction: 'inbound' | 'outbound' | 'note' | 'event'
  authorKind: 'customer' | 'assistant' | 'member' | 'system'
  authorId: string | null
  externalId: string | null
  clientId: string | null
  kind: string
  text: string
  content: unknown
  sentAt: Date
  createdAt: Date
  isLate: boolean
  delivery: Delivery | null
  deliveryAt: Date | null
  attemptKey: string | null
  attemptedAt: Date | null
  error: unknown
  answer: unknown
  replyToId: string | null
  /** The message of unknown or failed fate that this one repeats. */
  resendOfId: string | null
  /** Promotions need consent at the moment they leave. */
  purpose: 'service' | 'marketing'
  editedAt: Date | null
  revokedAt: Date | null
}

export interface MessageStatusRow {
  businessId: string
  id: string
  channelId: string
  externalId: string
  status: string
  attemptKey: string | null
  error: unknown
  details: unknown
  at: Date
}

export interface AttachmentRow {
  businessId: string
  id: string
  messageId: string
  status: 'waiting' | 'stored' | 'refused' | 'expired'
  fileKey: string | null
  name: string
  mediaType: string
  bytes: number | null
  source: unknown
  reason: string | null
  createdAt: Date
}

export interface LabelRow {
  businessId: string
  id: string
  name: string
  colour: string
  createdAt: Date
}

export interface CannedReplyRow {
  businessId: string
  id: string
  shortcut: string
  text: string
  createdAt: Date
  updatedAt: Date
}

export interface TemplateRow {
  businessId: string
  id: string
  channelId: string
  name: string
  language: string
  category: string
  status: string
  quality: string | null
  body: string
  variables: string[]
  components: unknown
  reason: string | null
  updatedAt: Date
}

/** Something inbound that could not be read or stored. */
export interface InboundFailureRow {
  businessId: string
  id: string
  channelId: string
  fingerprint: string
  reason: string
  body: string
  at: Date
}

export interface Tables {
  channels: ChannelRow
  conversations: ConversationRow
  messages: MessageRow
  messageStatuses: MessageStatusRow
  attachments: AttachmentRow
  labels: LabelRow
  cannedReplies: CannedReplyRow
  templates: TemplateRow
  inboundFailures: InboundFailureRow
}
