import type { JsonValue } from '#platform/context'

/** What a provider told us, parsed once at the edge. */
export type InboundItem =
  | ({ type: 'message' } & InboundMessage)
  | ({ type: 'status' } & InboundStatus)
  /** Everything that we wrote into this chat up to a moment was delivered or read: some providers name no messages. */
  | { type: 'reached'; threadId: string; status: 'delivered' | 'read'; until: Date }
  | { type: 'edit'; externalId: string; text: string; at: Date }
  | { type: 'revoke'; externalId: string; at: Date }
  | { type: 'consent'; customer: InboundCustomer; isGranted: boolean; at: Date; proof: Record<string, JsonValue> }
  /** The same chat or person has another id from now on. */
  | { type: 'moved'; threadId: string; newThreadId: string; customer?: { externalId: string; newExternalId: string; newPhone?: string } }
  | ({ type: 'template' } & TemplateNews)
  | { type: 'account'; problem: ChannelProblem }
  /** What the provider now says about the account; may be shown. */
  | { type: 'learned'; config: Record<string, JsonValue> }
  /** Genuine, but not readable: kept as it came, for people. */
  | { type: 'unreadable'; reason: string; body: string }

export interface InboundCustomer {
  /** The channel's own id of the person: the only thing that is always there. */
  externalId: string
  /** Other ids that the channel states for the same person. */
  aliases?: string[]
  name?: string
  /** Only a number that the channel vouches for. */
  phone?: string
}

export interface InboundMessage {
  /** The provider's id, unique in the channel: a repeat changes nothing. */
  externalId: string
  /** The chat it belongs to; for most channels the person's id. Answers go there. */
  threadId: string
  /** Other ids under which an earlier part of the same chat may be stored. */
  threadAliases?: string[]
  customer: InboundCustomer
  sentAt: Date
  /** `text`, `image`, `audio`, `video`, `document`, `sticker`, `location`, `contacts`, `order`, `button`, `reaction`, `system`, `unsupported`. */
  kind: string
  /** What a person reads: text, caption, button title, or a plain description. Empty when there is none. */
  text: string
  content: Record<string, JsonValue>
  attachments: InboundAttachment[]
  replyToExternalId?: string
  /** Typed by the shop in the provider's own app: shown as ours, never answered. */
  isEcho?: boolean
  /** An answer is expected; `false` for reactions and system notes, which do not count as unread either. */
  wantsAnswer: boolean
}

export interface InboundAttachment {
  name: string
  mediaType: string
  bytes?: number
  /** What the channel needs to fetch it later; no credentials. */
  source: Record<string, JsonValue>
  /** Already taken in and checked: where it lies. */
  storedKey?: string
}

export interface InboundStatus {
  externalId: string
  status: 'sent' | 'delivered' | 'read' | 'failed'
  at: Date
  /** Our own reference that the provider carried along, where it does. */
  attemptKey?: string
  error?: ChannelProblem
  /** What the provider says about the price; kept for cost reports. */
  details?: Record<string, JsonValue>
  /** Until when the provider charges nothing, whatever is sent. */
  freeUntil?: Date
}

export interface TemplateNews {
  name: string
  language: string
  status?: string
  category?: string
  quality?: string
  reason?: string
}

/** Why something did not work, for people and for code. */
export interface ChannelProblem {
  /** Stable: `window_closed`, `blocked`, `token_expired`, `rate_limited`, … */
  code: string
  /** Indonesian sentence: what happened and what to do. */
  sentence: string
  /** The provider's own code and words, for technicians. */
  detail?: string
  retryable: boolean
  retryAfterMs?: number
  /** What has to slow down: this one chat, or (unless set) the whole account. */
  appliesTo?: 'chat'
  /** The account itself needs attention (token expired, number banned): the queue is held, not failed. */
  needsReconnect?: boolean
  /** Did not arrive this time; after a few times in a row it counts as for good. */
  isSoftBounce?: true
  /** The person does not want our messages any more. */
  isOptOut?: boolean
}
