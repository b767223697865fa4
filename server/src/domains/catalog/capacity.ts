import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { dayFull } from './errors.ts'
import type { Demand, Good } from './goods.ts'
import type { Shortage } from './stock-conflicts.ts'
import type { Tables } from './tables.ts'

export interface Place {
  variantId: string
  day: string
  quantity: number
}

/** Most of a good that one day takes; `null` for no limit. */
export function limitOf(good: Good): number | null {
  return good.kind === 'pre_order' ? good.preorderLimit : good.dailyCapacity
}

/**
 * Takes places on days, or refuses when a day is full. Rows are locked in one order, after all stock levels. What has
 * been sold already is taken all the same (`isForced`), and the places too many are told.
 */
export async function takePlaces(tx: Transaction, wanted: Demand['places'], { isForced = false } = {}): Promise<Shortage[]> {
  if (wanted.length === 0) return []
  const places = [...wanted].sort((a, b) => (`${a.good.variantId} ${a.day}` < `${b.good.variantId} ${b.day}` ? -1 : 1))
  await tenant<Tables>(tx)
    .insert('capacityDays')
    .values(places.map(({ good, day }) => ({ businessId: tx.businessId, id: newId(), variantId: good.variantId, day, taken: 0 })))
    .onConflict((on) => on.columns(['businessId', 'variantId', 'day']).doNothing())
    .execute()
  const rows = await tenant<Tables>(tx)
    .select('capacityDays')
    .select(['variantId', 'day', 'taken'])
    .where(sql<boolean>`(variant_id, day) in (select * from unnest(${places.map((place) => place.good.variantId)}::uuid[], ${places.map((place) => place.day)}::date[]))`)
    .orderBy('variantId')
    .orderBy('day')
    .forUpdate()
    .execute()
  const shortages: Shortage[] = []
  for (const { good, day, quantity } of places) {
    const taken = rows.find((row) => row.variantId === good.variantId && row.day === day)?.taken ?? 0
    const limit = limitOf(good)
    if (limit === null || taken + quantity <= limit) continue
    if (!isForced) throw dayFull(good.name, day, limit - taken, quantity)
    shortages.push({ variantId: good.variantId, wanted: quantity, missing: Math.min(quantity, taken + quantity - limit) })
  }
  await addTaken(tx, places.map(({ good, day, quantity }) => ({ variantId: good.variantId, day, quantity })))
  return shortages
}

/** Adds to days; negative gives places back. */
export async function addTaken(tx: Transaction, places: Place[]): Promise<void> {
  if (places.length === 0) return
  const sorted = [...places].sort((a, b) => (`${a.variantId} ${a.day}` < `${b.variantId} ${b.day}` ? -1 : 1))
  for (const { variantId, day, quantity } of sorted) {
    await tenant<Tables>(tx).update('capacityDays').set({ taken: sql`taken + ${quantity}` }).where('variantId', '=', variantId).where('day', '=', day).execute()
  }
}

/** What each day from `from` to `to` has taken of these variants. */
export async function readTaken(tx: Transaction, variantIds: string[], from: string, to: string): Promise<Place[]> {
  if (variantIds.length === 0) return []
  const rows = await tenant<Tables>(tx).select('capacityDays').select(['variantId', 'day', 'taken']).where('variantId', 'in', variantIds).where('day', '>=', from).where('day', '<=', to).orderBy('day').execute()
  return rows.map((row) => ({ variantId: row.variantId, day: row.day, quantity: row.taken }))
}
