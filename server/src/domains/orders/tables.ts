import type { ColumnType } from 'kysely'
import type { WithDefaults } from '#platform/database/tenant'

/** In the order an order goes through them; the last two are ends. */
export const orderStatuses = ['unpaid', 'processing', 'ready', 'shipped', 'completed', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]

/** What an order has done to the stock: nothing (imported history), promised, sold, given back. */
export const stockStates = ['none', 'held', 'committed', 'released', 'returned'] as const
export type StockState = (typeof stockStates)[number]

export const deliveries = ['ship', 'pickup', 'counter'] as const
export type Delivery = (typeof deliveries)[number]

/** What a marketplace keeps of an order: commission, service fee, … */
export interface OrderFee {
  name: string
  amount: number
}

export interface OrderRow {
  businessId: string
  id: string
  number: string
  source: string
  customerId: string | null
  customerName: string
  phone: string | null
  status: OrderStatus
  subtotal: number
  discount: number
  shippingFee: number
  total: number
  courier: string
  trackingNumber: string | null
  promisedOn: string | null
  note: string
  isSample: boolean
  /** Beside the total, never part of it. */
  feeTotal: number
  fees: OrderFee[]
  paymentMethod: string
  address: string
  city: string
  province: string
  placedAt: Date
  paidAt: Date | null
  shippedAt: Date | null
  completedAt: Date | null
  cancelledAt: Date | null
  cancelReason: string | null
  /** Money that arrived and counts for this order. */
  paidTotal: number
  refundedTotal: number
  /** What must arrive before work starts; 0 for the whole. */
  depositDue: number
  discountNote: string
  /** The buyer's code that lowered it. */
  discountCode: string | null
  stockState: StockState
  /** Until when an unpaid order holds its goods. */
  reservedUntil: Date | null
  statusBeforeCancel: OrderStatus | null
  delivery: Delivery
  pickupTime: string
  /** The last step of work it reached. */
  stage: string | null
  conversationId: string | null
  updatedAt: Date
}

export interface OrderLineRow {
  businessId: string
  id: string
  orderId: string
  variantId: string | null
  sku: string
  name: string
  quantity: number
  unitPrice: number
  returnedQuantity: number
  /** The day it must be ready, for what is made to order. */
  neededOn: string | null
  unitCost: number | null
  note: string
  position: number
}

export const paymentStatuses = ['waiting', 'paid', 'failed', 'expired'] as const
export type PaymentStatus = (typeof paymentStatuses)[number]
export const paymentKinds = ['deposit', 'balance', 'full'] as const
export type PaymentKind = (typeof paymentKinds)[number]

export interface PaymentRow {
  businessId: string
  id: string
  orderId: string
  provider: string
  kind: PaymentKind
  status: PaymentStatus
  amount: number
  uniqueDigits: number
  /** The provider's name for it. */
  externalId: string | null
  details: PaymentDetails
  note: string
  requestedAt: Date
  expiresAt: Date | null
  paidAt: Date | null
  applied: number
}

/** What the buyer needs to pay. */
export interface PaymentDetails {
  url?: string | undefined
  qris?: string | undefined
  instructions?: string | undefined
}

export const refundReasons = ['late', 'surplus', 'cancelled', 'returned'] as const

export interface RefundRow {
  businessId: string
  id: string
  orderId: string
  paymentId: string | null
  reason: (typeof refundReasons)[number]
  amount: number
  isApplied: boolean
  status: 'needed' | 'done' | 'dropped'
  note: string
  createdAt: Date
  settledAt: Date | null
}

export interface OrderReturnRow {
  businessId: string
  id: string
  orderId: string
  lineId: string
  quantity: number
  isRestocked: boolean
  reason: string
  createdAt: Date
}

export interface OrderStageRow {
  businessId: string
  id: string
  orderId: string
  stage: string
  note: string
  photoKey: string | null
  actorId: string | null
  at: Date
}

export interface OrderPromiseRow {
  businessId: string
  id: string
  orderId: string
  promisedOn: string | null
  reason: string
  actorKind: string
  actorId: string | null
  at: Date
}

export const discountKinds = ['per_piece', 'percent', 'amount', 'per_set'] as const

export interface DiscountRuleRow {
  businessId: string
  id: string
  name: string
  /** Asked for by the buyer; without a code the rule counts by itself. */
  code: string | null
  /** One variant, or the whole cart. */
  variantId: string | null
  minQuantity: number
  minSubtotal: number
  kind: (typeof discountKinds)[number]
  /** Rupiah, or whole percent; `per_set`: rupiah off each full `minQuantity`. */
  value: number
  startsOn: string | null
  endsOn: string | null
  /** With a code: each customer may use it on one order. */
  oncePerCustomer: boolean
  createdBy: string | null
  createdAt: Date
  deletedAt: Date | null
}

type OrderDefaults = 'feeTotal' | 'paymentMethod' | 'address' | 'city' | 'province' | 'paidTotal' | 'refundedTotal' | 'depositDue' | 'discountNote' | 'discountCode' | 'stockState' | 'delivery' | 'pickupTime'

export interface Tables {
  orders: WithDefaults<Omit<OrderRow, 'fees'>, OrderDefaults> & { fees: ColumnType<OrderFee[], string | undefined, string> }
  orderLines: WithDefaults<OrderLineRow, 'returnedQuantity' | 'note'>
  payments: Omit<PaymentRow, 'details'> & { details: ColumnType<PaymentDetails, string, string> }
  refunds: RefundRow
  orderReturns: OrderReturnRow
  orderStages: OrderStageRow
  orderPromises: OrderPromiseRow
  discountRules: DiscountRuleRow
}
