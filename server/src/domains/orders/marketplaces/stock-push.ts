import { sql } from 'kysely'
import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { readOffered, withMadeOf } from '#domains/catalog'
import { MarketplaceFailure } from './failures.ts'
import type { MarketplaceAccount } from './marketplace.ts'
import { getMarketplaceType } from './registry.ts'
import { accountPayload, planRun } from './runs.ts'
import { getAccountRow, rows } from './store.ts'
import type { MarketplaceListingRow } from './tables.ts'
import { withAccount } from './tokens.ts'

/** An event names at most so many variants; one that is full stands for all of them. */
const mostNamed = 100
const batch = 20

/** Stock moved: every listing of these goods, and of what is made of them, has something to tell. */
export const noteStockChange: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    const { variantIds } = z.object({ variantIds: z.array(z.uuid()) }).parse(payload)
    await planListings(tx, variantIds.length >= mostNamed ? undefined : await withMadeOf(tx, variantIds))
  })

/** A buffer, a recipe or the whole catalogue changed. */
export const noteProductChange: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    const { variantId } = z.object({ variantId: z.uuid().optional() }).parse(payload)
    await planListings(tx, variantId ? await withMadeOf(tx, [variantId]) : undefined)
  })

async function planListings(tx: Transaction, variantIds: string[] | undefined): Promise<void> {
  let query = rows(tx)
    .update('marketplaceListings')
    .set({ pushState: 'waiting' })
    .where('variantId', 'is not', null)
    .where(sql<boolean>`account_id in (select id from marketplace_accounts a where a.business_id = ${tx.businessId} and a.pushes_stock and a.deleted_at is null)`)
  if (variantIds) query = query.where(sql<boolean>`variant_id = any(${variantIds}::uuid[])`)
  const planned = await query.returning('accountId').execute()
  for (const accountId of new Set(planned.map((row) => row.accountId))) await planRun(tx, 'push-marketplace-stock', accountId)
}

/**
 * Tells a marketplace what may be sold there: what can be promised, less the buffer. The number is absolute and read just
 * before it is told, so a repeat after silence does no harm; one run an account keeps the order.
 */
export const pushStock: WorkHandler = async (ctx, payload) => {
  const { accountId } = accountPayload.parse(payload)
  const tried = new Set<string>()
  let isHeld = false
  const done = await withAccount(ctx, accountId, async (account) => {
    for (;;) {
      const due = await ctx.transaction((tx) => takeDue(tx, accountId, tried))
      if (due.length === 0) return
      for (const listing of due) {
        tried.add(listing.id)
        await tellOne(ctx, account, listing).catch(async (error: unknown) => {
          await ctx.transaction((tx) => settle(tx, listing, error))
          if (!(error instanceof MarketplaceFailure)) throw error
          if (error.problem.kind !== 'refused') throw error
        })
      }
    }
  })
  isHeld = done === undefined
  if (!isHeld) return undefined
  const { status } = await ctx.transaction((tx) => getAccountRow(tx, accountId))
  // Without consent it waits for its owner; otherwise the schedule comes again in a few minutes.
  ctx.log.info({ accountId, status }, 'stock waits to be told to a marketplace')
  return undefined
}

type Due = Pick<MarketplaceListingRow, 'id' | 'externalId' | 'itemId' | 'sku'> & { quantity: number }

/** The next listings with something to tell; what already says the right number is left alone. */
async function takeDue(tx: Transaction, accountId: string, tried: ReadonlySet<string>): Promise<Due[]> {
  const { pushesStock } = await getAccountRow(tx, accountId)
  if (!pushesStock) return []
  const found = await rows(tx)
    .select('marketplaceListings')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('pushState', 'in', ['waiting', 'attempting', 'uncertain'])
    .where(sql<boolean>`not (id = any(${[...tried]}::uuid[]))`)
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .execute()
  const offered = await readOffered(tx, found.flatMap((row) => row.variantId ?? []))
  const due: Due[] = []
  for (const row of found) {
    const quantity = row.variantId ? (offered.get(row.variantId) ?? null) : null
    // What is not counted, or no longer there, is not told; a number that stands is not told again.
    const isKnown = quantity !== null && row.pushState === 'waiting' && row.pushedStock === quantity && row.stockSeen === quantity
    if (quantity === null || isKnown) await rows(tx).update('marketplaceListings').set({ pushState: isKnown ? 'accepted' : 'none', pushError: null }).where('id', '=', row.id).execute()
    else {
      await rows(tx).update('marketplaceListings').set({ pushState: 'attempting', pushedStock: quantity }).where('id', '=', row.id).execute()
      due.push({ ...row, quantity })
    }
  }
  if (due.length === 0 && found.length > 0) return takeDue(tx, accountId, new Set([...tried, ...found.map((row) => row.id)]))
  return due
}

async function tellOne(ctx: Context, account: MarketplaceAccount, listing: Due): Promise<void> {
  const { type } = await ctx.transaction((tx) => getAccountRow(tx, account.accountId))
  await getMarketplaceType(type).setStock(ctx, account, listing, listing.quantity)
  await ctx.transaction((tx) => settle(tx, listing, undefined))
}

/** Only what is still being tried: stock that moved meanwhile waits for its own turn. */
async function settle(tx: Transaction, listing: Due, error: unknown): Promise<void> {
  const query = rows(tx).update('marketplaceListings').where('id', '=', listing.id)
  const now = tx.now()
  if (error === undefined) {
    await query.set({ stockSeen: listing.quantity, pushedAt: now, pushError: null }).execute()
    await rows(tx).update('marketplaceListings').set({ pushState: 'accepted' }).where('id', '=', listing.id).where('pushState', '=', 'attempting').execute()
  } else {
    const problem = error instanceof MarketplaceFailure ? error.problem : undefined
    const pushState = problem?.kind === 'refused' ? ('rejected' as const) : problem?.kind === 'unreachable' || !problem ? ('uncertain' as const) : ('waiting' as const)
    await query.set({ pushState, pushError: problem ? `${problem.sentence} ${problem.detail}`.slice(0, 400) : null }).where('pushState', '=', 'attempting').execute()
  }
  await tx.notify({ topic: 'marketplace' })
}
