import type { Transaction } from '#platform/context'
import { notEnoughStock } from './errors.ts'
import { announceStock, changeLevels, lockLevels, writeMovements } from './stock-levels.ts'

export const movementReasons = ['import', 'count', 'sale', 'return', 'received', 'produced', 'recipe', 'correction', 'undo'] as const

export interface StockChange {
  variantId: string
  /** Pieces; negative takes away. */
  quantity: number
  reason: (typeof movementReasons)[number]
  reference?: string
}

/**
 * Moves stock: writes the ledger and the level in one transaction. What is promised to somebody cannot be taken away: the
 * first change that would is refused and nothing of the call happens. Changes to one variant are summed first (F21).
 */
export async function moveStock(tx: Transaction, changes: StockChange[]): Promise<void> {
  const wanted = new Map<string, number>()
  for (const change of changes) wanted.set(change.variantId, (wanted.get(change.variantId) ?? 0) + change.quantity)
  const levels = await lockLevels(tx, wanted.keys(), { isCreated: true })
  for (const [variantId, quantity] of wanted) {
    const level = levels.get(variantId) ?? { onHand: 0, reserved: 0 }
    if (quantity < 0 && level.onHand + quantity < level.reserved) throw notEnoughStock(level.onHand - level.reserved, -quantity)
  }
  await changeLevels(tx, [...wanted].map(([variantId, onHand]) => ({ variantId, onHand, reserved: 0 })))
  await writeMovements(tx, changes)
  await announceStock(tx, wanted.keys())
}

/**
 * Sets levels to what was counted or imported; the difference becomes a movement. A variant gets its level even at zero:
 * "habis" is known, "tidak dicatat" is not.
 */
export async function setStock(tx: Transaction, counts: { variantId: string; onHand: number }[], reason: StockChange['reason'], reference?: string): Promise<void> {
  if (counts.length === 0) return
  const levels = await lockLevels(tx, counts.map((count) => count.variantId), { isCreated: true })
  const changed = new Map<string, number>()
  for (const { variantId, onHand } of counts) {
    const level = levels.get(variantId)
    if (level) changed.set(variantId, onHand - level.onHand)
  }
  await changeLevels(tx, [...changed].map(([variantId, onHand]) => ({ variantId, onHand, reserved: 0 })))
  await writeMovements(tx, [...changed].map(([variantId, quantity]) => ({ variantId, quantity, reason, reference })))
  await announceStock(tx, changed.keys())
}
