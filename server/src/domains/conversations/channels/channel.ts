import type { JsonValue, Services } from '#platform/context'

/** One connected account of a channel type. */
export interface Channel {
  channelId: string
  businessId: string
  type: string
  name: string
  /** What may be shown: ids, names, appearance. Its shape belongs to the channel type. */
  config: Record<string, JsonValue>
  /** Tokens and secrets, decrypted; never leave the server. */
  secrets: Record<string, string>
}

/** What a provider told us, parsed once at the edge. */
export type InboundItem =
  | ({ type: 'message' } & InboundMessage)
  | ({ type: 'status' } & InboundStatus)
  | { type: 'edit'; externalId: string; text: string; at: Date }
  | { type: 'revoke'; externalId: string; at: Date }
  | { type: 'consent'; customer: InboundCustomer; isGranted: boolean; at: Date; proof: Record<string, JsonValue> }
  | { type: 'template'; name: string; language: string; status: string; category?: string; reason?: string }
  | { type: 'account'; problem: ChannelProblem }

export interface InboundCustomer {
  /** The channel's own id of the person: the only thing that is always there. */
  externalId: string
  name?: string
  phone?: string
}

export interface InboundMessage {
  /** The provider's id, unique in the channel: a repeat changes nothing. */
  externalId: string
  /** The chat it belongs to; for most channels the person's id. */
  threadId: string
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
  /** An answer is expected; `false` for reactions and system notes. */
  wantsAnswer: boolean
}

export interface InboundAttachment {
  name: string
  mediaType: string
  bytes?: number
  /** What the channel needs to fetch it later; no credentials. */
  source: Record<string, JsonValue>
}

export interface InboundStatus {
  externalId: string
  status: 'sent' | 'delivered' | 'read' | 'failed'
  at: Date
  /** Our own reference that the provider carried along, where it does. */
  attemptKey?: string
  error?: ChannelProblem
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
  /** The account itself needs attention (token expired, number banned): the queue is held, not failed. */
  needsReconnect?: boolean
}

export interface OutboundMessage {
  /** Chat to write into. */
  threadId: string
  /** Written to our database before the call; sent along as the provider's client reference where one exists. */
  attemptKey: string
  text: string
  replyToExternalId?: string
  template?: { name: string; language: string; variables: string[] }
  attachment?: { mediaType: string; name: string; bytes: Uint8Array }
}

export type SendOutcome =
  | { outcome: 'accepted'; externalId: string }
  | { outcome: 'rejected'; problem: ChannelProblem }
  /** Not tried, or refused before anything happened: safe to try again later. */
  | { outcome: 'wait'; retryAfterMs: number; problem: ChannelProblem }
  /** No answer came after the request left: never sent again by itself. */
  | { outcome: 'uncertain'; detail: string }

export interface WebhookRequest {
  method: 'GET' | 'POST'
  headers: Record<string, string | undefined>
  query: Record<string, string | undefined>
  body: Uint8Array
}

export type WebhookAnswer =
  | { kind: 'reply'; status: number; body: string; contentType?: string }
  | { kind: 'items'; items: InboundItem[] }

export interface ChannelHealth {
  isWorking: boolean
  /** What was really tried: a saved token is not a connection. */
  tried: string
  problem?: ChannelProblem
}

/**
 * A kind of channel. Adding one is adding a folder here and a line in the registry; nothing else in the product knows
 * its name. Every member passes `channel-suite.ts`.
 */
export interface ChannelType {
  type: string
  /** What people call it. */
  label: string
  limits: {
    textLength: number
    /** Hours after the customer's last message in which free text is allowed; `null` for no limit. */
    windowHours: number | null
    /** Messages per second over the whole account. */
    perSecond: number
    /** Shortest time between two messages to one chat. */
    perChatMs: number
    hasTemplates: boolean
    maxAttachmentBytes: number
  }
  /** Checks what the owner typed and splits it into what may be shown and what is secret. */
  readSettings(input: Record<string, JsonValue>): { name: string; config: Record<string, JsonValue>; secrets: Record<string, string> }
  /** Keys under which webhooks of this account are found: one installation serves many businesses. */
  routeKeys(channel: Channel): string[]
  /** The key of one webhook request, before anything is trusted. */
  routeKeyOf?(request: WebhookRequest, pathKey: string): string | undefined
  /** Verifies the raw bytes, then parses. Throws `forgedWebhook()` when the signature does not hold. */
  receive?(channel: Channel, request: WebhookRequest, now: Date): WebhookAnswer
  /** Asks the provider for what is new, for machines without a public address. Returns the next cursor. */
  poll?(channel: Channel, cursor: JsonValue, services: Services, signal: AbortSignal): Promise<{ items: InboundItem[]; cursor: JsonValue }>
  send(channel: Channel, message: OutboundMessage, services: Services): Promise<SendOutcome>
  /** Does a round trip to the provider. */
  check(channel: Channel, services: Services): Promise<ChannelHealth>
  /** Tells the provider where to send webhooks, after connecting. */
  subscribe?(channel: Channel, webhookUrl: string, services: Services): Promise<ChannelHealth>
  /** The bytes of an attachment; the channel sends credentials to its provider's hosts only (S08). */
  fetchAttachment?(channel: Channel, source: Record<string, JsonValue>, services: Services, maxBytes: number): Promise<{ bytes: Uint8Array; mediaType?: string }>
}
