import type { Mapping } from './formats/format.ts'

export const importStatuses = ['previewed', 'waiting', 'running', 'done', 'failed', 'cancelled', 'undone'] as const
export type ImportStatus = (typeof importStatuses)[number]

/** What the owner decided about one line of the preview. */
export interface Correction {
  line: number
  name?: string | undefined
  price?: number | undefined
  isSkipped?: boolean | undefined
}

export interface ImportRow {
  businessId: string
  id: string
  kind: 'catalog' | 'shop-facts'
  format: string
  name: string
  fileKey: string
  sha256: string
  mapping: unknown
  corrections: unknown
  status: ImportStatus
  rowCount: number
  doneCount: number
  addedCount: number
  changedCount: number
  skippedCount: number
  error: string | null
  createdAt: Date
  finishedAt: Date | null
}

export interface ImportChangeRow {
  businessId: string
  id: string
  importId: string
  subjectType: string
  subjectId: string
  before: unknown
}

export interface Tables {
  imports: ImportRow
  importChanges: ImportChangeRow
}

export interface ImportInput {
  mapping: Mapping | undefined
  corrections: Correction[]
}
