import { readNumber, type ReadNumber } from '../number-words.ts'
import type { Token } from '../tokenise.ts'
import { unitAt, type Reader } from './meaning.ts'
import { rangeStart } from './ranges.ts'

export const readSignedMoney: Reader = (tokens, from) => {
  if (!moneySigns.has(tokens[from].form)) return undefined
  const dot = tokens[from + 1]?.form === '.' || tokens[from + 1]?.form === ':' ? 1 : 0
  const number = readSpaced(tokens, from + 1 + dot) ?? readNumber(tokens, from + 1 + dot)
  if (!number?.digits) return undefined
  const range = rangeStart(tokens, number)
  if (range?.meaning.type === 'money') return range
  return { meaning: { type: 'money', rupiah: number.value }, next: afterMoney(tokens, number.next) }
}

/** `15 000`, `1 500 000`: thousands apart, which only a sign of money makes certain. */
const readSpaced = (tokens: readonly Token[], from: number): ReadNumber | undefined => {
  if (!/^[1-9]\d{0,2}$/.test(tokens[from]?.form ?? '')) return undefined
  let next = from + 1
  while (tokens[next]?.kind === 'number' && tokens[next].start === tokens[next - 1].end + 1 && /^\d{3}$/.test(tokens[next].form)) next++
  if (next === from + 1 || unitAt(tokens, next)) return undefined
  const value = Number(tokens.slice(from, next).map((token) => token.form).join(''))
  return Number.isSafeInteger(value) ? { value, next, digits: true, grouped: true, scaled: false } : undefined
}

export const readSlangMoney: Reader = (tokens, from) => {
  const rupiah = slangMoney.get(tokens[from].form)
  return rupiah === undefined ? undefined : { meaning: { type: 'money', rupiah }, next: from + 1 }
}

/** `,-` and `.-` after an amount belong to it. */
export const afterMoney = (tokens: readonly Token[], next: number): number =>
  /^[,.]$/.test(tokens[next]?.form ?? '') && /^[-–]$/.test(tokens[next + 1]?.form ?? '') ? next + 2 : next

export const moneySigns = new Set(['rp', 'idr', 'rupiah'])

// cepek and gopek are left out: 100 and 500 by the word, 100.000 and 500.000 as often as not.
export const slangMoney = new Map([['ceban', 10_000], ['goceng', 5000], ['gocap', 50_000], ['noban', 20_000], ['cenggo', 1500]])
