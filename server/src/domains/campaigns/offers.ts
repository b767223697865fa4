import { formatRupiah } from '#platform/money'
import type { Good } from '#domains/catalog'
import type { LeftOutReason, Offer } from './tables.ts'
import type { SlotValues } from './wording.ts'

/** Prices that an offer makes of a product, or why it may not be offered now. */
export function offerProduct(good: Good | undefined, available: number | null | undefined, offer: Offer, floorPercent: number): { values: SlotValues } | { reason: LeftOutReason } {
  if (!good) return { reason: 'variant_gone' }
  if (available !== undefined && available !== null && available <= 0) return { reason: 'out_of_stock' }
  if (good.price === null) return { reason: 'no_price' }
  const price = offeredPrice(good.price, offer)
  if (offer.kind !== 'none') {
    // Without a cost nobody knows whether the offer earns anything.
    if (good.cost === null) return { reason: 'cost_unknown' }
    if (price < Math.ceil(good.cost * (1 + floorPercent / 100))) return { reason: 'below_floor' }
  }
  return { values: { produk: good.name, harga: formatRupiah(good.price), harga_promo: formatRupiah(price), hemat: formatRupiah(good.price - price) } }
}

export function offeredPrice(price: number, { kind, value }: Offer): number {
  if (kind === 'percent') return Math.max(0, Math.round((price * (100 - value)) / 100))
  return kind === 'amount' ? Math.max(0, price - value) : price
}
