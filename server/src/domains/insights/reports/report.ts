import type { Transaction } from '#platform/context'
import type { Period } from '#domains/activity'

export type Cell = string | number | null

export interface Column {
  /** Word for the screen. */
  key: string
  /** Heading in files. */
  heading: string
  kind: 'text' | 'count' | 'rupiah' | 'percent' | 'day' | 'seconds'
}

export interface ReportResult {
  /** Figures for the sentence above the chart; `null` where they are not known. */
  facts: Record<string, Cell>
  columns: Column[]
  rows: Cell[][]
  /** Columns by their keys: what stands along the chart, and how high. */
  chart: { kind: 'bars' | 'line'; x: string; y: string } | null
  /** Too little to say anything yet: how many days, orders or people it takes. */
  missing: { what: 'days' | 'orders' | 'people' | 'texts' | 'answers'; have: number; need: number } | null
  /** When it was worked out, where a job does that. */
  computedAt: Date | null
}

/** One report: an open list, a file each. */
export interface Report {
  key: string
  /** Whether from and to choose what it counts. */
  hasPeriod: boolean
  run(tx: Transaction, period: Period): Promise<ReportResult>
}

export const nothingMissing = { missing: null, computedAt: null }

export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000) / 10
}
