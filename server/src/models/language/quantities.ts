import { readNumber, wordValue, type ReadNumber } from './number-words.ts'
import { longestMessage, tokenise, type Span, type Token } from './tokenise.ts'
import { singleUnitOf, unitOf, type Dimension, type Unit } from './units.ts'

type Meaning =
  | { type: 'money'; rupiah: number }
  /** `2 lusin` is 24 pcs; `3 box` is 3 box. */
  | { type: 'count'; value: number; unit: string }
  /** `isi 10`: a pack that holds ten. */
  | { type: 'contents'; value: number }
  | { type: 'ordinal'; value: number }
  /** In base units: cm, g, ml, minutes. `label` as in `LD 110`, `tinggi 75 cm`. */
  | { type: 'measure'; dimension: Dimension; value: number; unit: string; label: string | null }
  /** `120x80`, in centimetres when a unit was written; `unit` null when none was (`2x3` may mean metres). */
  | { type: 'dimensions'; values: number[]; unit: 'cm' | null }
  /** `XL`, `ukuran 38`, `no 38`. */
  | { type: 'size'; size: string; label: string | null }
  | { type: 'percent'; value: number }
  /** Everything else: `dua`, `12`, `182000`. Whether it is money or pieces only the conversation can tell. */
  | { type: 'number'; value: number }

export type Quantity = Span & { text: string } & Meaning

/**
 * The quantities in a message, in order, without overlap, with offsets into `text`.
 *
 * Money needs a sign (`Rp`), a scale (`15rb`, `seratus ribu`) or thousands marks (`150.000`). Digits that are parts of
 * codes (`LMP-01`), phone numbers (leading 0, or ten digits and more) and stretches in `taken` (dates found before,
 * see `findDates`) are left out. Only the first `longestMessage` characters are read.
 */
export function findQuantities(text: string, taken: readonly Span[] = []): Quantity[] {
  const tokens = tokenise(text.slice(0, longestMessage))
  const found: Quantity[] = []
  let index = 0
  let nextTaken = 0
  while (index < tokens.length) {
    while (nextTaken < taken.length && taken[nextTaken].end <= tokens[index].start) nextTaken++
    if (nextTaken < taken.length && taken[nextTaken].start < tokens[index].end) {
      index++
      continue
    }
    const read = readQuantity(tokens, index)
    if (read) {
      const { start } = tokens[index]
      const { end } = tokens[read.next - 1]
      found.push({ start, end, text: text.slice(start, end), ...read.meaning })
    }
    index = read?.next ?? endOfOther(tokens, index)
  }
  return found
}

/**
 * The rupiah amount that the whole text is (`Rp 85.000,-`, `1,5jt`, `182000`), a whole number; `null` when it is
 * something else or not certain (`ceban`, `85.50`).
 */
export function parseRupiah(text: string): number | null {
  const [quantity, ...rest] = findQuantities(text)
  if (!quantity || rest.length > 0 || slangMoney.has(quantity.text.toLowerCase()) || quantity.start !== text.search(/\S/) || quantity.end < text.trimEnd().length) return null
  const value = quantity.type === 'money' ? quantity.rupiah : quantity.type === 'number' && /^\d/.test(quantity.text) ? quantity.value : null
  return value !== null && Number.isSafeInteger(value) ? value : null
}

interface Reading {
  meaning: Meaning
  next: number
}
type Reader = (tokens: readonly Token[], from: number) => Reading | undefined

const readQuantity: Reader = (tokens, from) => {
  if (tokens[from].kind !== 'word' && tokens[from].kind !== 'number') return undefined
  for (const reader of readers) {
    const reading = reader(tokens, from)
    if (reading) return reading
  }
  return undefined
}

const readSignedMoney: Reader = (tokens, from) => {
  if (!moneySigns.has(tokens[from].form)) return undefined
  const dot = tokens[from + 1]?.form === '.' || tokens[from + 1]?.form === ':' ? 1 : 0
  const number = readNumber(tokens, from + 1 + dot)
  if (!number?.digits) return undefined
  return { meaning: { type: 'money', rupiah: number.value }, next: afterMoney(tokens, number.next) }
}

const readSlangMoney: Reader = (tokens, from) => {
  const rupiah = slangMoney.get(tokens[from].form)
  return rupiah === undefined ? undefined : { meaning: { type: 'money', rupiah }, next: from + 1 }
}

const readContents: Reader = (tokens, from) => {
  if (tokens[from].form !== 'isi' && tokens[from].form !== 'isinya') return undefined
  const colon = tokens[from + 1]?.form === ':' ? 1 : 0
  const number = readNumber(tokens, from + 1 + colon)
  if (!number || number.scaled || !Number.isInteger(number.value)) return undefined
  const unit = unitAt(tokens, number.next)
  if (unit?.kind === 'measure') return undefined
  const value = number.value * (unit?.pieces ?? 1)
  return { meaning: { type: 'contents', value }, next: number.next + (unit ? 1 : 0) }
}

const readOrdinal: Reader = (tokens, from) => {
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

/** `LD 110`, `lingkar dada 110 cm`, `tinggi 75`, `bb 62`. */
const readLabelledMeasure: Reader = (tokens, from) => {
  const pair = `${tokens[from].form} ${tokens[from + 1]?.form ?? ''}`
  const double = labels.get(pair)
  const label = double ?? labels.get(tokens[from].form)
  if (!label) return undefined
  let at = from + (double ? 2 : 1)
  if (tokens[at]?.form === ':' || tokens[at]?.form === '.' || tokens[at]?.form === 'nya') at++
  const number = readNumber(tokens, at)
  if (!number?.digits || number.scaled || number.value > 10_000) return undefined
  const unit = unitAt(tokens, number.next)
  const [factor, name] = unit?.kind === 'measure' && unit.dimension === label.dimension ? [unit.factor, unit.unit] : [label.factor, label.unit]
  if (unit && name !== (unit.kind === 'measure' ? unit.unit : '')) return undefined
  const meaning: Meaning = { type: 'measure', dimension: label.dimension, value: tidy(number.value * factor), unit: name, label: label.name }
  return { meaning, next: number.next + (unit ? 1 : 0) }
}

const readSize: Reader = (tokens, from) => {
  const { form } = tokens[from]
  if (sizeLabels.has(form)) {
    let at = from + 1
    if (tokens[at]?.form === ':' || tokens[at]?.form === '.') at++
    const letter = letterSize(tokens, at, true)
    if (letter) return { meaning: { type: 'size', size: letter.size, label: form }, next: letter.next }
    const digits = tokens[at]?.kind === 'number' && /^[1-9]\d{0,2}$/.test(tokens[at].form)
    if (!digits || unitAt(tokens, at + 1) || readDimensions(tokens, at) || readNumber(tokens, at)?.next !== at + 1) return undefined
    return { meaning: { type: 'size', size: tokens[at].form, label: form }, next: at + 1 }
  }
  const letter = letterSize(tokens, from, false)
  return letter ? { meaning: { type: 'size', size: letter.size, label: null }, next: letter.next } : undefined
}

/** One-letter sizes need a label, a capital letter, or a neighbour in a list (`m/l`): `s`, `m` and `l` are also words. */
const letterSize = (tokens: readonly Token[], at: number, labelled: boolean): { size: string; next: number } | undefined => {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token?.kind === 'number' && next?.form === 'xl' && next.start === token.end && /^[2-9]$/.test(token.form)) {
    return { size: `${token.form}XL`, next: at + 2 }
  }
  if (token?.kind !== 'word') return undefined
  if (/^(?:all|one)$/.test(token.form) && next?.form === 'size') return { size: 'ALL SIZE', next: at + 2 }
  if (/^(?:allsize|onesize)$/.test(token.form)) return { size: 'ALL SIZE', next: at + 1 }
  // A run of x is lengthening to the tokeniser (xxxl → xl), so sizes are read from what was written.
  const written = token.text.toLowerCase()
  if (/^(?:xs|x{1,5}l)$/.test(written)) return { size: written.toUpperCase(), next: at + 1 }
  if (!/^[sml]$/.test(written)) return undefined
  const listed = (offset: number) => tokens[at + offset]?.form === '/' && /^(?:s|m|l|x{1,5}l)$/i.test(tokens[at + 2 * offset]?.text ?? '')
  const glued = tokens[at - 1]?.kind === 'number' && tokens[at - 1].end === token.start
  return labelled || listed(1) || listed(-1) || (token.text !== written && !glued) ? { size: written.toUpperCase(), next: at + 1 } : undefined
}

const readDimensions: Reader = (tokens, from) => {
  const values: number[] = []
  let next = from
  while (values.length < 4 && tokens[next]?.kind === 'number') {
    const side = readNumber(tokens, next)
    if (!side || side.scaled || side.next !== next + 1) break
    values.push(side.value)
    next = side.next
    const unit = unitAt(tokens, next)
    const after = unit?.kind === 'measure' && unit.dimension === 'length' ? next + 1 : next
    if (!/^[x×*]$/.test(tokens[after]?.form ?? '') || tokens[after + 1]?.kind !== 'number') break
    next = after + 1
  }
  if (values.length < 2) return undefined
  const unit = unitAt(tokens, next)
  if (unit?.kind !== 'measure' || unit.dimension !== 'length') return { meaning: { type: 'dimensions', values, unit: null }, next }
  return { meaning: { type: 'dimensions', values: values.map((value) => tidy(value * unit.factor)), unit: 'cm' }, next: next + 1 }
}

/** `selusin`, `setengah kilo`, `seperempat kg`. */
const readSingleUnit: Reader = (tokens, from) => {
  const single = singleUnitOf(tokens[from].form)
  if (single) return withHalf(tokens, 1, single, from + 1)
  const part = parts.get(tokens[from].form)
  const unit = part === undefined ? undefined : unitAt(tokens, from + 1)
  return part !== undefined && unit ? counted(part, unit, from + 2) : undefined
}

const readPlain: Reader = (tokens, from) => {
  if (isGlued(tokens, from)) return undefined
  const number = readNumber(tokens, from)
  if (!number || isPhone(tokens, from)) return undefined
  const { next } = number
  if (/^(?:%|persen|prosen|percent|pct)$/.test(tokens[next]?.form ?? '')) return { meaning: { type: 'percent', value: number.value }, next: next + 1 }
  const half = tokens[next]?.form === 'setengah' ? unitAt(tokens, next + 1) : undefined
  if (half && !number.scaled) return counted(number.value + 0.5, half, next + 2)
  const unit = unitAt(tokens, next)
  if (unit && (!number.scaled || wordScales.has(tokens[next - 1].form))) return withHalf(tokens, number.value, unit, next + 1)
  if (number.scaled || (number.grouped && number.value >= 1000)) return { meaning: { type: 'money', rupiah: number.value }, next: afterMoney(tokens, next) }
  return rangeStart(tokens, number) ?? plainNumber(tokens, from, number)
}

/** In `15-20rb` and `2-3 lusin` the first number shares the scale or unit of the second. */
const rangeStart = (tokens: readonly Token[], number: ReadNumber): Reading | undefined => {
  if (!number.digits || !rangeMarks.has(tokens[number.next]?.form ?? '')) return undefined
  const at = tokens[number.next + 1]?.form === '/' ? number.next + 3 : number.next + 1
  if (tokens[at]?.kind !== 'number') return undefined
  const other = readNumber(tokens, at)
  if (!other || other.value <= number.value) return undefined
  const shown = tokens[at].form.replace(',', '.')
  const scale = other.scaled ? other.value / Number(shown) : 1
  if (scale > 1 && number.value < Number(shown)) return { meaning: { type: 'money', rupiah: number.value * scale }, next: number.next }
  const unit = other.scaled ? undefined : unitAt(tokens, other.next)
  return unit ? counted(number.value, unit, number.next) : undefined
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

const counted = (value: number, unit: Unit, next: number): Reading => {
  if (unit.kind === 'count') return { meaning: { type: 'count', value: tidy(value * unit.pieces), unit: unit.unit }, next }
  const { dimension, factor } = unit
  return { meaning: { type: 'measure', dimension, value: tidy(value * factor), unit: unit.unit, label: null }, next }
}

/**
 * One-letter units must touch their number: `5 g` may be "5, gak", `2 L` two of size L. Small `m` may stand apart, and
 * so may `g` after fifty and more and small `l` after a decimal.
 */
const unitAt = (tokens: readonly Token[], index: number): Unit | undefined => {
  const token = tokens[index]
  if (token?.kind !== 'word') return undefined
  if (token.text.length === 1) {
    const touches = tokens[index - 1]?.end === token.start
    if (!touches && token.text !== 'm' && !isPlainMeasure(token, tokens[index - 1])) return undefined
    if (token.form === 'x' && tokens[index + 1]?.kind === 'number') return undefined
  }
  return unitOf(token.form)
}

const isPlainMeasure = (unit: Token, number: Token | undefined): boolean =>
  number?.kind === 'number' && ((unit.text === 'g' && /^(?:[5-9]\d|[1-9]\d{2,4})$/.test(number.form)) || (unit.text === 'l' && /[.,]/.test(number.form)))

/** `,-` and `.-` after an amount belong to it. */
const afterMoney = (tokens: readonly Token[], next: number): number =>
  /^[,.]$/.test(tokens[next]?.form ?? '') && /^[-–]$/.test(tokens[next + 1]?.form ?? '') ? next + 2 : next

/** Digits that touch letters before them, with or without a hyphen, belong to a code. */
const isGlued = (tokens: readonly Token[], from: number): boolean => {
  const before = tokens[from - 1]
  if (tokens[from].kind !== 'number' || before?.end !== tokens[from].start) return false
  const hyphen = before.form === '-' || before.form === '_'
  return before.kind === 'word' || (hyphen && tokens[from - 2]?.kind === 'word' && tokens[from - 2].end === before.start)
}

const isPhone = (tokens: readonly Token[], from: number): boolean => {
  const { form, start } = tokens[from]
  const plus = tokens[from - 1]?.form === '+' && tokens[from - 1].end === start
  return plus ? /^\d{2}/.test(form) : /^0\d{2}/.test(form) || /^\d{10}/.test(form)
}

/** Past a token that starts no quantity; a phone number written in groups goes as a whole. */
const endOfOther = (tokens: readonly Token[], from: number): number => {
  if (!isPhone(tokens, from)) return from + 1
  let next = from + 1
  for (let groups = 0; groups < 4; groups++) {
    const at = tokens[next]?.form === '-' ? next + 1 : next
    if (!/^\d{3,5}$/.test(tokens[at]?.form ?? '')) break
    next = at + 1
  }
  return next
}

const tidy = (value: number): number => Math.round(value * 1e6) / 1e6

const readers: Reader[] = [readSignedMoney, readSlangMoney, readContents, readOrdinal, readLabelledMeasure, readSize, readDimensions, readSingleUnit, readPlain]

const moneySigns = new Set(['rp', 'idr', 'rupiah'])
// cepek and gopek are left out: 100 and 500 by the word, 100.000 and 500.000 as often as not.
const slangMoney = new Map([['ceban', 10_000], ['goceng', 5000], ['gocap', 50_000], ['noban', 20_000], ['cenggo', 1500]])
const wordScales = new Set(['ribu', 'seribu', 'juta', 'sejuta', 'thousand', 'sewu', 'ewu'])
const parts = new Map([['setengah', 0.5], ['stengah', 0.5], ['separo', 0.5], ['half', 0.5], ['seperempat', 0.25], ['seprapat', 0.25], ['sepertiga', 1 / 3]])
const rangeMarks = new Set(['-', '–', 's', 'sd', 'sampai', 'sampe', 'hingga', 'to'])
const combining = new Set('rong telung patang limang nem pitung wolung sangang kalih'.split(' '))
const ordinals = new Map([['pertama', 1], ['first', 1], ['second', 2], ['third', 3], ['kapisan', 1], ['kapindho', 2]])
const sizeLabels = new Set('ukuran ukurn ukrn uk size sz sizenya nomor nomer nmr no'.split(' '))

interface Label {
  name: string
  dimension: Dimension
  factor: number
  unit: string
}
const inCentimetres = (name: string): Label => ({ name, dimension: 'length', factor: 1, unit: 'cm' })
const labels = new Map<string, Label>([
  ...Object.entries({
    'lingkar dada': 'ld lingkar_dada',
    'lingkar pinggang': 'lp lingkar_pinggang',
    'lingkar pinggul': 'lingkar_pinggul',
    'panjang baju': 'pb panjang_baju',
    'panjang lengan': 'panjang_lengan',
    'tinggi badan': 'tb tinggi_badan',
    panjang: 'panjang pjg pnjg panjangnya',
    lebar: 'lebar lebarnya',
    tinggi: 'tinggi tingginya',
    tebal: 'tebal tebalnya',
    diameter: 'diameter diameternya',
  }).flatMap(([name, words]) => words.split(' ').map((word): [string, Label] => [word.replace('_', ' '), inCentimetres(name)])),
  ...['bb', 'berat badan'].map((word): [string, Label] => [word, { name: 'berat badan', dimension: 'mass', factor: 1000, unit: 'kg' }]),
])
