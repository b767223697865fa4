export const importedStatuses = ['unpaid', 'to_ship', 'shipped', 'completed', 'cancelled', 'returned'] as const
export type ImportedStatus = (typeof importedStatuses)[number]

/** What a column of an order file can mean. */
export const orderFields = [
  'orderId', 'status', 'cancelReason', 'createdAt', 'createdTime', 'paidAt', 'shippedAt', 'completedAt',
  'sku', 'parentSku', 'name', 'variation', 'quantity', 'returned', 'originalPrice', 'unitPrice', 'subtotal', 'lineDiscount',
  'orderTotal', 'shippingFee', 'buyer', 'recipient', 'phone', 'address', 'city', 'province', 'courier', 'trackingNumber', 'paymentMethod',
] as const
export type OrderField = (typeof orderFields)[number]

/** Columns of a table matched to our fields: field → column index. */
export type OrderMapping = Partial<Record<OrderField, number>>

/** A kind of order file. Adding one is adding a folder here and a line in the registry. */
export interface OrderFormat {
  format: string
  /** Where the orders came from, as written on each order. */
  source: string
  /** Headings under which each field stands, best first; compared by letters and digits alone. */
  columns: Partial<Record<OrderField, readonly string[]>>
  /** Headings that tell this kind of file from others, and how many of them must be there. */
  marks: readonly string[]
  leastMarks: number
  /** What a row without a status is: a till writes finished sales only. */
  defaultStatus?: ImportedStatus
  /** Every row is one piece, so that an empty quantity is 1. */
  isRowPerUnit?: boolean
  /** A row without a number continues the order above it, as in sheets with merged cells. */
  fillsDown?: boolean
  /** Amounts have decimal points (`85000.00`); elsewhere `93.82` is `93.820` that a spreadsheet has cut. */
  hasDecimals?: boolean
}

/** One row of an order file as it was understood. */
export interface OrderLine {
  line: number
  source: string
  orderId: string
  status: ImportedStatus | null
  /** As the file writes it; known even when its meaning is not. */
  statusText: string | null
  createdAt: string | null
  sku: string | null
  name: string | null
  variation: string | null
  quantity: number | null
  returned: number | null
  /** After discount, for one piece. */
  unitPrice: number | null
  subtotal: number | null
  orderTotal: number | null
  buyer: string | null
  phone: string | null
  city: string | null
  province: string | null
  shippingFee: number | null
  cancelReason: string | null
  paidAt: string | null
  shippedAt: string | null
  completedAt: string | null
  recipient: string | null
  address: string | null
  courier: string | null
  trackingNumber: string | null
  paymentMethod: string | null
}

/** A row that could not be read, and why, in a sentence. */
export interface UnreadRow {
  line: number
  reason: string
  original: string
}

export type OrderRow = { kind: 'line'; line: OrderLine } | { kind: 'unread'; row: UnreadRow }
