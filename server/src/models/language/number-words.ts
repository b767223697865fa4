import type { Token } from './tokenise.ts'
import { unitOf } from './units.ts'

/** A number read from tokens `[from, next)`. */
export interface ReadNumber {
  value: number
  next: number
  /** Begins with digits rather than a word. */
  digits: boolean
  /** Grouped by thousands: `150.000`. */
  grouped: boolean
  /** Said with a scale of thousands or more (`15rb`, `dua juta`): about goods in a shop that is money. */
  scaled: boolean
}

/**
 * Reads the number that starts at `tokens[from]`: digits, fractions, Indonesian, Javanese, Minang and English number
 * words, and mixtures (`1,5jt`, `2 juta 500 ribu`, `satu koma lima juta`, `1jt2`, `selawe ewu`); `undefined` when none does.
 * `sejuta dua ratus` is 1,200,000, as it is meant in a shop, not 1,000,200.
 */
export function readNumber(tokens: readonly Token[], from: number): ReadNumber | undefined {
  const start = readDigits(tokens, from)
  const state = { total: 0, current: start?.value ?? 0, next: start?.next ?? from, scale: Infinity, open: start !== undefined, half: false }
  while (takeWord(tokens, state, start !== undefined) || takeInnerDigits(tokens, state)) continue
  if (state.next === from) return undefined
  const spokenThousands = state.scale === 1_000_000 && state.current >= 100 && state.current < 1000
  const value = state.total + (spokenThousands ? state.current * 1000 : state.current)
  return {
    value: Math.round(value * 1e6) / 1e6,
    next: state.next,
    digits: start !== undefined,
    grouped: start?.grouped ?? false,
    scaled: state.scale !== Infinity,
  }
}

/**
 * The value of digits with Indonesian or English marks: `1.500.000`, `150,000`, `1,5`, `15.000,00`, `1,500.50`.
 * One mark before exactly three digits groups thousands (`85.000`); otherwise it is the decimal mark.
 * `undefined` for anything else (`1.2.3`, `14.30.15`).
 */
export function parseDigits(written: string): { value: number; grouped: boolean } | undefined {
  if (!/^\d{1,15}(?:[.,]\d{1,15}){0,6}$/.test(written)) return undefined
  const marks = written.replace(/\d/g, '')
  const groups = written.split(/[.,]/)
  const byThousands = (parts: string[]) =>
    parts[0].length <= 3 && !parts[0].startsWith('0') && parts.slice(1).every((part) => part.length === 3)
  if (marks === '') return { value: Number(written), grouped: false }
  if (byThousands(groups) && new Set(marks).size === 1) return { value: Number(groups.join('')), grouped: true }
  const decimals = groups[groups.length - 1]
  if (marks.length === 1) return { value: Number(`${groups[0]}.${decimals}`), grouped: false }
  const inner = marks.slice(0, -1)
  const whole = groups.slice(0, -1)
  if (new Set(inner).size > 1 || inner.includes(marks[marks.length - 1]) || !byThousands(whole)) return undefined
  return { value: Number(`${whole.join('')}.${decimals}`), grouped: true }
}

/** A cardinal said in one word, below 1,000 (`selawe` 25, `tigo` 3), or `undefined`. */
export function wordValue(form: string): number | undefined {
  return small.get(form)
}

interface State {
  total: number
  /** The part since the last scale word. */
  current: number
  next: number
  /** The last scale word; the next one must be smaller. */
  scale: number
  /** Whether `current` holds something. */
  open: boolean
  half: boolean
}

const takeWord = (tokens: readonly Token[], state: State, digits: boolean): boolean => {
  const token = tokens[state.next]
  if (token?.kind !== 'word' || state.half) return false
  return (
    takeScale(tokens, state) ||
    takeHalf(tokens, state) ||
    takeHundred(token.form, state) ||
    takeDecimals(tokens, state) ||
    takeArticle(tokens, state) ||
    (!(digits && state.scale === Infinity) && takeSmall(tokens, state))
  )
}

const takeScale = (tokens: readonly Token[], state: State): boolean => {
  const form = tokens[state.next].form
  const single = singleScales.get(form)
  const scale = single ?? scaleAt(tokens, state.next)
  if (scale === undefined || scale >= state.scale || state.open === (single !== undefined)) return false
  // 1.250 juta is one and a quarter million: nobody counts millions by the thousand.
  const count = single ? 1 : scale >= 1e6 && state.current >= 1000 && tokens[state.next - 1].form.includes('.') ? state.current / 1000 : state.current
  state.total += count * scale
  Object.assign(state, { current: 0, open: false, scale, next: state.next + 1 })
  return true
}

/** `setengah` before a scale (`satu setengah juta`, `setengah juta`) or after one (`dua juta setengah`). */
const takeHalf = (tokens: readonly Token[], state: State): boolean => {
  if (!halves.has(tokens[state.next].form)) return false
  if (scaleAt(tokens, state.next + 1) !== undefined) {
    Object.assign(state, { current: state.current + 0.5, open: true, next: state.next + 1 })
    return true
  }
  if (state.open || state.scale === Infinity) return false
  Object.assign(state, { total: state.total + state.scale / 2, half: true, next: state.next + 1 })
  return true
}

const takeHundred = (form: string, state: State): boolean => {
  const single = singleHundreds.get(form)
  if (single !== undefined && !state.open) {
    Object.assign(state, { current: single, open: true, next: state.next + 1 })
    return true
  }
  if (!hundreds.has(form) || !state.open || state.current < 1 || state.current > 9) return false
  state.current *= 100
  state.next++
  return true
}

/** `satu koma lima`, `2 koma 25`: digits said one by one after the mark. */
const takeDecimals = (tokens: readonly Token[], state: State): boolean => {
  if (tokens[state.next].form !== 'koma' || !state.open || !Number.isInteger(state.current)) return false
  let next = state.next + 1
  let digits = ''
  if (/^\d{1,3}$/.test(tokens[next]?.form ?? '')) digits = tokens[next++].form
  else for (let value = small.get(tokens[next]?.form ?? ''); value !== undefined && value < 10 && digits.length < 6; value = small.get(tokens[next]?.form ?? '')) {
    digits += String(value)
    next++
  }
  if (digits === '') return false
  Object.assign(state, { current: Number(`${state.current}.${digits}`), next })
  return true
}

/** `a hundred`, `a thousand`. */
const takeArticle = (tokens: readonly Token[], state: State): boolean => {
  if (tokens[state.next].form !== 'a' || state.open || state.scale !== Infinity) return false
  if (!/^(?:hundred|thousand|million|billion)$/.test(tokens[state.next + 1]?.form ?? '')) return false
  Object.assign(state, { current: 1, open: true, next: state.next + 1 })
  return true
}

const takeSmall = (tokens: readonly Token[], state: State): boolean => {
  const hyphen = tokens[state.next].form === '-' && state.open ? 1 : 0
  let value = small.get(tokens[state.next + hyphen].form)
  if (value === undefined) return false
  const follow = tokens[state.next + 1]?.form ?? ''
  let taken = 1
  if (value >= 1 && value < 10 && (tens.has(follow) || teens.has(follow))) {
    value = teens.has(follow) ? value + 10 : value * 10
    taken = 2
  }
  const rest = state.current % 100
  const fits = !state.open || (rest === 0 && state.current >= 100) || (rest >= 20 && rest % 10 === 0 && value > 0 && value < 10)
  if (!fits || !Number.isInteger(state.current)) return false
  Object.assign(state, { current: state.current + value, open: true, next: state.next + taken })
  return true
}

/**
 * Digits after a scale word, when a smaller scale follows or when they touch it: `2 juta 500 ribu`, `2rb500`, `1jt500`,
 * `1jt2` (1.2 million; `50rb3` may be three for 50,000); round hundreds after millions apart, too.
 */
const takeInnerDigits = (tokens: readonly Token[], state: State): boolean => {
  const token = tokens[state.next]
  if (token?.kind !== 'number' || state.scale === Infinity || state.open || !/^\d{1,3}$/.test(token.form)) return false
  const scale = scaleAt(tokens, state.next + 1)
  const smaller = scale !== undefined && scale < state.scale
  const follow = tokens[state.next + 1]
  const short = state.scale === 1e6 && !(follow?.kind === 'word' && follow.start === token.end)
  const touches = tokens[state.next - 1].end === token.start && (token.form.length === 3 || short)
  // "1jt 200" is 1.2 million; "1jt 200 pcs" and "1jt 200 orang" are two things.
  const apart = state.scale === 1e6 && /^[1-9][05]0$|^[1-9]25$/.test(token.form) && !(follow?.kind === 'word' && (unitOf(follow.form) !== undefined || follow.end - follow.start > 3))
  if (!smaller && !touches && !apart) return false
  const current = smaller ? Number(token.form) : Number(token.form.padEnd(3, '0')) * (state.scale / 1000)
  Object.assign(state, { current, open: true, next: state.next + 1 })
  return true
}

const readDigits = (tokens: readonly Token[], from: number): { value: number; next: number; grouped: boolean } | undefined => {
  const token = tokens[from]
  if (token?.kind !== 'number') return undefined
  const fraction = readFraction(tokens, from)
  if (fraction) return { ...fraction, grouped: false }
  if (/^0\d/.test(token.form)) return undefined
  if (isDecimalPart(tokens, from)) return { value: Number(`0.${token.form}`), next: from + 1, grouped: false }
  const glued = /^(\d{1,4})([½¼¾])$/.exec(token.form)
  if (glued) return { value: Number(glued[1]) + (fractions.get(glued[2]) ?? 0), next: from + 1, grouped: false }
  const parsed = parseDigits(token.form)
  if (!parsed) return undefined
  const mixed = /^\d{1,2}$/.test(token.form) && tokens[from + 1] && !touching(tokens, from) ? readFraction(tokens, from + 1) : undefined
  if (mixed) return { value: parsed.value + mixed.value, next: mixed.next, grouped: false }
  return { ...parsed, next: from + 1 }
}

/** `.5 kg` */
const isDecimalPart = (tokens: readonly Token[], from: number): boolean =>
  /^\d{1,2}$/.test(tokens[from].form) && tokens[from - 1]?.form === '.' && touching(tokens, from - 1) && !(tokens[from - 2] && touching(tokens, from - 2))

const readFraction = (tokens: readonly Token[], from: number): { value: number; next: number } | undefined => {
  const single = fractions.get(tokens[from].form)
  if (single !== undefined) return { value: single, next: from + 1 }
  const [top, slash, bottom] = [tokens[from].form, tokens[from + 1]?.form, tokens[from + 2]?.form ?? '']
  if (slash !== '/' || !/^[1-9]$/.test(top) || !/^[2-9]$/.test(bottom) || Number(top) >= Number(bottom)) return undefined
  if (!touching(tokens, from) || !touching(tokens, from + 1) || tokens[from + 3]?.form === '/') return undefined
  return { value: Number(top) / Number(bottom), next: from + 3 }
}

const touching = (tokens: readonly Token[], index: number): boolean => tokens[index].end === tokens[index + 1]?.start

/** One-letter scales (`15k`, `2m`) count only close to digits, so that `k` for `ke` and size `M` stay words. */
const scaleAt = (tokens: readonly Token[], index: number): number | undefined => {
  const token = tokens[index]
  const scale = token?.kind === 'word' ? scales.get(token.form) : undefined
  if (scale === undefined || token.form.length > 1) return scale
  const before = tokens[index - 1]
  return before?.kind === 'number' && token.start - before.end <= 1 ? scale : undefined
}

const spell = <T>(entries: Record<string, T>): Map<string, T> =>
  new Map(Object.entries(entries).flatMap(([names, value]) => names.split(' ').map((name): [string, T] => [name, value])))

const fractions = new Map([['½', 0.5], ['¼', 0.25], ['¾', 0.75]])
const halves = new Set(['setengah', 'stengah', 'separuh', 'separo', 'tengah', 'sak tengah'])
const teens = new Set(['belas', 'blas'])
const tens = new Set(['puluh', 'pulu', 'puluhan', 'dasa', 'doso'])
const hundreds = new Set(['ratus', 'ratusan', 'rts', 'atus', 'ngatus', 'hundred'])
const singleHundreds = spell({ 'seratus seratusan satus setus saratuih': 100, 'rongatus rongngatus': 200, telungatus: 300, patangatus: 400, limangatus: 500, nematus: 600, pitungatus: 700, wolungatus: 800, sangangatus: 900 })
const scales = spell({ 'ribu rb rbu rebu ribuan rban k ewu ewonan thousand rbn': 1e3, 'juta jt jta jeti jutaan jtan million yuta': 1e6, 'miliar milyar milliar billion': 1e9 })
const singleScales = spell({ 'seribu seribuan sewu serebu seceng saribu': 1e3, 'sejuta sejutaan sayuta': 1e6, 'semiliar semilyar': 1e9 })

const small = spell({
  'nol zero': 0,
  'satu siji setunggal ciek one': 1,
  'dua duo loro rong kalih two': 2,
  'tiga tigo tigang telu telung three': 3,
  'empat ampek papat patang sekawan four': 4,
  'lima limo limang gangsal five': 5,
  'enam anam enem nem nenem six': 6,
  'tujuh tujuah pitu pitung seven': 7,
  'delapan lapan salapan wolu wolung eight': 8,
  'sembilan sambilan songo sanga sangang nine': 9,
  'sepuluh sapuluah sepuloh sedasa sedoso ten': 10,
  'sebelas sabaleh sewelas eleven': 11,
  'rolas twelve': 12,
  'telulas thirteen': 13,
  'patbelas fourteen': 14,
  'limolas limalas fifteen': 15,
  'nembelas sixteen': 16,
  'pitulas seventeen': 17,
  'wolulas eighteen': 18,
  'songolas sangalas nineteen': 19,
  'rongpuluh twenty': 20,
  'selawe selangkung': 25,
  'telungpuluh thirty': 30,
  'patangpuluh forty': 40,
  'seket fifty': 50,
  'sewidak suwidak sixty': 60,
  'pitungpuluh seventy': 70,
  'wolungpuluh eighty': 80,
  'sangangpuluh ninety': 90,
})

// Written together: duabelas, limapuluh, duaratus.
for (const [digit, name] of ['dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'].entries()) {
  small.set(`${name}belas`, digit + 12)
  small.set(`${name}puluh`, (digit + 2) * 10)
  singleHundreds.set(`${name}ratus`, (digit + 2) * 100)
}
