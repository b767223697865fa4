import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { WorkHandler } from '#platform/events/dispatcher'
import { newId, newSecret } from '#platform/ids'
import type { PersonalDataKeeper } from '#platform/personal-data'
import { recordAudit } from '#domains/businesses'
import { eraseRows } from './personal-rows.ts'
import { referTo } from './person-reference.ts'
import type { Tables } from './tables.ts'

export interface Erasure {
  /** Rows that are gone, by table. */
  removed: Record<string, number>
  /** Rows that stay for the books with nobody in them, by table. */
  emptied: Record<string, number>
  fileCount: number
}

/**
 * Erases one person over all domains in one transaction; orders stay, anonymised. Files follow right after the commit,
 * and who was erased is remembered as salted hashes, so that an older backup does not bring them back.
 */
export async function eraseCustomer(tx: Transaction, customerId: string): Promise<Erasure> {
  const person = await referTo(tx, customerId)
  await tenant<Tables>(tx).select('customers').select('id').where('id', 'in', person.customerIds).orderBy('id').forUpdate().execute()
  const { removed, emptied, fileKeys } = await eraseRows(tx, tx.personalData ?? [], person)
  const erasureIds = await rememberErasures(tx, person.customerIds)
  await recordAudit(tx, { action: 'customer.erase', subjectType: 'customer', subjectId: customerId, after: { removed, emptied, files: fileKeys.length } })
  await tx.enqueue({ name: 'finish-erasure', payload: { fileKeys, erasureIds } })
  await tx.emit({ type: 'customer.erased', key: customerId, payload: { customerIds: person.customerIds } })
  for (const id of person.customerIds) await tx.notify({ topic: 'customer', id })
  return { removed, emptied, fileCount: fileKeys.length }
}

/** Removes the files and writes the erase list outside the database; both are safe to repeat. */
export const finishErasure: WorkHandler = async (ctx, payload) => {
  const { fileKeys, erasureIds } = z.object({ fileKeys: z.array(z.string()), erasureIds: z.array(z.uuid()) }).parse(payload)
  for (const key of fileKeys) await ctx.files.remove(ctx.businessId, key)
  const rows = await ctx.transaction((tx) => tenant<Tables>(tx).select('erasures').selectAll().where('id', 'in', erasureIds).execute())
  await ctx.maintenance?.keepErasures(rows.map(({ businessId, salt, subjectHash, at }) => ({ businessId, salt, subjectHash, at: at.toISOString() })))
}

/** Erases again whoever of a restored business is on the erase list. Returns the files that must go and how many people it was. */
export async function replayErasures(tx: Pick<Transaction, 'db' | 'businessId'>, keepers: readonly PersonalDataKeeper[], erased: { salt: string; subjectHash: string }[]): Promise<{ fileKeys: string[]; count: number }> {
  const bySalt = Map.groupBy(erased, (one) => one.salt)
  const fileKeys: string[] = []
  let count = 0
  for (const { id } of await tenant<Tables>(tx).select('customers').select('id').execute()) {
    const isErased = [...bySalt].some(([salt, list]) => list.some((one) => one.subjectHash === hashOf(salt, id)))
    if (!isErased) continue
    const stillThere = await tenant<Tables>(tx).select('customers').select('id').where('id', '=', id).executeTakeFirst()
    if (!stillThere) continue
    fileKeys.push(...(await eraseRows(tx, keepers, await referTo(tx, id))).fileKeys)
    count++
  }
  return { fileKeys, count }
}

async function rememberErasures(tx: Transaction, customerIds: string[]): Promise<string[]> {
  const rows = tenant<Tables>(tx)
  // One salt for a business: a replay hashes each customer once.
  const salt = (await rows.select('erasures').select('salt').limit(1).executeTakeFirst())?.salt ?? newSecret()
  const values = customerIds.map((id) => ({ businessId: tx.businessId, id: newId(), salt, subjectHash: hashOf(salt, id), at: tx.now() }))
  await rows.insert('erasures').values(values).execute()
  return values.map((value) => value.id)
}

function hashOf(salt: string, customerId: string): string {
  return createHash('sha256').update(`${salt}:${customerId}`).digest('hex')
}
