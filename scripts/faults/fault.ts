import { availableParallelism, loadavg } from 'node:os'

/** One entry of the table of faults (`npm run faults`). What it throws is a failure; it says in words why it was skipped. */
export interface Fault {
  /** Of the reliability rules: `F01`. */
  id: string
  title: string
  run(run: FaultRun): Promise<Skipped | void>
}

export interface FaultRun {
  /** Uniform in [0, 1), the same for the same seed. */
  random: () => number
  /** A small run of a few seconds with the same steps, for every day. */
  isSmall: boolean
  /** As much as the rules name at their largest; minutes to an hour. */
  isFull: boolean
  /** What was measured on the way. */
  note(text: string): void
}

export interface Skipped {
  skipped: string
}

/** Whole number in [from, to]. */
export function between(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1))
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function ensure(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

/** Serving again within 10 s. */
export const recoveryLimitMs = (): number => 10_000 * crowding()

/** Nobody waits longer than 5 s for an answer, were it only that Laris is away for a moment. */
export const waitLimitMs = (): number => 5_000 * crowding()

/** Limits grow in proportion where other programs already want more processors than there are. */
export function crowding(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
}
