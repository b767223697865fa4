import { notFound } from '#platform/errors'
import { lazada } from './lazada/index.ts'
import type { MarketplaceType } from './marketplace.ts'
import { shopee } from './shopee/index.ts'
import { tiktok } from './tiktok/index.ts'

/** Every marketplace that this Laris knows. */
export const marketplaceTypes: MarketplaceType[] = [shopee, tiktok, lazada]

export function getMarketplaceType(type: string): MarketplaceType {
  const found = marketplaceTypes.find((one) => one.type === type)
  if (!found) throw notFound('Toko online')
  return found
}
