import type { JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { fromCursor, toCursor } from '#platform/http/paging'
import { getCustomer } from './customers.ts'
import { familyOf } from './family.ts'
import type { CustomerTimelineRow, Tables } from './tables.ts'

export interface TimelineItem {
  entryId: string
  kind: string
  at: Date
  channelType: string | null
  subjectType: string | null
  subjectId: string | null
  details: Record<string, JsonValue>
}

/** The dated journey of one person over all channels, newest first. The first touch closes the last page. */
export async function listTimeline(tx: Transaction, customerId: string, input: { cursor?: string | undefined; limit: number }): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const customer = await getCustomer(tx, customerId)
  const family = await familyOf(tx, customerId)
  let query = tenant<Tables>(tx).select('customerTimeline').selectAll().where('customerId', 'in', family).orderBy('at', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const [at, id] = fromCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('at', 'id'), '<', where.tuple(new Date(at), String(id))))
  }
  const rows = await query.execute()
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  const items = page.map(toItem)
  if (rows.length > input.limit && last) return { items, nextCursor: toCursor([last.at.toISOString(), last.id]) }
  const firstTouch = { entryId: `first-${customer.customerId}`, kind: 'first-touch', at: customer.firstSeenAt, channelType: customer.identities[0]?.channelType ?? null, subjectType: null, subjectId: null, details: {} }
  return { items: [...items, firstTouch], nextCursor: null }
}

function toItem(row: CustomerTimelineRow): TimelineItem {
  return {
    entryId: row.id,
    kind: row.kind,
    at: row.at,
    channelType: row.channelType,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    // Written by `addTimelineEntries` alone.
    details: row.details as Record<string, JsonValue>,
  }
}
