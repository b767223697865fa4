import type { ColumnType } from 'kysely'

export const fixKinds = ['duplicate', 'phones', 'stock', 'cost', 'price'] as const
export type FixKind = (typeof fixKinds)[number]

/** How to take a fix back. */
export type Undo =
  | { kind: 'duplicate'; mergeId: string }
  | { kind: 'phones'; changeIds: string[] }
  | { kind: 'stock'; variantId: string; countedAt: string }
  | { kind: 'cost' | 'price'; variantId: string; before: number | null }

export interface QualityFixRow {
  businessId: string
  id: string
  kind: FixKind
  undo: Undo
  rowCount: number
  at: Date
  undoneAt: Date | null
}

export interface Tables {
  qualityFixes: Omit<QualityFixRow, 'undo'> & { undo: ColumnType<Undo, string, string> }
}
