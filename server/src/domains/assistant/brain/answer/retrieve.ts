import type { Sentence, SentenceKind, ShopIndex } from '../knowledge/indexed-shop.ts'
import { termOf } from '../knowledge/sentences.ts'
import type { Request } from '../understand/request.ts'
import { smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { lineWithout } from '../understand/intent-features.ts'
import { askedTopics } from '../words/topics.ts'

export interface Found {
  sentence: Sentence
  /** Share of the question that it speaks of, about 0–1.3. */
  score: number
  /** Topics that it shares with the question. */
  topics: string[]
  /** Words, not topics, that it shares. */
  words: number
}

/** The parts of a request that retrieval looks at. */
export type Question = Pick<Request, 'reading' | 'explained' | 'details' | 'mentions'>

interface Wanted {
  /** Rows whose descriptions count; other products' are left out. */
  rows: readonly number[]
  kinds: readonly SentenceKind[]
  /** Ref of a policy that fits the matter anyhow. */
  favoured?: string
  /** Descriptions of any product count, by their words. */
  anyProduct?: boolean
}

/** The sentences of the shop that speak of a question, best first; empty when nothing in the files does. */
export function retrieve(index: ShopIndex, request: Question, { rows, kinds, favoured, anyProduct }: Wanted): Found[] {
  const { sentences } = index
  const goods = goodsTerms(index, request)
  const asked = questionTerms(request)
  // "Jati belanda itu apa?": with nothing said but the name, the shop's question about it may be meant.
  const isAboutName = asked.size === 0 && / apa /.test(request.reading.line)
  const terms = isAboutName ? new Set(goods) : asked
  const allowed = new Set(kinds)
  const own = new Set(rows.slice(0, mostRows).flatMap((id) => sentences.bySku.get(index.variants[id].sku) ?? []))
  const candidates = new Set<number>(own)
  for (const term of [...terms, ...goods]) for (const id of sentences.general.get(term) ?? []) candidates.add(id)
  if (anyProduct) for (const term of terms) if (!term.startsWith('#')) for (const id of sentences.described.get(term) ?? []) candidates.add(id)
  // A word that no sentence has says that the files may be silent, but half as loud as one that some have.
  const total = [...terms].reduce((sum, term) => sum + weight(index, term) * (sentences.has(term) ? 1 : 0.5), 0) || 1
  const found: Found[] = []
  for (const id of candidates) {
    const sentence = sentences.sentences[id]
    if (!allowed.has(sentence.kind) || (isAboutName && sentence.kind !== 'faq')) continue
    const score = scoreOf(index, sentence, terms, goods) / total
    if (score === 0) continue
    if (sentence.kind === 'faq' && !answersQuestion(sentence, terms, goods)) continue
    const topics = [...terms].filter((term) => term.startsWith('#') && (sentence.terms.has(term) || sentence.asked.has(term)))
    const words = [...terms].filter((term) => !term.startsWith('#') && (sentence.terms.has(term) || sentence.asked.has(term))).length
    found.push({ sentence, topics, words, score: score + (favoured === sentence.ref ? 0.15 : 0) + (own.has(id) ? 0.1 : 0) })
  }
  return found.sort((a, b) => b.score - a.score || a.sentence.id - b.sentence.id)
}

/** Descriptions of more rows than these are not compared: the customer has not chosen yet. */
const mostRows = 60

/** An FAQ counts when its question is touched, or its answer by two words at least: one word in common is chance. */
function answersQuestion({ asked, terms: told }: Sentence, terms: ReadonlySet<string>, goods: readonly string[]): boolean {
  const said = [...terms].filter((term) => !term.startsWith('#'))
  // "Boleh dicicip?": the one word that is asked stands in the answer.
  if (said.length === 1 && told.has(said[0])) return true
  let words = 0
  for (const term of terms) {
    if (asked.has(term)) return true
    if (told.has(term)) words++
  }
  return words + goods.filter((term) => told.has(term)).length >= 2
}

function scoreOf(index: ShopIndex, sentence: Sentence, terms: ReadonlySet<string>, goods: readonly string[]): number {
  let matched = 0
  for (const term of terms) {
    if (sentence.terms.has(term)) matched += weight(index, term)
    else if (sentence.asked.has(term)) matched += 0.9 * weight(index, term)
  }
  if (matched === 0 || sentence.kind === 'product') return matched
  for (const term of goods) if (sentence.terms.has(term) || sentence.asked.has(term)) matched += 0.5 * weight(index, term)
  return matched
}

/** Content words of the question that no product explains, and the topics it touches. */
export function questionTerms({ reading, explained, details }: Question): Set<string> {
  const terms = new Set<string>()
  reading.words.forEach(({ concept, number, form }, at) => {
    if (number !== null || explained.has(at) || details.taken.has(at) || concept.length < 2) return
    if (smallWords.has(concept) || stopWords.has(concept) || stopWords.has(form)) return
    terms.add(termOf(concept))
  })
  for (const topic of topicsAsked({ reading, explained })) terms.add(topic)
  return terms
}

/** Topics of the question itself, not of the names of goods in it. */
export const topicsAsked = ({ reading, explained }: Pick<Question, 'reading' | 'explained'>): string[] => askedTopics(lineWithout(reading, explained))

/** The words that name the goods: as said, else as the names of what is spoken of. */
function goodsTerms({ variants }: ShopIndex, { reading, explained, mentions }: Question): string[] {
  const said = [...explained].flatMap((at) => (reading.words[at].number === null ? [reading.words[at].concept] : []))
  if (said.length > 0) return [...new Set(said.map(termOf))]
  const products = new Set(mentions.flatMap((mention) => mention.rows.map((id) => variants[id].productId)))
  return products.size > 3 ? [] : [...new Set(mentions.flatMap((mention) => mention.rows.flatMap((id) => [...variants[id].nameWords, ...variants[id].labelWords])))]
}

const weight = ({ sentences }: ShopIndex, term: string): number => sentences.rarity(term) * (term.startsWith('#') ? 1.3 : 1)
