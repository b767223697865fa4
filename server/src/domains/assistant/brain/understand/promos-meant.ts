import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { PromoRule } from '../knowledge/terms.ts'
import type { Request } from './request.ts'

/** The promotions a message speaks of, by code or by a word of the code: "promo lebaran", "yang ramadan itu". */
export function promosMeant({ terms }: ShopIndex, { reading, promos, explained }: Pick<Request, 'reading' | 'promos' | 'explained'>): PromoRule[] {
  if (promos.length > 0) return promos
  const words = reading.words.filter(({ number, form }, at) => number === null && form.length >= 5 && !explained.has(at) && !vague.has(form))
  return terms.promos.filter(({ promo }) => {
    const code = promo.code.toLowerCase()
    return words.some(({ form, concept }) => code.includes(form) || (concept.length >= 5 && code.includes(concept)))
  })
}

const vague = new Set(['promo', 'diskon', 'potongan', 'voucher', 'harga', 'gratis', 'ongkir', 'paket'])
