import { sql } from 'kysely'
import type { Context, GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { cutPage, fromCursor } from '#platform/http/paging'
import { newId } from '#platform/ids'
import type { WorkHandler } from '#platform/events/dispatcher'
import { forEachBusiness, recordAudit } from '#domains/businesses'
import { findVariantIdsBySku, readGoods, readOffered, type Good } from '#domains/catalog'
import { MarketplaceFailure, marketplaceSaid, shopNotConnected } from './failures.ts'
import { clearProblem } from './problems.ts'
import { getMarketplaceType } from './registry.ts'
import { accountPayload, planPush, planRun } from './runs.ts'
import { dropUnseenListings, getAccountRow, getListingRow, readAccountRows, rows, upsertListings } from './store.ts'
import type { MarketplaceListingRow } from './tables.ts'
import { withAccount } from './tokens.ts'

/** Once a day every shop is read anew, so that differences are those of today. */
export function readAllListings(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      for (const row of await readAccountRows(tx)) if (row.status === 'active') await planRun(tx, 'read-marketplace-listings', row.id)
    }),
  )
}

/** What a shop shows on the marketplace: prices, stock, and which of our goods each thing is, by its SKU. */
export const readListings: WorkHandler = async (ctx, payload) => {
  const { accountId } = accountPayload.parse(payload)
  const startedAt = ctx.now()
  const done = await withAccount(ctx, accountId, async (account) => {
    const type = getMarketplaceType((await ctx.transaction((tx) => getAccountRow(tx, accountId))).type)
    let cursor: string | undefined
    do {
      const page = await type.listListings(ctx, account, cursor)
      await ctx.transaction(async (tx) => {
        const variants = await findVariantIdsBySku(tx, page.items.map((item) => item.sku))
        const unique = [...new Map(page.items.map((item) => [item.externalId, item])).values()]
        await upsertListings(tx, accountId, unique.map((item) => ({ ...item, id: newId(), variantId: variants.get(item.sku.trim()) ?? null })))
      })
      cursor = page.next
    } while (cursor !== undefined)
    await ctx.transaction(async (tx) => {
      await dropUnseenListings(tx, accountId, startedAt)
      await planPush(tx, accountId)
      await tx.notify({ topic: 'marketplace', id: accountId })
    })
  })
  if (done) await clearProblem(ctx, accountId)
}

export interface ListingItem extends MarketplaceListingRow {
  accountName: string
  /** Our side; `null` while it is linked to nothing. */
  own: { name: string; price: number | null; offered: number | null } | null
}

export type ListingFilter = 'all' | 'unlinked' | 'different' | 'failed'

export async function listListings(tx: Transaction, input: { filter: ListingFilter; accountId?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: ListingItem[]; nextCursor: string | null }> {
  let query = rows(tx)
    .select('marketplaceListings')
    .innerJoin('marketplaceAccounts', (join) => join.onRef('marketplaceAccounts.businessId', '=', 'marketplaceListings.businessId').onRef('marketplaceAccounts.id', '=', 'marketplaceListings.accountId'))
    .selectAll('marketplaceListings')
    .select('marketplaceAccounts.name as accountName')
    .orderBy('marketplaceListings.name')
    .orderBy('marketplaceListings.id')
  if (input.accountId) query = query.where('marketplaceListings.accountId', '=', input.accountId)
  if (input.filter === 'unlinked') query = query.where('marketplaceListings.variantId', 'is', null)
  if (input.filter === 'failed') query = query.where('marketplaceListings.pushState', 'in', ['rejected', 'uncertain'])
  if (input.filter === 'different') query = query.where('marketplaceListings.variantId', 'is not', null)
  if (input.cursor) {
    const [name, id] = fromCursor(input.cursor)
    query = query.where(sql<boolean>`(marketplace_listings.name, marketplace_listings.id::text) > (${String(name)}, ${String(id)})`)
  }
  // Differences are found by comparing with what can be promised now, which no column holds.
  if (input.filter === 'different') return { items: (await withOwn(tx, await query.limit(2_000).execute())).filter(isDifferent).slice(0, 200), nextCursor: null }
  const { page, nextCursor } = cutPage(await query.limit(input.limit + 1).execute(), input.limit, (row) => [row.name, row.id])
  return { items: await withOwn(tx, page), nextCursor }
}

/** A price or number that the marketplace shows and the shop does not say. */
export function isDifferent({ own, priceSeen, stockSeen }: Pick<ListingItem, 'own' | 'priceSeen' | 'stockSeen'>): boolean {
  if (!own) return false
  return (own.price !== null && priceSeen !== null && own.price !== priceSeen) || (own.offered !== null && stockSeen !== null && own.offered !== stockSeen)
}

async function withOwn<Row extends MarketplaceListingRow & { accountName: string }>(tx: Transaction, found: Row[]): Promise<(Row & Pick<ListingItem, 'own'>)[]> {
  const ids = [...new Set(found.flatMap((row) => row.variantId ?? []))]
  const goods = ids.length > 0 ? await readGoods(tx, ids) : new Map<string, Good>()
  const offered = await readOffered(tx, ids)
  return found.map((row) => {
    const good = row.variantId ? goods.get(row.variantId) : undefined
    return { ...row, own: good ? { name: good.name, price: good.price, offered: offered.get(good.variantId) ?? null } : null }
  })
}

/** A person says which of the shop's goods this is, or that it is none. */
export async function linkListing(tx: Transaction, listingId: string, variantId: string | null): Promise<void> {
  const before = await getListingRow(tx, listingId)
  if (variantId) await readGoods(tx, [variantId])
  await rows(tx).update('marketplaceListings').set({ variantId, isChosen: true, pushState: 'none', pushError: null }).where('id', '=', listingId).execute()
  await recordAudit(tx, { action: 'marketplace.link', subjectType: 'marketplace-listing', subjectId: listingId, before: { variantId: before.variantId }, after: { variantId } })
  await planPush(tx, before.accountId)
  await tx.notify({ topic: 'marketplace', id: before.accountId })
}

/** The shop's price becomes that of the marketplace. */
export async function sendPrice(ctx: Context, listingId: string): Promise<void> {
  const { listing, price, type } = await ctx.transaction(async (tx) => {
    const listing = await getListingRow(tx, listingId)
    const good = listing.variantId ? (await readGoods(tx, [listing.variantId])).get(listing.variantId) : undefined
    return { listing, price: good?.price ?? null, type: (await getAccountRow(tx, listing.accountId)).type }
  })
  if (price === null) return
  const done = await withAccount(ctx, listing.accountId, (account) => getMarketplaceType(type).setPrice(ctx, account, listing, price)).catch((error: unknown) => {
    throw error instanceof MarketplaceFailure ? marketplaceSaid(error.problem) : error
  })
  await ctx.transaction(async (tx) => {
    const { lastError } = await getAccountRow(tx, listing.accountId)
    if (!done) throw lastError ? marketplaceSaid(lastError) : shopNotConnected()
    await rows(tx).update('marketplaceListings').set({ priceSeen: price }).where('id', '=', listingId).execute()
    await recordAudit(tx, { action: 'marketplace.price', subjectType: 'marketplace-listing', subjectId: listingId, before: { price: listing.priceSeen }, after: { price } })
    await tx.notify({ topic: 'marketplace', id: listing.accountId })
  })
}
