import { z } from 'zod'
import { timestamp } from '#platform/http/timestamp'

const price = z.number().int().min(0).max(1_000_000_000_000)

export const variantSchema = z.object({
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  description: z.string(),
  price: z.number().int().nullable(),
  cost: z.number().int().nullable(),
  weightGrams: z.number().int().nullable(),
  stock: z.number().int().nullable(),
  reserved: z.number().int(),
})

export const productSchema = z.object({
  productId: z.string(),
  name: z.string(),
  category: z.string(),
  description: z.string(),
  photoKey: z.string().nullable(),
  isSample: z.boolean(),
  updatedAt: timestamp,
  variants: z.array(variantSchema),
})

export const productInput = z.strictObject({
  name: z.string().trim().min(1, 'Nama barang belum diisi').max(200),
  category: z.string().trim().max(100).default(''),
  description: z.string().trim().max(4_000).default(''),
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
