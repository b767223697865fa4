import type { Transaction } from '#platform/context'
import { rootsOf } from '#domains/customers'
import { readProfiles } from './store.ts'
import type { CustomerProfileRow } from './tables.ts'

/** The sums of one person, under the customer whose page shows them; nothing for who never did anything. */
export async function findProfile(tx: Transaction, customerId: string): Promise<CustomerProfileRow | undefined> {
  const [profile] = await readProfiles(tx, [(await rootsOf(tx, [customerId])).get(customerId) ?? customerId])
  return profile
}
