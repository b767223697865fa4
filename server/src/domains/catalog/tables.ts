import type { WithDefaults } from '#platform/database/tenant'

/**
 * `counted` has a stock level, `uncounted` is always there, `composed` (bundle, recipe) takes its components when sold,
 * `made_to_order` takes a place on a day, `pre_order` is sold before it arrives.
 */
export const stockKinds = ['counted', 'uncounted', 'composed', 'made_to_order', 'pre_order'] as const
export type StockKind = (typeof stockKinds)[number]

export interface ProductRow {
  businessId: string
  id: string
  name: string
  category: string
  description: string
  photoKey: string | null
  position: number
  isSample: boolean
  /** `false` for ingredients: counted like goods, never offered. */
  isForSale: boolean
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

export interface VariantRow {
  businessId: string
  id: string
  productId: string
  sku: string
  name: string
  description: string
  price: number | null
  cost: number | null
  weightGrams: number | null
  stockKind: StockKind
  /** What one of it is called, when not a piece: `gram`, `ml`, `porsi`. */
  unit: string
  leadDays: number
  /** Most that can be made in one day; `null` for no limit. */
  dailyCapacity: number | null
  /** Day on which a pre-ordered variant arrives. */
  availableOn: string | null
  preorderLimit: number | null
  /** Warn when no more than this can be promised. */
  lowStockAt: number | null
  /** Pieces that marketplaces do not see. */
  channelBuffer: number
  position: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

export interface StockLevelRow {
  businessId: string
  id: string
  variantId: string
  onHand: number
  reserved: number
  updatedAt: Date
}

export interface StockMovementRow {
  businessId: string
  id: string
  variantId: string
  quantity: number
  reason: string
  reference: string | null
  actorKind: string
  actorId: string | null
  at: Date
}

export interface VariantComponentRow {
  businessId: string
  id: string
  variantId: string
  componentId: string
  /** Pieces (or grams, millilitres) of the component in one of the variant. */
  quantity: number
}

export const reservationStatuses = ['held', 'committed', 'released', 'returned'] as const

export interface ReservationRow {
  businessId: string
  id: string
  /** What holds it: the id of an order or a cart. */
  reference: string
  variantId: string
  quantity: number
  /** Set for a place on a day; otherwise pieces of stock. */
  day: string | null
  status: (typeof reservationStatuses)[number]
  expiresAt: Date | null
  createdAt: Date
  settledAt: Date | null
}

export interface CapacityDayRow {
  businessId: string
  id: string
  variantId: string
  day: string
  taken: number
}

export interface StockConflictRow {
  businessId: string
  id: string
  variantId: string
  reference: string
  source: string
  wanted: number
  missing: number
  at: Date
  resolvedAt: Date | null
}

export interface Tables {
  products: WithDefaults<ProductRow, 'isForSale'>
  variants: WithDefaults<VariantRow, 'stockKind' | 'unit' | 'leadDays' | 'dailyCapacity' | 'availableOn' | 'preorderLimit' | 'lowStockAt' | 'channelBuffer'>
  stockLevels: StockLevelRow
  stockMovements: StockMovementRow
  variantComponents: VariantComponentRow
  reservations: ReservationRow
  capacityDays: CapacityDayRow
  stockConflicts: StockConflictRow
}
