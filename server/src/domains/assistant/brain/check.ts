import { amountsIn } from './knowledge/amounts.ts'
import type { Source } from './answer/draft.ts'

export interface Grounds {
  sources: readonly Source[]
  /** Amounts computed from the sources. */
  derived: readonly number[]
  /** The customer's own messages. */
  said: readonly string[]
}

export interface CheckResult {
  ok: boolean
  /** What the grounds do not hold, as written. */
  ungrounded: string[]
}

/**
 * Refuses a reply that holds an amount, percentage, date or other number which neither its sources, nor sums computed
 * from them, nor the customer's messages hold. It judges the text alone, whoever wrote it: templates or a language
 * model.
 */
export function checkReply(reply: string, { sources, derived, said }: Grounds): CheckResult {
  const known = new Set(derived.map(String))
  for (const text of [...sources.map((source) => `${source.ref} ${source.text}`), ...said]) for (const number of numbersIn(text)) known.add(number)
  const ungrounded = numbersIn(reply).filter((number) => !known.has(number) && !isCount(number))
  return { ok: ungrounded.length === 0, ungrounded }
}

const isCount = (number: string): boolean => number === '1'

/** The numbers of a text as plain digits: `Rp45.000`, `45rb` and `45 ribu` are 45000. */
export function numbersIn(text: string): string[] {
  const amounts = amountsIn(text).map(({ amount }) => String(amount))
  const digits = text.match(/\d{1,3}(?:\.\d{3})+(?!\d)|\d+/g) ?? []
  return [...new Set([...amounts, ...digits.map((run) => String(Number(run.replaceAll('.', ''))))])]
}
