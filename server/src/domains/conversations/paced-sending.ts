import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import { describePassing, retryBlocked } from '#platform/database/passing-errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import type { SendOutcome } from './channels/channel.ts'
import { rateLimited } from './channels/transport.ts'
import { callChannel } from './sending.ts'
import { finishSlice, startSlice, type Ended, type StartedMessage } from './slice-attempt.ts'
import type { Traffic } from './traffic.ts'

/** A turn further away than this goes back to the queue. */
const lookAheadMs = 300
/** So long before the first turn a slice is begun, so that its messages leave on time. */
const beginMs = 150
/** Outcomes of all slices of an account are committed together, so often and so many. */
const commitEveryMs = 100
const mostTogether = 200
/** What did not leave is tried again after so long, or after the rest that is due. */
const againMs = 500
/** A slice does not wait for its answers while fewer are open than a second brings. */
const fewestOpen = 20
/** Less than this is no wait. */
const timerUnitMs = 1
/** How long a stop waits for them. */
const longestStopMs = 3_000
/** How long an outcome waits for a database that is away before it is lost, and the message called uncertain. */
const longestCommitMs = 20_000

const rate = z.object({ everyMs: z.number(), burst: z.number() })
const slice = z.object({ channelId: z.uuid(), messageIds: z.array(z.uuid()), pace: rate.pick({ everyMs: true }), account: rate })

/** Some of many planned messages of one account. Small, so that a pause or an opt-out counts for whatever has not begun. */
export type Slice = z.output<typeof slice>

export function enqueueSlice(tx: Transaction, { channelId, messageIds, pace, account }: Slice, runAt?: Date): Promise<void> {
  const { everyMs, burst } = account
  return tx.enqueue({ name: 'send-slice', payload: { channelId, messageIds, pace: { everyMs: pace.everyMs }, account: { everyMs, burst } }, lane: `promotions:${channelId}`, ...(runAt ? { runAt } : {}) })
}

export interface PacedSender {
  handle: WorkHandler
  /** Disposing waits for answers that are still on their way, and lets no slice leave any behind. */
  start(): AsyncDisposable
}

/**
 * The send protocol (reliability §4) for many messages at a pace: the keys of a slice are committed together before its
 * first call, and what happened together after. A crash in between leaves `attempting`, which the next run calls
 * uncertain. Nothing leaves while the account rests: what was begun and not called is planned again.
 */
export function createPacedSender(traffic: Traffic): PacedSender {
  /** What came of calls and waits for the next commit, by account. */
  const told = new Map<string, Told[]>()
  /** Calls without an end in the database, by account. */
  const open = new Map<string, number>()
  const late = new Set<Promise<void>>()
  /** Whether somebody will wait for late answers. */
  let isStarted = false

  const handle: WorkHandler = async (ctx, payload) => {
    const given = slice.parse(payload)
    const { channelId, messageIds, pace, account } = given
    const [startedAt, nowMs] = [performance.now(), ctx.now().getTime()]
    const reserved = traffic.reserve({ channelId, everyMs: pace.everyMs, account }, messageIds.length, nowMs, lookAheadMs)
    if ('waitMs' in reserved) return { postponedUntil: new Date(nowMs + Math.ceil(reserved.waitMs)) }
    const { turns, isProbe } = reserved
    const untilTurn = (index: number) => turns[index] - nowMs - (performance.now() - startedAt)
    await pause(untilTurn(0) - beginMs)
    const leaving = await retryBlocked(() =>
      ctx.transaction(async (tx) => {
        if (turns.length < messageIds.length) await enqueueSlice(tx, { ...given, messageIds: messageIds.slice(turns.length) })
        return startSlice(tx, channelId, messageIds.slice(0, turns.length), (threadId, chatRate) => traffic.enterChat({ channelId, threadId }, chatRate, ctx.now().getTime()))
      }),
    )
    await sendAll(ctx, given, leaving, { untilTurn, isProbe })
  }

  async function sendAll(ctx: Context, given: Slice, leaving: StartedMessage[], { untilTurn, isProbe }: Turns): Promise<void> {
    const { channelId, pace, account } = given
    const count = (change: number) => open.set(channelId, (open.get(channelId) ?? 0) + change)
    const ends: Promise<void>[] = []
    for (const [index, started] of leaving.entries()) {
      await pause(untilTurn(index))
      count(1)
      ends.push(
        pause(traffic.leave(channelId, account, ctx.now().getTime()))
          .then(() => sendOne(ctx, started, isProbe))
          .then((outcome) => store(ctx, { given, started, outcome }))
          .finally(() => count(-1)),
      )
    }
    const all = Promise.all(ends).then(() => void late.delete(all))
    late.add(all)
    if (!isStarted || (open.get(channelId) ?? 0) > Math.max(fewestOpen, 1_000 / pace.everyMs)) await all
  }

  async function sendOne(ctx: Context, started: StartedMessage, isProbe: boolean): Promise<SendOutcome> {
    const { threadId, channel: { channelId } } = started
    const leftAtMs = ctx.now().getTime()
    // A timer may ring a moment before the rest is over.
    const restMs = isProbe ? 0 : traffic.restMs(channelId, leftAtMs + timerUnitMs)
    if (restMs > 0) return { outcome: 'wait', problem: rateLimited('the account rests', restMs) }
    const outcome = await callChannel(ctx, started)
    if (outcome.outcome === 'accepted') traffic.succeeded({ channelId, threadId }, leftAtMs)
    if (outcome.outcome === 'wait' && !outcome.problem.needsReconnect) traffic.slowDown({ channelId, threadId }, outcome.problem, ctx.now().getTime(), ctx.random(), leftAtMs)
    return outcome
  }

  /** Ends once it is committed, or has failed for good: the message then stays `attempting`, and is called uncertain. */
  function store(ctx: Context, end: Omit<Told, 'stored'>): Promise<void> {
    return new Promise((stored) => {
      const { channelId } = end.given
      const waiting = told.get(channelId)
      if (waiting) return void waiting.push({ ...end, stored })
      const line = [{ ...end, stored }]
      told.set(channelId, line)
      void commitAll(ctx, channelId, line)
    })
  }

  async function commitAll(ctx: Context, channelId: string, line: Told[]): Promise<void> {
    while (line.length > 0) {
      if (line.length < mostTogether) await pause(commitEveryMs)
      await commit(ctx, channelId, line.splice(0, mostTogether))
    }
    told.delete(channelId)
  }

  async function commit(ctx: Context, channelId: string, ended: Told[]): Promise<void> {
    try {
      await outlast(() => ctx.transaction((tx) => finish(tx, channelId, ended)))
    } catch (error) {
      // One of them spoils it for the others: each by itself.
      if (ended.length > 1) for (const one of ended) await commit(ctx, channelId, [one])
      else ctx.log.error({ error, messageId: ended[0].started.messageId }, 'what came of a message could not be stored')
    }
    for (const { stored } of ended) stored()
  }

  async function finish(tx: Transaction, channelId: string, ended: Told[]): Promise<void> {
    const again = new Set(await finishSlice(tx, channelId, ended))
    const againAt = new Date(tx.now().getTime() + Math.max(againMs, Math.ceil(traffic.restMs(channelId, tx.now().getTime()))))
    for (const given of new Set(ended.map((one) => one.given))) {
      const messageIds = given.messageIds.filter((id) => again.has(id))
      if (messageIds.length > 0) await enqueueSlice(tx, { ...given, messageIds }, againAt)
    }
  }

  return {
    handle,
    start() {
      isStarted = true
      return {
        async [Symbol.asyncDispose]() {
          isStarted = false
          await Promise.race([Promise.all(late), pause(longestStopMs)])
        },
      }
    },
  }
}

interface Turns {
  untilTurn: (index: number) => number
  isProbe: boolean
}

interface Told extends Ended {
  given: Slice
  stored(): void
}

/** Tries again while the database is away or others are in the way. */
async function outlast(work: () => Promise<void>): Promise<void> {
  const until = performance.now() + longestCommitMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (describePassing(error) === undefined || performance.now() > until) throw error
      await pause(250)
    }
  }
}

function pause(ms: number): Promise<void> {
  return ms < timerUnitMs ? Promise.resolve() : sleep(ms)
}
