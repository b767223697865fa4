import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

export { seededRandom } from '../server/src/models/randomness/seeded-random.ts'

/**
 * What a goal's script (`bench/gNN.ts`) is written with. A script measures, calls `compare`, `score` or `exponent`
 * for each claim, and each of them prints one JSON line on stdout; a lost claim sets exit code 1.
 *
 * In every line `ratio` = ours / peer in the unit named, whichever direction is better; `target` says the direction.
 */
export interface ResultRow {
  goal: string
  what: string
  /** The peer's name, and version or setting where it matters. */
  against: string
  ours: number
  peer: number
  ratio: number
  n: number
  unit: string
  target: string
  ok: boolean
  /** Load average (1 min) when the row was measured. */
  load: number
  /** Wall-clock counterpart of a CPU-time ratio; trust it only on a quiet machine. */
  wallRatio?: number
  rounds?: number
  note?: string
}

export interface SkippedRow {
  goal: string
  what: string
  skipped: string
}

export type BenchRow = ResultRow | SkippedRow

/** `small` is for continuous integration, `full` for the largest sizes of the goals. */
export type BenchSize = 'small' | 'normal' | 'full'

export const benchSize: BenchSize = process.argv.includes('--small')
  ? 'small'
  : process.argv.includes('--full')
    ? 'full'
    : 'normal'

/** The value for the size that was asked for. */
export function bySize<T>(values: { small: T; normal: T; full: T }): T {
  return values[benchSize]
}

/** Absolute path of a file in the shared data folder (`LARIS_SHARED`, default `../shared`), or undefined when it is absent. */
export function sharedFile(path: string): string | undefined {
  const root = process.env['LARIS_SHARED'] ?? fileURLToPath(new URL('../../shared', import.meta.url))
  const file = `${root}/data/${path}`
  return existsSync(file) ? file : undefined
}

/** Says that a claim could not be measured here, and why. */
export function skip(goal: string, what: string, reason: string): void {
  print({ goal, what, skipped: reason })
}

/** What must hold: of the ratio, of the difference ours − peer, or of the distance |ours − peer|. */
export type Target =
  | { ratioAtLeast: number }
  | { ratioAtMost: number }
  | { differenceAtLeast: number }
  | { within: number }
  | { atLeast: number }
  | { atMost: number }
  | { shownOnly: true }

export interface Claim {
  goal: string
  what: string
  against: string
  n: number
  unit: string
  target: Target
  note?: string
}

/** Two scores of the same rows. For a bare bound on our own figure, `peer` is that bound. */
export function score(claim: Claim & { ours: number; peer: number }): ResultRow {
  return report(claim, claim.ours, claim.peer)
}

/** A measured run: in-process code returns its answer, a subprocess also what it used. */
export type Run<T> = () => T | Promise<T>
export interface UsedElsewhere<T> {
  answer: T
  cpuSeconds: number
  wallSeconds: number
}

export interface Comparison<A, B> extends Claim {
  ours: Run<A | UsedElsewhere<A>>
  /** What runs in another process returns `UsedElsewhere`. */
  peer: Run<B | UsedElsewhere<B>>
  /** Returns undefined when both answers agree, else what differs. */
  differs: (ours: A, peer: B) => string | undefined
  /** Defaults: 5 measured rounds after one warm-up. */
  rounds?: number
}

/**
 * Speed of ours against a peer, in `n` things per CPU-second: alternating rounds A B A B, medians, the answers of the
 * warm-up compared. A pair during which the load average doubled or halved is repeated (at most `rounds` times).
 */
export async function compare<A, B>(comparison: Comparison<A, B>): Promise<ResultRow> {
  const rounds = comparison.rounds ?? 5
  const difference = comparison.differs((await measure(comparison.ours)).answer, (await measure(comparison.peer)).answer)
  const ours: Used[] = []
  const peer: Used[] = []
  for (let attempts = 0; ours.length < rounds; attempts++) {
    const before = currentLoad()
    const oursUsed = await measure(comparison.ours)
    const peerUsed = await measure(comparison.peer)
    const change = (currentLoad() + 0.5) / (before + 0.5)
    if ((change > 2 || change < 0.5) && attempts < 2 * rounds) continue
    ours.push(oursUsed)
    peer.push(peerUsed)
  }
  const wallRatio = median(peer.map((used) => used.wallSeconds)) / median(ours.map((used) => used.wallSeconds))
  const perCpuSecond = (used: Used[]) => comparison.n / median(used.map((one) => one.cpuSeconds))
  return report(comparison, perCpuSecond(ours), perCpuSecond(peer), { wallRatio, rounds, difference })
}

export interface Growth extends Omit<Claim, 'against' | 'n' | 'target'> {
  sizes: number[]
  /** Prepares data of one size outside the clock and returns the run to be timed. */
  prepare: (size: number) => Run<unknown>
  atMost: number
  rounds?: number
}

/** How far a fitted exponent strays between runs of the same linear code; added to the bound. */
const exponentNoise = 0.03

/** Growth exponent: slope of log CPU time on log size over at least three sizes (best of `rounds`, default 5), with its R². */
export async function exponent(growth: Growth): Promise<ResultRow> {
  const points: [number, number][] = []
  for (const size of growth.sizes) {
    const run = growth.prepare(size)
    await run()
    const times: number[] = []
    for (let round = 0; round < (growth.rounds ?? 5); round++) times.push((await measure(run)).cpuSeconds)
    points.push([Math.log(size), Math.log(Math.max(1e-6, Math.min(...times)))])
  }
  const { slope, rSquared } = line(points)
  // Short runs on a shared machine are noisier: the small size allows a looser exponent.
  const atMost = benchSize === 'small' && growth.atMost >= 1 ? Math.max(growth.atMost, 1.15) : growth.atMost + exponentNoise
  const claim: Claim = {
    ...growth,
    against: 'limit',
    n: Math.max(...growth.sizes),
    unit: `exponent in ${growth.unit}`,
    target: { atMost },
    note: [`bound ${growth.atMost}, R² ${rSquared.toFixed(3)}`, growth.note].filter(Boolean).join('; '),
  }
  return report(claim, slope, atMost)
}

/** Median of a non-empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

interface Used {
  cpuSeconds: number
  wallSeconds: number
}

async function measure<T>(run: Run<T | UsedElsewhere<T>>): Promise<Used & { answer: T }> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = await run()
  const wallSeconds = (performance.now() - start) / 1000
  const used = process.cpuUsage(cpu)
  if (isUsedElsewhere(result)) return result
  return { answer: result, cpuSeconds: Math.max(1e-6, (used.user + used.system) / 1e6), wallSeconds }
}

function isUsedElsewhere<T>(result: T | UsedElsewhere<T>): result is UsedElsewhere<T> {
  return typeof result === 'object' && result !== null && 'answer' in result && 'cpuSeconds' in result
}

function report(
  claim: Claim,
  ours: number,
  peer: number,
  measured: { wallRatio?: number; rounds?: number; difference?: string | undefined } = {},
): ResultRow {
  const { difference, ...timing } = measured
  const ratio = ours / peer
  const note = [difference && `ANSWERS DIFFER: ${difference}`, claim.note].filter(Boolean).join('; ')
  const row: ResultRow = {
    goal: claim.goal,
    what: claim.what,
    against: claim.against,
    ours: round(ours),
    peer: round(peer),
    ratio: round(ratio),
    n: claim.n,
    unit: claim.unit,
    target: targetText(claim.target),
    ok: difference === undefined && holds(claim.target, ours, peer),
    load: currentLoad(),
    ...(timing.wallRatio === undefined ? {} : { wallRatio: round(timing.wallRatio) }),
    ...(timing.rounds === undefined ? {} : { rounds: timing.rounds }),
    ...(note ? { note } : {}),
  }
  if (!row.ok) process.exitCode = 1
  print(row)
  return row
}

/** Whether a target holds for our figure and the peer's; not for an undefined one. */
export function holds(target: Target, ours: number, peer: number): boolean {
  if ('shownOnly' in target) return true
  if (!Number.isFinite(ours)) return false
  if ('ratioAtLeast' in target) return ours / peer >= target.ratioAtLeast
  if ('ratioAtMost' in target) return ours / peer <= target.ratioAtMost
  if ('differenceAtLeast' in target) return ours - peer >= target.differenceAtLeast
  if ('within' in target) return Math.abs(ours - peer) <= target.within
  if ('atLeast' in target) return ours >= target.atLeast
  return ours <= target.atMost
}

function targetText(target: Target): string {
  if ('shownOnly' in target) return 'shown only'
  if ('ratioAtLeast' in target) return `≥ ${target.ratioAtLeast}×`
  if ('ratioAtMost' in target) return `≤ ${target.ratioAtMost}×`
  if ('differenceAtLeast' in target) return `peer ${target.differenceAtLeast < 0 ? '−' : '+'} ${Math.abs(target.differenceAtLeast)}`
  if ('within' in target) return `± ${target.within}`
  if ('atLeast' in target) return `≥ ${target.atLeast}`
  return `≤ ${target.atMost}`
}

/** Least-squares line through points. */
export function line(points: readonly (readonly [number, number])[]): { slope: number; rSquared: number } {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  let xx = 0
  let xy = 0
  let yy = 0
  for (const [x, y] of points) {
    xx += (x - meanX) ** 2
    xy += (x - meanX) * (y - meanY)
    yy += (y - meanY) ** 2
  }
  return { slope: xy / xx, rSquared: yy === 0 ? 1 : (xy * xy) / (xx * yy) }
}

function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : value
}

function currentLoad(): number {
  return Number((loadavg()[0] ?? 0).toFixed(2))
}

function print(row: BenchRow): void {
  process.stdout.write(`${JSON.stringify(row)}\n`)
}
