import type { Token } from '../tokenise.ts'
import { unitOf, type Dimension, type Unit } from '../units.ts'

export type Meaning =
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

export interface Reading {
  meaning: Meaning
  next: number
}
export type Reader = (tokens: readonly Token[], from: number) => Reading | undefined

/**
 * One-letter units must touch their number: `5 g` may be "5, gak", `2 L` two of size L. Small `m` may stand apart, and
 * so may `g` after fifty and more and litres after a decimal.
 */
export const unitAt = (tokens: readonly Token[], index: number): Unit | undefined => {
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
  number?.kind === 'number' && ((unit.text === 'g' && /^(?:[5-9]\d|[1-9]\d{2,4})$/.test(number.form)) || (unit.form === 'l' && /[.,]/.test(number.form)))

/** `%` and its words. */
export const percentAfter = (tokens: readonly Token[], at: number): boolean => /^(?:%|persen|prosen|percent|pct)$/.test(tokens[at]?.form ?? '')

export const counted = (value: number, unit: Unit, next: number): Reading => {
  if (unit.kind === 'count') return { meaning: { type: 'count', value: tidy(value * unit.pieces), unit: unit.unit }, next }
  const { dimension, factor } = unit
  return { meaning: { type: 'measure', dimension, value: tidy(value * factor), unit: unit.unit, label: null }, next }
}

export const tidy = (value: number): number => Math.round(value * 1e6) / 1e6
