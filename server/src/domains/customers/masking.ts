import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { Tables } from './tables.ts'

/** These are buyers whom a marketplace hides: counted, and joined to nobody before a parcel card brings their word. */
export async function markMasked(tx: Transaction, customerIds: string[]): Promise<void> {
  if (customerIds.length > 0) await tenant<Tables>(tx).update('customers').set({ isMasked: true }).where('id', 'in', customerIds).where('isMasked', '=', false).execute()
}
