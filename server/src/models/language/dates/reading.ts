import type { Token } from '../tokenise.ts'
import { relativeWords, type DayPart } from './words.ts'

/** What a date or time says. `from` and `to` are inclusive and equal for a single day. */
export interface Moment {
  /** `null` when the message gives a time only (`jam 4`), or an offset to an event that only it knows (`H-2`). */
  from: string | null
  to: string | null
  /** `HH:MM`, 24 hours, or `null`. */
  time: string | null
  /** The end of `jam 19.00-21.00`, as `time`. */
  until: string | null
  part: DayPart | null
  /** Days relative to an unnamed event: `H-2` is −2. */
  offsetDays: number | null
  /** False where people mean different things (`sabtu depan`, `minggu` as week or Sunday, `jam 4`): ask, or say the date. */
  certain: boolean
}

/** Part of a moment, and the token after it. */
export type Reading = Partial<Moment> & { next: number }
export type Reader = (tokens: readonly Token[], at: number, today: string) => Reading | undefined

export const day = (date: string, next: number, certain = true): Reading => ({ from: date, to: date, next, certain })

/** `depan`, `ini`, `lalu`, `depannya lagi`: how many periods ahead. */
export const relativeAfter = (tokens: readonly Token[], at: number): { weeks: number; next: number } | undefined => {
  const weeks = relativeWords.get(tokens[at]?.form ?? '')
  return weeks === undefined ? undefined : { weeks, next: at + 1 }
}
