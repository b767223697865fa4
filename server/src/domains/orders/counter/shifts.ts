import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import type { CounterEntry } from './schemas.ts'
import type { CounterCashRow, CounterShiftRow, CounterTables } from './tables.ts'

/** Opens, fills, empties and closes a drawer. A close that arrives before its last sale is corrected by that sale. */
export async function recordShiftEntry(tx: Transaction, deviceId: string, entry: Extract<CounterEntry, { kind: 'shift-open' | 'cash' | 'shift-close' }>, at: Date): Promise<void> {
  if (entry.kind === 'shift-open') {
    await makeShift(tx, { shiftId: entry.entryId, deviceId, at })
    await moveCash(tx, { shiftId: entry.entryId, entryId: entry.entryId, kind: 'float', amount: entry.float, note: '', at })
    await recordAudit(tx, { action: 'counter-shift.open', subjectType: 'counter-shift', subjectId: entry.entryId, after: { float: entry.float } })
    return
  }
  await makeShift(tx, { shiftId: entry.shiftId, deviceId, at })
  if (entry.kind === 'cash') {
    await moveCash(tx, { shiftId: entry.shiftId, entryId: entry.entryId, kind: entry.direction, amount: entry.direction === 'in' ? entry.amount : -entry.amount, note: entry.note, at })
    await recordAudit(tx, { action: 'counter-shift.cash', subjectType: 'counter-shift', subjectId: entry.shiftId, after: { direction: entry.direction, amount: entry.amount, note: entry.note } })
    return
  }
  const expectedCash = await sumCash(tx, entry.shiftId)
  await tenant<CounterTables>(tx).update('counterShifts').set({ closedAt: at, countedCash: entry.counted, expectedCash, note: entry.note }).where('id', '=', entry.shiftId).execute()
  await recordAudit(tx, { action: 'counter-shift.close', subjectType: 'counter-shift', subjectId: entry.shiftId, after: { counted: entry.counted, expected: expectedCash } })
}

/** Cash of a sale or a return. A shift that was closed already is told what it should have held. */
export async function countCash(tx: Transaction, deviceId: string, move: Omit<CounterCashRow, 'businessId' | 'id' | 'note'>): Promise<void> {
  await makeShift(tx, { shiftId: move.shiftId, deviceId, at: move.at })
  await moveCash(tx, { ...move, note: '' })
  const shift = await tenant<CounterTables>(tx).select('counterShifts').select(['closedAt']).where('id', '=', move.shiftId).forUpdate().executeTakeFirst()
  if (shift?.closedAt) await tenant<CounterTables>(tx).update('counterShifts').set({ expectedCash: await sumCash(tx, move.shiftId) }).where('id', '=', move.shiftId).execute()
}

export type ShiftSummary = CounterShiftRow & { expected: number; difference: number | null }

/** Shifts with what their drawers should hold, the newest first. */
export async function listShifts(tx: Transaction, input: PageInput): Promise<{ items: ShiftSummary[]; nextCursor: string | null }> {
  let query = tenant<CounterTables>(tx).select('counterShifts').selectAll().orderBy('openedAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('openedAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.openedAt, row.id])
  const items: ShiftSummary[] = []
  for (const row of page) {
    const expected = row.expectedCash ?? (await sumCash(tx, row.id))
    items.push({ ...row, expected, difference: row.countedCash === null ? null : row.countedCash - expected })
  }
  return { items, nextCursor }
}

/** Entries of one shift may come before its opening, from another attempt of the same device. */
async function makeShift(tx: Transaction, { shiftId, deviceId, at }: { shiftId: string; deviceId: string; at: Date }): Promise<void> {
  await tenant<CounterTables>(tx)
    .insert('counterShifts')
    .values({ businessId: tx.businessId, id: shiftId, deviceId, memberId: tx.actor.kind === 'member' ? tx.actor.memberId : null, openedAt: at, closedAt: null, countedCash: null, expectedCash: null, note: '' })
    .onConflict((on) => on.columns(['businessId', 'id']).doNothing())
    .execute()
}

async function moveCash(tx: Transaction, move: Omit<CounterCashRow, 'businessId' | 'id'>): Promise<void> {
  await tenant<CounterTables>(tx).insert('counterCash').values({ businessId: tx.businessId, id: newId(), ...move }).execute()
}

async function sumCash(tx: Transaction, shiftId: string): Promise<number> {
  const row = await tenant<CounterTables>(tx).select('counterCash').select((select) => select.fn.sum<number | null>('amount').as('amount')).where('shiftId', '=', shiftId).executeTakeFirst()
  return Number(row?.amount ?? 0)
}
