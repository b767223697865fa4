import { sql, type Kysely } from 'kysely'
import type { GlobalDatabase, Transaction } from '../context.ts'
import type { OutboxTables } from './outbox.ts'

/** What waits, and what was set aside after its last try, for one business. The queue is global: each statement names the business. */
const queue = (tx: Transaction) => tx.db as unknown as Kysely<OutboxTables>

export interface QueueState {
  waitingCount: number
  /** When the longest waiting of what is due was planned. */
  oldestDueAt: Date | null
  /** The same for messages to customers. */
  oldestUnsentAt: Date | null
  deadCount: number
}

export async function readQueueState(tx: Transaction, sendHandler: string): Promise<QueueState> {
  return queue(tx)
    .selectFrom('outbox')
    .select([
      sql<number>`count(*) filter (where dead_at is null)::int`.as('waitingCount'),
      sql<Date | null>`min(created_at) filter (where dead_at is null and available_at <= ${tx.now()})`.as('oldestDueAt'),
      sql<Date | null>`min(created_at) filter (where dead_at is null and handler = ${sendHandler})`.as('oldestUnsentAt'),
      sql<number>`count(*) filter (where dead_at is not null)::int`.as('deadCount'),
    ])
    .where('businessId', '=', tx.businessId)
    .executeTakeFirstOrThrow()
}

export function listDeadLetters(tx: Transaction) {
  return queue(tx)
    .selectFrom('outbox')
    .select(['id', 'handler', 'attempts', 'lastError', 'createdAt', 'deadAt'])
    .where('businessId', '=', tx.businessId)
    .where('deadAt', 'is not', null)
    .orderBy('deadAt', 'desc')
    .limit(100)
    .execute()
}

/** Plans it again with all its tries; `undefined` when there is no such row. */
export async function retryDeadLetter(tx: Transaction, id: string): Promise<{ handler: string } | undefined> {
  const row = await queue(tx)
    .updateTable('outbox')
    // Without its once-key: the same work may have been planned again meanwhile, and doing it twice is safe.
    .set({ deadAt: null, attempts: 0, availableAt: tx.now(), leaseToken: null, leasedUntil: null, onceKey: null })
    .where('businessId', '=', tx.businessId)
    .where('id', '=', id)
    .where('deadAt', 'is not', null)
    .returning('handler')
    .executeTakeFirst()
  if (row) await sql`select pg_notify('laris_outbox', '')`.execute(tx.db)
  return row
}

export function discardDeadLetter(tx: Transaction, id: string): Promise<{ handler: string } | undefined> {
  return queue(tx).deleteFrom('outbox').where('businessId', '=', tx.businessId).where('id', '=', id).where('deadAt', 'is not', null).returning('handler').executeTakeFirst()
}

interface ScheduleState {
  name: string
  lastRunAt: Date | null
  lastError: string | null
  nextRunAt: Date
}

export function listSchedules(installation: GlobalDatabase): Promise<ScheduleState[]> {
  return (installation.db as Kysely<{ schedules: ScheduleState }>).selectFrom('schedules').selectAll().orderBy('name').execute()
}
