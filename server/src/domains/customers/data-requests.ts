import type { GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { cutPage, fromTimeCursor } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { forEachBusiness, recordAudit } from '#domains/businesses'
import { recordConsent } from './consents.ts'
import { eraseCustomer, type Erasure } from './erasing.ts'
import { requestClosed } from './errors.ts'
import { findCustomers, getCustomer, type Customer } from './customers.ts'
import { setAssistantOff, setRestricted } from './restriction.ts'
import type { DataRequestKind, DataRequestRow, DataRequestStatus, Tables } from './tables.ts'
import { addTimelineEntries } from './timeline-entries.ts'

/** UU PDP: 3×24 hours from the moment the person asked. */
export const answerWithinMs = 3 * 24 * 3_600_000

export interface DataRequest extends DataRequestRow {
  customer: Customer | undefined
}

/** Notes that a person asked something about their data; the clock runs from when they asked, not from when it was noted. */
export async function registerDataRequest(tx: Transaction, input: { customerId: string; kind: DataRequestKind; source: string; note: string; receivedAt?: Date | undefined }): Promise<DataRequest> {
  const { customerId } = await getCustomer(tx, input.customerId)
  const receivedAt = input.receivedAt ?? tx.now()
  if (receivedAt > tx.now()) throw invalidInput('Waktu permintaan tidak boleh di masa depan.')
  const id = newId()
  const row = { businessId: tx.businessId, id, customerId, kind: input.kind, status: 'open' as const, source: input.source, note: input.note, outcome: '', receivedAt, dueAt: new Date(receivedAt.getTime() + answerWithinMs), alertedAt: null, closedAt: null, closedBy: null }
  await tenant<Tables>(tx).insert('dataRequests').values(row).execute()
  await recordAudit(tx, { action: 'data-request.register', subjectType: 'data-request', subjectId: id, after: { kind: input.kind, source: input.source, dueAt: row.dueAt } })
  await addTimelineEntries(tx, [{ customerId, eventKey: `data-request:${id}`, kind: 'data-requested', at: receivedAt, subject: { type: 'data-request', id }, details: { request: input.kind } }])
  await tx.notify({ topic: 'data-request', id })
  return getDataRequest(tx, id)
}

/** Open ones by what is due first, closed ones by what came last. */
export async function listDataRequests(tx: Transaction, input: { isOpen: boolean; customerId?: string | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: DataRequest[]; nextCursor: string | null }> {
  const [column, direction, after] = input.isOpen ? (['dueAt', 'asc', '>'] as const) : (['receivedAt', 'desc', '<'] as const)
  let query = tenant<Tables>(tx).select('dataRequests').selectAll().where('status', input.isOpen ? '=' : '!=', 'open').orderBy(column, direction).orderBy('id', direction).limit(input.limit + 1)
  if (input.customerId) query = query.where('customerId', '=', (await getCustomer(tx, input.customerId)).customerId)
  if (input.cursor) {
    const key = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple(column, 'id'), after, where.tuple(...key)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row[column], row.id])
  return { items: await withCustomers(tx, page), nextCursor }
}

export async function getDataRequest(tx: Transaction, dataRequestId: string): Promise<DataRequest> {
  const row = await tenant<Tables>(tx).select('dataRequests').selectAll().where('id', '=', dataRequestId).executeTakeFirst()
  if (!row) throw notFound('Permintaan')
  const [request] = await withCustomers(tx, [row])
  return request
}

/**
 * Does what was asked where Laris can do it by itself (restrict, erase, object), and closes the request with what the
 * person was told. A refusal needs its reason.
 */
export async function closeDataRequest(tx: Transaction, dataRequestId: string, input: { status: 'done' | 'refused'; outcome: string; objectsTo?: 'marketing' | 'assistant' | undefined }): Promise<{ request: DataRequest; erasure: Erasure | null }> {
  const open = await tenant<Tables>(tx).select('dataRequests').selectAll().where('id', '=', dataRequestId).forUpdate().executeTakeFirst()
  if (!open) throw notFound('Permintaan')
  if (open.status !== 'open') throw requestClosed()
  if (input.status === 'refused' && input.outcome.trim() === '') throw invalidInput('Tulis alasannya, karena pemohon berhak tahu.')
  const erasure = input.status === 'done' && open.customerId !== null ? await fulfil(tx, open, open.customerId, input.objectsTo ?? 'marketing') : null
  const isErased = erasure !== null
  await tenant<Tables>(tx)
    .update('dataRequests')
    .set({ status: input.status, outcome: isErased ? '' : input.outcome.trim(), closedAt: tx.now(), closedBy: tx.actor.kind === 'member' ? tx.actor.memberId : null })
    .where('id', '=', dataRequestId)
    .execute()
  await recordAudit(tx, { action: `data-request.${input.status}`, subjectType: 'data-request', subjectId: dataRequestId, before: { status: 'open', dueAt: open.dueAt }, after: { status: input.status, kind: open.kind } })
  if (open.customerId !== null && !isErased) {
    await addTimelineEntries(tx, [{ customerId: open.customerId, eventKey: `data-request:${dataRequestId}:closed`, kind: 'data-request-closed', at: tx.now(), subject: { type: 'data-request', id: dataRequestId }, details: { request: open.kind, status: input.status } }])
  }
  await tx.notify({ topic: 'data-request', id: dataRequestId })
  return { request: await getDataRequest(tx, dataRequestId), erasure }
}

/** How many wait, and how many are past their time: for the alert on every page about customers. */
export async function countOpenDataRequests(tx: Transaction): Promise<{ open: number; overdue: number }> {
  const rows = await tenant<Tables>(tx).select('dataRequests').select('dueAt').where('status', '=', 'open').limit(1_000).execute()
  return { open: rows.length, overdue: rows.filter((row) => isOverdue(row, tx.now())).length }
}

export function isOverdue(request: Pick<DataRequestRow, 'dueAt'> & { status?: DataRequestStatus }, now: Date): boolean {
  return (request.status ?? 'open') === 'open' && request.dueAt <= now
}

/** Says once that a request is past its time, to whoever has Laris open and in the activity log. */
export function alertOverdueRequests(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      const late = await tenant<Tables>(tx).update('dataRequests').set({ alertedAt: tx.now() }).where('status', '=', 'open').where('dueAt', '<=', tx.now()).where('alertedAt', 'is', null).returning(['id', 'kind', 'dueAt']).execute()
      for (const { id, kind, dueAt } of late) {
        await recordAudit(tx, { action: 'data-request.overdue', subjectType: 'data-request', subjectId: id, after: { kind, dueAt } })
        await tx.emit({ type: 'data-request.overdue', key: id, payload: { dataRequestId: id, kind } })
        await tx.notify({ topic: 'data-request', id })
      }
    }),
  )
}

async function fulfil(tx: Transaction, { kind, id }: DataRequestRow, customerId: string, objectsTo: 'marketing' | 'assistant'): Promise<Erasure | null> {
  if (kind === 'erase') return eraseCustomer(tx, customerId)
  if (kind === 'restrict') await setRestricted(tx, customerId, true)
  if (kind === 'object' && objectsTo === 'assistant') await setAssistantOff(tx, customerId, true)
  if (kind === 'object' && objectsTo === 'marketing') await recordConsent(tx, { customerId, purpose: 'marketing', isGranted: false, source: 'data-request', proof: { dataRequestId: id } })
  return null
}

async function withCustomers(tx: Transaction, rows: DataRequestRow[]): Promise<DataRequest[]> {
  const customers = await findCustomers(tx, rows.flatMap((row) => row.customerId ?? []))
  return rows.map((row) => ({ ...row, customer: row.customerId === null ? undefined : customers.get(row.customerId) }))
}
