import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { PromoRule } from '../knowledge/terms.ts'
import { isRunning } from '../knowledge/promo-rules.ts'
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
