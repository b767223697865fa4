import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { zoneOf } from '#domains/activity'
import { countsSamples } from '#domains/businesses'
import { rootsOf } from '#domains/customers'

export const answerers = ['assistant', 'person', 'nobody'] as const

/** Somebody who wrote on one account in a time, and who answered them in it; a person counts before the assistant. */
export interface Writer {
  /** The customer whose page shows them. */
  customerId: string
  channelType: string
  conversationId: string
  wroteAt: Date
  /** Days of the shop on which they wrote, `YYYY-MM-DD`. */
  wroteOn: string[]
  answeredBy: (typeof answerers)[number]
}

/** Who wrote in a time. Chats that are old are never opened: the newest message of each is known. */
export async function readWriters(tx: Transaction, { from, to }: { from: Date; to: Date }): Promise<Writer[]> {
  const [zone, withSamples] = [await zoneOf(tx), await countsSamples(tx)]
  const isWriting = sql`direction = 'inbound' and kind not in ('reaction', 'system')`
  const { rows } = await sql<Writer>`
    select c.customer_id, ch.type as channel_type, c.id as conversation_id, m.wrote_at, m.wrote_on, case when m.by_person then 'person' when m.by_assistant then 'assistant' else 'nobody' end as answered_by
    from conversations c
    join channels ch on ch.business_id = c.business_id and ch.id = c.channel_id
    cross join lateral (
      select min(sent_at) filter (where ${isWriting}) as wrote_at, array_agg(distinct (sent_at at time zone ${zone})::date::text) filter (where ${isWriting}) as wrote_on,
        bool_or(direction = 'outbound' and author_kind = 'member') as by_person, bool_or(direction = 'outbound' and author_kind = 'assistant') as by_assistant
      from messages where business_id = c.business_id and conversation_id = c.id and sent_at >= ${from} and sent_at < ${to}) m
    where c.business_id = ${tx.businessId} and c.last_message_at >= ${from} and m.wrote_at is not null ${withSamples ? sql`` : sql`and not c.is_sample`}
    order by m.wrote_at desc, c.id`.execute(tx.db)
  const roots = await rootsOf(tx, [...new Set(rows.map((row) => row.customerId))])
  return rows.map((row) => ({ ...row, customerId: roots.get(row.customerId) ?? row.customerId }))
}
