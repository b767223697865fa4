import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import type { PersonReference } from '#platform/personal-data'
import { familyOf } from './family.ts'
import type { Tables } from './tables.ts'

/** Shorter texts would be found in rows of others. */
const shortestIdentifier = 6

/** One person with everything by which their rows may know them, merged customers included. */
export async function referTo(tx: Pick<Transaction, 'db' | 'businessId'>, customerId: string): Promise<PersonReference> {
  const customerIds = await familyOf(tx, customerId)
  const rows = await tenant<Tables>(tx).select('customers').select(['phone', 'email']).where('id', 'in', customerIds).execute()
  if (rows.length === 0) throw notFound('Pelanggan')
  const identities = await tenant<Tables>(tx).select('customerIdentities').select(['externalId', 'phone']).where('customerId', 'in', customerIds).execute()
  const phones = [...new Set([...rows, ...identities].flatMap(({ phone }) => phone ?? []))]
  const words = [...phones.map((phone) => phone.replace('+', '')), ...rows.flatMap(({ email }) => email ?? []), ...identities.map((identity) => identity.externalId)]
  return { businessId: tx.businessId, customerIds, phones, identifiers: [...new Set(words)].filter((word) => word.length >= shortestIdentifier) }
}
