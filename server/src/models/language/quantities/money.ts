import { readNumber } from '../number-words.ts'
import type { Token } from '../tokenise.ts'
import type { Reader } from './meaning.ts'

export const readSignedMoney: Reader = (tokens, from) => {
  if (!moneySigns.has(tokens[from].form)) return undefined
  const dot = tokens[from + 1]?.form === '.' || tokens[from + 1]?.form === ':' ? 1 : 0
  const number = readNumber(tokens, from + 1 + dot)
  if (!number?.digits) return undefined
  return { meaning: { type: 'money', rupiah: number.value }, next: afterMoney(tokens, number.next) }
}

export const readSlangMoney: Reader = (tokens, from) => {
  const rupiah = slangMoney.get(tokens[from].form)
  return rupiah === undefined ? undefined : { meaning: { type: 'money', rupiah }, next: from + 1 }
}

/** `,-` and `.-` after an amount belong to it. */
export const afterMoney = (tokens: readonly Token[], next: number): number =>
  /^[,.]$/.test(tokens[next]?.form ?? '') && /^[-–]$/.test(tokens[next + 1]?.form ?? '') ? next + 2 : next

const moneySigns = new Set(['rp', 'idr', 'rupiah'])

// cepek and gopek are left out: 100 and 500 by the word, 100.000 and 500.000 as often as not.
export const slangMoney = new Map([['ceban', 10_000], ['goceng', 5000], ['gocap', 50_000], ['noban', 20_000], ['cenggo', 1500]])
