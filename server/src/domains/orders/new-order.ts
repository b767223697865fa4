import type { Delivery } from './tables.ts'

export interface CartLine {
  variantId: string
  quantity: number
  /** The day it must be ready; for what is made to order. */
  neededOn?: string | null | undefined
  note?: string | undefined
}

export interface NewOrder {
  /** Where it was sold: `chat`, `web`, `kasir`, `manual`. */
  source: string
  customerName: string
  customerId?: string | null | undefined
  phone?: string | null | undefined
  lines: CartLine[]
  /** Work at a price of its own (a quote); for members only. */
  customLines?: { name: string; quantity: number; unitPrice: number; note?: string | undefined }[] | undefined
  /** A code that the buyer named. */
  code?: string | undefined
  /** Set by a member instead of what the rules say. */
  discount?: number | undefined
  delivery: Delivery
  /** A row of the shop's own rates. */
  shipping?: { method: string; area: string } | undefined
  /** Set by a member when no row fits. */
  shippingFee?: number | undefined
  courier?: string | undefined
  address?: string | undefined
  city?: string | undefined
  province?: string | undefined
  promisedOn?: string | null | undefined
  pickupTime?: string | undefined
  note?: string | undefined
  depositDue?: number | undefined
  /** A sentence of the shop's own terms that asks for a part beforehand. */
  depositRule?: { percent: number; text: string } | undefined
  conversationId?: string | null | undefined
  holdMinutes?: number | undefined
  isSample?: boolean | undefined
}
