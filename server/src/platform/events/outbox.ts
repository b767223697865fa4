import { sql, type Kysely } from 'kysely'
import type { DomainEvent, JobRequest } from '../context.ts'
import { manyRows } from '../database/many-rows.ts'
import { newId } from '../ids.ts'

/** One waiting piece of work: an event for one handler, or a job. */
export interface OutboxRow {
  id: string
  businessId: string
  /** Name of the event handler or job. */
  handler: string
  orderKey: string | null
  onceKey: string | null
  lane: string | null
  payload: unknown
  createdAt: Date
  availableAt: Date
  attempts: number
  leaseToken: string | null
  leasedUntil: Date | null
  lastError: string | null
  deadAt: Date | null
}

export type OutboxTables = { outbox: OutboxRow }

export type OutboxInput = { businessId: string; at: Date } & (({ kind: 'event' } & DomainEvent) | ({ kind: 'job' } & JobRequest))

export interface Outbox {
  /** Writes the work into the caller's transaction: one row for each handler of an event, one for a job; in the given order. */
  add(trx: Kysely<object>, inputs: OutboxInput[]): Promise<void>
  /** Called after a commit that queued something. */
  wake(): void
  onWake(listener: () => void): void
}

/**
 * The queue of this installation. Events and jobs share one table, one lease with a fencing token, and one dead-letter
 * list (docs/decisions/0002). `handlersOf` names the handlers that listen to an event type.
 */
export function createOutbox(handlersOf: (eventType: string) => string[]): Outbox {
  const listeners: (() => void)[] = []
  return {
    async add(trx, inputs) {
      const rows = inputs.flatMap((input) => (input.kind === 'job' ? [input.name] : handlersOf(input.type)).map((handler) => toRow(handler, input)))
      if (rows.length === 0) return
      const many = manyRows(columns, rows)
      await sql`insert into outbox ${many.columns} ${many.values} on conflict do nothing`.execute(trx)
      await sql`select pg_notify('laris_outbox', '')`.execute(trx)
    },
    wake: () => listeners.forEach((listener) => listener()),
    onWake: (listener) => listeners.push(listener),
  }
}

const columns = { id: 'uuid', businessId: 'uuid', handler: 'text', orderKey: 'text', onceKey: 'text', lane: 'text', payload: 'jsonb', createdAt: 'timestamptz', availableAt: 'timestamptz', attempts: 'integer' } as const

function toRow(handler: string, input: OutboxInput) {
  return {
    id: newId(input.at.getTime()),
    businessId: input.businessId,
    handler,
    orderKey: input.key ?? null,
    onceKey: input.kind === 'job' ? (input.onceKey ?? null) : null,
    lane: input.kind === 'job' ? (input.lane ?? null) : null,
    payload: input.payload,
    createdAt: input.at,
    availableAt: input.kind === 'job' ? (input.runAt ?? input.at) : input.at,
    attempts: 0,
  }
}
