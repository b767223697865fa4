import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { Tables } from './tables.ts'

/** Messages of customers that the assistant understood as a complaint, sent or only proposed answers alike, newest first. */
export async function listComplaints(tx: Transaction, { since, limit }: { since: Date; limit: number }): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select said.id, said.text from messages answered
    join messages said on said.business_id = answered.business_id and said.id = substring(answered.client_id from '^(?:answer|suggestion):([0-9a-f-]{36})')::uuid
    where answered.business_id = ${tx.businessId} and answered.sent_at >= ${since} and answered.answer->>'intent' in ('complaint', 'return_refund')
      and said.direction = 'inbound' and said.text <> '' and said.revoked_at is null
    order by said.sent_at desc, said.id limit ${limit}`.execute(tx.db)
  return rows
}

/** The words of these messages, as far as they are still there. */
export async function findMessageTexts(tx: Transaction, ids: string[]): Promise<Map<string, string>> {
  const rows = await tenant<Tables>(tx).select('messages').select(['id', 'text']).where(sql<boolean>`id = any(${ids}::uuid[])`).where('revokedAt', 'is', null).execute()
  return new Map(rows.map((row) => [row.id, row.text]))
}
