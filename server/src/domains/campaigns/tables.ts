import type { ColumnType } from 'kysely'
import type { OutletProblem } from '#domains/conversations'
import type { SocialPostChatRow, SocialPostRow, SocialPublicationRow } from './social/tables.ts'

export const campaignStatuses = ['draft', 'waiting', 'running', 'paused', 'stopped', 'done'] as const
export type CampaignStatus = (typeof campaignStatuses)[number]

/** Whom a campaign is for; every condition that is given must hold. */
export interface Audience {
  /** These people alone. */
  customerIds?: string[] | undefined
  /** Whoever is in this segment when the campaign is launched. */
  segmentId?: string | undefined
  label?: string | undefined
  minOrders?: number | undefined
  /** Bought within so many days. */
  boughtWithinDays?: number | undefined
  /** Bought before, and not for so many days. */
  silentDays?: number | undefined
}

export interface Variant {
  name: string
  text: string
  /** First line of a mail; other channels have none. */
  subject?: string | undefined
  /** An approved text of the provider, for chats whose window is closed; its slots are filled with these texts. */
  template?: { name: string; language: string; slots: { name: string; text: string }[] } | undefined
}

export const productModes = ['none', 'fixed', 'usual', 'recommended'] as const
/** What is offered with the product; `value` in rupiah or whole percent. */
export type Offer =
  | { kind: 'none' | 'percent' | 'amount'; value: number }
  /** Once for each customer who names the code, until the last day. */
  | { kind: 'voucher'; value: number; isPercent: boolean; code: string; until: string }
  /** So many for one price, for who names the code. */
  | { kind: 'bundle'; value: number; quantity: number; code: string; until: string }

/** What a preview counts; people by their ids. */
export interface PreviewCounts {
  audience: number
  ready: number
  /** Of those who can be written to: only with a template. */
  closed: number
  leftOut: { reason: LeftOutReason; count: number; customerIds: string[] }[]
  sampleIds: string[]
}

/** A preview that is worked out in pieces. */
export interface PreviewState {
  /** The draft as it was: another change begins anew. */
  version: string
  countedAt: string
  /** The last customer that was counted; `null` once all are. */
  after: string | null
  done: number
  all: number
  counts: PreviewCounts
}

export interface CampaignRow {
  businessId: string
  id: string
  kind: 'broadcast' | 'journey'
  name: string
  status: CampaignStatus
  channelId: string | null
  channelType: string
  audience: Audience
  variants: Variant[]
  productMode: (typeof productModes)[number]
  variantId: string | null
  offer: Offer
  /** Where `{{tautan}}` leads, and the code it goes by. */
  linkUrl: string | null
  linkCode: string | null
  holdoutPercent: number
  measureDays: number
  trigger: string | null
  triggerDays: number | null
  seriesId: string
  startsAt: Date | null
  launchedAt: Date | null
  finishedAt: Date | null
  holdReason: string | null
  preview: PreviewState | null
  createdBy: string | null
  createdAt: Date
  updatedAt: Date
}

/**
 * `planned` → `handed` (to the send protocol) → `sent` | `rejected` | `uncertain`; `to_copy` → `copied` for lists sent by
 * hand; `held_out` and `left_out` get nothing.
 */
export const deliveryStatuses = ['held_out', 'left_out', 'planned', 'handed', 'sent', 'delivered', 'read', 'rejected', 'uncertain', 'to_copy', 'copied'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

export const leftOutReasons = [
  'no_consent', 'restricted', 'minor', 'no_thread', 'window_closed', 'no_phone', 'too_often', 'no_name', 'missing_value', 'no_product', 'variant_gone', 'no_price', 'out_of_stock', 'below_floor', 'cost_unknown', 'offer_over',
  'too_long', 'template_unusable', 'same_person', 'stopped', 'occasion_over',
] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

export interface DeliveryRow {
  businessId: string
  id: string
  campaignId: string
  customerId: string
  occasion: string
  arm: string
  chance: number | null
  status: DeliveryStatus
  reason: string | null
  text: string | null
  conversationId: string | null
  messageId: string | null
  dueAt: Date
  sentAt: Date | null
  settledAt: Date
  optedOutAt: Date | null
  /** The end of this customer's own link; `null` without one. */
  linkCode: string | null
  clickedAt: Date | null
}

type Json<T> = ColumnType<T, string, string>

export interface Tables {
  campaigns: Omit<CampaignRow, 'audience' | 'variants' | 'offer' | 'preview'> & { preview: ColumnType<PreviewState | null, string | null | undefined, string | null>; audience: Json<Audience>; variants: Json<Variant[]>; offer: Json<Offer> }
  campaignDeliveries: DeliveryRow
  socialPosts: SocialPostRow
  socialPostChats: SocialPostChatRow
  socialPublications: Omit<SocialPublicationRow, 'error'> & { error: ColumnType<OutletProblem | null, string | null, string | null> }
}

export const holdout = 'holdout'
