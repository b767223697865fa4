import type { ColumnType } from 'kysely'

/** What can happen. Orders and messages are about a customer when one is known; answers are about the shop. */
export const activityTypes = ['order', 'message', 'answer-assistant', 'answer-person', 'rating'] as const
export type ActivityType = (typeof activityTypes)[number]

export interface ActivityEventRow {
  businessId: string
  id: string
  eventKey: string
  type: ActivityType
  customerId: string | null
  at: Date
  /** The shop's own day, `YYYY-MM-DD`. */
  day: string
  channel: string
  place: string
  /** Rupiah of an order, seconds of an answer, score of a rating. */
  amount: number
  quantity: number
  variantIds: string[]
  goods: SoldGoods[]
}

/** Of one variant in one order; keys in the order in which the database gives them back. */
export interface SoldGoods {
  amount: number
  quantity: number
  variantId: string
}

export interface VariantDayRow {
  businessId: string
  id: string
  variantId: string
  day: string
  orders: number
  quantity: number
  amount: number
}

export interface CustomerDayRow {
  businessId: string
  id: string
  customerId: string
  type: ActivityType
  day: string
  events: number
  amount: number
}

export interface ShopDayRow {
  businessId: string
  id: string
  type: ActivityType
  day: string
  channel: string
  events: number
  amount: number
  quantity: number
}

export interface CustomerProfileRow {
  businessId: string
  id: string
  orders: number
  spend: number
  orderDays: number
  firstOrderOn: string | null
  lastOrderOn: string | null
  gapDays: number | null
  messages: number
  firstMessageOn: string | null
  lastMessageOn: string | null
  channels: string[]
  variantIds: string[]
  place: string
}

export interface SegmentRow {
  businessId: string
  id: string
  name: string
  rule: unknown
  createdBy: string | null
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

export interface SegmentFigureRow {
  businessId: string
  id: string
  segment: string
  asOf: string
  members: number
  bought: number
}

export interface Tables {
  activityState: { businessId: string; id: string; zone: string; rebuiltAt: Date | null }
  activityEvents: ActivityEventRow
  customerDays: CustomerDayRow
  shopDays: ShopDayRow
  customerProfiles: CustomerProfileRow
  variantDays: VariantDayRow
  segments: Omit<SegmentRow, 'rule'> & { rule: ColumnType<unknown, string, string> }
  segmentFigures: SegmentFigureRow
}
