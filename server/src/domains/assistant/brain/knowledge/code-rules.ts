import { writtenDay } from '#platform/clock'
import { rupiah } from '../answer/rupiah.ts'
import type { TermSource } from './indexed-shop.ts'
import type { KnownCode } from './knowledge.ts'
import type { PromoRule } from './terms.ts'

/** Codes by which the shop's own orders are lowered and that its texts do not tell: known to who names them, offered to nobody. */
export function readCodes(source: TermSource): PromoRule[] {
  const { codes = [], shop } = source.knowledge
  const told = new Set(shop.promos.map(({ code }) => code.toLowerCase()))
  return codes.filter(({ code }) => !told.has(code.toLowerCase())).map((code) => codeRule(source, code))
}

/** A code by its own conditions rather than by a sentence about it. */
export function codeRule({ variants }: Pick<TermSource, 'variants'>, known: KnownCode): PromoRule {
  const { code, kind, value, sku, minQuantity, minSpend, from, to } = known
  const row = sku === null ? undefined : variants.find((one) => one.sku === sku)
  const price = row?.price ?? null
  return {
    promo: { code, text: termsOf(known, row && [row.product.name, row.label].filter(Boolean).join(' ')), from, to },
    percent: kind === 'percent' ? value : null,
    amountOff: kind === 'amount' ? value : null,
    bundle: kind === 'per_set' && price !== null ? { quantity: minQuantity, price: price * minQuantity - value } : null,
    unitPrice: kind === 'per_piece' && price !== null ? price - value : null,
    isGiftWithPurchase: false, isFreeShipping: false, maxOff: null,
    minSpend: minSpend > 0 ? minSpend : null,
    minQuantity: minQuantity > 1 ? minQuantity : null,
    scope: sku === null ? null : new Set(row ? [row.id] : []),
    together: [], pickupOnly: false, methods: [], firstOrderOnly: false, weekday: null, readyOnly: false,
    // What it takes off depends on goods that are not named.
    isConditional: (kind === 'per_set' || kind === 'per_piece') && price === null,
    isCounted: true,
  }
}

function termsOf({ kind, value, minQuantity, minSpend, to, oncePerCustomer }: KnownCode, name: string | undefined): string {
  const off = { percent: `${value}%`, amount: rupiah(value), per_piece: `${rupiah(value)} per buah`, per_set: `${rupiah(value)} tiap ${minQuantity} buah` }[kind]
  return [
    `potongan ${off}${name ? ` untuk ${name}` : ''}`,
    ...(minQuantity > 1 && kind !== 'per_set' ? [`mulai ${minQuantity} buah`] : []),
    ...(minSpend > 0 ? [`minimal belanja ${rupiah(minSpend)}`] : []),
    ...(oncePerCustomer ? ['sekali untuk setiap pelanggan'] : []),
    ...(to ? [`sampai ${writtenDay(to)}`] : []),
  ].join(', ')
}
