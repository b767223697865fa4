import type { Promo, ShippingOption, Weekday } from './knowledge.ts'

/** The shop's own terms, read from its sentences into rules that can be computed with. */
export interface ShopTerms {
  shipping: ShippingRule[]
  freeShipping: FreeShipping | null
  promos: PromoRule[]
  /** Known to who names one, and offered to nobody. */
  codes: PromoRule[]
  wholesale: WholesaleRule[]
  minimums: MinimumRule[]
  leads: LeadRule[]
  deposits: DepositRule[]
}

export interface ShippingRule {
  option: ShippingOption
  isPickup: boolean
  areas: readonly string[]
  /** Places that it leaves out: `luar Jawa`. */
  outside: readonly string[]
  /** Area names that no gazetteer knows, folded. */
  literal: readonly string[]
  everywhere: boolean
  perKg: boolean
  maxKg: number | null
  /** Fewer kilograms are charged as this many. */
  minKg: number
  /** Rows that may be sent this way, or `null` for all. */
  only: ReadonlySet<number> | null
  /** Rows that the note speaks of. */
  noted: ReadonlySet<number>
  /** Rows that may not. */
  never: ReadonlySet<number>
  /** The fee is per box of so many kilograms. */
  boxKg: number | null
}

export interface FreeShipping {
  over: number
  /** Methods it holds for; empty for all. */
  methods: readonly string[]
  /** Places it holds for; empty for all. */
  areas: readonly string[]
  /** The shop's sentence. */
  text: string
}

/** A promotion read from its sentence; what could not be read stays `null` and is only quoted. */
export interface PromoRule {
  promo: Promo
  percent: number | null
  amountOff: number | null
  /** So many for one price (`beli 3 cukup bayar Rp180.000`). */
  bundle: { quantity: number; price: number } | null
  /** One piece costs this instead (`setiap Sabtu keripik jadi Rp8.000`). */
  unitPrice: number | null
  /** Something is added for free (`beli 2 gratis 1 …`): quoted, never computed. */
  isGiftWithPurchase: boolean
  isFreeShipping: boolean
  /** Most that a percentage takes off. */
  maxOff: number | null
  minSpend: number | null
  minQuantity: number | null
  /** Rows it holds for, or `null` for all. */
  scope: ReadonlySet<number> | null
  /** Sets of which each must be in the order (`dipan dan lemari sekaligus`). */
  together: readonly ReadonlySet<number>[]
  pickupOnly: boolean
  /** Methods of delivery it is bound to; empty for any. */
  methods: readonly string[]
  firstOrderOnly: boolean
  weekday: Weekday | null
  readyOnly: boolean
  /** Bound to something a chat cannot see, such as a way of paying or a story shared. */
  isConditional: boolean
  /** Orders count it by themselves, whatever its sentence says. */
  isCounted: boolean
}

/** From so many pieces of one product a lower price; the highest step reached counts. */
export interface WholesaleRule {
  from: number
  reduction: Reduction
  scope: ReadonlySet<number> | null
  except: ReadonlySet<number>
  /** Counted in kilograms rather than pieces. */
  byKg: boolean
  /** `from` is a sum in rupiah rather than a number of pieces. */
  byAmount: boolean
  /** Pieces of different products count together: `20 bungkus campur`. */
  isMixed: boolean
  /** The shop's sentence. */
  text: string
}

/** `person`: from here on somebody works the price out. */
export type Reduction = { kind: 'percent'; percent: number } | { kind: 'off'; amount: number } | { kind: 'unit-price'; amount: number } | { kind: 'person' }

/** Fewer than this are not sold. */
export interface MinimumRule {
  quantity: number
  unit: string
  scope: ReadonlySet<number>
  text: string
}

/** Goods to be ordered so long ahead: `Tumpeng dipesan 2 hari sebelumnya`. */
export interface LeadRule {
  scope: ReadonlySet<number>
  text: string
}

/** Part of the price to be paid ahead. */
export interface DepositRule {
  percent: number | null
  amount: number | null
  scope: ReadonlySet<number> | null
  over: number | null
  /** `pesanan di atas Rp…` holds for any goods; `kue tart di atas Rp…` only for those of `scope`. */
  isOverForAll: boolean
  /** More pieces than these. */
  overQuantity: number | null
  forPreorder: boolean
  forCustom: boolean
  text: string
}
