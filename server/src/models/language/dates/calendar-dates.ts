import { addMonths, dateOf, isDate, lastDayOf, partsOf } from '../calendar.ts'
import type { Token } from '../tokenise.ts'
import { day, relativeAfter, type Reader } from './reading.ts'
import { dateMarks, longMonths, months, pastWords, periods, rangeMarks } from './words.ts'

/**
 * `tgl 14`, `tanggal 14 Desember`, `14 Des 2026`, `14/12`, `14-12-2026`, `2026-12-14`, `Desember 14`, `5-7 Desember`.
 * `tgl 5-7` is the 5th to the 7th, not certain: some write the 5th of July so.
 */
export const readCalendarDate: Reader = (tokens, at, today) => {
  const marked = dateMarks.has(tokens[at].form)
  const first = marked && tokens[at + 1]?.form === '.' ? at + 2 : at + (marked ? 1 : 0)
  if (tokens[first]?.kind === 'word') return readMonthFirst(tokens, first, today)
  if (tokens[first]?.kind !== 'number') return undefined
  if (tokens[first - 1]?.end === tokens[first].start && tokens[first - 1].kind === 'word' && !marked) return undefined
  return readDayRange(tokens, first, today, marked) ?? readNumericDate(tokens, first, today, marked) ?? readDayMonth(tokens, first, today) ?? (marked ? readDayOnly(tokens, first, today) : undefined)
}

const readDayRange = (tokens: readonly Token[], at: number, today: string, marked: boolean) => {
  const slashed = tokens[at + 1]?.form === 's' && tokens[at + 2]?.form === '/' && tokens[at + 3]?.form === 'd'
  if (!slashed && !rangeMarks.has(tokens[at + 1]?.form ?? '')) return undefined
  const dash = /^[-–]$/.test(tokens[at + 1].form)
  const end = at + (slashed ? 4 : 2)
  const [low, high] = [tokens[at].form, tokens[end]?.form ?? '']
  if (!/^\d{1,2}$/.test(low) || !/^\d{1,2}$/.test(high) || Number(low) < 1 || Number(low) >= Number(high)) return undefined
  if (/^[-–/]$/.test(tokens[end + 1]?.form ?? '') && tokens[end + 1].start === tokens[end].end) return undefined
  const named = readDayMonth(tokens, end, today)
  const last = named ?? (marked ? readDayOnly(tokens, end, today) : undefined)
  if (!last?.to) return undefined
  return { ...last, from: `${last.to.slice(0, 8)}${low.padStart(2, '0')}`, certain: named !== undefined || !dash || Number(high) > 12 }
}

const readNumericDate = (tokens: readonly Token[], at: number, today: string, marked: boolean) => {
  const numbers: number[] = []
  const written: string[] = []
  let next = at
  const mark = tokens[at + 1]?.form
  if (mark !== '/' && mark !== '-') return readDotted(tokens, at, today, marked)
  while (numbers.length < 3 && /^\d{1,4}$/.test(tokens[next]?.form ?? '')) {
    if (next > at && tokens[next - 1].end !== tokens[next].start) break
    numbers.push(Number(tokens[next].form))
    written.push(tokens[next].form)
    next++
    if (numbers.length === 3 || tokens[next]?.form !== mark || tokens[next].start !== tokens[next - 1].end) break
    next++
  }
  if (tokens[next - 1]?.form === mark) next--
  if (numbers.length === 3) {
    const [a, b, c] = numbers
    const [year, month, date] = written[0].length === 4 ? [a, b, c] : [written[2].length === 2 ? 2000 + c : c, b, a]
    return isDate(year, month, date) && year >= 1900 ? day(dateOf(year, month, date), next) : undefined
  }
  // Two numbers: 14/12 is a date, 1/2 a half, 2-3 a range. Without "tgl" only the slash, and no plain fraction, counts.
  if (numbers.length !== 2 || (!marked && (mark === '-' || (numbers[0] < numbers[1] && numbers[1] < 10 && written[0].length === 1)))) return undefined
  return nearestYear(numbers[1], numbers[0], today, tokens, next)
}

const readDotted = (tokens: readonly Token[], at: number, today: string, marked: boolean) => {
  const match = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?$/.exec(tokens[at].form)
  if (!match || (!marked && !match[3])) return undefined
  const [date, month] = [Number(match[1]), Number(match[2])]
  if (!match[3]) return nearestYear(month, date, today, tokens, at + 1)
  const year = Number(match[3].length === 2 ? `20${match[3]}` : match[3])
  return isDate(year, month, date) && year >= 1900 ? day(dateOf(year, month, date), at + 1) : undefined
}

/** `14 Desember 2026`, `14 des`, `14-des-26`, `14th December`. */
const readDayMonth = (tokens: readonly Token[], at: number, today: string) => {
  const skip = tokens[at + 1]?.form === '-' || tokens[at + 1]?.form === '/' ? 1 : ordinalAfter(tokens, at)
  const month = months.get(tokens[at + 1 + skip]?.form ?? '')
  if (month === undefined || !/^\d{1,2}$/.test(tokens[at].form)) return undefined
  return withYear(tokens, at + 2 + skip, month, Number(tokens[at].form), today)
}

/** `Desember 14` (English order), `bulan desember`, `desember 2026`, `desember`. */
const readMonthFirst = (tokens: readonly Token[], at: number, today: string) => {
  const named = tokens[at].form === 'bulan' || tokens[at].form === 'bln' ? at + 1 : at
  const month = months.get(tokens[named]?.form ?? '')
  if (month === undefined || (named === at && !longMonths.has(tokens[named].form))) return undefined
  const follow = tokens[named + 1]?.form ?? ''
  if (/^\d{1,2}$/.test(follow) && isDate(2024, month, Number(follow))) return withYear(tokens, named + 2 + ordinalAfter(tokens, named + 1), month, Number(follow), today)
  const { year: thisYear, month: thisMonth } = partsOf(today)
  const year = /^20\d\d$/.test(follow) ? Number(follow) : month < thisMonth ? thisYear + 1 : thisYear
  const next = named + (/^20\d\d$/.test(follow) ? 2 : 1)
  return { from: dateOf(year, month, 1), to: dateOf(year, month, lastDayOf(year, month)), next }
}

/** 1 when `st`, `nd`, `rd` or `th` touches the number. */
const ordinalAfter = (tokens: readonly Token[], at: number): 0 | 1 =>
  tokens[at + 1]?.start === tokens[at].end && /^(?:st|nd|rd|th)$/.test(tokens[at + 1].form) ? 1 : 0

const withYear = (tokens: readonly Token[], at: number, month: number, date: number, today: string) => {
  const skip = /^[-/,]$/.test(tokens[at]?.form ?? '') ? 1 : 0
  const written = tokens[at + skip]?.form ?? ''
  if (skip === 1 && /^\d\d$/.test(written) && tokens[at - 2]?.form === tokens[at].form) {
    const year = 2000 + Number(written)
    return isDate(year, month, date) ? day(dateOf(year, month, date), at + 2) : undefined
  }
  if (!/^(?:19|20)\d\d$/.test(written)) return nearestYear(month, date, today, tokens, at)
  return isDate(Number(written), month, date) ? day(dateOf(Number(written), month, date), at + skip + 1) : undefined
}

/** The next such day that is not past; the last one that is, when `kemarin` or `lalu` follows. */
const nearestYear = (month: number, date: number, today: string, tokens: readonly Token[], next: number) => {
  const { year } = partsOf(today)
  const past = pastWords.has(tokens[next]?.form ?? '')
  const candidates = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((shift) => year + shift).filter((candidate) => isDate(candidate, month, date))
  const dates = candidates.map((candidate) => dateOf(candidate, month, date))
  const chosen = past ? dates.findLast((candidate) => candidate <= today) : dates.find((candidate) => candidate >= today)
  return chosen === undefined ? undefined : day(chosen, past ? next + 1 : next)
}

const readDayOnly = (tokens: readonly Token[], at: number, today: string) => {
  if (!/^\d{1,2}$/.test(tokens[at].form)) return undefined
  const date = Number(tokens[at].form)
  const relative = periods.get(tokens[at + 1]?.form ?? '') === 'month' ? relativeAfter(tokens, at + 2) : undefined
  const past = !relative && pastWords.has(tokens[at + 1]?.form ?? '')
  const first = `${today.slice(0, 8)}01`
  for (let step = 0; step < 3; step++) {
    const month = addMonths(first, relative ? relative.weeks : past ? -step : step)
    const { year, month: number } = partsOf(month)
    if (!isDate(year, number, date)) {
      if (relative) return undefined
      continue
    }
    const candidate = dateOf(year, number, date)
    if (relative) return day(candidate, relative.next)
    if (past ? candidate <= today : candidate >= today) return day(candidate, at + (past ? 2 : 1))
  }
  return undefined
}
