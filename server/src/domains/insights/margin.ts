import type { Transaction } from '#platform/context'
import { readGoodsSold } from '#domains/activity'
import { findVariantFacts } from '#domains/catalog'
import { lastDays } from './days.ts'

const mostGoods = 5_000
/** Of what was sold in a year, the part whose cost must be known. */
const knownEnough = 0.5

/** What is left of a rupiah sold in the last year; nothing while the cost of too many goods is unknown. */
export async function marginOf(tx: Transaction, today: string): Promise<number | undefined> {
  const sold = await readGoodsSold(tx, lastDays(today, 365), mostGoods)
  const facts = await findVariantFacts(tx, sold.map(({ variantId }) => variantId))
  let [all, known, cost] = [0, 0, 0]
  for (const { variantId, amount, quantity } of sold) {
    const each = facts.get(variantId)?.cost ?? null
    all += amount
    if (each === null) continue
    known += amount
    cost += each * quantity
  }
  return known > 0 && known >= knownEnough * all ? (known - cost) / known : undefined
}
