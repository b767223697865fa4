import type { Source } from '../answer/draft.ts'
import { monthsIn, numbersIn, percentsIn, sumsIn } from './figures.ts'
import { promisesIn } from './promises.ts'

interface Grounds {
  sources: readonly Source[]
  /** Amounts, counts and hours computed from the sources, or repeated on purpose (a budget, an hour asked about). */
  derived: readonly number[]
  /** The customer's own messages: small numbers may be repeated from them, never prices, shares or stock. */
  said: readonly string[]
}

interface CheckResult {
  ok: boolean
  /** What the grounds do not hold, as found. */
  ungrounded: string[]
}

/** Longer replies are refused: nobody reads them in a chat, and no template makes one. */
const longestReply = 3_000

/**
 * Refuses a reply that holds an amount, share, stock, date, number, promise or link which its sources and the sums
 * computed from them do not hold. It judges the text alone, whoever wrote it: templates or a language model.
 * Linear in the length of the texts.
 */
export function checkReply(reply: string, { sources, derived, said }: Grounds): CheckResult {
  if (reply.length > longestReply) return { ok: false, ungrounded: ['length'] }
  const texts = sources.map((source) => `${source.ref} ${source.text}`)
  const known = new Set([...derived.map(String), ...texts.flatMap(numbersIn)])
  const heard = new Set(said.flatMap(numbersIn))
  const sourceText = texts.join('\n').toLowerCase()
  const ungrounded = [
    ...sumsIn(reply).filter((sum) => !known.has(sum)),
    ...percentsIn(reply).filter((percent) => !texts.some((text) => percentsIn(text).includes(percent))),
    ...numbersIn(reply).filter((number) => !known.has(number) && !heard.has(number) && number !== '1'),
    ...monthsIn(reply).filter((month) => !texts.some((text) => monthsIn(text).includes(month))),
    ...promisesIn(reply, sourceText),
    ...(reply.match(/https?:\/\/\S+|www\.\S+/gi) ?? []).filter((link) => !sourceText.includes(link.toLowerCase())),
  ]
  return { ok: ungrounded.length === 0, ungrounded: [...new Set(ungrounded)] }
}
