import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromCursor, fromTimeCursor } from '#platform/http/paging'
import { readAvailable } from './availability.ts'
import type { StockKind, StockMovementRow, Tables } from './tables.ts'

export interface StockItem {
  variantId: string
  productId: string
  sku: string
  name: string
  stockKind: StockKind
  unit: string
  isForSale: boolean
  /** `null` when the shop does not count this. */
  onHand: number | null
  reserved: number
  available: number | null
  /** What marketplaces are told: available − buffer. */
  offered: number | null
  lowStockAt: number | null
  isLow: boolean
}

/** One row a variant, in the shop's order; `isLow` keeps those at or under their warning level. */
export async function listStock(tx: Transaction, input: { search?: string | undefined; isLow?: boolean | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: StockItem[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx)
    .select('variants')
    .innerJoin('products', (join) => join.onRef('products.businessId', '=', 'variants.businessId').onRef('products.id', '=', 'variants.productId'))
    .leftJoin('stockLevels', (join) => join.onRef('stockLevels.businessId', '=', 'variants.businessId').onRef('stockLevels.variantId', '=', 'variants.id'))
    .select(['variants.id as variantId', 'variants.productId', 'variants.sku', 'variants.name as variantName', 'products.name as productName', 'variants.stockKind', 'variants.unit', 'variants.lowStockAt', 'variants.channelBuffer'])
    .select(['products.isForSale', 'products.position as productPosition', 'variants.position', 'stockLevels.onHand', 'stockLevels.reserved'])
    .where('variants.deletedAt', 'is', null)
    .where('products.deletedAt', 'is', null)
    .orderBy('products.position')
    .orderBy('products.id')
    .orderBy('variants.position')
    .orderBy('variants.id')
    .limit(input.limit + 1)
  const search = input.search?.trim().replace(/[\\%_]/g, '\\$&')
  if (search) query = query.where(sql<boolean>`(products.name || ' ' || variants.name || ' ' || variants.sku) ilike ${`%${search}%`}`)
  if (input.isLow) query = query.where('variants.stockKind', '=', 'counted').where(sql<boolean>`stock_levels.on_hand - stock_levels.reserved <= variants.low_stock_at`)
  if (input.cursor) {
    const [productPosition, productId, position, variantId] = fromCursor(input.cursor)
    query = query.where(sql<boolean>`(products.position, products.id, variants.position, variants.id) > (${Number(productPosition)}::integer, ${String(productId)}::uuid, ${Number(position)}::integer, ${String(variantId)}::uuid)`)
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.productPosition, row.productId, row.position, row.variantId])
  const available = await readAvailable(tx, page.map((row) => row.variantId))
  const items = page.map(({ variantName, productName, productPosition: _productPosition, position: _position, channelBuffer, onHand, reserved, ...row }) => {
    const free = available.get(row.variantId) ?? null
    return {
      ...row,
      name: `${productName} ${variantName}`.trim(),
      onHand: row.stockKind === 'counted' ? onHand : null,
      reserved: reserved ?? 0,
      available: free,
      offered: free === null ? null : Math.max(0, free - channelBuffer),
      isLow: free !== null && row.lowStockAt !== null && free <= row.lowStockAt,
    }
  })
  return { items, nextCursor }
}

export type MovementItem = Pick<StockMovementRow, 'variantId' | 'quantity' | 'reason' | 'reference' | 'actorKind' | 'actorId' | 'at'> & { movementId: string; name: string; sku: string }

/** The ledger, newest first; of one variant or of all. */
export async function listMovements(tx: Transaction, input: { variantId?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: MovementItem[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx)
    .select('stockMovements')
    .innerJoin('variants', (join) => join.onRef('variants.businessId', '=', 'stockMovements.businessId').onRef('variants.id', '=', 'stockMovements.variantId'))
    .innerJoin('products', (join) => join.onRef('products.businessId', '=', 'variants.businessId').onRef('products.id', '=', 'variants.productId'))
    .select(['stockMovements.id as movementId', 'stockMovements.variantId', 'stockMovements.quantity', 'stockMovements.reason', 'stockMovements.reference', 'stockMovements.actorKind', 'stockMovements.actorId', 'stockMovements.at'])
    .select(['variants.sku', 'variants.name as variantName', 'products.name as productName'])
    .orderBy('stockMovements.at', 'desc')
    .orderBy('stockMovements.id', 'desc')
    .limit(input.limit + 1)
  if (input.variantId) query = query.where('stockMovements.variantId', '=', input.variantId)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('stockMovements.at', 'stockMovements.id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.at, row.movementId])
  return {
    items: page.map(({ variantName, productName, ...row }) => ({ ...row, name: `${productName} ${variantName}`.trim() })),
    nextCursor,
  }
}
