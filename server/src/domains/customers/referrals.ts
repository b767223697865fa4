import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { AppError, conflict, notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { getCustomer } from './customers.ts'
import { familyOf } from './family.ts'
import type { ReferralCodeRow, Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

/** No letters that look like digits: codes are read out loud. */
const letters = 'ACDEFGHJKLMNPQRTUVWXY3479'

/** The code of one customer, made on first asking. */
export async function issueReferralCode(tx: Transaction, customerId: string): Promise<ReferralCodeRow> {
  const customer = await getCustomer(tx, customerId)
  const rows = tenant<Tables>(tx)
  const family = await familyOf(tx, customer.customerId)
  const existing = await rows.select('referralCodes').selectAll().where('customerId', 'in', family).orderBy('createdAt').executeTakeFirst()
  if (existing) return existing
  for (let attempt = 0; attempt < 20; attempt++) {
    const row = { businessId: tx.businessId, id: newId(), code: makeCode(tx, customer.name), customerId: customer.customerId, createdAt: tx.now() }
    const inserted = await rows.insert('referralCodes').values(row).onConflict((on) => on.doNothing()).returningAll().executeTakeFirst()
    if (inserted) {
      await recordAudit(tx, { action: 'referral.issue', subjectType: 'customer', subjectId: customer.customerId })
      return inserted
    }
    const other = await rows.select('referralCodes').selectAll().where('customerId', '=', customer.customerId).executeTakeFirst()
    if (other) return other
  }
  throw new Error('No free referral code after twenty tries')
}

/**
 * A new customer came by somebody's code, at the counter or in a chat. Counts once for each new customer, never for
 * oneself, and only for people the shop met after the code was made.
 */
export async function recordReferral(tx: Transaction, input: { code: string; customerId: string; reference: string }): Promise<{ advocateId: string }> {
  const rows = tenant<Tables>(tx)
  const code = await rows.select('referralCodes').selectAll().where('code', '=', input.code.trim().toUpperCase()).executeTakeFirst()
  if (!code) throw notFound('Kode ajakan')
  const customer = await getCustomer(tx, input.customerId)
  const family = await familyOf(tx, customer.customerId)
  if (family.includes(code.customerId)) throw new AppError({ code: 'customers.own_referral', status: 422, message: 'Kode ini milik pelanggan itu sendiri, jadi tidak dihitung.' })
  if (customer.firstSeenAt < code.createdAt) throw new AppError({ code: 'customers.not_new', status: 422, message: 'Pelanggan ini sudah dikenal sebelum kodenya dibuat, jadi tidak dihitung.' })
  const before = await rows.select('referrals').select('codeId').where('customerId', 'in', family).executeTakeFirst()
  if (before?.codeId === code.id) return { advocateId: code.customerId }
  if (before) throw conflict('customers.referred_before', 'Pelanggan ini sudah datang lewat kode lain.')
  const id = newId()
  await rows.insert('referrals').values({ businessId: tx.businessId, id, codeId: code.id, customerId: customer.customerId, reference: input.reference, at: tx.now() }).execute()
  await recordAudit(tx, { action: 'referral.record', subjectType: 'customer', subjectId: code.customerId, after: { referralId: id } })
  await addTimelineEntries(tx, [
    { customerId: code.customerId, eventKey: `referral:${id}:from`, kind: 'referred-someone', at: tx.now(), subject: { type: 'referral', id } },
    { customerId: customer.customerId, eventKey: `referral:${id}:to`, kind: 'was-referred', at: tx.now(), subject: { type: 'referral', id } },
  ])
  await tx.emit({ type: 'customer.referred', key: code.customerId, payload: { advocateId: code.customerId, customerId: customer.customerId } })
  return { advocateId: code.customerId }
}

/** How many new customers came by each code, most first. */
export async function listAdvocates(tx: Transaction, limit = 50): Promise<{ customerId: string; code: string; newCustomers: number }[]> {
  const rows = await tenant<Tables>(tx)
    .select('referralCodes')
    .innerJoin('referrals', (join) => join.onRef('referrals.businessId', '=', 'referralCodes.businessId').onRef('referrals.codeId', '=', 'referralCodes.id'))
    .select((select) => ['referralCodes.customerId', 'referralCodes.code', select.fn.countAll<number>().as('newCustomers')])
    .groupBy(['referralCodes.customerId', 'referralCodes.code'])
    .orderBy('newCustomers', 'desc')
    .orderBy('referralCodes.code')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, newCustomers: Number(row.newCustomers) }))
}

export async function countReferrals(tx: Transaction, codeId: string): Promise<number> {
  const row = await tenant<Tables>(tx).select('referrals').select((select) => select.fn.countAll<number>().as('count')).where('codeId', '=', codeId).executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** `RINI7Q4`: a name that people remember, and three characters that keep it apart. */
function makeCode(tx: Transaction, name: string): string {
  const word = name.normalize('NFD').toUpperCase().replace(/[^A-Z]/g, '').slice(0, 6) || 'TEMAN'
  const tail = Array.from({ length: 3 }, () => letters[Math.floor(tx.random() * letters.length)]).join('')
  return `${word}${tail}`
}
