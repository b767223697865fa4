import { readDeposits, type DepositRule } from './deposit-rules.ts'
import { readPromos, type PromoRule } from './promo-rules.ts'
import { readFreeShipping, readShipping, type FreeShipping, type ShippingRule } from './shipping-rules.ts'
import type { ShopIndex } from './shop-index.ts'
import { readMinimums, readWholesale, type MinimumRule, type WholesaleRule } from './wholesale-rules.ts'

/** The shop's own terms, read from its sentences into rules that can be computed with. */
export interface ShopTerms {
  shipping: ShippingRule[]
  freeShipping: FreeShipping | null
  promos: PromoRule[]
  wholesale: WholesaleRule[]
  minimums: MinimumRule[]
  deposits: DepositRule[]
}

export type TermSource = Pick<ShopIndex, 'knowledge' | 'variants' | 'byName' | 'byCategory'>

export function readTerms(source: TermSource): ShopTerms {
  const shipping = readShipping(source)
  return {
    shipping,
    freeShipping: readFreeShipping(source, shipping),
    promos: readPromos(source),
    wholesale: readWholesale(source),
    minimums: readMinimums(source),
    deposits: readDeposits(source),
  }
}
