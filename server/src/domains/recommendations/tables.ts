import type { ColumnType } from 'kysely'
import type { Summary } from './learning.ts'
import type { Reason } from './reasons.ts'

export interface OfferedItem {
  variantId: string
  reason: Reason
}

export interface RecommendationRow {
  businessId: string
  id: string
  kind: 'customer' | 'variant'
  items: OfferedItem[]
}

export interface Tables {
  recommendations: Omit<RecommendationRow, 'items'> & { items: ColumnType<OfferedItem[], string, string> }
  recommendationSummaries: { businessId: string; id: string; summary: ColumnType<Summary, string, string>; computedAt: Date }
}
