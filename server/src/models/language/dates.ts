import { addDays, addMonths, dateOf, isDate, lastDayOf, partsOf, weekday } from './calendar.ts'
import {
  namedDays,
  weekdays,
  months,
  longMonths,
  periods,
  relativeWords,
  nextWords,
  dayUnits,
  parts,
  laterWords,
  pastWords,
  greetings,
  dateMarks,
  clockMarks,
  zones,
  type DayPart,
} from './date-words.ts'
import { readNumber } from './number-words.ts'
import { longestMessage, tokenise, type Span, type Token } from './tokenise.ts'

/** A date or time in a message. `from` and `to` are inclusive and equal for a single day. */
export interface FoundDate extends Span {
  text: string
  /** `null` when the message gives a time only (`jam 4`), or an offset to an event that only it knows (`H-2`). */
  from: string | null
  to: string | null
  /** `HH:MM`, 24 hours, or `null`. */
  time: string | null
  part: DayPart | null
  /** Days relative to an unnamed event: `H-2` is −2. */
  offsetDays: number | null
  /** False where people mean different things (`sabtu depan`, `minggu` as week or Sunday, `jam 4`): ask, or say the date. */
  certain: boolean
}

/**
 * Dates and times in Indonesian, Javanese and English chat, in order, without overlap, resolved against `today`
 * (`YYYY-MM-DD`, the shop's local date): `besok`, `lusa`, `sabtu depan`, `tgl 14`, `12 Desember 2026`, `12/12`,
 * `minggu depan`, `nanti sore jam 4`, `3 hari lagi`, `H-2`, `sesuk`, `tomorrow`, `next friday`.
 *
 * A day without a year or month is the next one that is not past, or the last one when `kemarin` or `lalu` follows.
 * `sabtu depan` is Saturday of next week (Monday to Sunday). `jam 4` alone is 16:00, because shops open by day.
 * Impossible dates (31/02) are not found. Throws `RangeError` when `today` is not a date.
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
    const { from, to, time, part, offsetDays, certain } = reading
    found.push({ start, end, text: text.slice(start, end), from, to, time, part, offsetDays, certain })
    index = reading.next
  }
  return found
}

interface Reading {
  next: number
  from: string | null
  to: string | null
  time: string | null
  part: DayPart | null
  offsetDays: number | null
  certain: boolean
}
type Reader = (tokens: readonly Token[], at: number, today: string) => Partial<Reading> & { next: number } | undefined

/** A day, then a part of the day and a clock time where they follow in either order (`besok sore jam 4`). */
const readMoment = (tokens: readonly Token[], at: number, today: string): Reading | undefined => {
  const empty: Reading = { next: at, from: null, to: null, time: null, part: null, offsetDays: null, certain: true }
  const merged = { ...empty }
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

/** `jam 4` + `sore` → 16:00; `jam 4` alone → 16:00, not certain. */
const settleClock = (reading: Reading): Reading => {
  if (reading.time === null) return reading
  const [hour, minute] = reading.time.split(':').map(Number)
  const clock = (value: number) => `${String(value % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  if (hour > 12 || hour === 0) return { ...reading, time: clock(hour) }
  if (reading.part === 'pagi') return { ...reading, time: clock(hour === 12 ? 0 : hour) }
  if (reading.part === 'siang') return { ...reading, time: clock(hour < 6 ? hour + 12 : hour) }
  if (reading.part === 'sore') return { ...reading, time: clock(hour < 12 ? hour + 12 : hour) }
  if (reading.part === 'malam') return { ...reading, time: clock(hour === 12 ? 0 : hour > 4 ? hour + 12 : hour) }
  return { ...reading, time: clock(hour < 7 ? hour + 12 : hour), certain: false }
}

const firstOf = (readers: readonly Reader[], tokens: readonly Token[], at: number, today: string) => {
  for (const reader of readers) {
    const reading = reader(tokens, at, today)
    if (reading) return reading
  }
  return undefined
}

const day = (date: string, next: number, certain = true): Partial<Reading> & { next: number } => ({ from: date, to: date, next, certain })

/** `besok`, `hari ini`, `kemarin lusa`, `day after tomorrow`. */
const readNamedDay: Reader = (tokens, at, today) => {
  if (!namedDayStarts.has(tokens[at].form)) return undefined
  for (const length of [4, 3, 2, 1]) {
    const phrase = tokens.slice(at, at + length).map((token) => token.form).join(' ')
    const shift = namedDays.get(phrase)
    if (shift !== undefined && tokens[at + length - 1]) return day(addDays(today, shift), at + length)
  }
  return undefined
}

/** `sabtu`, `hari sabtu depan`, `next friday`, `malam minggu`. */
const readWeekday: Reader = (tokens, at, today) => {
  const english = nextWords.get(tokens[at].form)
  const marked = tokens[at].form === 'hari' || tokens[at].form === 'hr' || tokens[at].form === 'dinten'
  const nameAt = at + (marked || english !== undefined ? 1 : 0)
  const name = tokens[nameAt]?.form ?? ''
  const target = weekdays.get(name)
  if (target === undefined || /^\d/.test(tokens[at - 1]?.form ?? '')) return undefined
  const isSundayOrWeek = (name === 'minggu' || name === 'mgg' || name === 'mggu') && !marked
  if (isSundayOrWeek && weekMeant(tokens, at)) return undefined
  const after = relativeAfter(tokens, nameAt + 1)
  const weeks = english ?? after?.weeks
  const next = after && english === undefined ? after.next : nameAt + 1
  const ahead = (target - weekday(today) + 7) % 7
  if (weeks === undefined) return day(addDays(today, ahead === 0 ? 7 : ahead), next, !isSundayOrWeek && ahead !== 0)
  const inWeek = addDays(today, target - weekday(today) + 7 * weeks)
  // On Tuesday, "sabtu depan" is this Saturday to some and Saturday week to others.
  return day(inWeek, next, weeks === 0 || (weeks === 1 && target <= weekday(today)))
}

/** `malam minggu` is Saturday evening, `malam jumat` Thursday evening. */
const readEve: Reader = (tokens, at, today) => {
  if (parts.get(tokens[at].form) !== 'malam' || !weekdays.has(tokens[at + 1]?.form ?? '')) return undefined
  const reading = readWeekday(tokens, at + 1, today)
  if (!reading?.from) return undefined
  return { ...day(addDays(reading.from, -1), reading.next, reading.certain), part: 'malam', certain: true }
}

/** `minggu ini`, `2 minggu`, `per minggu` speak of weeks; `minggu pagi`, `hari minggu`, bare `minggu` of Sunday. */
const weekMeant = (tokens: readonly Token[], at: number): boolean =>
  relativeAfter(tokens, at + 1) !== undefined || /^(?:per|tiap|setiap|seminggu|berapa|brp|beberapa|bbrp)$/.test(tokens[at - 1]?.form ?? '')

/** `minggu depan`, `bulan ini`, `next week`, `tahun lalu`: a range. */
const readPeriod: Reader = (tokens, at, today) => {
  const english = nextWords.get(tokens[at].form)
  const unit = periods.get(tokens[english === undefined ? at : at + 1]?.form ?? '')
  if (!unit) return undefined
  const after = english === undefined ? relativeAfter(tokens, at + 1) : { weeks: english, next: at + 2 }
  if (!after) return undefined
  // "minggu depan" is next week to most, next Sunday to some.
  return { ...rangeOf(unit, after.weeks, today), next: after.next, certain: tokens[at].form !== 'minggu' }
}

/** `akhir bulan`, `awal bulan depan`, `weekend`, `akhir pekan`. */
const readPartOfPeriod: Reader = (tokens, at, today) => {
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

/** `3 hari lagi`, `seminggu lagi`, `dua minggu lalu`, `in 3 days`. */
const readCountdown: Reader = (tokens, at, today) => {
  const single = /^se(hari|minggu|bulan|tahun)$/.exec(tokens[at].form)?.[1]
  const english = tokens[at].form === 'in' || tokens[at].form === 'dalam'
  const number = single ? { value: 1, next: at } : readNumber(tokens, english ? at + 1 : at)
  if (!number || !Number.isInteger(number.value) || number.value > 1000) return undefined
  const unit = single ?? tokens[number.next]?.form
  const days = dayUnits.get(unit ?? '')
  const direction = english && !single ? { sign: 1, next: number.next + 1 } : countdownAfter(tokens, number.next + 1)
  if (days === undefined || !direction) return undefined
  const amount = number.value * direction.sign
  if (days < 0) return day(addMonths(today, amount * -days), direction.next)
  return day(addDays(today, amount * days), direction.next)
}

/** `tgl 14`, `tanggal 14 Desember`, `14 Des 2026`, `14/12`, `14-12-2026`, `2026-12-14`, `Desember 14`. */
const readCalendarDate: Reader = (tokens, at, today) => {
  const marked = dateMarks.has(tokens[at].form)
  const first = marked && tokens[at + 1]?.form === '.' ? at + 2 : at + (marked ? 1 : 0)
  if (tokens[first]?.kind === 'word') return readMonthFirst(tokens, first, today)
  if (tokens[first]?.kind !== 'number') return undefined
  if (tokens[first - 1]?.end === tokens[first].start && tokens[first - 1].kind === 'word' && !marked) return undefined
  return readNumericDate(tokens, first, today, marked) ?? readDayMonth(tokens, first, today) ?? (marked ? readDayOnly(tokens, first, today) : undefined)
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

/** `14 Desember 2026`, `14 des`, `14-des-26`. */
const readDayMonth = (tokens: readonly Token[], at: number, today: string) => {
  const skip = tokens[at + 1]?.form === '-' || tokens[at + 1]?.form === '/' ? 1 : 0
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
  if (/^\d{1,2}$/.test(follow) && isDate(2024, month, Number(follow))) return withYear(tokens, named + 2, month, Number(follow), today)
  const { year: thisYear, month: thisMonth } = partsOf(today)
  const year = /^20\d\d$/.test(follow) ? Number(follow) : month < thisMonth ? thisYear + 1 : thisYear
  const next = named + (/^20\d\d$/.test(follow) ? 2 : 1)
  return { from: dateOf(year, month, 1), to: dateOf(year, month, lastDayOf(year, month)), next }
}

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

/** `H-2`, `h+3`, `h min 1`. */
const readOffset: Reader = (tokens, at) => {
  if (tokens[at].form !== 'h') return undefined
  const sign = /^(?:-|–|min|minus)$/.test(tokens[at + 1]?.form ?? '') ? -1 : tokens[at + 1]?.form === '+' ? 1 : 0
  if (sign === 0 || !/^\d{1,2}$/.test(tokens[at + 2]?.form ?? '')) return undefined
  return { offsetDays: sign * Number(tokens[at + 2].form), next: at + 3 }
}

/** `pagi`, `nanti sore`, `ntar malem`, `tonight`; bare `siang` and `malam` also greet, see `certain`. */
const readPart: Reader = (tokens, at, today) => {
  const later = laterWords.get(tokens[at].form)
  const partAt = later === undefined ? at : at + 1
  const part = parts.get(tokens[partAt]?.form ?? '')
  if (!part || (later === undefined && greetings.has(tokens[at - 1]?.form ?? ''))) return undefined
  const thisDay = tokens[partAt + 1]?.form === 'ini' || tokens[partAt + 1]?.form === 'iki' ? 1 : 0
  const next = partAt + 1 + thisDay
  return later !== undefined || thisDay === 1 || tokens[partAt].form === 'tonight' ? { part, ...day(today, next) } : { part, next }
}

/** `jam 4`, `pukul 16.30`, `jam setengah 5`, `jam 4:30`, `4 pm`, `jam 10an`. */
const readClock: Reader = (tokens, at) => {
  const marked = clockMarks.has(tokens[at].form)
  const start = marked ? at + 1 : at
  if (marked && tokens[start]?.form === 'setengah') {
    const number = readNumber(tokens, start + 1)
    return number && number.value >= 1 && number.value <= 12 ? { time: `${number.value === 1 ? 12 : number.value - 1}:30`, next: number.next } : undefined
  }
  const split = /^(\d{1,2})[.](\d{2})$/.exec(tokens[start]?.form ?? '')
  const colon = /^\d{1,2}$/.test(tokens[start]?.form ?? '') && tokens[start + 1]?.form === ':' && /^\d\d$/.test(tokens[start + 2]?.form ?? '')
  const word = marked && tokens[start]?.kind === 'word' ? readNumber(tokens, start) : undefined
  const plain = /^\d{1,2}$/.test(tokens[start]?.form ?? '')
  const hour = split ? Number(split[1]) : word && Number.isInteger(word.value) ? word.value : plain ? Number(tokens[start].form) : -1
  const minute = split ? Number(split[2]) : colon ? Number(tokens[start + 2].form) : 0
  let next = word ? word.next : start + (colon ? 3 : 1)
  const half = /^(?:am|pm)$/.exec(tokens[next]?.form ?? '')?.[0]
  if ((!marked && !half && !colon) || hour < 0 || hour > 24 || minute > 59) return undefined
  if (half) next++
  if (tokens[next]?.form === 'an') next++
  if (zones.has(tokens[next]?.form ?? '')) next++
  return { time: `${hour}:${minute}`, ...(half ? { part: half === 'am' ? 'pagi' as const : 'sore' as const } : {}), next }
}

/** `depan`, `ini`, `lalu`, `depannya lagi`: how many periods ahead. */
const relativeAfter = (tokens: readonly Token[], at: number): { weeks: number; next: number } | undefined => {
  const weeks = relativeWords.get(tokens[at]?.form ?? '')
  return weeks === undefined ? undefined : { weeks, next: at + 1 }
}

const countdownAfter = (tokens: readonly Token[], at: number): { sign: number; next: number } | undefined => {
  const form = tokens[at]?.form ?? ''
  if (/^(?:lagi|lg|lgi|maneh|malih|ke)$/.test(form)) return { sign: 1, next: form === 'ke' && tokens[at + 1]?.form === 'depan' ? at + 2 : at + 1 }
  return /^(?:lalu|ago|kepungkur|silam)$/.test(form) || (form === 'yang' || form === 'yg') && tokens[at + 1]?.form === 'lalu'
    ? { sign: -1, next: form.startsWith('y') ? at + 2 : at + 1 }
    : undefined
}

const rangeOf = (unit: 'week' | 'month' | 'year', shift: number, today: string): { from: string; to: string } => {
  if (unit === 'week') {
    const monday = addDays(today, 7 * shift - weekday(today))
    return { from: monday, to: addDays(monday, 6) }
  }
  const first = unit === 'month' ? addMonths(`${today.slice(0, 8)}01`, shift) : `${partsOf(today).year + shift}-01-01`
  return { from: first, to: addDays(addMonths(first, unit === 'month' ? 1 : 12), -1) }
}

const namedDayStarts = new Set(Array.from(namedDays.keys(), (phrase) => phrase.split(' ')[0]))
const dayReaders: Reader[] = [readNamedDay, readOffset, readCountdown, readCalendarDate, readPartOfPeriod, readPeriod, readEve, readWeekday]
