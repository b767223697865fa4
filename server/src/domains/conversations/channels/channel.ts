import type { JsonValue, Services } from '#platform/context'
import type { ChannelProblem, InboundItem } from './inbound-item.ts'

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

/** What a channel type does for one account at a time. */
export type ChannelSettings = Pick<Channel, 'name' | 'config' | 'secrets'>

export interface OutboundMessage {
  /** Chat to write into. */
  threadId: string
  /** Written to our database before the call; sent along as the provider's client reference where one exists. */
  attemptKey: string
  text: string
  replyToExternalId?: string
  /** The customer's time to be answered is over: a person writes by a right of their own, where the channel has one. */
  isAfterWindow?: boolean
  /** Nobody read this before it leaves: channels where machines answer each other say so. */
  isAutomatic?: boolean
  /** The customer's last message in this chat, on channels whose messages name what they answer. */
  thread?: { externalId: string; content: Record<string, JsonValue> }
  /** A page on which the customer ends promotions with one click; on promotions of channels that offer it. */
  unsubscribeUrl?: string
  subject?: string
  /** The text once more with layout, for channels that show it. */
  html?: string
  template?: OutboundTemplate
  attachment?: { mediaType: string; name: string; bytes: Uint8Array }
}

export interface OutboundTemplate {
  name: string
  language: string
  /** Named as `ChannelTemplate.variables` names them, in that order. */
  values: { name: string; value: string }[]
}

/** A message text that the provider has approved. */
export interface ChannelTemplate {
  name: string
  language: string
  category: string
  /** `APPROVED` may be sent. */
  status: string
  quality?: string
  reason?: string
  /** The text with `{{name}}` slots, as people read it. */
  body: string
  variables: string[]
  /** The provider's own description, for building a message from it. */
  components: JsonValue
}

export type SendOutcome =
  | { outcome: 'accepted'; externalId: string }
  | { outcome: 'rejected'; problem: ChannelProblem }
  /** Not tried, or refused before anything happened: safe to try again later. */
  | { outcome: 'wait'; problem: ChannelProblem }
  /** Nothing was sent because the chat has another id now: send there. */
  | { outcome: 'moved'; threadId: string }
  /** No answer came after the request left: never sent again by itself. */
  | { outcome: 'uncertain'; detail: string }

export interface PublicPost {
  text: string
  photo?: { bytes: Uint8Array; address: string }
}

/** Where the photo lies ready; or not yet, or not at all. */
export type Preparation = { outcome: 'ready'; preparedId: string } | { outcome: 'not_yet'; preparedId: string } | Extract<SendOutcome, { outcome: 'rejected' | 'wait' }>

/** Shows something to everyone, on channels with a page for it. */
export interface Publishing {
  /** What people call that page. */
  label: string
  mostText: number
  /** The provider takes photos only, and fetches them itself from an address that everyone reaches. */
  fetchesPhoto: boolean
  /** What has to happen before; nobody sees anything of it, so it may be repeated. Left out: nothing. */
  prepare?(channel: Channel, post: PublicPost, preparedId: string | null, services: Services): Promise<Preparation>
  /** Never throws for what a provider can do. */
  show(channel: Channel, post: PublicPost, preparedId: string | null, services: Services): Promise<Exclude<SendOutcome, { outcome: 'moved' }>>
  findLink(channel: Channel, externalId: string, services: Services): Promise<string | undefined>
}

export interface WebhookRequest {
  method: 'GET' | 'POST'
  headers: Record<string, string | undefined>
  query: Record<string, string | undefined>
  body: Uint8Array
}

export type WebhookAnswer =
  | { kind: 'reply'; status: number; body: string }
  /** `reply` is what the provider wants to read once the items are stored; `ok` unless set. */
  | { kind: 'items'; items: InboundItem[]; reply?: { body: string; contentType: string } }

export interface ChannelHealth {
  isWorking: boolean
  /** What was really tried: a saved token is not a connection. */
  tried: string
  problem?: ChannelProblem
  /** What the provider says about the account: its name and what may be shown. */
  learned?: { name?: string; config: Record<string, JsonValue> }
}

/** Up to `burst` at once; then one each `everyMs` for a chat, and never more than `burst` in the time of so many for an account. */
export interface Rate {
  everyMs: number
  burst: number
}

/** What counts for some chats of a channel instead of its limits. */
export interface ThreadRules {
  windowHours: number
  /** Messages that may be sent into this chat, ever. */
  mostMessages: number
  rate: Rate
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
    /** Longer texts leave as several messages. */
    textLength: number
    /** What `textLength` counts; letters (UTF-16 units) unless set. */
    textUnit?: 'bytes'
    captionLength: number
    /** Hours after the customer's last message in which free text is allowed; `null` for no limit. */
    windowHours: number | null
    account: Rate
    chat: Rate
    hasTemplates: boolean
    /** Largest file that may be sent, in bytes; 0 where none can be. */
    maxAttachmentBytes: number
  }
  /** What the provider takes from one account, where accounts of this kind differ. */
  accountRate?(channel: Pick<ChannelSettings, 'config'>): Rate
  /** Chats with rules of their own, such as a comment that may be answered once. */
  threadRules?(threadId: string): ThreadRules | undefined
  /** Hours after the customer's last message in which a person, not the assistant, may still write; `null` for no more than everyone. */
  personWindowHours?(channel: Pick<ChannelSettings, 'config'>): number | null
  /** Messages name what they answer, and have a subject. */
  isThreaded?: true
  /** Promotions carry a link that ends them. */
  hasUnsubscribe?: true
  /** The assistant's answers wait for a person, whatever its mode. */
  answersByDraft?(channel: Pick<ChannelSettings, 'config'>): boolean
  /** Checks what the owner typed and splits it into what may be shown and what is secret. `existing` when reconnecting. */
  readSettings(input: Record<string, JsonValue>, existing: ChannelSettings | undefined): ChannelSettings
  /**
   * The provider's own addresses of this account. Only one account of the installation may hold each; they are claimed
   * once a round trip proved access, so that nobody takes another shop's number by typing its id.
   */
  addresses(channel: Channel): string[]
  /**
   * Which accounts a webhook request may be for, before anything is trusted: `channelId` from the path, addresses from
   * the body. Each candidate verifies for itself. Left out: the path alone decides.
   */
  addressesIn?(request: WebhookRequest): string[]
  /** Verifies the raw bytes, then parses what concerns this account. Throws `forgedWebhook()` when the signature does not hold. */
  receive?(channel: Channel, request: WebhookRequest, now: Date): WebhookAnswer
  /** An address that opens a chat with this account, with these words already written where the provider allows it. */
  chatAddress?(channel: Pick<ChannelSettings, 'config'>, first: { words: string; code: string }): string | undefined
  /** Whether new settings name the account of the old ones, so that news go on where they ended; left out where only the provider can tell. */
  isSameAccount?(before: ChannelSettings, after: ChannelSettings): boolean
  /** Asks the provider for what is new, for machines without a public address. Returns the next cursor. */
  poll?(channel: Channel, cursor: JsonValue, services: Services, signal: AbortSignal): Promise<PollAnswer>
  /** Ends other ways of getting news that would exclude polling; before the first poll, and after the problem `called_instead`. */
  preparePolling?(channel: Channel, services: Services): Promise<void>
  /** Never throws for what a provider can do; an exception means a fault of ours. */
  send(channel: Channel, message: OutboundMessage, services: Services): Promise<SendOutcome>
  /** Shows posts to everyone, on channels with a page for it. */
  publishing?: Publishing
  /** Does a round trip to the provider. */
  check(channel: Channel, services: Services): Promise<ChannelHealth>
  /** Tells the provider where to send webhooks, after connecting. */
  subscribe?(channel: Channel, webhookUrl: string, services: Services): Promise<ChannelHealth>
  /** Tells the provider to stop, when the account is removed. */
  unsubscribe?(channel: Channel, services: Services): Promise<void>
  /** Fresh secrets in place of those that would run out; `undefined` when none are to be had now. */
  renewSecrets?(channel: Channel, services: Services): Promise<Channel['secrets'] | undefined>
  listTemplates?(channel: Channel, services: Services): Promise<ChannelTemplate[]>
  /** What a person calls themselves, on channels whose messages do not say. */
  findName?(channel: Channel, externalId: string, services: Services): Promise<string | undefined>
  /** An attachment as it arrives; the channel sends credentials to its provider's hosts only (S08). */
  fetchAttachment?(channel: Channel, source: Record<string, JsonValue>, services: Services, maxBytes: number): Promise<AttachmentAnswer>
}

export type PollAnswer = { items: InboundItem[]; cursor: JsonValue } | { problem: ChannelProblem }

export type AttachmentAnswer =
  | { content: AsyncIterable<Uint8Array>; bytes?: number }
  /** `gone` is for good; anything else may be tried again. */
  | { missing: 'gone' | 'too_large' | 'unreachable'; bytes?: number }
