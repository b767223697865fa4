import { cuesIn } from '../words/cues.ts'
import { findPlaces } from './places.ts'
import type { Reading } from './reading.ts'

/** A message as the intent classifier sees it. */
interface IntentInput {
  text: string
  features: string[]
}

/**
 * The message in canonical words with amounts, numbers and places as slots and goods (where the shop's catalogue
 * explains them) as `barang`, then as written; features are the signs of `cues.ts` and what the shop knows of it.
 */
export function intentInput(reading: Reading, goods: ReadonlySet<number> = noGoods, known: readonly string[] = []): IntentInput {
  const slots = slotsOf(reading, goods)
  const line = ` ${slots.join(' ')} `
  const features = [...cuesIn(lineWithout(reading, goods)).map((cue) => `cue:${cue}`), ...known]
  const { words, marks, text } = reading
  if (marks.includes('?')) features.push('mark:?')
  if (text.includes('!!')) features.push('mark:!!')
  if (words.length <= 2) features.push('short')
  if (words.length > 25) features.push('long')
  features.push(`first:${slots[0] ?? ''}`, `last:${slots.at(-1) ?? ''}`)
  return { text: `${line.trim()} | ${text.slice(0, 400)}`, features }
}

/** The canonical line without the words of goods: a shop's "Hampers Agung" is no sign that somebody wants advice. */
export const lineWithout = ({ words }: Reading, goods: ReadonlySet<number>): string =>
  ` ${words.map((word, i) => (goods.has(i) && word.number === null ? '·' : word.concept)).join(' ')} `

function slotsOf({ words }: Reading, goods: ReadonlySet<number>): string[] {
  const places = new Set<number>()
  for (const { start, end } of findPlaces(words.map((word) => word.form))) for (let i = start; i < end; i++) places.add(i)
  const slots: string[] = []
  const push = (slot: string) => {
    if (slots.at(-1) !== slot) slots.push(slot)
  }
  words.forEach((word, i) => {
    const { quantity } = word
    if (goods.has(i)) push('barang')
    else if (quantity?.type === 'money') push('uang')
    else if (quantity?.type === 'percent') push('persen')
    else if (word.number !== null) push('angka')
    else if (places.has(i)) push('tempat')
    else slots.push(word.concept)
  })
  return slots
}

const noGoods: ReadonlySet<number> = new Set()
