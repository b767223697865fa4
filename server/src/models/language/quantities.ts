import { isPhone, readContents, readOrdinal, readPlain, readSingleUnit } from './quantities/numbers.ts'
import type { Meaning, Reader } from './quantities/meaning.ts'
import { readSignedMoney, readSlangMoney, slangMoney } from './quantities/money.ts'
import { readDimensions, readLabelledMeasure, readSize } from './quantities/sizes.ts'
import { longestMessage, tokenise, type Span, type Token } from './tokenise.ts'

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

const readQuantity: Reader = (tokens, from) => {
  if (tokens[from].kind !== 'word' && tokens[from].kind !== 'number') return undefined
  for (const reader of readers) {
    const reading = reader(tokens, from)
    if (reading) return reading
  }
  return undefined
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

const readers: Reader[] = [readSignedMoney, readSlangMoney, readContents, readOrdinal, readLabelledMeasure, readSize, readDimensions, readSingleUnit, readPlain]
