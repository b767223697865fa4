import { partsOf } from './calendar.ts'
import { readCalendarDate } from './dates/calendar-dates.ts'
import { readClock, readPart, settleClock } from './dates/clock.ts'
import { readPartOfPeriod, readPeriod } from './dates/periods.ts'
import type { Moment, Reader } from './dates/reading.ts'
import { readCountdown, readEve, readNamedDay, readOffset, readWeekday } from './dates/relative-days.ts'
import { longestMessage, tokenise, type Span, type Token } from './tokenise.ts'

export interface FoundDate extends Span, Moment {
  text: string
}

/**
 * Dates and times in Indonesian, Javanese and English chat, in order, without overlap, resolved against `today`
 * (`YYYY-MM-DD`, the shop's local date): `besok`, `lusa`, `sabtu depan`, `tgl 14`, `12 Desember 2026`, `12/12`,
 * `minggu depan`, `nanti sore jam 4`, `3 hari lagi`, `H-2`, `sesuk`, `tomorrow`, `next friday`.
 *
 * A day without a year or month is the next one that is not past, or the last one when `kemarin` or `lalu` follows.
 * `sabtu depan` is Saturday of next week (Monday to Sunday), `sabtu besok` the coming one, `senin lalu` the last Monday past.
 * `jam 4` alone is 16:00, because shops open by day. `tadi malam` is the night before `today`.
 * Impossible dates (31/02) are not found. Throws `ModelInputError` when `today` is not a date.
 * Only the first `longestMessage` characters are read.
 */
export function findDates(text: string, today: string): FoundDate[] {
  partsOf(today)
  const tokens = tokenise(text.slice(0, longestMessage))
  const found: FoundDate[] = []
  let index = 0
  while (index < tokens.length) {
    const reading = tokens[index].kind === 'word' || tokens[index].kind === 'number' ? readMoment(tokens, index, today) : undefined
    if (!reading) {
      index++
      continue
    }
    const { start } = tokens[index]
    const { end } = tokens[reading.next - 1]
    const { next, ...moment } = reading
    found.push({ start, end, text: text.slice(start, end), ...moment })
    index = next
  }
  return found
}

/** A day, then a part of the day and a clock time where they follow in either order (`besok sore jam 4`). */
const readMoment = (tokens: readonly Token[], at: number, today: string): (Moment & { next: number }) | undefined => {
  const merged: Moment & { next: number } = { next: at, from: null, to: null, time: null, until: null, part: null, offsetDays: null, certain: true }
  for (let steps = 0; steps < 4; steps++) {
    const from = steps > 0 && tokens[merged.next]?.form === ',' ? merged.next + 1 : merged.next
    if (!tokens[from]) break
    const reading = merged.from === null && merged.offsetDays === null ? firstOf(dayReaders, tokens, from, today) : undefined
    const piece = reading ?? (merged.part === null ? readPart(tokens, from, today) : undefined) ?? (merged.time === null ? readClock(tokens, from, today) : undefined)
    if (!piece) break
    Object.assign(merged, piece, { certain: merged.certain && (piece.certain ?? true) })
  }
  if (merged.next === at) return undefined
  if (merged.from === null && merged.time === null && merged.offsetDays === null && merged.part !== null) merged.certain = false
  return settleClock(merged)
}

const firstOf = (readers: readonly Reader[], tokens: readonly Token[], at: number, today: string) => {
  for (const reader of readers) {
    const reading = reader(tokens, at, today)
    if (reading) return reading
  }
  return undefined
}

const dayReaders: Reader[] = [readNamedDay, readOffset, readCountdown, readCalendarDate, readPartOfPeriod, readPeriod, readEve, readWeekday]
