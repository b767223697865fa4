import type { TermSource } from './indexed-shop.ts'
import type { ShopTerms } from './terms.ts'
import { readCodes } from './code-rules.ts'
import { readDeposits } from './deposit-rules.ts'
import { readLeads } from './lead-rules.ts'
import { readPromos } from './promo-rules.ts'
import { readFreeShipping, readShipping } from './shipping-rules.ts'
import { readMinimums, readWholesale } from './wholesale-rules.ts'

export function readTerms(source: TermSource): ShopTerms {
  const shipping = readShipping(source)
  return {
    shipping,
    freeShipping: readFreeShipping(source, shipping),
    promos: readPromos(source),
    codes: readCodes(source),
    wholesale: readWholesale(source),
    minimums: readMinimums(source),
    leads: readLeads(source),
    deposits: readDeposits(source),
  }
}
