import { addDays, addMonths, weekday } from '../calendar.ts'
import { readNumber } from '../number-words.ts'
import type { Token } from '../tokenise.ts'
import { readCalendarDate } from './calendar-dates.ts'
import { day, relativeAfter, type Reader, type Reading } from './reading.ts'
import { comingWords, dayMarks, dayUnits, justPastWords, namedDays, nextWords, parts, periods, sundayAfterDay, weekdays } from './words.ts'

/** `besok`, `hari ini`, `kemarin lusa`, `day after tomorrow`; `besok senin` is the Monday to come, tomorrow or not. */
export const readNamedDay: Reader = (tokens, at, today) => {
  if (!namedDayStarts.has(tokens[at].form)) return undefined
  for (const length of [4, 3, 2, 1]) {
    const phrase = tokens.slice(at, at + length).map((token) => token.form).join(' ')
    const shift = namedDays.get(phrase)
    if (shift !== undefined && tokens[at + length - 1]) return withWeekday(tokens, at + length, today, shift)
  }
  return undefined
}

const withWeekday = (tokens: readonly Token[], at: number, today: string, shift: number): Reading => {
  const date = addDays(today, shift)
  const target = weekdays.get(tokens[at + (dayMarks.has(tokens[at]?.form ?? '') ? 1 : 0)]?.form ?? '')
  const named = target === undefined || (shift !== 1 && target !== weekday(date)) ? undefined : readWeekday(tokens, at, today)
  if (!named) return day(date, at)
  return target === weekday(date) ? day(date, named.next) : { ...named, certain: false }
}

const namedDayStarts = new Set(Array.from(namedDays.keys(), (phrase) => phrase.split(' ')[0]))

/** `sabtu`, `hari sabtu depan`, `next friday`, `sabtu besok`, `senin kemarin`, `rabu minggu depan`, `sabtu 5 desember`. */
export const readWeekday: Reader = (tokens, at, today) => readDayOfWeek(tokens, at, today, false)

const readDayOfWeek = (tokens: readonly Token[], at: number, today: string, afterNight: boolean): Reading | undefined => {
  const english = nextWords.get(tokens[at].form)
  const marked = dayMarks.has(tokens[at].form)
  const nameAt = at + (marked || english !== undefined ? 1 : 0)
  const name = tokens[nameAt]?.form ?? ''
  const target = weekdays.get(name)
  if (target === undefined || /^\d/.test(tokens[at - 1]?.form ?? '')) return undefined
  if (sundayAfterDay.has(name) && !marked && !afterNight) return undefined
  const isSundayOrWeek = (name === 'minggu' || name === 'mgg' || name === 'mggu') && !marked && !afterNight
  if (isSundayOrWeek && weekMeant(tokens, at)) return undefined
  const named = english === undefined ? namedFurther(tokens, nameAt + 1, today, target) : undefined
  if (named) return named
  const after = relativeAfter(tokens, nameAt + 1)
  const weeks = english ?? after?.weeks
  const next = after && english === undefined ? after.next : nameAt + 1
  const ahead = (target - weekday(today) + 7) % 7
  if (weeks === undefined) return day(addDays(today, ahead === 0 ? 7 : ahead), next, !isSundayOrWeek && ahead !== 0)
  const inWeek = addDays(today, target - weekday(today) + 7 * weeks)
  if (weeks === -1) return day(addDays(inWeek, target < weekday(today) ? 7 : 0), next, target >= weekday(today))
  // On Tuesday, "sabtu depan" is this Saturday to some and Saturday week to others.
  return day(inWeek, next, (weeks === 0 && inWeek >= today) || (weeks === 1 && target <= weekday(today)))
}

/** What follows a weekday and settles its date: `besok`, `kemarin`, `minggu depan`, `tgl 5`, `, 5 desember`. */
const namedFurther = (tokens: readonly Token[], at: number, today: string, target: number): Reading | undefined => {
  const form = tokens[at]?.form ?? ''
  const away = target - weekday(today)
  if (comingWords.has(form)) return day(addDays(today, away > 0 ? away : away + 7), at + 1)
  if (justPastWords.has(form)) return day(addDays(today, away < 0 ? away : away - 7), at + 1)
  const period = periods.get(form) === 'week' ? relativeAfter(tokens, at + 1) : undefined
  if (period) return day(addDays(today, away + 7 * period.weeks), period.next)
  const comma = form === ',' ? 1 : 0
  const date = tokens[at + comma] ? readCalendarDate(tokens, at + comma, today) : undefined
  if (!date?.from || date.from !== date.to) return undefined
  const agrees = weekday(date.from) === target
  return agrees || comma === 0 ? { ...date, certain: agrees } : undefined
}

/** `minggu ini`, `2 minggu`, `per minggu` speak of weeks; `minggu pagi`, `hari minggu`, bare `minggu` of Sunday. */
const weekMeant = (tokens: readonly Token[], at: number): boolean =>
  relativeAfter(tokens, at + 1) !== undefined || /^(?:per|tiap|setiap|seminggu|berapa|brp|beberapa|bbrp)$/.test(tokens[at - 1]?.form ?? '')

/** `malam minggu` is Saturday evening, `malam jumat` Thursday evening. */
export const readEve: Reader = (tokens, at, today) => {
  if (parts.get(tokens[at].form) !== 'malam' || !weekdays.has(tokens[at + 1]?.form ?? '')) return undefined
  const reading = readDayOfWeek(tokens, at + 1, today, true)
  if (!reading?.from) return undefined
  const eve = addDays(reading.from, -1)
  const passed = tokens[at + 2]?.form === 'ini' && eve < today
  return { ...day(passed ? addDays(eve, 7) : eve, reading.next), part: 'malam' }
}

/** `3 hari lagi`, `seminggu lagi`, `dua minggu lalu`, `in 3 days`; `2 jam lagi` is today, as far as a date can say. */
export const readCountdown: Reader = (tokens, at, today) => {
  const single = /^se(hari|minggu|bulan|tahun)$/.exec(tokens[at].form)?.[1]
  const english = tokens[at].form === 'in' || tokens[at].form === 'dalam'
  const number = single ? { value: 1, next: at } : readNumber(tokens, english ? at + 1 : at)
  if (!number || !Number.isInteger(number.value) || number.value > 1000) return undefined
  const unit = single ?? tokens[number.next]?.form
  const isHours = /^(?:jam|jm|menit|mnt|hours?|minutes?)$/.test(unit ?? '')
  const days = isHours ? 0 : dayUnits.get(unit ?? '')
  const direction = english && !single ? { sign: 1, next: number.next + 1 } : countdownAfter(tokens, number.next + 1)
  if (days === undefined || !direction) return undefined
  const amount = number.value * direction.sign
  if (days < 0) return day(addMonths(today, amount * -days), direction.next)
  return day(addDays(today, amount * days), direction.next, !isHours)
}

const countdownAfter = (tokens: readonly Token[], at: number): { sign: number; next: number } | undefined => {
  const form = tokens[at]?.form ?? ''
  if (/^(?:lagi|lg|lgi|maneh|malih|ke)$/.test(form)) return { sign: 1, next: form === 'ke' && tokens[at + 1]?.form === 'depan' ? at + 2 : at + 1 }
  return /^(?:lalu|ago|kepungkur|silam)$/.test(form) || (form === 'yang' || form === 'yg') && tokens[at + 1]?.form === 'lalu'
    ? { sign: -1, next: form.startsWith('y') ? at + 2 : at + 1 }
    : undefined
}

/** `H-2`, `h+3`, `h min 1`. */
export const readOffset: Reader = (tokens, at) => {
  if (tokens[at].form !== 'h') return undefined
  const sign = /^(?:-|–|min|minus)$/.test(tokens[at + 1]?.form ?? '') ? -1 : tokens[at + 1]?.form === '+' ? 1 : 0
  if (sign === 0 || !/^\d{1,2}$/.test(tokens[at + 2]?.form ?? '')) return undefined
  return { offsetDays: sign * Number(tokens[at + 2].form), next: at + 3 }
}
