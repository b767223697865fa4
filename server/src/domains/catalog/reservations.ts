import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { addTaken, takePlaces } from './capacity.ts'
import { notEnoughStock, tooSoon } from './errors.ts'
import { readGoods, sumDemand, type Item } from './goods.ts'
import { announceStock, changeLevels, lockLevels, writeMovements, type Level } from './stock-levels.ts'
import { recordConflicts, type Shortage } from './stock-conflicts.ts'
import type { ReservationRow, Tables } from './tables.ts'

export interface Hold {
  /** Id of the order or cart. */
  reference: string
  items: Item[]
  expiresAt: Date | null
  /** Today in the shop's zone; what is made to order needs its lead days from here. */
  today: string
}

/**
 * Promises goods to somebody: all of a cart or nothing. Quantities are summed over lines and shared components before the
 * check, levels are locked in one order, so the last piece is promised once (F20, F21).
 */
export async function holdStock(tx: Transaction, hold: Hold): Promise<void> {
  const goods = await readGoods(tx, hold.items.map((item) => item.variantId))
  const demand = sumDemand(goods, hold.items)
  for (const { good, day } of demand.places) {
    const earliest = addDays(hold.today, good.leadDays)
    if (good.kind === 'made_to_order' && day < earliest) throw tooSoon(good.name, earliest)
  }
  const levels = await lockLevels(tx, demand.pieces.keys())
  const pieces = [...demand.pieces].filter(([variantId]) => levels.has(variantId))
  for (const [variantId, quantity] of pieces) {
    const available = availableIn(levels, variantId)
    if (available < quantity) throw notEnoughStock(available, quantity, goods.get(variantId)?.name)
  }
  await changeLevels(tx, pieces.map(([variantId, quantity]) => ({ variantId, onHand: 0, reserved: quantity })))
  await takePlaces(tx, demand.places)
  const places = demand.places.map(({ good, day, quantity }) => ({ variantId: good.variantId, quantity, day }))
  await insertReservations(tx, hold.reference, 'held', [...pieces.map(([variantId, quantity]) => ({ variantId, quantity, day: null })), ...places], hold.expiresAt)
  await announceStock(tx, pieces.map(([variantId]) => variantId))
}

/** Holds other goods for the same order, all of them or as before. The levels of both carts are locked at once, in one order. */
export async function replaceHold(tx: Transaction, hold: Hold): Promise<void> {
  const goods = await readGoods(tx, hold.items.map((item) => item.variantId))
  const before = await tenant<Tables>(tx).select('reservations').select('variantId').where('reference', '=', hold.reference).where('status', '=', 'held').where('day', 'is', null).execute()
  await lockLevels(tx, [...before.map((row) => row.variantId), ...sumDemand(goods, hold.items).pieces.keys()])
  await releaseStock(tx, hold.reference)
  await holdStock(tx, hold)
}

/** The buyer has paid: what was held leaves the stock. Held places on days stay taken. */
export async function commitStock(tx: Transaction, reference: string): Promise<void> {
  const rows = await takeReservations(tx, reference, 'held', 'committed')
  const pieces = rows.filter((row) => row.day === null)
  const levels = await lockLevels(tx, pieces.map((row) => row.variantId))
  // A count may have found less than was promised; the level stays at zero and the shortage is listed.
  const given = pieces.map((row) => ({ ...row, taken: Math.min(row.quantity, levels.get(row.variantId)?.onHand ?? 0) }))
  await changeLevels(tx, given.map((row) => ({ variantId: row.variantId, onHand: -row.taken, reserved: -row.quantity })))
  await writeMovements(tx, given.map((row) => ({ variantId: row.variantId, quantity: -row.taken, reason: 'sale', reference })))
  await recordConflicts(tx, reference, 'count', given.flatMap((row) => (row.taken < row.quantity ? [{ variantId: row.variantId, wanted: row.quantity, missing: row.quantity - row.taken }] : [])))
  await announceStock(tx, pieces.map((row) => row.variantId))
}

/** Gives back what is still held. Twice changes nothing. */
export async function releaseStock(tx: Transaction, reference: string): Promise<void> {
  const rows = await takeReservations(tx, reference, 'held', 'released')
  const pieces = rows.filter((row) => row.day === null)
  await lockLevels(tx, pieces.map((row) => row.variantId))
  await changeLevels(tx, pieces.map((row) => ({ variantId: row.variantId, onHand: 0, reserved: -row.quantity })))
  await addTaken(tx, placesOf(rows).map((place) => ({ ...place, quantity: -place.quantity })))
  await announceStock(tx, pieces.map((row) => row.variantId))
}

/** A sale is taken back as a whole: pieces return to the stock, days have their places again. */
export async function returnStock(tx: Transaction, reference: string): Promise<void> {
  const rows = await takeReservations(tx, reference, 'committed', 'returned')
  const pieces = rows.filter((row) => row.day === null)
  await lockLevels(tx, pieces.map((row) => row.variantId))
  const sold = await soldPieces(tx, reference)
  await changeLevels(tx, [...sold].map(([variantId, onHand]) => ({ variantId, onHand, reserved: 0 })))
  await writeMovements(tx, [...sold].map(([variantId, quantity]) => ({ variantId, quantity, reason: 'return', reference })))
  await addTaken(tx, placesOf(rows).map((place) => ({ ...place, quantity: -place.quantity })))
  await announceStock(tx, sold.keys())
}

/** Some of what was sold comes back; never more than the sale took. */
export async function returnItems(tx: Transaction, reference: string, items: Item[]): Promise<void> {
  const goods = await readGoods(tx, items.map((item) => item.variantId))
  const { pieces } = sumDemand(goods, items.map((item) => ({ ...item, day: item.day ?? noDay })))
  await lockLevels(tx, pieces.keys())
  const sold = await soldPieces(tx, reference)
  const back = [...pieces].map(([variantId, quantity]) => ({ variantId, quantity: Math.min(quantity, sold.get(variantId) ?? 0) }))
  await changeLevels(tx, back.map(({ variantId, quantity }) => ({ variantId, onHand: quantity, reserved: 0 })))
  await writeMovements(tx, back.map((piece) => ({ ...piece, reason: 'return', reference })))
  await announceStock(tx, pieces.keys())
}

/**
 * Records a sale that has already happened elsewhere (marketplace, counter without internet). Nothing is refused: what
 * was promised to others or is not there becomes a conflict for people to settle, and no level goes below zero (F23).
 */
export async function sellAnyway(tx: Transaction, sale: { reference: string; source: string; items: Item[] }): Promise<Shortage[]> {
  const goods = await readGoods(tx, sale.items.map((item) => item.variantId))
  // Without a day there is no place to take.
  const demand = sumDemand(goods, sale.items.map((item) => ({ ...item, day: item.day ?? noDay })))
  const shortages = await takeAnyway(tx, { ...sale, reason: 'sale' }, demand.pieces)
  const places = demand.places.filter((place) => place.day !== noDay)
  const tooMany = await takePlaces(tx, places, { isForced: true })
  await insertReservations(tx, sale.reference, 'committed', places.map(({ good, day, quantity }) => ({ variantId: good.variantId, quantity, day })))
  await recordConflicts(tx, sale.reference, sale.source, tooMany)
  return [...shortages, ...tooMany]
}

/** Takes pieces although some may be missing; says which were. */
export async function takeAnyway(tx: Transaction, sale: { reference: string; source: string; reason: 'sale' | 'recipe' }, wanted: Map<string, number>): Promise<Shortage[]> {
  const levels = await lockLevels(tx, wanted.keys())
  const pieces = [...wanted].filter(([variantId]) => levels.has(variantId))
  const taken = pieces.map(([variantId, quantity]) => ({ variantId, quantity: Math.min(quantity, levels.get(variantId)?.onHand ?? 0) }))
  const shortages = pieces.flatMap(([variantId, quantity]) => {
    const missing = quantity - Math.max(0, availableIn(levels, variantId))
    return missing > 0 ? [{ variantId, wanted: quantity, missing }] : []
  })
  await changeLevels(tx, taken.map(({ variantId, quantity }) => ({ variantId, onHand: -quantity, reserved: 0 })))
  await writeMovements(tx, taken.map(({ variantId, quantity }) => ({ variantId, quantity: -quantity, reason: sale.reason, reference: sale.reference })))
  if (sale.reason === 'sale') await insertReservations(tx, sale.reference, 'committed', taken.filter((piece) => piece.quantity > 0).map((piece) => ({ ...piece, day: null })))
  await recordConflicts(tx, sale.reference, sale.source, shortages)
  await announceStock(tx, taken.map((piece) => piece.variantId))
  return shortages
}

/** A hold that no longer ends by itself: the buyer has paid something. */
export async function keepStock(tx: Transaction, reference: string): Promise<void> {
  await tenant<Tables>(tx).update('reservations').set({ expiresAt: null }).where('reference', '=', reference).where('status', '=', 'held').execute()
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function availableIn(levels: Map<string, Level>, variantId: string): number {
  const level = levels.get(variantId)
  return level ? level.onHand - level.reserved : 0
}

type Taken = Pick<ReservationRow, 'variantId' | 'quantity' | 'day'>

/** Stands for a day that nobody named. */
const noDay = '9999-12-31'

/** Pieces that a sale took and that have not come back. */
async function soldPieces(tx: Transaction, reference: string): Promise<Map<string, number>> {
  const rows = await tenant<Tables>(tx)
    .select('stockMovements')
    .select(['variantId', (select) => select.fn.sum<number>('quantity').as('quantity')])
    .where('reference', '=', reference)
    .where('reason', 'in', ['sale', 'return'])
    .groupBy('variantId')
    .orderBy('variantId')
    .execute()
  return new Map(rows.flatMap((row) => (row.quantity < 0 ? [[row.variantId, -row.quantity] as const] : [])))
}

async function takeReservations(tx: Transaction, reference: string, from: ReservationRow['status'], to: ReservationRow['status']): Promise<Taken[]> {
  const rows = await tenant<Tables>(tx)
    .update('reservations')
    .set({ status: to, expiresAt: null, settledAt: tx.now() })
    .where('reference', '=', reference)
    .where('status', '=', from)
    .returning(['variantId', 'quantity', 'day'])
    .execute()
  const merged = new Map<string, Taken>()
  for (const row of rows) {
    const key = `${row.variantId} ${row.day ?? ''}`
    merged.set(key, { ...row, quantity: row.quantity + (merged.get(key)?.quantity ?? 0) })
  }
  return [...merged.values()]
}

function placesOf(rows: Taken[]) {
  return rows.flatMap(({ variantId, quantity, day }) => (day === null ? [] : [{ variantId, quantity, day }]))
}

async function insertReservations(tx: Transaction, reference: string, status: 'held' | 'committed', taken: Taken[], expiresAt: Date | null = null): Promise<void> {
  if (taken.length === 0) return
  const now = tx.now()
  await tenant<Tables>(tx)
    .insert('reservations')
    .values(taken.map((row) => ({ businessId: tx.businessId, id: newId(), reference, ...row, status, expiresAt, createdAt: now, settledAt: status === 'held' ? null : now })))
    .execute()
}
