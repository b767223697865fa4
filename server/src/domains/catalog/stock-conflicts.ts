import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import type { StockConflictRow, Tables } from './tables.ts'

export interface Shortage {
  variantId: string
  wanted: number
  missing: number
}

/** Writes down what was sold although it was promised or gone. */
export async function recordConflicts(tx: Transaction, reference: string, source: string, shortages: Shortage[]): Promise<void> {
  if (shortages.length === 0) return
  await tenant<Tables>(tx)
    .insert('stockConflicts')
    .values(shortages.map((shortage) => ({ businessId: tx.businessId, id: newId(), reference, source, ...shortage, at: tx.now(), resolvedAt: null })))
    .execute()
  await tx.emit({ type: 'stock.conflicted', key: reference, payload: { reference, variantIds: shortages.map((shortage) => shortage.variantId).slice(0, 100) } })
  await tx.notify({ topic: 'stock' })
}

export type StockConflict = StockConflictRow & { sku: string; name: string }

/** What is not settled yet, newest first. */
export async function listConflicts(tx: Transaction): Promise<StockConflict[]> {
  const rows = await tenant<Tables>(tx)
    .select('stockConflicts')
    .innerJoin('variants', (join) => join.onRef('variants.businessId', '=', 'stockConflicts.businessId').onRef('variants.id', '=', 'stockConflicts.variantId'))
    .innerJoin('products', (join) => join.onRef('products.businessId', '=', 'variants.businessId').onRef('products.id', '=', 'variants.productId'))
    .selectAll('stockConflicts')
    .select(['variants.sku', 'variants.name as variantName', 'products.name as productName'])
    .where('stockConflicts.resolvedAt', 'is', null)
    .orderBy('stockConflicts.at', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ variantName, productName, ...row }) => ({ ...row, name: `${productName} ${variantName}`.trim() }))
}

/** Somebody has dealt with it: changed the goods, called the buyer, gave the money back. */
export async function resolveConflict(tx: Transaction, conflictId: string): Promise<void> {
  const row = await tenant<Tables>(tx).update('stockConflicts').set({ resolvedAt: tx.now() }).where('id', '=', conflictId).returning(['variantId', 'missing']).executeTakeFirst()
  if (!row) throw notFound('Bentrok stok')
  await recordAudit(tx, { action: 'stock-conflict.resolve', subjectType: 'stock-conflict', subjectId: conflictId, after: row })
  await tx.notify({ topic: 'stock' })
}
