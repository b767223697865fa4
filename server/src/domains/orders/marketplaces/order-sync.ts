import { sql } from 'kysely'
import { z } from 'zod'
import type { GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import type { WorkHandler } from '#platform/events/dispatcher'
import { tenant } from '#platform/database/tenant'
import { forEachBusiness } from '#domains/businesses'
import { returnStock, sellAnyway } from '#domains/catalog'
import { resolveBuyers } from '../buyers.ts'
import { recordImportedOrders } from '../imported-orders.ts'
import { changeOrder, withLines } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { MarketplaceOrder } from './marketplace.ts'
import { clearProblem } from './problems.ts'
import { getMarketplaceType } from './registry.ts'
import { accountPayload, planRun } from './runs.ts'
import { changeAccount, getAccountRow, readAccountRows, readLinks } from './store.ts'
import { withAccount } from './tokens.ts'

/** News that was on its way while the last span was read. */
const overlapMs = 10 * 60_000

/** Every few minutes for every account: pushes are only there to be faster. */
export function syncAllMarketplaces(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      for (const row of await readAccountRows(tx)) {
        if (row.status !== 'active') continue
        await planRun(tx, 'sync-marketplace-orders', row.id)
        // What could not be told before is told again.
        if (row.pushesStock) await planRun(tx, 'push-marketplace-stock', row.id)
      }
    }),
  )
}

/** Reads what changed since the last time, span after span. A run that breaks off begins again where the last whole span ended. */
export const syncOrders: WorkHandler = async (ctx, payload) => {
  const { accountId } = accountPayload.parse(payload)
  const until = ctx.now()
  const done = await withAccount(ctx, accountId, async (account) => {
    const row = await ctx.transaction((tx) => getAccountRow(tx, accountId))
    const type = getMarketplaceType(row.type)
    let from = new Date((row.syncedUntil ?? until).getTime() - overlapMs)
    while (from < until) {
      const to = new Date(Math.min(from.getTime() + type.longestWindowMs, until.getTime()))
      let cursor: string | undefined
      do {
        const page = await type.listChangedOrders(ctx, account, { from, to }, cursor)
        if (page.orders.length > 0) await ctx.transaction((tx) => storeOrders(tx, accountId, page.orders))
        cursor = page.next
      } while (cursor !== undefined)
      await ctx.transaction((tx) => changeAccount(tx, accountId, { syncedUntil: to }))
      from = to
    }
  })
  if (done) await clearProblem(ctx, accountId)
}

/** A push named this order. What counts is what the marketplace says when asked. */
export const fetchOrder: WorkHandler = async (ctx, payload) => {
  const { accountId, number } = accountPayload.extend({ number: z.string() }).parse(payload)
  await withAccount(ctx, accountId, async (account) => {
    const { type } = await ctx.transaction((tx) => getAccountRow(tx, accountId))
    const order = await getMarketplaceType(type).readOrder(ctx, account, number)
    if (order) await ctx.transaction((tx) => storeOrders(tx, accountId, [order]))
  })
}

/**
 * Orders of a marketplace through the door that imported files use, and what they do to the stock: sold elsewhere is a
 * fact, so nothing is refused and what is missing is listed (F23). Orders from before the connection are history.
 */
export async function storeOrders(tx: Transaction, accountId: string, given: MarketplaceOrder[]): Promise<void> {
  const account = await getAccountRow(tx, accountId)
  const links = await readLinks(tx, accountId, given.flatMap((order) => order.lines.map((line) => line.listingId)))
  const orders = given.filter((order) => order.lines.length > 0).map(({ buyerId, lines, ...order }) => ({
    // A number with stars is nobody's.
    order: { ...order, phone: order.phone?.includes('*') ? null : order.phone, customerId: null as string | null, lines: lines.map(({ listingId, ...line }) => ({ ...line, variantId: links.get(listingId) ?? null })) },
    buyerId,
  }))
  const known = await readStored(tx, orders.map(({ order }) => order))
  const unknownBuyers = orders.filter(({ order }) => !known.some((row) => row.source === order.source && row.number === order.number && row.customerId))
  await resolveBuyers(tx, unknownBuyers.map(({ order }) => order), unknownBuyers.map(({ buyerId }) => buyerId))
  await recordImportedOrders(tx, orders.map(({ order }) => order), { reference: accountId })
  await moveStockOf(tx, account.connectedAt, await readStored(tx, orders.map(({ order }) => order)))
  const newest = Math.max(...orders.map(({ order }) => order.placedAt.getTime()))
  if (newest > (account.lastOrderAt?.getTime() ?? 0)) await changeAccount(tx, accountId, { lastOrderAt: new Date(newest) })
}

async function readStored(tx: Transaction, orders: { source: string; number: string }[]) {
  const sources = [...new Set(orders.map((order) => order.source))]
  if (sources.length === 0) return []
  return tenant<Tables>(tx).select('orders').selectAll().where('source', 'in', sources).where(sql<boolean>`number = any(${orders.map((order) => order.number)}::text[])`).orderBy('id').forUpdate().execute()
}

async function moveStockOf(tx: Transaction, connectedAt: Date | null, stored: Awaited<ReturnType<typeof readStored>>): Promise<void> {
  for (const order of await withLines(tx, stored)) {
    if (order.status === 'cancelled' && order.stockState === 'committed') {
      await changeOrder(tx, order.id, { stockState: 'returned' })
      await returnStock(tx, order.id)
    }
    if (order.status === 'cancelled' || order.stockState !== 'none' || connectedAt === null || order.placedAt < connectedAt) continue
    await changeOrder(tx, order.id, { stockState: 'committed' })
    const items = order.lines.flatMap((line) => (line.variantId ? [{ variantId: line.variantId, quantity: line.quantity }] : []))
    if (items.length > 0) await sellAnyway(tx, { reference: order.id, source: order.source, items })
  }
}
