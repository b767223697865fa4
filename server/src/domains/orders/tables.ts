export const orderStatuses = ['unpaid', 'processing', 'shipped', 'completed', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]

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
  placedAt: Date
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
  position: number
}

export interface Tables {
  orders: OrderRow
  orderLines: OrderLineRow
}
