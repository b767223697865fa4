import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import { readLog, shortenLog } from './log-file.ts'
import { signal, startPostmaster, stopPostmaster, type Plan, type Postmaster } from './postmaster.ts'
import { explainLog } from './reasons.ts'

export type EmbeddedState =
  | { status: 'running' }
  /** Not serving; the next start is under way. */
  | { status: 'restarting'; reason: AppError }
  /** Failed 3 times in 5 minutes: show the reason. Starts are still tried, every 30 s. */
  | { status: 'failed'; reason: AppError }
  | { status: 'stopped' }

export interface Supervisor extends AsyncDisposable {
  state(): EmbeddedState
  /** Returns how to stop listening. */
  onStateChange(listener: (state: EmbeddedState) => void): () => void
}

const failureWindowMs = 5 * 60_000
const failuresShown = 3
const longestPauseMs = 30_000

/** Keeps a server running until disposed: each death is followed by a start, with growing pauses. */
export function supervise(first: Postmaster, plan: Plan): Supervisor {
  const listeners = new Set<(state: EmbeddedState) => void>()
  const stopping = new AbortController()
  let state: EmbeddedState = { status: 'running' }
  let current = first
  let failures: number[] = []
  let restart: Promise<void> | undefined

  const change = (next: EmbeddedState) => {
    state = next
    for (const listener of listeners) listener(next)
  }
  const fail = (reason: AppError) => {
    const now = Date.now()
    failures = [...failures.filter((at) => now - at < failureWindowMs), now]
    plan.log.error({ code: reason.code, failures: failures.length, error: reason }, 'the database is down')
    change({ status: failures.length >= failuresShown ? 'failed' : 'restarting', reason })
  }
  const watch = (postmaster: Postmaster) => {
    current = postmaster
    postmaster.onExit(() => {
      if (stopping.signal.aborted) return
      fail(explainLog(readLog(plan.layout.log)))
      restart = bringBack()
    })
  }
  const bringBack = async () => {
    while (!stopping.signal.aborted) {
      await sleep(pauseBefore(failures.length), undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      try {
        const postmaster = await startPostmaster(plan)
        watch(postmaster)
        plan.log.warn({ pid: postmaster.pid }, 'the database is back')
        return change({ status: 'running' })
      } catch (error) {
        fail(error instanceof AppError ? error : explainLog(readLog(plan.layout.log), error))
      }
    }
  }
  // A crash of Laris that still runs exit handlers stops the server too; only kill -9 leaves it for the next start.
  const stopAtExit = () => signal(current, 'INT', plan.binaries)
  const tidy = setInterval(() => shortenLog(plan.layout.log), 3_600_000).unref()

  process.once('exit', stopAtExit)
  watch(first)
  return {
    state: () => state,
    onStateChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async [Symbol.asyncDispose]() {
      if (stopping.signal.aborted) return
      stopping.abort()
      clearInterval(tidy)
      await restart
      await stopPostmaster(current, plan.binaries, plan.log)
      process.off('exit', stopAtExit)
      change({ status: 'stopped' })
    },
  }
}

/** At once after the first failure, then 1, 2, 4 … 30 s; in words: a crash costs customers no noticeable pause. */
function pauseBefore(failures: number): number {
  if (failures <= 1) return 0
  return failures >= failuresShown + 3 ? longestPauseMs : Math.min(1_000 * 2 ** (failures - 2), longestPauseMs)
}
