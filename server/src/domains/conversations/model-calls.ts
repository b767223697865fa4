import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { Tables } from './tables.ts'

/** How often a language model was asked since then, in this business and in one conversation. */
export async function countModelCalls(tx: Transaction, input: { conversationId: string; since: Date }): Promise<{ business: number; conversation: number }> {
  const counted = await tenant<Tables>(tx)
    .select('messages')
    .select([sql<number>`count(*)::int`.as('business'), sql<number>`(count(*) filter (where conversation_id = ${input.conversationId}))::int`.as('conversation')])
    .where('authorKind', '=', 'assistant')
    .where('sentAt', '>=', input.since)
    .where(sql<boolean>`answer -> 'model' is not null`)
    .executeTakeFirstOrThrow()
  return counted
}

/** How often a language model was asked in this business since then. */
export async function countBusinessModelCalls(tx: Transaction, since: Date): Promise<number> {
  const counted = await tenant<Tables>(tx)
    .select('messages')
    .select(sql<number>`count(*)::int`.as('calls'))
    .where('authorKind', '=', 'assistant')
    .where('sentAt', '>=', since)
    .where(sql<boolean>`answer -> 'model' is not null`)
    .executeTakeFirstOrThrow()
  return counted.calls
}
