import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { Tables } from './tables.ts'

/**
 * All ids under which the same person is known while merges stand: the customer whose page shows them, first, and those
 * merged into it. Rows of other domains keep the id they were written with, so an undone merge finds everything in place.
 * Unknown ids are their own family.
 */
export async function familyOf(tx: Pick<Transaction, 'db' | 'businessId'>, customerId: string): Promise<[string, ...string[]]> {
  const own = await tenant<Tables>(tx).select('customers').select('mergedIntoId').where('id', '=', customerId).executeTakeFirst()
  const rootId = own?.mergedIntoId ?? customerId
  const absorbed = await tenant<Tables>(tx).select('customers').select('id').where('mergedIntoId', '=', rootId).orderBy('id').execute()
  return [rootId, ...absorbed.map((row) => row.id)]
}

/** The customer whose page shows each of these; ids that nobody has are left out. */
export async function rootsOf(tx: Transaction, customerIds: string[]): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map()
  const rows = await tenant<Tables>(tx).select('customers').select(['id', 'mergedIntoId']).where('id', 'in', customerIds).execute()
  return new Map(rows.map((row) => [row.id, row.mergedIntoId ?? row.id]))
}
