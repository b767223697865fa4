import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { normalisePhone } from './phone.ts'
import type { Tables } from './tables.ts'

/** How a channel knows a person: always an id of the channel, sometimes a name or phone number. */
export interface IncomingIdentity {
  channelType: string
  externalId: string
  name?: string | undefined
  /** Only a number that the channel vouches for. */
  phone?: string | undefined
  seenAt: Date
  isSample?: boolean
}

/**
 * The customers behind channel identities, made on first sight. Two identities are never joined by guess: a phone number
 * that another customer has is only a merge suggestion. Returns customer ids in the order of the input.
 */
export async function resolveCustomers(tx: Transaction, identities: IncomingIdentity[]): Promise<string[]> {
  const known = await findCustomerIds(tx, identities)
  const result: string[] = []
  for (const identity of identities) {
    const key = identityKey(identity)
    const customerId = known.get(key) ?? (await addCustomer(tx, identity))
    known.set(key, customerId)
    result.push(customerId)
  }
  await touchCustomers(tx, result, identities)
  return result
}

/** The phone number that a channel vouches for: the only proof by which an order is disclosed. */
export async function provenPhone(tx: Transaction, customerId: string): Promise<string | null> {
  const row = await tenant<Tables>(tx).select('customerIdentities').select('phone').where('customerId', '=', customerId).where('phone', 'is not', null).limit(1).executeTakeFirst()
  return row?.phone ?? null
}

async function findCustomerIds(tx: Transaction, identities: IncomingIdentity[]): Promise<Map<string, string>> {
  if (identities.length === 0) return new Map()
  const rows = await tenant<Tables>(tx)
    .select('customerIdentities')
    .select(['channelType', 'externalId', 'customerId'])
    .where('externalId', 'in', [...new Set(identities.map((identity) => identity.externalId))])
    .execute()
  return new Map(rows.map((row) => [identityKey(row), row.customerId]))
}

async function addCustomer(tx: Transaction, identity: IncomingIdentity): Promise<string> {
  const customerId = newId()
  const rows = tenant<Tables>(tx)
  const now = tx.now()
  await rows
    .insert('customers')
    .values({
      businessId: tx.businessId,
      id: customerId,
      name: identity.name?.trim().slice(0, 200) ?? '',
      phone: identity.phone ? (normalisePhone(identity.phone) ?? null) : null,
      email: null,
      note: '',
      labels: [],
      isSample: identity.isSample ?? false,
      firstSeenAt: identity.seenAt,
      lastSeenAt: identity.seenAt,
      createdAt: now,
      updatedAt: now,
    })
    .execute()
  const inserted = await rows
    .insert('customerIdentities')
    .values({
      businessId: tx.businessId,
      id: newId(),
      customerId,
      channelType: identity.channelType,
      externalId: identity.externalId,
      displayName: identity.name ?? null,
      phone: identity.phone ? (normalisePhone(identity.phone) ?? null) : null,
      createdAt: now,
    })
    .onConflict((on) => on.columns(['businessId', 'channelType', 'externalId']).doNothing())
    .executeTakeFirst()
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) {
    await tx.emit({ type: 'customer.created', key: customerId, payload: { customerId } })
    return customerId
  }
  // Another process met the same person a moment earlier: theirs stands.
  await rows.delete('customers').where('id', '=', customerId).execute()
  const winner = await findCustomerIds(tx, [identity])
  return winner.get(identityKey(identity)) ?? customerId
}

async function touchCustomers(tx: Transaction, customerIds: string[], identities: IncomingIdentity[]): Promise<void> {
  const latest = new Map<string, IncomingIdentity>()
  customerIds.forEach((customerId, index) => {
    const before = latest.get(customerId)
    if (!before || before.seenAt <= identities[index].seenAt) latest.set(customerId, identities[index])
  })
  for (const [customerId, identity] of latest) {
    await tenant<Tables>(tx)
      .update('customers')
      .set((row) => ({
        lastSeenAt: row.fn('greatest', ['lastSeenAt', row.val(identity.seenAt)]),
        ...(identity.name ? { name: row.case().when('name', '=', '').then(identity.name.slice(0, 200)).else(row.ref('name')).end() } : {}),
      }))
      .where('id', '=', customerId)
      .execute()
  }
}

function identityKey(identity: { channelType: string; externalId: string }): string {
  return `${identity.channelType}\u0000${identity.externalId}`
}
