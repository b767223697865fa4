import { sql, type Kysely, type RawBuilder } from 'kysely'
import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import { sqlState } from '../database/passing-errors.ts'
import type { Logger } from '../log.ts'
import type { Outbox, OutboxRow, OutboxTables } from './outbox.ts'

/** Does one piece of work. May run twice for the same row, so its effects must be safe to repeat. */
export type WorkHandler = (context: Context, payload: unknown, attempt: Attempt) => Promise<void | Postponed>

/** Nothing went wrong, but it is not time yet: the row keeps its place and has all its tries again, later ones of its key wait behind it. */
export interface Postponed {
  postponedUntil: Date
}

export interface Attempt {
  /** Id of the row: the same on every try, fit for deriving keys of side effects. */
  workId: string
  /** 1 on the first try. */
  number: number
  /** A failure of this try sets the work aside for good. */
  isLast: boolean
  signal: AbortSignal
}

export interface DispatcherOptions {
  db: Kysely<object>
  outbox: Outbox
  handlers: Map<string, WorkHandler>
  contextFor(businessId: string): Context
  clock: Clock
  log: Logger
  concurrency?: number
  leaseMs?: number
  maxAttempts?: number
  pollMs?: number
  /** A try that takes longer has failed: its place is free again, and its late result changes nothing. */
  longestMs?: number
  /** How long a stop waits for what is under way; the rest goes back to the queue. */
  stopWithinMs?: number
}

export interface Dispatcher extends AsyncDisposable {
  /** Works until nothing is due; for tests. Throws when the queue cannot be read. */
  drain(): Promise<void>
  start(): void
  /** Frees what a process that is gone still holds, rather than waiting for its leases. Only where no other process can work on this queue. */
  takeOver(): Promise<void>
}

const batchSize = 50

/** Failed readings of the queue in a row after which a drain gives up. */
const mostFailures = 3

/** `heldKey`: its once-key, which it has again when it goes back to waiting. */
type ClaimedRow = OutboxRow & { leaseToken: string; heldKey: string | null }

/** Claims due rows, runs their handlers, retries with back-off, and sets aside what fails five times (F26). */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { outbox, clock, log } = options
  const db = options.db as Kysely<OutboxTables>
  const leaseMs = options.leaseMs ?? 60_000
  const maxAttempts = options.maxAttempts ?? 5
  const concurrency = options.concurrency ?? 12
  const longestMs = options.longestMs ?? 15 * 60_000
  const running = new Map<Promise<void>, { row: ClaimedRow; abort: AbortController }>()
  const lanes = createLanes(Math.max(1, Math.floor(concurrency / 2)))
  let isStopping = false
  let pumping: Promise<void> | undefined
  let wantsAnotherRound = false
  let poll: NodeJS.Timeout | undefined
  let draining = 0
  let failure: { error: unknown; inARow: number } | undefined

  /** Claims what is due and starts it; one round at a time, and a call during a round asks for one more. */
  async function pump(): Promise<void> {
    wantsAnotherRound = true
    while (wantsAnotherRound && !isStopping) {
      if (pumping) {
        await pumping
        continue
      }
      pumping = claimRounds()
      await pumping
      pumping = undefined
    }
  }

  async function claimRounds(): Promise<void> {
    try {
      while (wantsAnotherRound && !isStopping) {
        wantsAnotherRound = false
        const free = concurrency - running.size
        if (free <= 0) return
        const rows = await claim(Math.min(free, batchSize))
        failure = undefined
        for (const row of rows) {
          lanes.enter(row.lane)
          track(row)
        }
        if (rows.length > 0) wantsAnotherRound = true
      }
    } catch (error) {
      failure = { error, inARow: (failure?.inARow ?? 0) + 1 }
      log.warn({ error }, 'the queue could not be read; trying again')
    }
  }

  function track(row: ClaimedRow): void {
    const abort = new AbortController()
    const job = work(row, abort).finally(() => lanes.leave(row.lane))
    running.set(job, { row, abort })
    void job.finally(() => {
      running.delete(job)
      if (poll || draining > 0) void pump()
    })
  }

  async function claim(limit: number): Promise<ClaimedRow[]> {
    const now = clock.now()
    const token = randomUUID()
    // A row waits while an older one with the same handler and key is still unfinished: that keeps a conversation in order.
    // Without its once-key from here on: what is planned while it runs may be news that it has looked past already.
    const due = (inLane: RawBuilder<boolean>, most: number) => sql`
      select o.id, o.once_key, o.available_at from outbox o
      where o.dead_at is null and o.available_at <= ${now} and (o.leased_until is null or o.leased_until < ${now}) and ${inLane}
        and (o.order_key is null or not exists (
          select 1 from outbox earlier
          where earlier.business_id = o.business_id and earlier.handler = o.handler and earlier.order_key = o.order_key
            and earlier.id < o.id and earlier.dead_at is null))
      order by o.available_at, o.id
      limit ${most} for update of o skip locked`
    const { rows } = await sql<ClaimedRow>`
      with free as (${due(sql`o.lane is null`, limit)}),
      laned as (${due(sql`o.lane <> all(${lanes.full()}::text[]) and split_part(o.lane, ':', 1) <> all(${lanes.full()}::text[])`, Math.min(limit, lanes.surelyFree()))}),
      due as (select * from free union all select * from laned order by available_at, id limit ${limit})
      update outbox set lease_token = ${token}, leased_until = ${new Date(now.getTime() + leaseMs)}, attempts = attempts + 1, once_key = null
      from due where outbox.id = due.id
      returning outbox.*, due.once_key as held_key`.execute(db)
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** Back to the queue as if it had not been claimed. */
  function giveBack(row: ClaimedRow): Promise<void> {
    return release(row, { attempts: row.attempts - 1 })
  }

  async function release(row: ClaimedRow, changes: Partial<OutboxRow>, onceKey = row.heldKey): Promise<void> {
    try {
      await db.updateTable('outbox').set({ leasedUntil: null, leaseToken: null, onceKey, ...changes }).where('id', '=', row.id).where('leaseToken', '=', row.leaseToken).execute()
    } catch (error) {
      // The same work was planned meanwhile and has the key.
      if (onceKey === null || sqlState(error) !== '23505') throw error
      await release(row, changes, null)
    }
  }

  async function work(row: ClaimedRow, abort: AbortController): Promise<void> {
    const handler = options.handlers.get(row.handler)
    const heartbeat = setInterval(() => void extendLease(row).then((held) => held || abort.abort()), leaseMs / 4)
    try {
      if (!handler) throw new Error(`No handler named ${row.handler}`)
      const context = options.contextFor(row.businessId)
      const result = await inTime(handler(context, row.payload, { workId: row.id, number: row.attempts, isLast: row.attempts >= maxAttempts, signal: abort.signal }), longestMs)
      if (result) await postpone(row, result.postponedUntil)
      else await db.deleteFrom('outbox').where('id', '=', row.id).where('leaseToken', '=', row.leaseToken).execute()
    } catch (error) {
      log.warn({ error, handler: row.handler, businessId: row.businessId, workId: row.id, attempt: row.attempts }, 'work failed')
      await setAsideOrRetry(row, error).catch((cause: unknown) => log.error({ error: cause }, 'a failed work row could not be marked'))
    } finally {
      clearInterval(heartbeat)
      abort.abort()
    }
  }

  async function postpone(row: ClaimedRow, until: Date): Promise<void> {
    // It went well: crashes before this do not count against it for ever.
    await release(row, { attempts: 0, availableAt: until })
    const waitMs = until.getTime() - clock.now().getTime()
    // On time rather than at a poll: paced messages would otherwise leave in bursts.
    if (poll && waitMs < 10_000) setTimeout(() => void pump(), Math.max(0, waitMs)).unref()
  }

  async function extendLease(row: ClaimedRow): Promise<boolean> {
    const until = new Date(clock.now().getTime() + leaseMs)
    const result = await db.updateTable('outbox').set({ leasedUntil: until }).where('id', '=', row.id).where('leaseToken', '=', row.leaseToken).executeTakeFirst()
    return result.numUpdatedRows > 0n
  }

  async function setAsideOrRetry(row: ClaimedRow, error: unknown): Promise<void> {
    const now = clock.now()
    const isDead = row.attempts >= maxAttempts
    const waitMs = Math.min(15 * 60_000, 1_000 * 4 ** (row.attempts - 1)) * (0.75 + Math.random() / 2)
    await release(row, { lastError: describe(error), ...(isDead ? { deadAt: now } : { availableAt: new Date(now.getTime() + waitMs) }) })
  }

  // A process that only answers requests leaves the work to the workers.
  outbox.onWake(() => poll && void pump())
  return {
    start() {
      poll = setInterval(() => void pump(), options.pollMs ?? 250)
      void pump()
    },
    async takeOver() {
      await db.updateTable('outbox').set({ leasedUntil: null, leaseToken: null }).where('leaseToken', 'is not', null).execute()
    },
    async drain() {
      draining++
      try {
        do {
          await Promise.allSettled(running.keys())
          await pump()
          if (failure && failure.inARow >= mostFailures) throw failure.error
        } while (running.size > 0 || failure)
      } finally {
        draining--
      }
    },
    async [Symbol.asyncDispose]() {
      isStopping = true
      clearInterval(poll)
      await pumping
      await Promise.race([Promise.allSettled(running.keys()), pause(options.stopWithinMs ?? 3_000)])
      for (const { row, abort } of running.values()) {
        abort.abort()
        await giveBack(row).catch((error: unknown) => log.warn({ error }, 'unfinished work could not be given back; its lease will run out'))
      }
    },
  }
}

/** What `work` gives, unless that takes too long. Nothing can end a promise: it is only no longer waited for. */
async function inTime<T>(work: Promise<T>, longestMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('took too long'), { name: 'TookTooLong' })), longestMs)
    timer.unref()
  })
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

interface Lanes {
  enter(lane: string | null): void
  leave(lane: string | null): void
  full(): string[]
  /** So many may enter together, whichever lanes they are of, as long as none of those is full. */
  surelyFree(): number
}

/**
 * No lane has more than `most` places, however much of it waits: one provider that hangs does not hold up the others.
 * Lanes of one kind (`kind:name`) have no more than that together, so that what can wait leaves room for answers.
 */
function createLanes(most: number): Lanes {
  const taken = new Map<string, number>()
  const mostOf = (name: string) => (name.includes(':') ? Math.max(1, Math.ceil((most * 2) / 3)) : most)
  const namesOf = (lane: string) => [...new Set([lane, lane.split(':')[0]])]
  return {
    enter(lane) {
      if (lane === null) return
      for (const name of namesOf(lane)) taken.set(name, (taken.get(name) ?? 0) + 1)
    },
    leave(lane) {
      if (lane === null) return
      for (const name of namesOf(lane)) {
        const left = (taken.get(name) ?? 1) - 1
        if (left > 0) taken.set(name, left)
        else taken.delete(name)
      }
    },
    full: () => [...taken].flatMap(([name, count]) => (count >= mostOf(name) ? [name] : [])),
    surelyFree: () => Math.min(mostOf(':'), ...[...taken].map(([name, count]) => mostOf(name) - count).filter((left) => left > 0)),
  }
}

/** Error class and code for the dead-letter list; never the message of an unknown error, which may quote a customer. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? `${error.name}: ${error.code}` : error.name
}
