import { readNumber, wordValue, type ReadNumber } from '../number-words.ts'
import type { Token } from '../tokenise.ts'
import { singleUnitOf, type Unit } from '../units.ts'
import { unitAt, counted, percentAfter, type Reader, type Reading } from './meaning.ts'
import { afterMoney, moneySigns } from './money.ts'
import { rangeStart } from './ranges.ts'

export const readContents: Reader = (tokens, from) => {
  if (tokens[from].form !== 'isi' && tokens[from].form !== 'isinya') return undefined
  const colon = tokens[from + 1]?.form === ':' ? 1 : 0
  const number = readNumber(tokens, from + 1 + colon)
  if (!number || number.scaled || !Number.isInteger(number.value)) return undefined
  const unit = unitAt(tokens, number.next)
  if (unit?.kind === 'measure') return undefined
  const value = number.value * (unit?.pieces ?? 1)
  return { meaning: { type: 'contents', value }, next: number.next + (unit ? 1 : 0) }
}

export const readOrdinal: Reader = (tokens, from) => {
  const { form } = tokens[from]
  const word = ordinals.get(form) ?? (form.startsWith('ke') && form !== 'kedua-duanya' ? wordValue(form.slice(2)) : undefined)
  if (word !== undefined && word > 0) return { meaning: { type: 'ordinal', value: word }, next: from + 1 }
  if (form === 'ke') {
    const at = tokens[from + 1]?.form === '-' ? from + 2 : from + 1
    if (tokens[at]?.kind !== 'number' || tokens[at - 1].end !== tokens[at].start || !/^[1-9]\d{0,2}$/.test(tokens[at].form)) return undefined
    return { meaning: { type: 'ordinal', value: Number(tokens[at].form) }, next: at + 1 }
  }
  const suffix = tokens[from + 1]
  if (!/^[1-9]\d?$/.test(form) || suffix?.start !== tokens[from].end || !/^(?:st|nd|rd|th)$/.test(suffix.form)) return undefined
  return { meaning: { type: 'ordinal', value: Number(form) }, next: from + 2 }
}

/** `selusin`, `setengah kilo`, `seperempat kg`, `tiga perempat kg`, `half a kilo`. */
export const readSingleUnit: Reader = (tokens, from) => {
  const single = singleUnitOf(tokens[from].form)
  if (single) return withHalf(tokens, 1, single, from + 1)
  const double = parts.get(`${tokens[from].form} ${tokens[from + 1]?.form ?? ''}`)
  const part = double ?? parts.get(tokens[from].form)
  const at = from + (double === undefined ? 1 : 2)
  const unit = part === undefined ? undefined : unitAt(tokens, at)
  return part !== undefined && unit ? counted(part, unit, at + 1) : undefined
}

export const readPlain: Reader = (tokens, from) => {
  if (isGlued(tokens, from)) return undefined
  const number = readNumber(tokens, from)
  if (!number || isPhone(tokens, from)) return undefined
  const { next } = number
  if (percentAfter(tokens, next)) return { meaning: { type: 'percent', value: number.value }, next: next + 1 }
  const half = tokens[next]?.form === 'setengah' ? unitAt(tokens, next + 1) : undefined
  if (half && !number.scaled) return counted(number.value + 0.5, half, next + 2)
  const unit = unitAt(tokens, next)
  if (unit && (!number.scaled || wordScales.has(tokens[next - 1].form))) return withHalf(tokens, number.value, unit, next + 1)
  if (number.scaled || (number.grouped && number.value >= 1000)) return { meaning: { type: 'money', rupiah: number.value }, next: afterMoney(tokens, next) }
  return rangeStart(tokens, number) ?? plainNumber(tokens, from, number)
}

const plainNumber = (tokens: readonly Token[], from: number, { value, next, digits }: ReadNumber): Reading | undefined => {
  const { form } = tokens[from]
  if (!digits && next === from + 1) {
    if (combining.has(form)) return undefined
    if (form === 'satu' && tokens[from - 1]?.form === 'salah') return undefined
    if (form === 'one' && /^(?:size|way|stop|time|day)$/.test(tokens[next]?.form ?? '')) return undefined
  }
  return { meaning: { type: 'number', value }, next }
}

const withHalf = (tokens: readonly Token[], value: number, unit: Unit, next: number): Reading =>
  tokens[next]?.form === 'setengah' && !unitAt(tokens, next + 1) ? counted(value + 0.5, unit, next + 1) : counted(value, unit, next)

/** Digits that touch letters before them, with or without a hyphen, belong to a code; in `15rb-20rb` and `3x15rb` they do not. */
const isGlued = (tokens: readonly Token[], from: number): boolean => {
  const before = tokens[from - 1]
  if (tokens[from].kind !== 'number' || before?.end !== tokens[from].start) return false
  const hyphen = before.form === '-' || before.form === '_'
  const last = hyphen ? from - 2 : from - 1
  if (tokens[last]?.kind !== 'word' || (hyphen && tokens[last].end !== before.start)) return false
  const amount = tokens[last - 1]?.kind === 'number' && tokens[last - 1].end === tokens[last].start && startsAmount(tokens, last - 1)
  return !(amount && (hyphen ? readNumber(tokens, last - 1)?.next === last + 1 || unitAt(tokens, last) : tokens[last].form === 'x'))
}

/** Digits with nothing before them that could begin a code. */
const startsAmount = (tokens: readonly Token[], at: number): boolean => {
  const before = tokens[at - 1]
  return before?.end !== tokens[at].start || moneySigns.has(before.form) || (before.kind === 'punctuation' && before.form !== '-' && before.form !== '_')
}

export const isPhone = (tokens: readonly Token[], from: number): boolean => {
  const { form, start } = tokens[from]
  const plus = tokens[from - 1]?.form === '+' && tokens[from - 1].end === start
  if (plus && tokens[from - 2]?.end === tokens[from - 1].start) return false
  return plus ? /^\d{7}/.test(form) || (/^\d{2,3}$/.test(form) && /^(?:\d{2,}|-)$/.test(tokens[from + 1]?.form ?? '')) : /^0\d{2}/.test(form) || /^\d{10}/.test(form)
}

const wordScales = new Set(['ribu', 'seribu', 'juta', 'sejuta', 'thousand', 'sewu', 'ewu'])

const parts = new Map([['setengah', 0.5], ['stengah', 0.5], ['separo', 0.5], ['half', 0.5], ['half a', 0.5], ['tiga perempat', 0.75], ['seperempat', 0.25], ['seprapat', 0.25], ['sepertiga', 1 / 3]])

const combining = new Set('rong tigang telung patang limang nem pitung wolung sangang kalih'.split(' '))

const ordinals = new Map([['pertama', 1], ['first', 1], ['second', 2], ['third', 3], ['kapisan', 1], ['kapindho', 2]])
