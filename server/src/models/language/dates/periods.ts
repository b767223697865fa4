import { addDays, addMonths, partsOf, weekday } from '../calendar.ts'
import { day, relativeAfter, type Reader } from './reading.ts'
import { dayMarks, nextWords, periods, weekdays } from './words.ts'

/** `minggu depan`, `bulan ini`, `next week`, `tahun lalu`: a range; `minggu depan hari rabu`: a day. */
export const readPeriod: Reader = (tokens, at, today) => {
  const english = nextWords.get(tokens[at].form)
  const unit = periods.get(tokens[english === undefined ? at : at + 1]?.form ?? '')
  if (!unit) return undefined
  const after = english === undefined ? relativeAfter(tokens, at + 1) : { weeks: english, next: at + 2 }
  if (!after) return undefined
  const nameAt = after.next + (dayMarks.has(tokens[after.next]?.form ?? '') ? 1 : 0)
  const weekdayNamed = unit === 'week' ? weekdays.get(tokens[nameAt]?.form ?? '') : undefined
  if (weekdayNamed !== undefined && !relativeAfter(tokens, nameAt + 1)) return day(addDays(today, weekdayNamed - weekday(today) + 7 * after.weeks), nameAt + 1)
  // "minggu depan" is next week to most, next Sunday to some.
  return { ...rangeOf(unit, after.weeks, today), next: after.next, certain: tokens[at].form !== 'minggu' }
}

/** `akhir bulan`, `awal bulan depan`, `weekend`, `akhir pekan`. */
export const readPartOfPeriod: Reader = (tokens, at, today) => {
  const phrase = `${tokens[at].form} ${tokens[at + 1]?.form ?? ''}`
  if (tokens[at].form === 'weekend' || phrase === 'akhir pekan') {
    const next = at + (tokens[at].form === 'weekend' ? 1 : 2)
    const after = relativeAfter(tokens, next)
    const saturday = addDays(today, 5 - weekday(today) + 7 * (after?.weeks ?? 0))
    return { from: saturday, to: addDays(saturday, 1), next: after?.next ?? next, certain: false }
  }
  const edge = /^(awal|akhir|pertengahan|tengah) (?:bulan|bln)$/.exec(phrase)?.[1]
  if (edge === undefined) return undefined
  const after = relativeAfter(tokens, at + 2)
  const { from, to } = rangeOf('month', after?.weeks ?? (edge === 'awal' && partsOf(today).day > 10 ? 1 : 0), today)
  const span = { awal: [from, addDays(from, 9)], akhir: [addDays(to, -9), to] }[edge] ?? [addDays(from, 10), addDays(from, 19)]
  return { from: span[0], to: span[1], next: after?.next ?? at + 2, certain: false }
}

const rangeOf = (unit: 'week' | 'month' | 'year', shift: number, today: string): { from: string; to: string } => {
  if (unit === 'week') {
    const monday = addDays(today, 7 * shift - weekday(today))
    return { from: monday, to: addDays(monday, 6) }
  }
  const first = unit === 'month' ? addMonths(`${today.slice(0, 8)}01`, shift) : `${partsOf(today).year + shift}-01-01`
  return { from: first, to: addDays(addMonths(first, unit === 'month' ? 1 : 12), -1) }
}
