import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { PromoRule } from '../knowledge/terms.ts'
import { isRunning } from '../knowledge/promo-rules.ts'
import { promosOfDay } from '../understand/promos-meant.ts'
import type { Request } from '../understand/request.ts'

/** The promotions that a request wants counted: those it names, or with "pakai promo", "kena diskon ga" all running. */
export function promosToTry(index: ShopIndex, request: Request): PromoRule[] {
  const { terms, knowledge } = index
  if (request.promos.length > 0) return request.promos
  const ofDay = request.intents[0].intent === 'promo' ? promosOfDay(index, request) : []
  if (ofDay.length > 0) return ofDay
  if (!/ (?:promo|diskon|voucher|kupon|potongan) /.test(request.reading.line)) return []
  return terms.promos.filter((rule) => {
    if (!isRunning(rule, knowledge.today)) return false
    if (rule.firstOrderOnly) return request.isFirstOrder
    if (rule.pickupOnly) return request.isPickup
    return true
  })
}
