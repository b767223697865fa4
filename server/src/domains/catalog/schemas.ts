import { z } from 'zod'
import { timestamp } from '#platform/http/timestamp'
import { stockKinds } from './tables.ts'

const price = z.number().int().min(0).max(1_000_000_000_000)

export const variantSchema = z.object({
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  description: z.string(),
  price: z.number().int().nullable(),
  /** `null` when nobody has told it, and for whoever neither sets prices nor reads figures. */
  cost: z.number().int().nullable(),
  weightGrams: z.number().int().nullable(),
  stock: z.number().int().nullable(),
  onHand: z.number().int().nullable(),
  reserved: z.number().int(),
  stockKind: z.enum(stockKinds),
  unit: z.string(),
  leadDays: z.number().int(),
  dailyCapacity: z.number().int().nullable(),
  availableOn: z.string().nullable(),
})

export const productSchema = z.object({
  productId: z.string(),
  name: z.string(),
  category: z.string(),
  description: z.string(),
  photoKey: z.string().nullable(),
  isSample: z.boolean(),
  isForSale: z.boolean(),
  updatedAt: timestamp,
  variants: z.array(variantSchema),
})

export const productInput = z.strictObject({
  name: z.string().trim().min(1, 'Nama barang belum diisi').max(200),
  category: z.string().trim().max(100).default(''),
  description: z.string().trim().max(4_000).default(''),
  isForSale: z.boolean().optional(),
  variants: z
    .array(
      z.strictObject({
        variantId: z.uuid().optional(),
        sku: z.string().trim().max(60).optional(),
        name: z.string().trim().max(200).default(''),
        description: z.string().trim().max(4_000).optional(),
        price: price.nullable(),
        cost: price.nullable().optional(),
        weightGrams: z.number().int().min(0).max(10_000_000).nullable().optional(),
        stock: z.number().int().min(0).max(100_000_000).nullable(),
      }),
    )
    .min(1, 'Barang perlu paling sedikit satu harga')
    .max(500),
})

const pieces = z.number().int().min(0).max(100_000_000)
const anyPieces = z.number().int().min(-100_000_000).max(100_000_000)
const component = z.strictObject({ variantId: z.uuid(), quantity: pieces.min(1, 'Jumlah bahan belum diisi') })

export const stockSettings = z.strictObject({
  stockKind: z.enum(stockKinds),
  unit: z.string().trim().max(20).default(''),
  leadDays: z.number().int().min(0).max(365).default(0),
  dailyCapacity: pieces.nullable().default(null),
  availableOn: z.iso.date().nullable().default(null),
  preorderLimit: pieces.nullable().default(null),
  lowStockAt: pieces.nullable().default(null),
  channelBuffer: pieces.default(0),
  components: z.array(component).max(50).default([]),
})

export const stockItem = z.object({
  variantId: z.string(),
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  stockKind: z.enum(stockKinds),
  unit: z.string(),
  isForSale: z.boolean(),
  onHand: z.number().int().nullable(),
  reserved: z.number().int(),
  available: z.number().int().nullable(),
  offered: z.number().int().nullable(),
  lowStockAt: z.number().int().nullable(),
  isLow: z.boolean(),
})

export const movementItem = z.object({
  movementId: z.string(),
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.number().int(),
  reason: z.string(),
  reference: z.string().nullable(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  at: timestamp,
})

export const stockEntry = z.strictObject({
  reason: z.enum(['received', 'return', 'correction']),
  note: z.string().trim().max(200).default(''),
  lines: z.array(z.strictObject({ variantId: z.uuid(), quantity: anyPieces.refine((value) => value !== 0, 'Jumlah belum diisi') })).min(1).max(500),
})

export const stockCount = z.strictObject({ lines: z.array(z.strictObject({ variantId: z.uuid(), seen: pieces, counted: pieces })).min(1).max(500) })

export const conflictItem = z.object({
  conflictId: z.string(),
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  reference: z.string(),
  source: z.string(),
  wanted: z.number().int(),
  missing: z.number().int(),
  at: timestamp,
})
