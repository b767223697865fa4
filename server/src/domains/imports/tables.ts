import type { ColumnType } from 'kysely'
import type { Mapping } from './formats/format.ts'
import type { OrderLayout } from './formats/order-layout.ts'

export const importStatuses = ['previewed', 'waiting', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'] as const
export type ImportStatus = (typeof importStatuses)[number]

/** `table`: a file whose columns the owner has to name first. */
export const importKinds = ['catalog', 'orders', 'income', 'chat', 'table', 'shop-facts'] as const
export type ImportKind = (typeof importKinds)[number]

/** What the owner decided about one row of the preview. */
export interface Correction {
  row: number
  name?: string | undefined
  price?: number | undefined
  isSkipped?: boolean | undefined
}

/** How a stored file is read, by kind of import. */
export type StoredReading = { mapping?: Mapping | undefined } | { layout: OrderLayout; isGiven: boolean } | { ownSenders: string[] } | null

export interface ImportRow {
  businessId: string
  id: string
  kind: ImportKind
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
  unreadCount: number
  summary: unknown
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

export interface ImportMappingRow {
  businessId: string
  id: string
  fingerprint: string
  source: string
  mapping: ColumnType<Partial<Record<string, number>>, string, string>
  updatedAt: Date
}

export const findingStatuses = ['open', 'taken', 'refused'] as const

export interface ImportFindingRow {
  businessId: string
  id: string
  importId: string
  kind: 'question' | 'price'
  payload: unknown
  status: (typeof findingStatuses)[number]
  position: number
}

export interface ImportResponseRow {
  businessId: string
  id: string
  importId: string
  customerId: string
  askedAt: Date
  seconds: number
}

export interface Tables {
  imports: ImportRow
  importChanges: ImportChangeRow
  importMappings: ImportMappingRow
  importFindings: ImportFindingRow
  importResponses: ImportResponseRow
}
