import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { notEnoughStock } from './errors.ts'
import type { Tables } from './tables.ts'

export interface StockChange {
  variantId: string
  /** Pieces; negative takes away. */
  quantity: number
  reason: 'import' | 'count' | 'sale' | 'return' | 'received' | 'correction' | 'undo'
  reference?: string
}

/**
 * Moves stock: writes the ledger and the level in one transaction. A level never goes below zero: the first change that
 * would is refused and nothing of the call happens. Changes to one variant are summed first (F21).
 */
export async function moveStock(tx: Transaction, changes: StockChange[]): Promise<void> {
  const wanted = new Map<string, number>()
  for (const change of changes) wanted.set(change.variantId, (wanted.get(change.variantId) ?? 0) + change.quantity)
  // A fixed order of locks: two carts with the same goods cannot wait for each other.
  for (const [variantId, quantity] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) await changeLevel(tx, variantId, quantity)
  if (changes.length > 0) await recordMovements(tx, changes)
}

/** Sets levels to what was counted or imported; the difference becomes a movement. */
export async function setStock(tx: Transaction, counts: { variantId: string; onHand: number }[], reason: StockChange['reason'], reference?: string): Promise<void> {
  if (counts.length === 0) return
  const rows = await tenant<Tables>(tx)
    .select('stockLevels')
    .select(['variantId', 'onHand'])
    .where('variantId', 'in', counts.map((count) => count.variantId))
    .forUpdate()
    .execute()
  const before = new Map(rows.map((row) => [row.variantId, row.onHand]))
  const changed = counts.filter((count) => before.get(count.variantId) !== count.onHand)
  if (changed.length === 0) return
  const now = tx.now()
  // A variant gets its level row even at zero: "habis" is known, "tidak dicatat" is not.
  await tenant<Tables>(tx)
    .insert('stockLevels')
    .values(changed.map(({ variantId, onHand }) => ({ businessId: tx.businessId, id: newId(), variantId, onHand, reserved: 0, updatedAt: now })))
    .onConflict((on) => on.columns(['businessId', 'variantId']).doUpdateSet({ onHand: (row) => row.ref('excluded.onHand'), updatedAt: now }))
    .execute()
  await recordMovements(tx, changed.map(({ variantId, onHand }) => ({ variantId, quantity: onHand - (before.get(variantId) ?? 0), reason, ...(reference ? { reference } : {}) })))
}

/** Writes the ledger and tells who listens. */
async function recordMovements(tx: Transaction, changes: StockChange[]): Promise<void> {
  const moved = changes.filter((change) => change.quantity !== 0)
  if (moved.length > 0) {
    await tenant<Tables>(tx)
      .insert('stockMovements')
      .values(
        moved.map((change) => ({
          businessId: tx.businessId,
          id: newId(),
          variantId: change.variantId,
          quantity: change.quantity,
          reason: change.reason,
          reference: change.reference ?? null,
          actorKind: tx.actor.kind,
          actorId: tx.actor.kind === 'member' ? tx.actor.memberId : null,
          at: tx.now(),
        })),
      )
      .execute()
  }
  await tx.emit({ type: 'stock.changed', payload: { variantIds: [...new Set(changes.map((change) => change.variantId))].slice(0, 100) } })
  await tx.notify({ topic: 'stock' })
}

async function changeLevel(tx: Transaction, variantId: string, quantity: number): Promise<void> {
  const now = tx.now()
  const updated = await tenant<Tables>(tx)
    .update('stockLevels')
    .set({ onHand: sql`on_hand + ${quantity}`, updatedAt: now })
    .where('variantId', '=', variantId)
    .where(sql<boolean>`on_hand + ${quantity} - case when ${quantity} < 0 then reserved else 0 end >= 0`)
    .executeTakeFirst()
  if (updated.numUpdatedRows > 0n) return
  const level = await tenant<Tables>(tx).select('stockLevels').select(['onHand', 'reserved']).where('variantId', '=', variantId).executeTakeFirst()
  if (level || quantity < 0) throw notEnoughStock(level ? level.onHand - level.reserved : 0, -quantity)
  await tenant<Tables>(tx)
    .insert('stockLevels')
    .values({ businessId: tx.businessId, id: newId(), variantId, onHand: quantity, reserved: 0, updatedAt: now })
    .onConflict((on) => on.columns(['businessId', 'variantId']).doUpdateSet((row) => ({ onHand: sql`${row.ref('stockLevels.onHand')} + excluded.on_hand`, updatedAt: now })))
    .execute()
}
