import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { newId } from '#platform/ids'
import { customerColumns, identityKey, readIdentities, type IncomingIdentity } from './identity-rows.ts'
import { resolveCustomers } from './identities.ts'
import { markMasked } from './masking.ts'

/** Somebody of whom a shop's own file holds a number, in E.164. It proves nothing: no order is disclosed by it. */
export interface PhoneContact {
  phone: string
  name: string
  seenAt: Date
}

/**
 * Customers by phone number, made where there is none, in three statements. A number that several customers have stays
 * with the first of them; the merge suggestions show the rest. Returns ids by number, and which of them are new.
 */
export async function resolveByPhone(tx: Transaction, contacts: readonly PhoneContact[]): Promise<{ byPhone: Map<string, string>; added: string[] }> {
  const latest = new Map<string, PhoneContact>()
  for (const contact of contacts) {
    const before = latest.get(contact.phone)
    if (!before || before.seenAt <= contact.seenAt) latest.set(contact.phone, { ...contact, name: contact.name || (before?.name ?? '') })
  }
  if (latest.size === 0) return { byPhone: new Map(), added: [] }
  const phones = [...latest.keys()].sort()
  const { rows } = await sql<{ phone: string; id: string }>`
    select distinct on (phone) phone, id from (
      select c.phone, coalesce(c.merged_into_id, c.id) as id, c.created_at from customers c where c.business_id = ${tx.businessId} and c.phone = any(${phones}::text[]) and not c.is_masked
      union all
      select i.phone, coalesce(c.merged_into_id, c.id), c.created_at from customer_identities i join customers c on c.business_id = i.business_id and c.id = i.customer_id
      where i.business_id = ${tx.businessId} and i.phone = any(${phones}::text[]) and not c.is_masked
    ) as known order by phone, created_at, id`.execute(tx.db)
  const byPhone = new Map(rows.map((row) => [row.phone, row.id]))
  const missing = phones.filter((phone) => !byPhone.has(phone)).flatMap((phone) => latest.get(phone) ?? [])
  const now = tx.now()
  const fresh = missing.map(({ phone, name, seenAt }) => ({
    businessId: tx.businessId, id: newId(), name: name.trim().slice(0, 200), phone, note: '', labels: [], isSample: false, firstSeenAt: seenAt, lastSeenAt: seenAt, createdAt: now, updatedAt: now,
  }))
  if (fresh.length > 0) {
    const many = manyRows(customerColumns, fresh)
    await sql`insert into customers ${many.columns} ${many.values}`.execute(tx.db)
  }
  for (const row of fresh) {
    byPhone.set(row.phone, row.id)
    await tx.emit({ type: 'customer.created', key: row.id, payload: { customerId: row.id } })
  }
  return { byPhone, added: fresh.map((row) => row.id) }
}

/** Takes away customers whom an import made and nobody has met since: no later contact, consent, merge or change. */
export async function removeUntouchedCustomers(tx: Transaction, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return
  await sql`
    delete from customers c where c.business_id = ${tx.businessId} and c.id = any(${customerIds}::uuid[])
      and c.last_seen_at <= c.created_at and c.updated_at = c.created_at and c.merged_into_id is null
      and not exists (select 1 from consents s where s.business_id = c.business_id and s.customer_id = c.id)
      and not exists (select 1 from customer_merges m where m.business_id = c.business_id and m.survivor_id = c.id)
      and not exists (select 1 from customer_timeline t where t.business_id = c.business_id and t.customer_id = c.id)`.execute(tx.db)
}

/** Buyers whom a marketplace or an exported chat names, each known on that channel alone and joined to nobody. */
export async function resolveNamed(tx: Transaction, identities: readonly IncomingIdentity[], options: { areMasked: boolean }): Promise<{ ids: string[]; added: string[] }> {
  if (identities.length === 0) return { ids: [], added: [] }
  const before = await readIdentities(tx, [...identities])
  const ids = await resolveCustomers(tx, [...identities])
  const added = [...new Set(ids.filter((_, index) => !before.has(identityKey(identities[index].channelType, identities[index].externalId))))]
  if (options.areMasked) await markMasked(tx, added)
  return { ids, added }
}
