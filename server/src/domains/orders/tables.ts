import type { ColumnType } from 'kysely'
import type { WithDefaults } from '#platform/database/tenant'

/** In the order an order goes through them; the last two are ends. */
export const orderStatuses = ['unpaid', 'processing', 'ready', 'shipped', 'completed', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]

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
  position: number
}

export interface Tables {
  orders: WithDefaults<Omit<OrderRow, 'fees'>, 'feeTotal' | 'paymentMethod' | 'address' | 'city' | 'province'> & { fees: ColumnType<OrderFee[], string | undefined, string> }
  orderLines: WithDefaults<OrderLineRow, 'returnedQuantity'>
}
