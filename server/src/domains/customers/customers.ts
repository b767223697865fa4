import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { fromCursor, toCursor } from '#platform/http/paging'
import { notFound } from '#platform/errors'
import { recordAudit } from '#domains/businesses'
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
  firstSeenAt: Date
  lastSeenAt: Date
  identities: { channelType: string; externalId: string; displayName: string | null }[]
}

/** Customers by last contact, newest first; `search` matches name or phone. */
export async function listCustomers(tx: Transaction, input: { search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: Customer[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('customers').selectAll().orderBy('lastSeenAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  const search = input.search?.trim()
  if (search) {
    const phone = normalisePhone(search)
    query = query.where((where) => where.or([where('name', 'ilike', `%${escapeLike(search)}%`), ...(phone ? [where('phone', '=', phone)] : [])]))
  }
  if (input.cursor) {
    const [at, id] = fromCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('lastSeenAt', 'id'), '<', where.tuple(new Date(at), String(id))))
  }
  const rows = await query.execute()
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    items: await withIdentities(tx, page),
    nextCursor: rows.length > input.limit && last ? toCursor([last.lastSeenAt.toISOString(), last.id]) : null,
  }
}

export async function getCustomer(tx: Transaction, customerId: string): Promise<Customer> {
  const row = await tenant<Tables>(tx).select('customers').selectAll().where('id', '=', customerId).executeTakeFirst()
  if (!row) throw notFound('Pelanggan')
  const [customer] = await withIdentities(tx, [row])
  return customer
}

export async function findCustomers(tx: Transaction, customerIds: string[]): Promise<Map<string, Customer>> {
  if (customerIds.length === 0) return new Map()
  const rows = await tenant<Tables>(tx).select('customers').selectAll().where('id', 'in', customerIds).execute()
  return new Map((await withIdentities(tx, rows)).map((customer) => [customer.customerId, customer]))
}

export async function updateCustomer(tx: Transaction, customerId: string, changes: { name?: string | undefined; phone?: string | null | undefined; note?: string | undefined; labels?: string[] | undefined }): Promise<Customer> {
  const before = await getCustomer(tx, customerId)
  const set = Object.fromEntries(Object.entries({ ...changes, phone: changes.phone ? normalisePhone(changes.phone) : changes.phone }).filter(([, value]) => value !== undefined))
  await tenant<Tables>(tx).update('customers').set({ ...set, updatedAt: tx.now() }).where('id', '=', customerId).execute()
  await recordAudit(tx, { action: 'customer.update', subjectType: 'customer', subjectId: customerId, before: pick(before), after: set })
  await tx.notify({ topic: 'customer', id: customerId })
  return getCustomer(tx, customerId)
}

async function withIdentities(tx: Transaction, rows: CustomerRow[]): Promise<Customer[]> {
  if (rows.length === 0) return []
  const identities = await tenant<Tables>(tx)
    .select('customerIdentities')
    .select(['customerId', 'channelType', 'externalId', 'displayName'])
    .where('customerId', 'in', rows.map((row) => row.id))
    .orderBy('createdAt')
    .execute()
  return rows.map((row) => ({
    customerId: row.id,
    name: row.name,
    phone: row.phone,
    email: row.email,
    note: row.note,
    labels: row.labels,
    isSample: row.isSample,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    identities: identities.filter((identity) => identity.customerId === row.id).map(({ customerId: _, ...identity }) => identity),
  }))
}

function pick(customer: Customer): object {
  return { name: customer.name, phone: customer.phone, note: customer.note, labels: customer.labels }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
