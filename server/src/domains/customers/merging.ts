import { sql } from 'kysely'
import type { Actor, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { recordConsent, type ConsentChange } from './consents.ts'
import { alreadyMerged, maskedBuyer, mergeNeedsReason } from './errors.ts'
import { familyOf } from './family.ts'
import { compare, isEnough, readTraits, type Evidence } from './merge-evidence.ts'
import type { CustomerMergeRow, Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

export interface MergeInput {
  /** Whose page stays. */
  survivorId: string
  absorbedId: string
  /** How the member knows, in their own words; needed when nothing but the name speaks for it. */
  statement?: string | undefined
}

/**
 * Makes two customers one, on a person's word. Nothing is moved: `merged_into_id` says whose page shows whom, readers ask
 * for the whole family, and undoing is taking that pointer back. Two members who merge the same pair at once make one merge.
 */
export async function mergeCustomers(tx: Transaction, input: MergeInput): Promise<CustomerMergeRow> {
  if (input.survivorId === input.absorbedId) throw invalidInput('Pilih dua pelanggan yang berbeda.')
  const rows = tenant<Tables>(tx)
  const [survivors, absorbeds] = [await familyOf(tx, input.survivorId), await familyOf(tx, input.absorbedId)]
  const [survivorId, absorbedId] = [survivors[0], absorbeds[0]]
  if (survivorId === absorbedId) throw alreadyMerged()
  const locked = await rows.select('customers').select(['id', 'mergedIntoId']).where('id', 'in', [survivorId, absorbedId]).orderBy('id').forUpdate().execute()
  if (locked.length < 2) throw notFound('Pelanggan')
  // Somebody was faster.
  if (locked.some((row) => row.mergedIntoId !== null)) throw alreadyMerged()
  const statement = input.statement?.trim() ?? ''
  const evidence = await collectEvidence(tx, survivors, absorbeds)
  if (!isEnough(evidence) && statement.length < 5) throw mergeNeedsReason()
  const merge = {
    businessId: tx.businessId, id: newId(), survivorId, absorbedId, evidence: JSON.stringify(evidence), statement,
    mergedAt: tx.now(), mergedBy: actorId(tx.actor), undoneAt: null, undoneBy: null,
  }
  await rows.insert('customerMerges').values(merge).execute()
  await rows.update('customers').set({ mergedIntoId: survivorId }).where((where) => where.or([where('id', '=', absorbedId), where('mergedIntoId', '=', absorbedId)])).execute()
  await recordAudit(tx, { action: 'customer.merge', subjectType: 'customer', subjectId: survivorId, after: { mergeId: merge.id, absorbedId, evidence: evidence.map(({ kind }) => kind) } })
  await tell(tx, 'customers.merged', merge, { evidence: evidence.map(({ kind }) => kind) })
  return { ...merge, evidence }
}

/** Takes one merge back; merges made before and after it stay. Doing it twice changes nothing. */
export async function undoMerge(tx: Transaction, mergeId: string): Promise<CustomerMergeRow> {
  const rows = tenant<Tables>(tx)
  const found = await rows.select('customerMerges').selectAll().where('id', '=', mergeId).executeTakeFirst()
  if (!found) throw notFound('Penggabungan')
  const family = await familyOf(tx, found.survivorId)
  await rows.select('customers').select('id').where('id', 'in', family).orderBy('id').forUpdate().execute()
  const merge = await rows.update('customerMerges').set({ undoneAt: tx.now(), undoneBy: actorId(tx.actor) }).where('id', '=', mergeId).where('undoneAt', 'is', null).returningAll().executeTakeFirst()
  if (!merge) return found
  const [stayed, parted] = await split(tx, family, merge)
  await keepWithdrawals(tx, merge, stayed, parted)
  await recordAudit(tx, { action: 'customer.unmerge', subjectType: 'customer', subjectId: merge.survivorId, before: { mergeId, absorbedId: merge.absorbedId } })
  await tell(tx, 'customers.unmerged', merge, {})
  return merge
}

/** Merges of one person that stand, newest first, with the name that the absorbed customer had. */
export async function listMerges(tx: Transaction, customerId: string): Promise<(CustomerMergeRow & { absorbedName: string })[]> {
  const family = await familyOf(tx, customerId)
  return tenant<Tables>(tx)
    .select('customerMerges')
    .innerJoin('customers', (join) => join.onRef('customers.businessId', '=', 'customerMerges.businessId').onRef('customers.id', '=', 'customerMerges.absorbedId'))
    .selectAll('customerMerges')
    .select('customers.name as absorbedName')
    .where('customerMerges.absorbedId', 'in', family)
    .where('customerMerges.undoneAt', 'is', null)
    .orderBy('customerMerges.mergedAt', 'desc')
    .orderBy('customerMerges.id', 'desc')
    .execute()
}

/** Who a marketplace hides is joined to nobody but by a parcel card. */
async function collectEvidence(tx: Transaction, survivors: string[], absorbeds: string[]): Promise<Evidence[]> {
  const [a, b] = [await readTraits(tx, survivors), await readTraits(tx, absorbeds)]
  const evidence = compare(a, b, { a: survivors, b: absorbeds })
  if ((a.isMasked || b.isMasked) && !evidence.some(({ kind }) => kind === 'parcel-card')) throw maskedBuyer()
  return evidence
}

/** Follows the merges that still stand, and gives everyone of the former family the page that is theirs now. */
async function split(tx: Transaction, family: string[], undone: CustomerMergeRow): Promise<[string[], string[]]> {
  const standing = await tenant<Tables>(tx).select('customerMerges').select(['absorbedId', 'survivorId']).where('absorbedId', 'in', family).where('undoneAt', 'is', null).execute()
  const into = new Map(standing.map((row) => [row.absorbedId, row.survivorId]))
  const rootOf = (id: string): string => {
    const next = into.get(id)
    return next === undefined ? id : rootOf(next)
  }
  const roots = family.map(rootOf)
  await sql`
    update customers c set merged_into_id = nullif(u.root, c.id)
    from unnest(${family}::uuid[], ${roots}::uuid[]) as u(id, root)
    where c.business_id = ${tx.businessId} and c.id = u.id`.execute(tx.db)
  const partedRoot = rootOf(undone.absorbedId)
  return [family.filter((_, index) => roots[index] !== partedRoot), family.filter((_, index) => roots[index] === partedRoot)]
}

/** Who said stop while both were one may have meant either: the stop holds for both. */
async function keepWithdrawals(tx: Transaction, merge: CustomerMergeRow, stayed: string[], parted: string[]): Promise<void> {
  const said = await tenant<Tables>(tx).select('consents').selectAll().where('customerId', 'in', [...stayed, ...parted]).where('isGranted', '=', false).where('at', '>=', merge.mergedAt).orderBy('at').execute()
  for (const row of said) {
    const other = stayed.includes(row.customerId) ? merge.absorbedId : merge.survivorId
    await recordConsent(tx, {
      customerId: other,
      // Written by `recordConsent` alone.
      purpose: row.purpose as ConsentChange['purpose'],
      ...(row.channelType ? { channelType: row.channelType } : {}),
      isGranted: false,
      source: 'merge-undone',
      proof: { consentId: row.id },
    })
  }
}

async function tell(tx: Transaction, type: 'customers.merged' | 'customers.unmerged', merge: Pick<CustomerMergeRow, 'id' | 'survivorId' | 'absorbedId'>, details: Record<string, string[]>): Promise<void> {
  const { id: mergeId, survivorId, absorbedId } = merge
  await addTimelineEntries(tx, [{ customerId: survivorId, eventKey: `${type}:${mergeId}`, kind: type === 'customers.merged' ? 'merged' : 'merge-undone', at: tx.now(), subject: { type: 'merge', id: mergeId }, details: { ...details, absorbedId } }])
  await tx.emit({ type, key: survivorId, payload: { mergeId, survivorId, absorbedId } })
  for (const id of [survivorId, absorbedId]) await tx.notify({ topic: 'customer', id })
}

function actorId(actor: Actor): string | null {
  if (actor.kind === 'member') return actor.memberId
  return actor.kind === 'api-key' ? actor.apiKeyId : null
}
