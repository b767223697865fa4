import type { Cell } from '../files/cell.ts'

/** `dmy` unless the file itself shows that months stand first. */
export type DateOrder = 'dmy' | 'mdy'

const months: Record<string, number> = {
  jan: 1, feb: 2, peb: 2, mar: 3, apr: 4, may: 5, mei: 5, jun: 6, jul: 7, aug: 8, agu: 8, ags: 8, agt: 8, sep: 9, oct: 10, okt: 10, nov: 11, nop: 11, dec: 12, des: 12,
}
const time = String.raw`(?:[T,\s]\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([AP]\.?M\.?)?)?`
const zone = String.raw`\s*(?:(Z|[+-]\d{2}:?\d{2})|\(?(?:WIB|WITA|WIT|UTC\+7|GMT\+7)\)?)?`
const numeric = new RegExp(String.raw`^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})${time}${zone}$`, 'i')
const dayFirst = new RegExp(String.raw`^(?:[A-Za-z']{3,9},?\s+)?(\d{1,2})[-\s]([A-Za-z]{3,9})\.?,?[-\s](\d{4}|\d{2})${time}${zone}$`, 'i')
const monthFirst = new RegExp(String.raw`^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})${time}${zone}$`, 'i')

/**
 * A moment of the shop, as ISO with +07:00. `null` for an empty cell, `undefined` for what is no date or no day of the
 * calendar: 31/02 is never moved to March. Numbers are days since 1900, as spreadsheets count.
 */
export function readMoment(cell: Cell, order: DateOrder): string | null | undefined {
  if (typeof cell === 'number') return cell > 20_000 && cell < 80_000 ? fromSerial(cell) : undefined
  const text = cell.replace(/[\u00A0\u202F]/g, ' ').trim().slice(0, 60)
  if (text === '' || /^[-–—]+$/.test(text) || /^0000-00-00/.test(text)) return null
  const match = numeric.exec(text)
  if (match) {
    const [, first, , second, third, ...rest] = match
    if (first.length === 4) return compose(Number(first), Number(second), Number(third), rest)
    if (third.length === 4 || third.length === 2) {
      const [day, month] = order === 'dmy' ? [first, second] : [second, first]
      return first.length === 3 ? undefined : compose(fullYear(third), Number(month), Number(day), rest)
    }
    return undefined
  }
  const byDay = dayFirst.exec(text)
  if (byDay) {
    const [, day, month, year, ...rest] = byDay
    return compose(fullYear(year), monthOf(month), Number(day), rest)
  }
  const byMonth = monthFirst.exec(text)
  if (byMonth) {
    const [, month, day, year, ...rest] = byMonth
    return compose(Number(year), monthOf(month), Number(day), rest)
  }
  return /^\d{5}(?:\.\d+)?$/.test(text) ? fromSerial(Number(text)) : undefined
}

/** Which of the first two numbers of a date can only be a day: 1 or 2; 0 when it says nothing. */
export function dayPlace(cell: Cell): 0 | 1 | 2 {
  if (typeof cell === 'number') return 0
  const match = numeric.exec(cell.trim())
  if (!match || match[1].length > 2) return 0
  const [first, second] = [Number(match[1]), Number(match[3])]
  if (first > 12 && second <= 12) return 1
  return second > 12 && first <= 12 ? 2 : 0
}

function compose(year: number, month: number, day: number, [hours, minutes, seconds, half, offset]: (string | undefined)[]): string | undefined {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1) return undefined
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined
  let hour = Number(hours ?? 0)
  if (half) {
    if (hour > 12) return undefined
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  }
  const [minute, second] = [Number(minutes ?? 0), Number(seconds ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  return format(offset ? local - offsetMinutes(offset) * 60_000 + 7 * 3_600_000 : local)
}

function offsetMinutes(offset: string): number {
  if (/^z$/i.test(offset)) return 0
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))]
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function fromSerial(serial: number): string {
  return format(Math.round((serial - 25_569) * 86_400) * 1_000)
}

function format(localTime: number): string {
  return `${new Date(localTime).toISOString().slice(0, 19)}+07:00`
}

function monthOf(name: string): number {
  return months[name.slice(0, 3).toLowerCase()] ?? 0
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}
