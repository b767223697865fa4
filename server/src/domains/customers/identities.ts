import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { identityKey, insertIdentities, readIdentities, touchCustomers, type IncomingIdentity, type KnownIdentity } from './identity-rows.ts'
import { normalisePhone } from './phone.ts'
import type { Tables } from './tables.ts'

/**
 * The customers behind channel identities, made on first sight. Two identities are joined only when the channel itself
 * states that they are one person; a phone number that another customer has is only a merge suggestion. An alias (a
 * phone number) that comes with another id than before has another owner now: it moves to a new customer, and with it
 * the proof of that number. Returns customer ids in the order of the input.
 */
export async function resolveCustomers(tx: Transaction, incoming: IncomingIdentity[]): Promise<string[]> {
  if (incoming.length === 0) return []
  const identities = incoming.map((identity) => ({ ...identity, phone: identity.phone ? normalisePhone(identity.phone) : undefined }))
  const known = await readIdentities(tx, identities)
  const plan = emptyPlan()
  for (const identity of identities) place(plan, known, identity)
  await insertIdentities(tx, plan.customers, plan.identities)
  await applyAliasChanges(tx, plan)
  // Another process may have met the same person a moment earlier: what is stored counts.
  const stored = plan.identities.length > 0 ? await readIdentities(tx, identities) : known
  const result = identities.map((identity) => {
    const row = stored.get(identityKey(identity.channelType, identity.externalId))
    if (!row) throw new Error('An identity vanished while it was stored')
    return row.customerId
  })
  await touchCustomers(tx, result, identities, stored)
  return result
}

/** The phone number that a channel vouches for: the only proof by which an order is disclosed. */
export async function provenPhone(tx: Transaction, customerId: string): Promise<string | null> {
  const row = await tenant<Tables>(tx).select('customerIdentities').select('phone').where('customerId', '=', customerId).where('phone', 'is not', null).orderBy('createdAt', 'desc').limit(1).executeTakeFirst()
  return row?.phone ?? null
}

/** The channel tells that a person goes by another id from now on (a changed number). Unknown people change nothing. */
export async function moveIdentity(tx: Transaction, move: { channelType: string; externalId: string; newExternalId: string; newPhone?: string | undefined }): Promise<void> {
  const rows = tenant<Tables>(tx)
  const old = await rows.select('customerIdentities').selectAll().where('channelType', '=', move.channelType).where('externalId', '=', move.externalId).executeTakeFirst()
  if (!old) return
  const phone = move.newPhone ? (normalisePhone(move.newPhone) ?? null) : null
  await rows
    .insert('customerIdentities')
    .values({ ...old, id: newId(), externalId: move.newExternalId, phone, createdAt: tx.now() })
    .onConflict((on) => on.columns(['businessId', 'channelType', 'externalId']).doNothing())
    .execute()
  // The old number may have another owner tomorrow: it proves nothing any more.
  await rows.update('customerIdentities').set({ phone: null }).where('customerId', '=', old.customerId).where('phone', '=', old.phone).execute()
  if (phone) await rows.update('customers').set({ phone, updatedAt: tx.now() }).where('id', '=', old.customerId).execute()
}

interface Plan {
  customers: { customerId: string; identity: IncomingIdentity }[]
  identities: KnownIdentity[]
  /** Aliases that were the first id of their customer and stand beside a better one now. */
  demoted: KnownIdentity[]
  /** Aliases that changed hands: their new row, and whose they were. */
  moved: { alias: KnownIdentity; formerCustomerId: string }[]
}

const emptyPlan = (): Plan => ({ customers: [], identities: [], demoted: [], moved: [] })

/** Decides one identity against what is known, and remembers the decision for the next ones of the same batch. */
function place(plan: Plan, known: Map<string, KnownIdentity>, identity: IncomingIdentity): void {
  const { channelType, externalId } = identity
  const aliases = (identity.aliases ?? []).filter((alias) => alias !== externalId)
  const phone = identity.phone ?? null
  let own = known.get(identityKey(channelType, externalId))
  if (!own) {
    const joined = aliases.map((alias) => known.get(identityKey(channelType, alias))).find((row) => row && !row.isAlias)
    const customerId = joined?.customerId ?? newId()
    if (!joined) plan.customers.push({ customerId, identity })
    own = { channelType, externalId, customerId, isAlias: false, phone, displayName: identity.name ?? null }
    known.set(identityKey(channelType, externalId), own)
    plan.identities.push(own)
  }
  for (const alias of aliases) {
    const row = known.get(identityKey(channelType, alias))
    if (!row) {
      const added = { ...own, externalId: alias, isAlias: true, phone }
      known.set(identityKey(channelType, alias), added)
      plan.identities.push(added)
    } else if (row.customerId === own.customerId && !row.isAlias) {
      row.isAlias = true
      plan.demoted.push(row)
    } else if (row.customerId !== own.customerId && row.isAlias) {
      plan.moved.push({ alias: row, formerCustomerId: row.customerId })
      row.customerId = own.customerId
    }
  }
}

async function applyAliasChanges(tx: Transaction, plan: Plan): Promise<void> {
  const rows = tenant<Tables>(tx)
  for (const alias of plan.demoted) {
    await rows.update('customerIdentities').set({ isAlias: true }).where('channelType', '=', alias.channelType).where('externalId', '=', alias.externalId).execute()
  }
  for (const { alias, formerCustomerId } of plan.moved) {
    await rows.update('customerIdentities').set({ customerId: alias.customerId }).where('channelType', '=', alias.channelType).where('externalId', '=', alias.externalId).execute()
    await rows
      .update('customerIdentities')
      .set({ phone: null })
      .where('customerId', '=', formerCustomerId)
      .where('phone', '=', sql<string>`(select phone from customer_identities where business_id = ${tx.businessId} and channel_type = ${alias.channelType} and external_id = ${alias.externalId})`)
      .execute()
  }
}
