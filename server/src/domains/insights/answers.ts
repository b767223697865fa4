import type { Transaction } from '#platform/context'
import { readAnswerTimes, readShopDays, todayOf, zoneOf } from '#domains/activity'
import { addDays } from '#models/language/calendar'
import { lastDays } from './days.ts'
import { saveResult } from './results.ts'

export interface Waiting {
  answers: number
  /** Seconds. */
  median: number
  ninth: number
}

export interface AnswerTimes {
  /** The day the assistant first answered; nothing before it, no comparison. */
  switchedOn: string | null
  before: Waiting | null
  after: Waiting | null
  channels: (Waiting & { channel: string })[]
  hours: (Waiting & { hour: number })[]
}

const comparedDays = 28
/** Fewer answers say little about how long people usually wait. */
const fewest = 10

/** How long customers waited for an answer, four weeks before the assistant was switched on and the last four. */
export async function computeAnswerTimes(tx: Transaction): Promise<void> {
  const [today, zone] = [await todayOf(tx), await zoneOf(tx)]
  const first = (await readShopDays(tx, ['answer-assistant'], { from: '2000-01-01', to: today }))[0]?.day ?? null
  const rows = await readAnswerTimes(tx, lastDays(today, comparedDays), zone)
  const earlier = first === null ? [] : await readAnswerTimes(tx, { from: addDays(first, -comparedDays), to: addDays(first, -1) }, zone)
  const by = <Key>(keyOf: (row: (typeof rows)[number]) => Key) => [...Map.groupBy(rows, keyOf)].map(([key, list]) => ({ key, waiting: summarise(list.flatMap((row) => row.seconds)) }))
  const result: AnswerTimes = {
    switchedOn: first,
    before: summarise(earlier.flatMap((row) => row.seconds)),
    after: summarise(rows.flatMap((row) => row.seconds)),
    channels: by((row) => row.channel).flatMap(({ key, waiting }) => (waiting ? [{ channel: key, ...waiting }] : [])),
    hours: by((row) => row.hour).flatMap(({ key, waiting }) => (waiting ? [{ hour: key, ...waiting }] : [])).sort((a, b) => a.hour - b.hour),
  }
  await saveResult(tx, 'answers', result)
}

export function summarise(seconds: number[]): Waiting | null {
  if (seconds.length < fewest) return null
  const sorted = seconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  return { answers: sorted.length, median: at(0.5), ninth: at(0.9) }
}
