import { readNumber } from '../number-words.ts'
import type { Token } from '../tokenise.ts'
import { day, type Moment, type Reader } from './reading.ts'
import { addDays } from '../calendar.ts'
import { unitOf } from '../units.ts'
import { clockMarks, earlierWords, greetings, javaneseParts, laterWords, parts, rangeMarks, zones } from './words.ts'

/** `pagi`, `nanti sore`, `ntar malem`, `tonight`, `tadi malam` (the night before); bare `siang` and `malam` also greet, see `certain`. */
export const readPart: Reader = (tokens, at, today) => {
  const { form } = tokens[at]
  const later = laterWords.has(form) && (form !== 'mau' || javaneseParts.has(tokens[at + 1]?.form ?? ''))
  const partAt = later ? at + 1 : at
  const part = parts.get(tokens[partAt]?.form ?? '')
  if (!part || (!later && greetings.has(tokens[at - 1]?.form ?? ''))) return undefined
  const thisDay = tokens[partAt + 1]?.form === 'ini' || tokens[partAt + 1]?.form === 'iki' ? 1 : 0
  const next = partAt + 1 + thisDay
  if (part === 'malam' && earlierWords.has(form) && later) return { part, ...day(addDays(today, -1), next) }
  return later || thisDay === 1 || tokens[partAt].form === 'tonight' ? { part, ...day(today, next) } : { part, next }
}

/** A clock time, and the one it lasts to: `jam 19.00-21.00`, `jam 7 sampai 9 malam`. */
export const readClock: Reader = (tokens, at, today) => {
  const from = readTime(tokens, at, today)
  if (!from || !rangeMarks.has(tokens[from.next]?.form ?? '')) return from
  const marked = clockMarks.has(tokens[from.next + 1]?.form ?? '')
  const to = marked ? readTime(tokens, from.next + 1, today) : readTime([...tokens.slice(0, from.next), { ...tokens[from.next], form: 'jam' }, ...tokens.slice(from.next + 1)], from.next, today)
  // "Jam 4 - 2 pcs": goods follow.
  if (!to || unitOf(tokens[to.next]?.form ?? '')) return from
  return { ...from, until: to.time, ...(to.part ? { part: to.part } : {}), next: to.next }
}

/** `jam 4`, `pukul 16.30`, `jam setengah 5`, `jam 4:30`, `4 pm`, `jam 10an`, `jam 7 kurang 10`. */
const readTime: Reader = (tokens, at) => {
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
  if ((!marked && !half && !colon) || hour < 0 || hour * 60 + minute > 1440 || minute > 59) return undefined
  if (half) next++
  if (tokens[next]?.form === 'an') next++
  const shift = marked && !split && !colon ? minutesAfter(tokens, next) : undefined
  if (shift) next = shift.next
  if (zones.has(tokens[next]?.form ?? '')) next++
  const minutes = (hour * 60 + minute + (shift?.minutes ?? 0) + 1440) % 1440
  return { time: hour === 24 && !shift ? '24:0' : `${Math.floor(minutes / 60)}:${minutes % 60}`, ...(half ? { part: half === 'am' ? 'pagi' as const : 'sore' as const } : {}), next }
}

/** `lebih 15`, `lewat seperempat`, `kurang 10 menit`: minutes to add. `kurang 2 pcs` speaks of goods. */
const minutesAfter = (tokens: readonly Token[], at: number): { minutes: number; next: number } | undefined => {
  const sign = /^(?:lebih|lewat)$/.test(tokens[at]?.form ?? '') ? 1 : /^(?:kurang|krg)$/.test(tokens[at]?.form ?? '') ? -1 : 0
  const written = tokens[at + 1]?.form ?? ''
  const minutes = written === 'seperempat' ? 15 : /^[1-5]?\d$/.test(written) ? Number(written) : 0
  if (sign === 0 || minutes === 0) return undefined
  const unit = unitOf(tokens[at + 2]?.form ?? '')
  if (unit && unit.unit !== 'menit') return undefined
  return { minutes: sign * minutes, next: at + (unit ? 3 : 2) }
}

/** `jam 4` + `sore` → 16:00; `jam 4` alone → 16:00, not certain. */
export const settleClock = <M extends Moment>(reading: M): M => {
  if (reading.time === null) return reading
  const time = settled(reading.time, reading.part)
  const until = reading.until === null ? null : settled(reading.until, reading.part).time
  return { ...reading, time: time.time, until, certain: reading.certain && time.certain }
}

const settled = (written: string, part: Moment['part']): { time: string; certain: boolean } => {
  const [hour, minute] = written.split(':').map(Number)
  const clock = (value: number, certain = true) => ({ time: `${String(value % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, certain })
  if (hour > 12 || hour === 0) return clock(hour)
  if (part === 'pagi') return clock(hour === 12 ? 0 : hour)
  if (part === 'siang') return clock(hour < 6 ? hour + 12 : hour)
  if (part === 'sore') return clock(hour < 12 ? hour + 12 : hour)
  if (part === 'malam') return clock(hour === 12 ? 0 : hour > 4 ? hour + 12 : hour)
  return clock(hour < 7 ? hour + 12 : hour, false)
}
