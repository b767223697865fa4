import { sql } from 'kysely'
import type { JsonValue, Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import type { Tables } from './tables.ts'

export interface TimelineEntry {
  customerId: string
  /** Names the happening itself, e.g. `order.placed:<id>`: told twice, it is one row. */
  eventKey: string
  kind: string
  at: Date
  channelType?: string | undefined
  /** What the entry leads to. */
  subject?: { type: 'conversation' | 'order' | 'merge' | 'data-request' | 'parcel-card' | 'rating' | 'referral'; id: string } | undefined
  /** Facts for the sentence, never what somebody wrote. */
  details?: Record<string, JsonValue> | undefined
}

/** Adds to what one person and the shop went through, in the transaction of the happening itself; safe to repeat. */
export async function addTimelineEntries(tx: Transaction, entries: TimelineEntry[]): Promise<void> {
  if (entries.length === 0) return
  const many = manyRows(
    columns,
    entries.map(({ customerId, eventKey, kind, at, channelType, subject, details }) => ({
      businessId: tx.businessId, id: newId(), customerId, eventKey, kind, at,
      channelType: channelType ?? null, subjectType: subject?.type ?? null, subjectId: subject?.id ?? null, details: details ?? {},
    })),
  )
  await sql`insert into customer_timeline ${many.columns} ${many.values} on conflict (business_id, event_key) do nothing`.execute(tx.db)
}

const columns = { businessId: 'uuid', id: 'uuid', customerId: 'uuid', eventKey: 'text', kind: 'text', at: 'timestamptz', channelType: 'text', subjectType: 'text', subjectId: 'text', details: 'jsonb' } as const

/** Takes entries away whose happening was undone, such as orders of an import that was taken back. */
export async function removeTimelineEntries(tx: Transaction, eventKeys: string[]): Promise<void> {
  if (eventKeys.length > 0) await tenant<Tables>(tx).delete('customerTimeline').where('eventKey', 'in', eventKeys).execute()
}
