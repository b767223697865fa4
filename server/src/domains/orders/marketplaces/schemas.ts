import { z } from 'zod'
import { timestamp } from '#platform/http/timestamp'
import type { ListingItem } from './listings.ts'
import { accountStatuses, pushStates } from './tables.ts'

const moment = timestamp.nullable()

export const accountSchema = z.object({
  accountId: z.string(),
  type: z.string(),
  label: z.string(),
  name: z.string(),
  status: z.enum(accountStatuses),
  pushesStock: z.boolean(),
  config: z.record(z.string(), z.string()),
  syncedUntil: moment,
  lastOrderAt: moment,
  checkedAt: moment,
  lastError: z.object({ kind: z.string(), sentence: z.string(), detail: z.string() }).nullable(),
  lastErrorAt: moment,
  pushAddress: z.string(),
})

export const typeSchema = z.object({ type: z.string(), label: z.string(), fields: z.array(z.object({ name: z.string(), isSecret: z.boolean(), isRequired: z.boolean() })) })

export const listingSchema = z.object({
  listingId: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  name: z.string(),
  sku: z.string(),
  variantId: z.string().nullable(),
  ownName: z.string().nullable(),
  price: z.object({ own: z.number().int().nullable(), theirs: z.number().int().nullable() }),
  stock: z.object({ own: z.number().int().nullable(), theirs: z.number().int().nullable() }),
  pushState: z.enum(pushStates),
  problem: z.string().nullable(),
  seenAt: timestamp,
})

export const placesSchema = z.object({
  offered: z.number().int().nullable(),
  saved: z.number().int(),
  places: z.array(z.object({ accountId: z.string(), accountName: z.string(), listingName: z.string(), pushState: z.enum(pushStates), stock: z.number().int().nullable(), problem: z.string().nullable() })),
})

export const accountParams = z.object({ accountId: z.uuid() })
export const listingParams = z.object({ listingId: z.uuid() })


export function presentListing({ id, accountId, accountName, name, sku, variantId, own, priceSeen, stockSeen, pushState, pushError, seenAt }: ListingItem) {
  return {
    listingId: id, accountId, accountName, name, sku, variantId, ownName: own?.name ?? null, price: { own: own?.price ?? null, theirs: priceSeen }, stock: { own: own?.offered ?? null, theirs: stockSeen },
    pushState, problem: pushError, seenAt,
  }
}
