import type { ColumnType } from 'kysely'

export interface ChatCartRow {
  businessId: string
  /** The conversation's. */
  id: string
  customerId: string
  cart: unknown
  lastMessageId: string
  orderId: string | null
  heldUntil: Date | null
  updatedAt: Date
}

export interface Tables {
  chatCarts: Omit<ChatCartRow, 'cart'> & { cart: ColumnType<unknown, string, string> }
}
