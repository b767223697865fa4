import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { Tables } from './tables.ts'

/** What a job worked out last; the caller knows what it stored under this name. */
export async function findResult<Result>(tx: Transaction, kind: string): Promise<{ result: Result; computedAt: Date } | undefined> {
  const row = await tenant<Tables>(tx).select('insightResults').select(['result', 'computedAt']).where('kind', '=', kind).executeTakeFirst()
  // Written by `saveResult` of the same kind alone.
  return row && { result: row.result as Result, computedAt: row.computedAt }
}

export async function saveResult(tx: Transaction, kind: string, result: unknown): Promise<void> {
  const values = { result: JSON.stringify(result), computedAt: tx.now() }
  await tenant<Tables>(tx)
    .insert('insightResults')
    .values({ businessId: tx.businessId, id: newId(), kind, ...values })
    .onConflict((on) => on.columns(['businessId', 'kind']).doUpdateSet(values))
    .execute()
}
