import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import type { Listing } from './marketplace.ts'
import type { MarketplaceAccountRow, MarketplaceListingRow, MarketplaceTables } from './tables.ts'

export const rows = (tx: Transaction) => tenant<MarketplaceTables>(tx)

export async function getAccountRow(tx: Transaction, accountId: string): Promise<MarketplaceAccountRow> {
  const row = await rows(tx).select('marketplaceAccounts').selectAll().where('id', '=', accountId).where('deletedAt', 'is', null).executeTakeFirst()
  if (!row) throw notFound('Toko online')
  return row
}

/** The account, locked, while it exists. */
export function lockAccount(tx: Transaction, accountId: string): Promise<MarketplaceAccountRow | undefined> {
  return rows(tx).select('marketplaceAccounts').selectAll().where('id', '=', accountId).where('deletedAt', 'is', null).forUpdate().executeTakeFirst()
}

export function readAccountRows(tx: Transaction): Promise<MarketplaceAccountRow[]> {
  return rows(tx).select('marketplaceAccounts').selectAll().where('deletedAt', 'is', null).orderBy('createdAt').orderBy('id').execute()
}

export type AccountChanges = Partial<Omit<MarketplaceAccountRow, 'businessId' | 'id' | 'type' | 'config' | 'lastError' | 'createdAt'>> & { config?: string; lastError?: string | null }

export async function changeAccount(tx: Transaction, accountId: string, changes: AccountChanges): Promise<void> {
  await rows(tx).update('marketplaceAccounts').set({ ...changes, updatedAt: tx.now() }).where('id', '=', accountId).execute()
  await tx.notify({ topic: 'marketplace', id: accountId })
}

export async function getListingRow(tx: Transaction, listingId: string): Promise<MarketplaceListingRow> {
  const row = await rows(tx).select('marketplaceListings').selectAll().where('id', '=', listingId).executeTakeFirst()
  if (!row) throw notFound('Barang di toko online')
  return row
}

/** Which variant each of these listings is linked to. */
export async function readLinks(tx: Transaction, accountId: string, externalIds: string[]): Promise<Map<string, string>> {
  const found = await rows(tx).select('marketplaceListings').select(['externalId', 'variantId']).where('accountId', '=', accountId).where(sql<boolean>`external_id = any(${externalIds}::text[])`).execute()
  return new Map(found.flatMap((row) => (row.variantId ? [[row.externalId, row.variantId] as const] : [])))
}

/** Adds or renews listings as the marketplace shows them; a link that a person chose stays. */
export async function upsertListings(tx: Transaction, accountId: string, listings: (Listing & { id: string; variantId: string | null })[]): Promise<void> {
  if (listings.length === 0) return
  const now = tx.now()
  await rows(tx)
    .insert('marketplaceListings')
    .values(
      listings.map(({ id, externalId, itemId, name, sku, variantId, price, stock }) => ({
        businessId: tx.businessId, id, accountId, externalId, itemId, name: name.slice(0, 300), sku: sku.slice(0, 200), variantId, isChosen: false, priceSeen: price, stockSeen: stock, seenAt: now,
        pushState: 'none' as const, pushedStock: null, pushError: null, pushedAt: null,
      })),
    )
    .onConflict((on) =>
      on.columns(['businessId', 'accountId', 'externalId']).doUpdateSet((set) => ({
        itemId: set.ref('excluded.itemId'),
        name: set.ref('excluded.name'),
        sku: set.ref('excluded.sku'),
        priceSeen: set.ref('excluded.priceSeen'),
        stockSeen: set.ref('excluded.stockSeen'),
        seenAt: set.ref('excluded.seenAt'),
        variantId: sql<string | null>`case when marketplace_listings.is_chosen then marketplace_listings.variant_id else coalesce(excluded.variant_id, marketplace_listings.variant_id) end`,
      })),
    )
    .execute()
}

/** What the marketplace shows no more. */
export async function dropUnseenListings(tx: Transaction, accountId: string, since: Date): Promise<void> {
  await rows(tx).delete('marketplaceListings').where('accountId', '=', accountId).where('seenAt', '<', since).execute()
}
