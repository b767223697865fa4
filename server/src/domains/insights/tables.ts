import type { ColumnType } from 'kysely'
import type { JsonValue } from '#platform/context'

export const decisionStatuses = ['open', 'later', 'wrong', 'done'] as const
export type DecisionStatus = (typeof decisionStatuses)[number]

export type DecisionFacts = Record<string, JsonValue>

export interface DecisionRow {
  businessId: string
  id: string
  kind: string
  week: string
  status: DecisionStatus
  facts: DecisionFacts
  subjects: string[]
  /** Rupiah. */
  low: number
  high: number
  decidedAt: Date | null
  createdAt: Date
}

export interface CustomerForecastRow {
  businessId: string
  id: string
  asOf: string
  alivePercent: number
  /** Expected in the next 90 days, and where eight of ten outcomes lie; unknown where too few came back. */
  spend: number | null
  spendLow: number | null
  spendHigh: number | null
}

export interface VariantForecastRow {
  businessId: string
  id: string
  asOf: string
  /** Pieces sold in each of the last weeks, oldest first. */
  soldWeekly: number[]
  /** Pieces expected in the next `days` days. */
  expected: number
  /** Eight of ten outcomes lie between these. */
  expectedLow: number
  expectedHigh: number
  days: number
  /** How many to order now, 0 for none. */
  orderQuantity: number
  method: string
}

export interface InsightResultRow {
  businessId: string
  id: string
  kind: string
  result: unknown
  computedAt: Date
}

export interface Tables {
  decisions: Omit<DecisionRow, 'facts'> & { facts: ColumnType<DecisionFacts, string, string> }
  customerForecasts: CustomerForecastRow
  variantForecasts: VariantForecastRow
  insightResults: Omit<InsightResultRow, 'result'> & { result: ColumnType<unknown, string, string> }
}
