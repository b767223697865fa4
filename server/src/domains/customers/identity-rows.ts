import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { CustomerIdentityRow, Tables } from './tables.ts'

/** How a channel knows a person: always an id of the channel, sometimes a name or phone number. */
export interface IncomingIdentity {
  channelType: string
  externalId: string
  /** Other ids that the channel itself states for the same person, such as a number beside an account id. */
  aliases?: string[] | undefined
  name?: string | undefined
  /** Only a number that the channel vouches for, in E.164. */
  phone?: string | undefined
  seenAt: Date
  isSample?: boolean
}

export type KnownIdentity = Pick<CustomerIdentityRow, 'channelType' | 'externalId' | 'customerId' | 'isAlias' | 'phone' | 'displayName'>

/** Every stored identity that the incoming ones name, by channel type and id. */
export async function readIdentities(tx: Transaction, identities: IncomingIdentity[]): Promise<Map<string, KnownIdentity>> {
  const externalIds = [...new Set(identities.flatMap((identity) => [identity.externalId, ...(identity.aliases ?? [])]))]
  const rows = await tenant<Tables>(tx)
    .select('customerIdentities')
    .select(['channelType', 'externalId', 'customerId', 'isAlias', 'phone', 'displayName'])
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .execute()
  return new Map(rows.map((row) => [identityKey(row.channelType, row.externalId), row]))
}

export const customerColumns = {
  businessId: 'uuid', id: 'uuid', name: 'text', phone: 'text', note: 'text', labels: 'text[]', isSample: 'boolean',
  firstSeenAt: 'timestamptz', lastSeenAt: 'timestamptz', createdAt: 'timestamptz', updatedAt: 'timestamptz',
} as const
const identityColumns = {
  businessId: 'uuid', id: 'uuid', customerId: 'uuid', channelType: 'text', externalId: 'text', displayName: 'text', phone: 'text', isAlias: 'boolean', createdAt: 'timestamptz',
} as const

/** New customers and identities in two statements. Customers whose identity was taken meanwhile are removed again. */
export async function insertIdentities(tx: Transaction, customers: { customerId: string; identity: IncomingIdentity }[], identities: KnownIdentity[]): Promise<void> {
  if (identities.length === 0) return
  const now = tx.now()
  if (customers.length > 0) {
    const many = manyRows(
      customerColumns,
      customers.map(({ customerId, identity }) => ({
        businessId: tx.businessId,
        id: customerId,
        name: identity.name?.trim().slice(0, 200) ?? '',
        phone: identity.phone ?? null,
        note: '',
        labels: [],
        isSample: identity.isSample ?? false,
        firstSeenAt: identity.seenAt,
        lastSeenAt: identity.seenAt,
        createdAt: now,
        updatedAt: now,
      })),
    )
    await sql`insert into customers ${many.columns} ${many.values}`.execute(tx.db)
  }
  // In one order everywhere, so that two batches never wait for each other.
  const sorted = identities.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
  const many = manyRows(identityColumns, sorted.map((identity) => ({ businessId: tx.businessId, id: newId(), createdAt: now, ...identity })))
  const { rows: inserted } = await sql<{ customerId: string }>`
    insert into customer_identities ${many.columns} ${many.values}
    on conflict (business_id, channel_type, external_id) do nothing
    returning customer_id`.execute(tx.db)
  const kept = new Set(inserted.map((row) => row.customerId))
  const orphans = customers.filter(({ customerId }) => !kept.has(customerId)).map(({ customerId }) => customerId)
  if (orphans.length > 0) await tenant<Tables>(tx).delete('customers').where('id', 'in', orphans).execute()
  for (const { customerId } of customers) {
    if (kept.has(customerId)) await tx.emit({ type: 'customer.created', key: customerId, payload: { customerId } })
  }
}

/** Moves `lastSeenAt` forward, and fills in a name and a vouched number that were missing. */
export async function touchCustomers(tx: Transaction, customerIds: string[], identities: IncomingIdentity[], stored: Map<string, KnownIdentity>): Promise<void> {
  const latest = new Map<string, IncomingIdentity>()
  customerIds.forEach((customerId, index) => {
    const before = latest.get(customerId)
    if (!before || before.seenAt <= identities[index].seenAt) latest.set(customerId, identities[index])
  })
  const touched = [...latest].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const { rows: met } = await sql<{ mergedIntoId: string | null }>`
    update customers c set
      last_seen_at = greatest(c.last_seen_at, u.seen_at),
      name = case when c.name = '' then coalesce(u.name, '') else c.name end,
      phone = coalesce(c.phone, u.phone)
    from unnest(
      ${touched.map(([customerId]) => customerId)}::uuid[], ${touched.map(([, identity]) => identity.seenAt)}::timestamptz[],
      ${touched.map(([, identity]) => identity.name?.trim().slice(0, 200) ?? null)}::text[], ${touched.map(([, identity]) => identity.phone ?? null)}::text[]
    ) as u(id, seen_at, name, phone)
    where c.business_id = ${tx.businessId} and c.id = u.id
    returning c.merged_into_id`.execute(tx.db)
  const pages = [...new Set(met.flatMap((row) => row.mergedIntoId ?? []))]
  const latestSeen = new Date(Math.max(...touched.map(([, identity]) => identity.seenAt.getTime())))
  // The page of a merged customer stands where the person was last seen.
  if (pages.length > 0) await sql`update customers set last_seen_at = greatest(last_seen_at, ${latestSeen}) where business_id = ${tx.businessId} and id = any(${pages}::uuid[])`.execute(tx.db)
  const vouched = touched.flatMap(([, identity]) => (identity.phone && stored.get(identityKey(identity.channelType, identity.externalId))?.phone !== identity.phone ? [{ ...identity, phone: identity.phone }] : []))
  if (vouched.length === 0) return
  await sql`
    update customer_identities i set phone = u.phone
    from unnest(${vouched.map((one) => one.channelType)}::text[], ${vouched.map((one) => one.externalId)}::text[], ${vouched.map((one) => one.phone)}::text[]) as u(channel_type, external_id, phone)
    where i.business_id = ${tx.businessId} and i.channel_type = u.channel_type and i.external_id = u.external_id and i.phone is distinct from u.phone`.execute(tx.db)
}

export function identityKey(channelType: string, externalId: string): string {
  return `${channelType}\u0000${externalId}`
}
