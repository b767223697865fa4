import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import type { Summary } from './learning.ts'
import type { RecommendationRow, Tables } from './tables.ts'

const batch = 5_000

/** Puts what was learnt in the place of what was learnt before. */
export async function replaceRecommendations(tx: Transaction, rows: Omit<RecommendationRow, 'businessId'>[], summary: Summary): Promise<void> {
  await tenant<Tables>(tx).delete('recommendations').execute()
  for (let start = 0; start < rows.length; start += batch) {
    const many = manyRows({ businessId: 'uuid', id: 'uuid', kind: 'text', items: 'jsonb' } as const, rows.slice(start, start + batch).map((row) => ({ businessId: tx.businessId, ...row })))
    await sql`insert into recommendations ${many.columns} ${many.values}`.execute(tx.db)
  }
  const values = { summary: JSON.stringify(summary), computedAt: tx.now() }
  await tenant<Tables>(tx).insert('recommendationSummaries').values({ businessId: tx.businessId, id: tx.businessId, ...values }).onConflict((on) => on.columns(['businessId', 'id']).doUpdateSet(values)).execute()
}

export function findSummary(tx: Transaction): Promise<{ summary: Summary; computedAt: Date } | undefined> {
  return tenant<Tables>(tx).select('recommendationSummaries').select(['summary', 'computedAt']).executeTakeFirst()
}

/** What was learnt for these customers or variants; all customers when none are named. */
export async function readRecommendations(tx: Transaction, kind: RecommendationRow['kind'], ids: string[] | undefined): Promise<Map<string, RecommendationRow['items']>> {
  let query = tenant<Tables>(tx).select('recommendations').select(['id', 'items']).where('kind', '=', kind)
  if (ids) query = query.where(sql<boolean>`id = any(${ids}::uuid[])`)
  return new Map((await query.execute()).map((row) => [row.id, row.items]))
}
