/**
 * Everything the assistant may know of one shop. A plain value: read from the shop's four files or loaded from the
 * database, it is the same to the brain, which knows nothing else and looks nothing up elsewhere.
 */
export interface ShopKnowledge {
  /** The shop's own calendar day, `YYYY-MM-DD`; promotions and opening hours are judged on it. */
  today: string
  shop: ShopFacts
  products: Product[]
  orders: KnownOrder[]
  lessons: Lesson[]
  /** Codes that the shop's orders count by themselves. */
  codes?: KnownCode[]
}

export interface ShopFacts {
  name: string
  sector: string
  city: string
  address: string
  mapsHint: string
  phone: string
  instagram: string
  /** `HH.MM-HH.MM` or `tutup` per day; a day that is absent is not known. */
  hours: Partial<Record<Weekday, string>>
  paymentMethods: string[]
  shipping: ShippingOption[]
  freeShippingOver: number | null
  policies: Policy[]
  promos: Promo[]
  faqs: Faq[]
}

export const weekdays = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu'] as const
export type Weekday = (typeof weekdays)[number]

export interface ShippingOption {
  method: string
  area: string
  /** Rupiah; `null` when a courier's app or a person sets it. */
  price: number | null
  eta: string
  note: string
}

/** `kind` as in shop.json: returns, preorder, wholesale, custom, deposit, complaints; others are searched as text. */
export interface Policy {
  kind: string
  text: string
}

/** Dates inclusive, `YYYY-MM-DD`; `null` is open. */
export interface Promo {
  code: string
  text: string
  from: string | null
  to: string | null
}

/** A code with its conditions, as orders count it. */
export interface KnownCode {
  code: string
  /** Rupiah a piece, whole percent, rupiah once, or rupiah for each full `minQuantity`. */
  kind: 'per_piece' | 'percent' | 'amount' | 'per_set'
  value: number
  /** `null` for anything. */
  sku: string | null
  minQuantity: number
  minSpend: number
  from: string | null
  to: string | null
  oncePerCustomer: boolean
}

export interface Faq {
  question: string
  answer: string
}

export interface Product {
  name: string
  category: string
  variants: Variant[]
}

export interface Variant {
  sku: string
  /** What tells it from the product's other variants; may be empty. */
  label: string
  /** Rupiah; `null` while the owner has not set one: such a thing is known, its price is a person's to tell. */
  price: number | null
  /** Pieces; `Infinity` when the shop does not count them. */
  stock: number
  weightGrams: number
  description: string
}

export type OrderStatus = 'menunggu_pembayaran' | 'diproses' | 'dikirim' | 'selesai' | 'dibatalkan'

export interface KnownOrder {
  number: string
  customerName: string
  phone: string
  date: string
  status: OrderStatus
  items: { sku: string; quantity: number; price: number }[]
  /** With shipping. */
  total: number
  courier: string
  trackingNumber: string | null
  eta: string | null
}

/** A member's correction: a customer's question and the answer that the shop wants to give. */
export interface Lesson {
  id: string
  question: string
  answer: string
}
