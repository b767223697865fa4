import type { ColumnType } from 'kysely'

export const entryOutcomes = ['accepted', 'conflict', 'set_aside'] as const
export type EntryOutcome = (typeof entryOutcomes)[number]

export interface CounterEntryRow {
  businessId: string
  id: string
  deviceId: string
  kind: string
  outcome: EntryOutcome
  notices: string[]
  memberId: string | null
  happenedAt: Date
  receivedAt: Date
  seenAt: Date | null
}

export interface CounterShiftRow {
  businessId: string
  id: string
  deviceId: string
  memberId: string | null
  openedAt: Date
  closedAt: Date | null
  countedCash: number | null
  expectedCash: number | null
  note: string
}

export interface CounterCashRow {
  businessId: string
  id: string
  shiftId: string
  entryId: string
  kind: 'float' | 'in' | 'out' | 'sale' | 'return'
  /** Into the drawer; below zero for what leaves it. */
  amount: number
  note: string
  at: Date
}

export interface CounterTables {
  counterEntries: Omit<CounterEntryRow, 'notices'> & { notices: ColumnType<string[], string, string>; payload: ColumnType<unknown, string | null, string | null> }
  counterShifts: CounterShiftRow
  counterCash: CounterCashRow
}
