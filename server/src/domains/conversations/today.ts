import { sql } from 'kysely'
import { localTime, startOfDay, type TimeZone } from '#platform/clock'
import type { Transaction } from '#platform/context'
import { findOwnBusiness } from '#domains/businesses'

export interface TodaySummary {
  /** Conversations in which a customer wrote today. */
  chats: number
  /** Of these, those whose answers today all came from the assistant. */
  answeredByAssistant: number
  /** Conversations that wait for a person now, however old. */
  waiting: number
}

/** Today in the chats, in the shop's own day. */
export async function summariseToday(tx: Transaction): Promise<TodaySummary> {
  const zone = ((await findOwnBusiness(tx))?.timeZone ?? 'Asia/Jakarta') as TimeZone
  const since = startOfDay(localTime(tx.now(), zone).date, zone)
  const { rows } = await sql<TodaySummary>`
    with today as (
      select conversation_id, bool_or(direction = 'outbound' and author_kind = 'assistant') as by_assistant, bool_or(direction = 'outbound' and author_kind = 'member') as by_person
      from messages where business_id = ${tx.businessId} and sent_at >= ${since}
      group by conversation_id having bool_or(direction = 'inbound'))
    select
      (select count(*)::int from today) as chats,
      (select count(*)::int from today where by_assistant and not by_person) as "answeredByAssistant",
      (select count(*)::int from conversations where business_id = ${tx.businessId} and handler = 'person' and status <> 'closed' and last_message_direction = 'inbound' or
        business_id = ${tx.businessId} and status = 'waiting') as waiting`.execute(tx.db)
  return rows[0]
}

/** Open conversations whose customer wrote last and waits for a person, longest first. */
export async function listWaiting(tx: Transaction, limit: number): Promise<{ conversationId: string; since: Date }[]> {
  const { rows } = await sql<{ conversationId: string; since: Date }>`
    select id as conversation_id, last_message_at as since from conversations
    where business_id = ${tx.businessId} and status <> 'closed' and (status = 'waiting' or (handler = 'person' and last_message_direction = 'inbound')) and not is_sample
    order by last_message_at, id limit ${limit}`.execute(tx.db)
  return rows
}
