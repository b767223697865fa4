import type { Head } from './heads.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/**
 * Which of the three numbers is the day, decided over the whole file: what only one order can explain, then the order
 * under which messages follow each other in time, then how phones of that language write.
 */
export function decideOrder(heads: readonly Head[]): DateOrder {
  let yearFirst = 0
  let dayFirst = 0
  let monthFirst = 0
  for (const { date: [one, two, three] } of heads) {
    if (one.length === 4 || Number(one) > 31) yearFirst++
    else if (three.length !== 3) {
      if (Number(one) > 12 && Number(two) <= 12) dayFirst++
      if (Number(two) > 12 && Number(one) <= 12) monthFirst++
    }
  }
  if (yearFirst > heads.length / 2) return 'ymd'
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? 'dmy' : 'mdy'
  const backwards = { dmy: countBackwards(heads, 'dmy'), mdy: countBackwards(heads, 'mdy') }
  if (backwards.dmy !== backwards.mdy) return backwards.dmy < backwards.mdy ? 'dmy' : 'mdy'
  return heads.length > 0 && looksAmerican(heads[0]) ? 'mdy' : 'dmy'
}

/** `7/1/26, 3:10 PM`: no leading zeros, slashes, a comma and capital halves of the day are the American form. */
function looksAmerican({ style, date: [one, two] }: Head): boolean {
  return style.includes('|H|') && style.split('|')[1] === '/' && style.includes('|,|') && one.length === 1 && two.length <= 2 && !two.startsWith('0')
}

function countBackwards(heads: readonly Head[], order: DateOrder): number {
  let count = 0
  let latest = ''
  for (const head of heads) {
    const moment = composeMoment(head, order)
    // A date that this order cannot explain counts against it.
    if (moment === undefined || moment < latest) count++
    else latest = moment
  }
  return count
}

/** Local ISO time without a zone, as precise as the export; `undefined` when no such moment exists. */
export function composeMoment({ date, hour, minute, second, half }: Head, order: DateOrder): string | undefined {
  const [one, two, three] = date
  const [year, month, day] = order === 'ymd' ? [one, two, three] : order === 'dmy' ? [three, two, one] : [three, one, two]
  if ((year.length !== 4 && year.length !== 2) || day.length > 2) return undefined
  const fullYear = year.length === 2 ? 2000 + Number(year) : Number(year)
  const at = new Date(Date.UTC(fullYear, Number(month) - 1, Number(day)))
  if (Number(month) < 1 || Number(month) > 12 || at.getUTCDate() !== Number(day) || fullYear < 2009 || fullYear > 2100) return undefined
  const hours = hourOfDay(Number(hour), half)
  if (hours === undefined || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  const clock = [String(hours).padStart(2, '0'), minute, ...(second === undefined ? [] : [second])].join(':')
  return `${at.toISOString().slice(0, 10)}T${clock}`
}

function hourOfDay(hour: number, half: 'am' | 'pm' | undefined): number | undefined {
  if (hour > 23) return undefined
  if (half === undefined || hour > 12) return hour
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}
