import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { Tables } from './tables.ts'

/** Who holds pieces of a variant now, newest first. */
export function listHolders(tx: Transaction, variantId: string): Promise<{ reference: string; quantity: number }[]> {
  return tenant<Tables>(tx).select('reservations').select(['reference', 'quantity']).where('variantId', '=', variantId).where('status', '=', 'held').where('day', 'is', null).orderBy('createdAt', 'desc').limit(50).execute()
}
