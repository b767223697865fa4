import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { amountsIn } from '../knowledge/amounts.ts'
import { isRunning } from '../knowledge/promo-rules.ts'
import type { PromoRule } from '../knowledge/terms.ts'
import { generalWords, smallWords, tradeAndTalk } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import type { Request } from './request.ts'

/** The promotions a message speaks of, by code or by a word of the code: "promo lebaran", "yang ramadan itu". */
export function promosMeant({ terms }: ShopIndex, { reading, promos, explained, details }: Pick<Request, 'reading' | 'promos' | 'explained' | 'details'>): PromoRule[] {
  if (promos.length > 0) return promos
  const speaksOfPromos = / (?:promo|diskon|voucher|kupon|kode|potongan) /.test(reading.line)
  const words = reading.words.filter(({ number, form, concept }, at) => number === null && form.length >= 5 && !explained.has(at) && !smallWords.has(concept) && !tradeAndTalk.has(concept) && !stopWords.has(form) && (speaksOfPromos || festive.has(form) || !generalWords.has(concept)))
  return terms.promos.filter(({ promo }) => {
    const code = promo.code.toLowerCase()
    // "Ayunan masih diskon 81rb?": by what it takes off.
    if (speaksOfPromos && details.money.some((amount) => amountsIn(promo.text).some((told) => told.amount === amount))) return true
    return words.some(({ form, concept }) => code.includes(form) || (concept.length >= 5 && code.includes(concept)))
  })
}

/** "Sabtu keripiknya berapa?": running promotions of just the day and the goods that are spoken of. */
export const promosOfDay = ({ terms, knowledge }: ShopIndex, { details, mentions }: Pick<Request, 'details' | 'mentions'>): PromoRule[] =>
  terms.promos.filter((rule) => rule.weekday !== null && details.days.includes(rule.weekday) && isRunning(rule, knowledge.today) && mentions.some(({ rows }) => rows.some((id) => rule.scope?.has(id))))

const festive = new Set('lebaran ramadan ramadhan puasa natal imlek merdeka kemerdekaan kartini kurban idul harbolnas gajian valentine'.split(' '))
