import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import { describePassing, retryBlocked } from '#platform/database/passing-errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import type { Rate, SendOutcome } from './channels/channel.ts'
import { rateLimited } from './channels/transport.ts'
import { callChannel } from './sending.ts'
import { finishSlice, startSlice, type Ended, type StartedMessage } from './slice-attempt.ts'
import type { Traffic } from './traffic.ts'

/** A turn further away goes back to the queue. */
const longestPauseMs = 400
/** Outcomes are committed together, so often. */
const commitEveryMs = 80
/** Answers that take longer do not hold up the next slice, while no more of them are open than a second brings. */
const stragglersAfterMs = 150
const fewestStragglers = 20
/** How long a stop waits for them. */
const longestStopMs = 3_000
/** How long an outcome waits for a database that is away before it is lost, and the message called uncertain. */
const longestCommitMs = 20_000

const rate = z.object({ everyMs: z.number(), burst: z.number() })
const slice = z.object({ channelId: z.uuid(), messageIds: z.array(z.uuid()), pace: rate, account: rate })

/** Some of many planned messages of one account. Small, so that a pause or an opt-out counts for whatever has not begun. */
export type Slice = z.output<typeof slice>

export function enqueueSlice(tx: Transaction, { channelId, messageIds, pace, account }: Slice, runAt?: Date): Promise<void> {
  const copy = ({ everyMs, burst }: Rate) => ({ everyMs, burst })
  return tx.enqueue({ name: 'send-slice', payload: { channelId, messageIds, pace: copy(pace), account: copy(account) }, lane: `promotions:${channelId}`, ...(runAt ? { runAt } : {}) })
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
  const stragglers = new Map<string, number>()
  const late = new Set<Promise<void>>()
  let isStopping = false

  const handle: WorkHandler = async (ctx, payload) => {
    const given = slice.parse(payload)
    const { channelId, messageIds, pace, account } = given
    const [startedAt, nowMs] = [performance.now(), ctx.now().getTime()]
    const reserved = traffic.reserve({ channelId, pace, account }, messageIds.length, nowMs, longestPauseMs)
    if ('waitMs' in reserved) return { postponedUntil: new Date(nowMs + Math.ceil(reserved.waitMs)) }
    const { turns, isProbe } = reserved
    const untilTurn = (index: number) => turns[index] - nowMs - (performance.now() - startedAt)
    await pause(untilTurn(0))
    const leaving = await retryBlocked(() =>
      ctx.transaction(async (tx) => {
        if (turns.length < messageIds.length) await enqueueSlice(tx, { ...given, messageIds: messageIds.slice(turns.length) })
        return startSlice(tx, channelId, messageIds.slice(0, turns.length), (threadId, chatRate) => traffic.enterChat({ channelId, threadId }, chatRate, ctx.now().getTime()))
      }),
    )
    await sendAll(ctx, given, leaving, untilTurn, isProbe)
  }

  async function sendAll(ctx: Context, given: Slice, leaving: StartedMessage[], untilTurn: (index: number) => number, isProbe: boolean): Promise<void> {
    const ended: Ended[] = []
    const calls: Promise<void>[] = []
    let open = leaving.length
    for (const [index, started] of leaving.entries()) {
      await pause(untilTurn(index))
      calls.push(
        sendOne(ctx, started, isProbe).then((outcome) => {
          open--
          ended.push({ started, outcome })
        }),
      )
    }
    const answered = Promise.all(calls)
    const all = commitAsTheyEnd(ctx, given, ended, answered)
    const isLate = await Promise.race([answered.then(() => false), pause(stragglersAfterMs).then(() => true)])
    const before = stragglers.get(given.channelId) ?? 0
    if (!isLate || isStopping || before >= Math.max(fewestStragglers, given.pace.burst)) return all
    const count = open
    stragglers.set(given.channelId, before + count)
    const stored = all
      .catch((error: unknown) => ctx.log.warn({ error, channelId: given.channelId }, 'late answers could not be stored'))
      .finally(() => {
        stragglers.set(given.channelId, (stragglers.get(given.channelId) ?? 0) - count)
        late.delete(stored)
      })
    late.add(stored)
  }

  async function sendOne(ctx: Context, started: StartedMessage, isProbe: boolean): Promise<SendOutcome> {
    const { threadId, channel: { channelId } } = started
    const leftAtMs = ctx.now().getTime()
    const restMs = isProbe ? 0 : traffic.restMs(channelId, leftAtMs)
    if (restMs > 0) return { outcome: 'wait', problem: rateLimited('the account rests', restMs) }
    const outcome = await callChannel(ctx, started)
    if (outcome.outcome === 'accepted') traffic.succeeded({ channelId, threadId }, leftAtMs)
    if (outcome.outcome === 'wait' && !outcome.problem.needsReconnect) traffic.slowDown({ channelId, threadId }, outcome.problem, ctx.now().getTime(), ctx.random(), leftAtMs)
    return outcome
  }

  async function commitAsTheyEnd(ctx: Context, given: Slice, ended: Ended[], all: Promise<unknown>): Promise<void> {
    for (let isOver = false; !isOver; ) {
      isOver = await Promise.race([all.then(() => true), pause(commitEveryMs).then(() => false)])
      await commit(ctx, given, ended.splice(0))
    }
  }

  async function commit(ctx: Context, given: Slice, ended: Ended[]): Promise<void> {
    if (ended.length === 0) return
    const store = (some: Ended[]) =>
      outlast(() =>
        ctx.transaction(async (tx) => {
          const again = await finishSlice(tx, given.channelId, some)
          if (again.length > 0) await enqueueSlice(tx, { ...given, messageIds: again }, new Date(tx.now().getTime() + Math.ceil(traffic.restMs(given.channelId, tx.now().getTime()))))
        }),
      )
    try {
      await store(ended)
    } catch (error) {
      if (ended.length === 1) throw error
      // One of them spoils it for the others: each by itself.
      for (const one of ended) await store([one]).catch((cause: unknown) => ctx.log.error({ error: cause, messageId: one.started.messageId }, 'what came of a message could not be stored'))
    }
  }

  return {
    handle,
    start() {
      isStopping = false
      return {
        async [Symbol.asyncDispose]() {
          isStopping = true
          await Promise.race([Promise.all(late), pause(longestStopMs)])
        },
      }
    },
  }
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

/** Less than a timer's own unit is no wait. */
function pause(ms: number): Promise<void> {
  return ms < 1 ? Promise.resolve() : sleep(ms)
}
