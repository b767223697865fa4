import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromTimeCursor } from '#platform/http/paging'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { customerChanged } from './errors.ts'
import { normalisePhone } from './phone.ts'
import type { CustomerRow, Tables } from './tables.ts'

export interface Customer {
  customerId: string
  name: string
  phone: string | null
  email: string | null
  note: string
  labels: string[]
  isSample: boolean
  /** Hidden by a marketplace, and never joined to anybody by guess. */
  isMasked: boolean
  restrictedAt: Date | null
  isAssistantOff: boolean
  birthYear: number | null
  /** `MM-DD`; `null` unless they told it. */
  birthday: string | null
  firstSeenAt: Date
  lastSeenAt: Date
  identities: { channelType: string; externalId: string; displayName: string | null }[]
  /** Ids of those merged into this customer. */
  mergedIds: string[]
}

/** Customers by last contact, newest first; `search` matches name or phone, of merged ones too. */
export async function listCustomers(tx: Transaction, input: { search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: Customer[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('customers').selectAll().where('mergedIntoId', 'is', null).orderBy('lastSeenAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  const search = input.search?.trim()
  if (search) {
    const pattern = `%${escapeLike(search)}%`
    const phone = normalisePhone(search) ?? null
    query = query.where(sql<boolean>`(name ilike ${pattern} or phone = ${phone} or id in (
      select merged_into_id from customers where business_id = ${tx.businessId} and merged_into_id is not null and (name ilike ${pattern} or phone = ${phone})))`)
  }
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('lastSeenAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.lastSeenAt, row.id])
  return {
    items: await present(tx, page),
    nextCursor,
  }
}

export async function countCustomers(tx: Transaction): Promise<number> {
  const row = await tenant<Tables>(tx).select('customers').select((select) => select.fn.countAll<number>().as('count')).where('mergedIntoId', 'is', null).executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** The people of the shop by their ids, without examples and those merged into another; `after` nobody when empty. */
export async function listPeopleAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
  let query = tenant<Tables>(tx).select('customers').select('id').where('mergedIntoId', 'is', null).where('isSample', '=', false).orderBy('id').limit(limit)
  if (after) query = query.where('id', '>', after)
  return (await query.execute()).map((row) => row.id)
}

export async function getCustomer(tx: Transaction, customerId: string): Promise<Customer> {
  const customer = (await findCustomers(tx, [customerId])).get(customerId)
  if (!customer) throw notFound('Pelanggan')
  return customer
}

/** By the ids asked for; while a merge stands, the customer under whose name both are shown. */
export async function findCustomers(tx: Transaction, customerIds: string[]): Promise<Map<string, Customer>> {
  if (customerIds.length === 0) return new Map()
  const asked = await tenant<Tables>(tx).select('customers').selectAll().where('id', 'in', customerIds).execute()
  const held = new Map(asked.map((row) => [row.id, row]))
  const missing = [...new Set(asked.flatMap((row) => (row.mergedIntoId && !held.has(row.mergedIntoId) ? [row.mergedIntoId] : [])))]
  const others = missing.length === 0 ? [] : await tenant<Tables>(tx).select('customers').selectAll().where('id', 'in', missing).execute()
  const roots = [...asked, ...others].filter((row) => row.mergedIntoId === null)
  const shown = new Map((await present(tx, roots)).map((customer) => [customer.customerId, customer]))
  return new Map(asked.flatMap((row) => {
    const customer = shown.get(row.mergedIntoId ?? row.id)
    return customer ? [[row.id, customer] as const] : []
  }))
}

export interface CustomerChanges {
  name?: string | undefined
  phone?: string | null | undefined
  email?: string | null | undefined
  note?: string | undefined
  labels?: string[] | undefined
  birthYear?: number | null | undefined
  birthday?: string | null | undefined
}

/** `seen` is what its writer saw: what somebody else has changed since is not lost (F37). */
export async function updateCustomer(tx: Transaction, customerId: string, changes: CustomerChanges, seen: CustomerChanges = {}): Promise<Customer> {
  const rootId = (await getCustomer(tx, customerId)).customerId
  await tenant<Tables>(tx).select('customers').select('id').where('id', '=', rootId).forUpdate().execute()
  const before = await getCustomer(tx, rootId)
  const set = Object.fromEntries(Object.entries({ ...changes, phone: changes.phone ? normalisePhone(changes.phone) : changes.phone, email: changes.email ? changes.email.toLowerCase() : changes.email }).filter(([, value]) => value !== undefined))
  for (const field of ['name', 'phone', 'email', 'note', 'birthYear', 'birthday'] as const) {
    if (field in set && seen[field] !== undefined && seen[field] !== before[field] && set[field] !== before[field]) throw customerChanged()
  }
  await tenant<Tables>(tx).update('customers').set({ ...set, updatedAt: tx.now() }).where('id', '=', rootId).execute()
  const change = { id: newId(), before: JSON.stringify(pick(before, Object.keys(set))), after: JSON.stringify(set) }
  await tenant<Tables>(tx).insert('customerChanges').values({ businessId: tx.businessId, customerId: rootId, at: tx.now(), ...change }).execute()
  // The audit log can never be erased: it names what changed, `customer_changes` holds the words.
  await recordAudit(tx, { action: 'customer.update', subjectType: 'customer', subjectId: rootId, after: { changeId: change.id, fields: Object.keys(set) } })
  await tx.notify({ topic: 'customer', id: rootId })
  return getCustomer(tx, rootId)
}

/** What the page of a customer shows: their own words first, and what merged ones add. */
async function present(tx: Transaction, rows: CustomerRow[]): Promise<Customer[]> {
  if (rows.length === 0) return []
  const absorbed = await tenant<Tables>(tx).select('customers').selectAll().where('mergedIntoId', 'in', rows.map((row) => row.id)).orderBy('createdAt').execute()
  const identities = await tenant<Tables>(tx)
    .select('customerIdentities')
    .select(['customerId', 'channelType', 'externalId', 'displayName'])
    .where('customerId', 'in', [...rows, ...absorbed].map((row) => row.id))
    .orderBy('createdAt')
    .execute()
  return rows.map((row) => {
    const family = [row, ...absorbed.filter((one) => one.mergedIntoId === row.id)]
    const ids = new Set(family.map((one) => one.id))
    const first = <T>(read: (one: CustomerRow) => T | null) => family.map(read).find((value) => value !== null && value !== '') ?? null
    return {
      customerId: row.id,
      name: first((one) => one.name) ?? '',
      phone: first((one) => one.phone),
      email: first((one) => one.email),
      note: row.note,
      labels: [...new Set(family.flatMap((one) => one.labels))],
      isSample: row.isSample,
      isMasked: family.every((one) => one.isMasked),
      restrictedAt: first((one) => one.restrictedAt),
      isAssistantOff: family.some((one) => one.isAssistantOff),
      birthYear: first((one) => one.birthYear),
      birthday: first((one) => one.birthday),
      firstSeenAt: new Date(Math.min(...family.map((one) => one.firstSeenAt.getTime()))),
      lastSeenAt: new Date(Math.max(...family.map((one) => one.lastSeenAt.getTime()))),
      identities: identities.filter((identity) => ids.has(identity.customerId)).map(({ customerId: _, ...identity }) => identity),
      mergedIds: family.slice(1).map((one) => one.id),
    }
  })
}

function pick(customer: Customer, fields: string[]): object {
  return Object.fromEntries(Object.entries(customer).filter(([name]) => fields.includes(name)))
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
