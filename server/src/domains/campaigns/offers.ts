import { writtenDay } from '#platform/clock'
import { formatRupiah } from '#platform/money'
import type { Good } from '#domains/catalog'
import type { LeftOutReason, Offer } from './tables.ts'
import type { SlotValues } from './wording.ts'

export interface OfferTerms {
  offer: Offer
  /** Least profit over what the goods cost. */
  floorPercent: number
  /** The shop's day. */
  today: string
}

/** Prices that an offer makes of a product, or why it may not be offered now. */
export function offerProduct(good: Good | undefined, available: number | null | undefined, { offer, floorPercent, today }: OfferTerms): { values: SlotValues } | { reason: LeftOutReason } {
  if (!good) return { reason: 'variant_gone' }
  const pieces = offer.kind === 'bundle' ? offer.quantity : 1
  if (available !== undefined && available !== null && available < pieces) return { reason: 'out_of_stock' }
  if (good.price === null) return { reason: 'no_price' }
  if ('until' in offer && offer.until < today) return { reason: 'offer_over' }
  const price = offeredPrice(good.price, offer)
  if (offer.kind !== 'none') {
    // Without a cost nobody knows whether the offer earns anything.
    if (good.cost === null) return { reason: 'cost_unknown' }
    if (price < Math.ceil((good.cost * pieces * (100 + floorPercent)) / 100)) return { reason: 'below_floor' }
  }
  const saved = { harga_promo: formatRupiah(price), hemat: formatRupiah(good.price * pieces - price) }
  return { values: { produk: good.name, harga: formatRupiah(good.price), ...saved, ...('code' in offer ? { kode: offer.code, sampai: writtenDay(offer.until) } : {}), ...(offer.kind === 'bundle' ? { jumlah: String(pieces) } : {}) } }
}

/** What is paid for a piece, or for the whole set. */
export function offeredPrice(price: number, offer: Offer): number {
  if (offer.kind === 'bundle') return offer.value
  if (offer.kind === 'percent' || (offer.kind === 'voucher' && offer.isPercent)) return Math.max(0, price - Math.floor((price * offer.value) / 100))
  return offer.kind === 'none' ? price : Math.max(0, price - offer.value)
}
