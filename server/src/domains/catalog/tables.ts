export interface ProductRow {
  businessId: string
  id: string
  name: string
  category: string
  description: string
  photoKey: string | null
  position: number
  isSample: boolean
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

export interface Tables {
  products: ProductRow
  variants: VariantRow
  stockLevels: StockLevelRow
  stockMovements: StockMovementRow
}
