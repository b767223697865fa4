import type { JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
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
export async function listTimeline(tx: Transaction, customerId: string, input: PageInput): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const customer = await getCustomer(tx, customerId)
  const family = await familyOf(tx, customerId)
  let query = tenant<Tables>(tx).select('customerTimeline').selectAll().where('customerId', 'in', family).orderBy('at', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('at', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.at, row.id])
  const items = page.map(toItem)
  if (nextCursor) return { items, nextCursor }
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
