import { z } from 'zod'
import { roles } from './rules.ts'
import { shopFactsSchema } from './shop-facts.ts'

export const sectors = ['kuliner', 'fashion', 'furnitur', 'lainnya'] as const

export const businessSchema = z.object({
  businessId: z.string(),
  name: z.string(),
  sector: z.string(),
  isDemo: z.boolean(),
  role: z.string(),
  memberId: z.string(),
})

export const meSchema = z.object({
  accountName: z.string(),
  accountId: z.string(),
  twoFactorEnabled: z.boolean(),
  businesses: z.array(businessSchema),
  /** Permissions in the business that requests are about. */
  permissions: z.array(z.string()),
  activeBusinessId: z.string().nullable(),
})

export const newBusiness = z.strictObject({
  name: z.string().trim().min(1, 'Nama usaha belum diisi').max(120),
  sector: z.enum(sectors),
  city: z.string().trim().max(80).default('Semarang'),
})

export const setupInput = z.strictObject({
  token: z.string().max(100).optional(),
  username: z.string().trim().min(2, 'Nama minimal 2 huruf').max(40),
  password: z.string().min(8, 'Kata sandi minimal 8 huruf').max(128),
  business: newBusiness.optional(),
})

export const signInInput = z.strictObject({
  username: z.string().trim().min(1).max(80),
  password: z.string().min(1).max(128),
})

export const shopFactsAnswer = z.object({ facts: shopFactsSchema, version: z.number().int() })
export const memberRole = z.enum(roles)
