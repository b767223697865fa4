import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { recordAudit } from '#domains/businesses'
import { getCustomer } from './customers.ts'
import { familyOf } from './family.ts'
import type { Tables } from './tables.ts'
import { addTimelineEntries, type TimelineEntry } from './timeline-entries.ts'

/** Writes a journey anew from the ledgers it was made of; other domains add theirs when they hear of it. What is there stays. */
export async function renewTimeline(tx: Transaction, customerId: string): Promise<void> {
  const customer = await getCustomer(tx, customerId)
  const family = await familyOf(tx, customer.customerId)
  const rows = tenant<Tables>(tx)
  const consents = await rows.select('consents').selectAll().where('customerId', 'in', family).execute()
  const points = await rows.select('pointEntries').selectAll().where('customerId', 'in', family).execute()
  const ratings = await rows.select('ratings').selectAll().where('customerId', 'in', family).where('answeredAt', 'is not', null).execute()
  const merges = await rows.select('customerMerges').selectAll().where('absorbedId', 'in', family).execute()
  const requests = await rows.select('dataRequests').selectAll().where('customerId', 'in', family).execute()
  const entries: TimelineEntry[] = [
    ...consents.map((row) => ({ customerId: row.customerId, eventKey: `consent:${row.id}`, kind: row.isGranted ? 'consent-granted' : 'consent-withdrawn', at: row.at, channelType: row.channelType ?? undefined, details: { purpose: row.purpose, source: row.source } })),
    ...points.map((row) => ({ customerId: row.customerId, eventKey: `points:${row.id}`, kind: `points-${row.kind}`, at: row.at, details: { points: row.points, place: row.place } })),
    ...ratings.map((row) => ({ customerId: row.customerId, eventKey: `rating:${row.id}`, kind: 'rated', at: row.answeredAt ?? row.askedAt, channelType: row.channelType ?? undefined, subject: { type: 'rating' as const, id: row.id }, details: { score: row.score, subjectType: row.subjectType } })),
    ...merges.map((row) => ({ customerId: row.survivorId, eventKey: `customers.merged:${row.id}`, kind: 'merged', at: row.mergedAt, subject: { type: 'merge' as const, id: row.id }, details: { absorbedId: row.absorbedId } })),
    ...requests.map((row) => ({ customerId: row.customerId ?? customer.customerId, eventKey: `data-request:${row.id}`, kind: 'data-requested', at: row.receivedAt, subject: { type: 'data-request' as const, id: row.id }, details: { request: row.kind } })),
  ]
  await addTimelineEntries(tx, entries)
  await recordAudit(tx, { action: 'customer.renew-timeline', subjectType: 'customer', subjectId: customer.customerId })
  await tx.emit({ type: 'timeline.renewal-asked', key: customer.customerId, payload: { customerId: customer.customerId } })
}
