import type { Dimension } from '../units.ts'
import { readNumber } from '../number-words.ts'
import type { Token } from '../tokenise.ts'
import { unitAt, tidy, type Meaning, type Reader } from './meaning.ts'

/** `LD 110`, `lingkar dada 110 cm`, `tinggi 75`, `bb 62`. */
export const readLabelledMeasure: Reader = (tokens, from) => {
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

export const readSize: Reader = (tokens, from) => {
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

export const readDimensions: Reader = (tokens, from) => {
  const values: number[] = []
  let next = from
  while (values.length < 4 && tokens[next]?.kind === 'number') {
    const side = readNumber(tokens, next)
    if (!side || side.scaled || side.value > longestSide || side.next !== next + 1) break
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

/** `2*15000` is a sum, not a board: no side is written with more. */
const longestSide = 10_000

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
