import { ModelInputError } from '../input-error.ts'

/** Calendar arithmetic on local dates `YYYY-MM-DD`, without a time zone and without a clock. */

/** The date `days` later (or earlier). */
export function addDays(date: string, days: number): string {
  return formatDate(toDays(date) + days)
}

/** The same day `months` later, the last of the month where it has no such day. */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + month - 1 + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  return dateOf(target.year, target.month, Math.min(day, lastDayOf(target.year, target.month)))
}

/** Day of the week, 0 Monday … 6 Sunday. */
export function weekday(date: string): number {
  return (((toDays(date) + 3) % 7) + 7) % 7
}

/** Year, month (1–12) and day of a date `YYYY-MM-DD`; a `RangeError` for anything else. */
export function partsOf(date: string): { year: number; month: number; day: number } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const [year, month, day] = (match?.slice(1) ?? []).map(Number)
  if (!match || !isDate(year, month, day)) throw new ModelInputError('language.not_a_date', `not a date: ${date}`)
  return { year, month, day }
}

/** `YYYY-MM-DD` of a date that exists. */
export function dateOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Whether the calendar has this day. */
export function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month)
}

/** Number of days of a month (1–12). */
export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

const toDays = (date: string): number => {
  const { year, month, day } = partsOf(date)
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000)
}

const formatDate = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10)
