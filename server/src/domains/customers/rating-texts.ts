import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { Tables } from './tables.ts'

/** What people wrote beside their scores, newest first. */
export function listRatingTexts(tx: Transaction, input: { since: Date; limit: number }): Promise<{ id: string; score: number | null; comment: string; answeredAt: Date | null }[]> {
  return tenant<Tables>(tx).select('ratings').select(['id', 'score', 'comment', 'answeredAt']).where('comment', '!=', '').where('answeredAt', '>=', input.since).orderBy('answeredAt', 'desc').orderBy('id').limit(input.limit).execute()
}

/** The words of these ratings, as far as they are still there. */
export async function findRatingTexts(tx: Transaction, ids: string[]): Promise<Map<string, string>> {
  const rows = await tenant<Tables>(tx).select('ratings').select(['id', 'comment']).where(sql<boolean>`id = any(${ids}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.id, row.comment]))
}
