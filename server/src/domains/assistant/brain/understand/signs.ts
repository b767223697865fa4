import { retrieve, type Question } from '../answer/retrieve.ts'
import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { KnownOrder } from '../knowledge/knowledge.ts'
import { termOf } from '../knowledge/sentences.ts'
import { generalWords, smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import type { Mention } from './mentions.ts'
import { foldWords } from './places.ts'
import type { Count } from './quantities-of.ts'
import type { Reading, Word } from './reading.ts'
import type { DialogueState } from './request.ts'

/** How well a sentence of the goods' own text or of an answer speaks of the question. */
export const toldOf = (index: ShopIndex, whole: Question): number => {
  const { reading } = whole
  // "Bisa dilepas ga? tangganya sempit": the clause that asks, without the reason.
  const asking = new Set(reading.marks.flatMap((mark, clause) => (mark === '?' ? [clause] : [])))
  const isPart = asking.size > 0 && reading.words.some(({ clause }) => !asking.has(clause))
  const kept = reading.words.flatMap((word, at) => (isPart && !asking.has(word.clause) ? [] : [{ word, at }]))
  const moved = (set: ReadonlySet<number>) => new Set(kept.flatMap(({ at }, i) => (set.has(at) ? [i] : [])))
  const words = kept.map(({ word }) => word)
  const question: Question = { ...whole, reading: { ...reading, words, line: ` ${words.map(({ concept }) => concept).join(' ')} ` }, explained: moved(whole.explained), details: { ...whole.details, taken: moved(whole.details.taken) } }
  return retrieve(index, question, { rows: question.mentions.flatMap(({ rows }) => rows), kinds: ['product', 'faq'] }).find(({ words: shared }) => shared > 0)?.score ?? 0
}

/** Whether a short message answers a price with a number that is a little less, in its scale. */
export const isBid = ({ variants }: ShopIndex, { words }: Reading, { intent, focus }: DialogueState): boolean => {
  const numbers = words.flatMap(({ number }) => (number === null ? [] : [number]))
  const price = focus.length > 0 ? (variants[focus[0].rows[0]].price ?? 0) : 0
  if (intent !== 'price' || words.length > 5 || numbers.length !== 1) return false
  return [1_000, 1_000_000].some((scale) => numbers[0] * scale >= price * 0.6 && numbers[0] * scale < price)
}

/** Whether a message names somebody who bought here and is not its sender. */
export const namesCustomer = ({ knowledge, byName }: ShopIndex, { words }: Reading, own: readonly KnownOrder[]): boolean => {
  const senders = new Set(own.flatMap(({ customerName }) => foldWords(customerName)))
  const others = new Set(knowledge.orders.flatMap(({ customerName }) => foldWords(customerName)))
  return words.some(({ form, concept }) => form.length > 3 && others.has(form) && !senders.has(form) && !generalWords.has(concept) && !byName.has(concept))
}

/** Whether a description of the goods named has all that is said beside their names, and something is. */
export const isDescribed = (index: ShopIndex, reading: Reading, explained: ReadonlySet<number>, mentions: readonly Mention[]): boolean => {
  const rest = reading.words.filter(({ concept, number, form }, at) => number === null && !explained.has(at) && concept.length > 2 && !smallWords.has(concept) && !stopWords.has(concept) && !stopWords.has(form))
  if (rest.length === 0) return false
  return mentions.some(({ rows }) => rows.slice(0, mostDescribed).some((id) => rest.every(({ concept }) => index.variants[id].descriptionWords.has(concept))))
}
const mostDescribed = 20

/** "Ukuran nakas?" asks; "nakas ukuran 40" and "kaos ukuran L" tell which. */
export const asksProperty = (line: string): boolean => / (?:ukuran|isi) (?!(?:\S+ )?\d|besar |kecil |sedang |jumbo |[smlx]{1,4} )/.test(line)

/** Words beside goods that ask nothing: `yang`, `sama`, `kak`, units. */
export const isFiller = ({ concept }: Word): boolean => fillers.has(concept)
const fillers = new Set('yang sama dan kak bu pak mbak mas min sis bang gan om ini itu ya kg gram cm meter ukuran isi nomor halo permisi kalau juga buah kotak satu the a'.split(' '))

/** The share of words that are said somewhere in the shop's files beside words of talk. */
export const shareKnown = (index: ShopIndex, { words }: Reading): number => {
  const content = words.filter(({ concept, number, form }) => number === null && !smallWords.has(concept) && !stopWords.has(concept) && !stopWords.has(form))
  return content.length === 0 ? 1 : content.filter(({ concept }) => index.words.has(concept) || index.sentences.has(termOf(concept))).length / content.length
}

/** Whether so many of one thing are wanted that a wholesale step counts. */
export const reachesWholesale = ({ terms, variants }: ShopIndex, mentions: readonly Mention[], counts: readonly Count[]): boolean =>
  terms.wholesale.some((rule) => mentions.some((mention) => mention.rows.some((id) => (rule.scope === null || rule.scope.has(id)) && !rule.except.has(id))) && counts.some(({ value, measure }) => (rule.byAmount ? value * (variants[mentions[0].rows[0]].price ?? 0) : value) >= rule.from && (measure === 'kg' || !rule.byKg)))
