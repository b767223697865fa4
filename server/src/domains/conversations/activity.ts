import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { recordActivity, type KeyedFact } from '#domains/activity'
import { countsSamples } from '#domains/businesses'

const batch = 1_000

interface Noted {
  id: string
  direction: string
  authorKind: string
  kind: string
  sentAt: Date
  channelType: string
  customerId: string
  isSample: boolean
  /** For an answer: the first of the customer's messages that waited for it. */
  waitingSince: Date | null
}

/** Tells what customers wrote, and how long the answers took. Lines of the system and notes are neither. */
export async function noteMessages(tx: Transaction, messageIds: string[]): Promise<{ changed: number }> {
  if (messageIds.length === 0) return { changed: 0 }
  const { rows } = await sql<Noted>`
    select m.id, m.direction, m.author_kind, m.kind, m.sent_at, ch.type as channel_type, c.customer_id, c.is_sample,
      case when m.direction = 'outbound' then (
        select min(i.sent_at) from messages i
        where i.business_id = m.business_id and i.conversation_id = m.conversation_id and i.direction = 'inbound' and i.sent_at <= m.sent_at and i.kind not in ('reaction', 'system')
          and i.sent_at > coalesce((
            select max(o.sent_at) from messages o
            where o.business_id = m.business_id and o.conversation_id = m.conversation_id and o.direction = 'outbound' and o.author_kind in ('assistant', 'member') and (o.sent_at, o.id) < (m.sent_at, m.id)), '-infinity')
      ) end as waiting_since
    from messages m
    join conversations c on c.business_id = m.business_id and c.id = m.conversation_id
    join channels ch on ch.business_id = m.business_id and ch.id = m.channel_id
    where m.business_id = ${tx.businessId} and m.id = any(${messageIds}::uuid[])`.execute(tx.db)
  const withSamples = await countsSamples(tx)
  return recordActivity(tx, rows.filter((row) => withSamples || !row.isSample).flatMap(toFacts))
}

export const noteArrivals: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    await noteMessages(tx, z.object({ messageIds: z.array(z.uuid()) }).parse(payload).messageIds)
  })

export const noteAnswer: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    await noteMessages(tx, [z.object({ messageId: z.uuid() }).parse(payload).messageId])
  })

/** Every message of the shop, page by page; says how many counted otherwise before. */
export async function noteAllMessages(run: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>): Promise<{ messages: number; changed: number }> {
  const sum = { messages: 0, changed: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const from = after
    const page = await run(async (tx) => {
      const { rows } = await sql<{ id: string }>`select id from messages where business_id = ${tx.businessId} and id > ${from} order by id limit ${batch}`.execute(tx.db)
      const { changed } = await noteMessages(tx, rows.map((row) => row.id))
      return { last: rows.at(-1)?.id, count: rows.length, changed }
    })
    sum.messages += page.count
    sum.changed += page.changed
    if (page.last === undefined) return sum
    after = page.last
  }
}

function toFacts(row: Noted): KeyedFact[] {
  const shared = { at: row.sentAt, channel: row.channelType }
  if (row.direction === 'inbound' && row.kind !== 'reaction' && row.kind !== 'system') return [{ key: `message:${row.id}`, fact: { ...shared, type: 'message', customerId: row.customerId } }]
  if (row.direction !== 'outbound' || row.waitingSince === null || (row.authorKind !== 'assistant' && row.authorKind !== 'member')) return []
  const seconds = Math.round((row.sentAt.getTime() - row.waitingSince.getTime()) / 1_000)
  return [{ key: `answer:${row.id}`, fact: { ...shared, type: row.authorKind === 'assistant' ? 'answer-assistant' : 'answer-person', customerId: null, amount: seconds } }]
}
