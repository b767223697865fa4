import type { Transaction } from '#platform/context'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { componentsMissing } from './errors.ts'
import { readGoods, sumIngredients } from './goods.ts'
import { announceStock, changeLevels, lockLevels, writeMovements } from './stock-levels.ts'
import { moveStock, type StockChange } from './stock.ts'

/** What people enter by hand: goods received, returned, broken, or a correction. */
export async function enterStock(tx: Transaction, entry: { reason: 'received' | 'return' | 'correction'; note: string; lines: { variantId: string; quantity: number }[] }): Promise<void> {
  await readGoods(tx, entry.lines.map((line) => line.variantId))
  const reference = entry.note || newId()
  await moveStock(tx, entry.lines.map((line): StockChange => ({ ...line, reason: entry.reason, reference })))
  await recordAudit(tx, { action: `stock.${entry.reason}`, subjectType: 'stock', subjectId: reference, after: { lines: entry.lines } })
}

export interface CountedLine {
  variantId: string
  /** On hand as the screen showed it when counting began. */
  seen: number
  counted: number
}

/**
 * A stock take. What counts is the difference between seen and counted, so that sales during the count stay right.
 * Answers each line as it now stands; a level never goes below zero.
 */
export async function countStock(tx: Transaction, lines: CountedLine[]): Promise<{ variantId: string; difference: number; onHand: number; reserved: number }[]> {
  await readGoods(tx, lines.map((line) => line.variantId))
  const reference = newId()
  const levels = await lockLevels(tx, lines.map((line) => line.variantId), { isCreated: true })
  const latest = [...new Map(lines.map((line) => [line.variantId, line])).values()]
  const changes = latest.map(({ variantId, seen, counted }) => {
    const level = levels.get(variantId) ?? { onHand: 0, reserved: 0 }
    const difference = Math.max(-level.onHand, counted - seen)
    return { variantId, difference, onHand: level.onHand + difference, reserved: level.reserved }
  })
  await changeLevels(tx, changes.map(({ variantId, difference }) => ({ variantId, onHand: difference, reserved: 0 })))
  await writeMovements(tx, changes.map(({ variantId, difference }) => ({ variantId, quantity: difference, reason: 'count', reference })))
  await recordAudit(tx, { action: 'stock.count', subjectType: 'stock', subjectId: reference, before: { lines: latest.map(({ variantId, seen }) => ({ variantId, onHand: seen })) }, after: { lines: changes } })
  await announceStock(tx, changes.map((change) => change.variantId))
  return changes
}

/** Something counted is made from its recipe: ingredients out, finished pieces in. */
export async function produceStock(tx: Transaction, made: { variantId: string; quantity: number }): Promise<void> {
  const goods = await readGoods(tx, [made.variantId])
  const ingredients = sumIngredients(goods, [made])
  if (ingredients.size === 0) throw componentsMissing()
  const reference = newId()
  await moveStock(tx, [
    ...[...ingredients].map(([variantId, quantity]): StockChange => ({ variantId, quantity: -quantity, reason: 'recipe', reference })),
    { ...made, reason: 'produced', reference },
  ])
  await recordAudit(tx, { action: 'stock.produce', subjectType: 'variant', subjectId: made.variantId, after: made })
}
