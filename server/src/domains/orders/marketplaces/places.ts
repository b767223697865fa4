import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { readOffered } from '#domains/catalog'
import { rows } from './store.ts'
import type { MarketplaceListingRow } from './tables.ts'

export interface StockPlace {
  accountId: string
  accountName: string
  listingName: string
  pushState: MarketplaceListingRow['pushState']
  stock: number | null
  problem: string | null
}

export interface StockPlaces {
  /** What may be sold on marketplaces: available − buffer. */
  offered: number | null
  /** Places that show this very number. */
  saved: number
  places: StockPlace[]
}

/** In which shops a variant is listed, and how many of them already say its number. */
export async function listPlaces(tx: Transaction, variantId: string): Promise<StockPlaces> {
  const offered = (await readOffered(tx, [variantId])).get(variantId) ?? null
  const found = await rows(tx)
    .select('marketplaceListings')
    .innerJoin('marketplaceAccounts', (join) => join.onRef('marketplaceAccounts.businessId', '=', 'marketplaceListings.businessId').onRef('marketplaceAccounts.id', '=', 'marketplaceListings.accountId'))
    .select(['marketplaceListings.accountId', 'marketplaceAccounts.name as accountName', 'marketplaceListings.name as listingName', 'marketplaceListings.pushState', 'marketplaceListings.stockSeen as stock', 'marketplaceListings.pushError as problem'])
    .where('marketplaceListings.variantId', '=', variantId)
    .where('marketplaceAccounts.deletedAt', 'is', null)
    .orderBy(sql`marketplace_accounts.created_at`)
    .orderBy('marketplaceListings.id')
    .execute()
  return { offered, saved: found.filter((place) => place.stock !== null && place.stock === offered && place.pushState !== 'uncertain').length, places: found }
}
