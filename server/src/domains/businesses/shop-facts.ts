import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { AppError } from '#platform/errors'
import { recordAudit } from './audit.ts'
import { findShopFactsRow, saveShopFactsRow } from './store.ts'

const shortText = z.string().trim().max(500)
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const dayHours = z.union([z.literal('tutup'), z.string().trim().max(60)])

/** What a shop says about itself; the assistant quotes it, orders and campaigns compute with it. */
export const shopFactsSchema = z.strictObject({
  address: shortText.default(''),
  mapsHint: shortText.default(''),
  phone: shortText.default(''),
  instagram: shortText.default(''),
  hours: z
    .strictObject({ senin: dayHours, selasa: dayHours, rabu: dayHours, kamis: dayHours, jumat: dayHours, sabtu: dayHours, minggu: dayHours })
    .partial()
    .default({}),
  paymentMethods: z.array(shortText).max(50).default([]),
  shipping: z
    .array(
      z.strictObject({
        method: shortText,
        area: shortText,
        /** Rupiah; `null` when a courier app or the owner sets it. */
        price: z.number().int().min(0).max(1_000_000_000).nullable(),
        eta: shortText.default(''),
        note: shortText.default(''),
      }),
    )
    .max(500)
    .default([]),
  freeShippingOver: z.number().int().min(0).nullable().default(null),
  policies: z.record(z.string().max(40), z.string().max(4_000)).default({}),
  promos: z.array(z.strictObject({ code: shortText, text: z.string().max(1_000), from: date, to: date })).max(200).default([]),
  faqs: z.array(z.strictObject({ q: z.string().max(500), a: z.string().max(2_000) })).max(500).default([]),
})

export type ShopFacts = z.output<typeof shopFactsSchema>

/** Facts from the exchange file `shop.json`, whose keys are snake_case; anything of a wrong shape is refused by name. */
export function shopFactsFromFile(file: Record<string, unknown>): ShopFacts {
  const { address, maps_hint, phone, instagram, hours, payment_methods, shipping, free_shipping_over, policies, promos, faqs } = file
  const given = { address, mapsHint: maps_hint, phone, instagram, hours, paymentMethods: payment_methods, shipping, freeShippingOver: free_shipping_over, policies, promos, faqs }
  return shopFactsSchema.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
}

/** The facts of the business with their version; empty ones before anything was filled in. */
export async function getShopFacts(tx: Transaction): Promise<{ facts: ShopFacts; version: number }> {
  const row = await findShopFactsRow(tx)
  return row ? { facts: shopFactsSchema.parse(row.facts), version: row.version } : { facts: shopFactsSchema.parse({}), version: 0 }
}

/** Stores new facts. `expectedVersion` guards against two members editing at once (F37). */
export async function saveShopFacts(tx: Transaction, facts: ShopFacts, expectedVersion?: number): Promise<{ facts: ShopFacts; version: number }> {
  const before = await getShopFacts(tx)
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new AppError({ code: 'businesses.facts_changed', status: 412, message: 'Info toko baru saja diubah orang lain. Isian Anda belum disimpan. Muat ulang, lalu ubah lagi.' })
  }
  const version = before.version + 1
  await saveShopFactsRow(tx, facts, version)
  await recordAudit(tx, { action: 'shop-facts.update', subjectType: 'business', subjectId: tx.businessId, before: before.facts, after: facts })
  await tx.emit({ type: 'shop-facts.changed', payload: { version } })
  await tx.notify({ topic: 'shop-facts' })
  return { facts, version }
}
