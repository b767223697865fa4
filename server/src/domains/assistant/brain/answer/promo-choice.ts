import { isRunning, type PromoRule } from '../knowledge/promo-rules.ts'
import type { ShopIndex } from '../knowledge/shop-index.ts'
import type { Request } from '../understand/request.ts'

/** The promotions that a request wants counted: those it names, or with "pakai promo", "kena diskon ga" all running. */
export function promosToTry({ terms, knowledge }: ShopIndex, request: Request): PromoRule[] {
  if (request.promos.length > 0) return request.promos
  if (!/ (?:promo|diskon|voucher|kupon|potongan) /.test(request.reading.line)) return []
  return terms.promos.filter((rule) => {
    if (!isRunning(rule, knowledge.today)) return false
    if (rule.firstOrderOnly) return request.isFirstOrder
    if (rule.pickupOnly) return request.isPickup
    return true
  })
}

/** A promotion meant by a word of its code or text rather than by the code: "promo lebaran", "yang ramadan". */
export function promosMeant({ terms }: ShopIndex, { reading, promos, explained }: Request): PromoRule[] {
  if (promos.length > 0) return promos
  const words = reading.words.filter(({ number, form }, at) => number === null && form.length >= 5 && !explained.has(at) && !vague.has(form))
  return terms.promos.filter(({ promo }) => {
    const code = promo.code.toLowerCase()
    return words.some(({ form, concept }) => code.includes(form) || (concept.length >= 5 && code.includes(concept)))
  })
}

const vague = new Set(['promo', 'diskon', 'potongan', 'voucher', 'harga', 'gratis', 'ongkir'])
