import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { normalisePhone } from './phone.ts'
import type { Tables } from './tables.ts'

/** Most rows in one go; the next tap takes the next ones. */
const batch = 2_000

export interface PhoneFindings {
  /** Customers who have a number. */
  total: number
  /** Written so that no channel finds it, and readable. */
  repairable: { customerId: string; name: string; phone: string; better: string }[]
  /** Nobody knows which number is meant. */
  unreadable: { customerId: string; name: string; phone: string }[]
}

/** Numbers that are not stored in E.164, which two channels would take for two people. */
export async function findOddPhones(tx: Transaction): Promise<PhoneFindings> {
  const { rows: [totals] } = await sql<{ total: number }>`select count(*)::int as total from customers where business_id = ${tx.businessId} and phone is not null and merged_into_id is null`.execute(tx.db)
  const rows = await tenant<Tables>(tx).select('customers').select(['id', 'name', 'phone']).where('mergedIntoId', 'is', null).where(sql<boolean>`phone is not null and phone !~ '^\\+[1-9][0-9]{6,14}$'`).orderBy('id').limit(batch).execute()
  const read = rows.flatMap(({ id, name, phone }) => (phone === null ? [] : [{ customerId: id, name, phone, better: normalisePhone(phone) }]))
  return {
    total: totals?.total ?? 0,
    repairable: read.flatMap(({ better, ...row }) => (better === undefined ? [] : [{ ...row, better }])),
    unreadable: read.filter((row) => row.better === undefined).map(({ better: _, ...row }) => row),
  }
}

/** Writes readable numbers in the one form. Returns the ids of the changes, by which `undoPhoneRepairs` takes them back. */
export async function repairPhones(tx: Transaction): Promise<string[]> {
  const { repairable } = await findOddPhones(tx)
  if (repairable.length === 0) return []
  const changes = repairable.map(({ customerId, phone, better }) => ({ businessId: tx.businessId, id: newId(), customerId, before: JSON.stringify({ phone }), after: JSON.stringify({ phone: better }), at: tx.now() }))
  await writePhones(tx, repairable.map((row) => ({ customerId: row.customerId, phone: row.better })))
  await tenant<Tables>(tx).insert('customerChanges').values(changes).execute()
  await recordAudit(tx, { action: 'customer.repair-phones', subjectType: 'customer', after: { count: changes.length } })
  return changes.map((change) => change.id)
}

/** Puts numbers back, except those that somebody has changed since. */
export async function undoPhoneRepairs(tx: Transaction, changeIds: string[]): Promise<void> {
  if (changeIds.length === 0) return
  await sql`
    update customers c set phone = h.before ->> 'phone', updated_at = ${tx.now()}
    from customer_changes h
    where c.business_id = ${tx.businessId} and h.business_id = c.business_id and h.id = any(${changeIds}::uuid[]) and h.customer_id = c.id and c.phone = h.after ->> 'phone'`.execute(tx.db)
  await recordAudit(tx, { action: 'customer.undo-repair-phones', subjectType: 'customer', after: { count: changeIds.length } })
}

async function writePhones(tx: Transaction, rows: { customerId: string; phone: string }[]): Promise<void> {
  await sql`
    update customers c set phone = u.phone, updated_at = ${tx.now()}
    from unnest(${rows.map((row) => row.customerId)}::uuid[], ${rows.map((row) => row.phone)}::text[]) as u(id, phone)
    where c.business_id = ${tx.businessId} and c.id = u.id`.execute(tx.db)
}
