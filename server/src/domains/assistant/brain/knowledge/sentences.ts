import type { IndexedVariant, Sentence, SentenceIndex, SentenceKind, ShopIndex } from './indexed-shop.ts'
import { stem } from '#models/language/stem'
import { readText, type ShopWords } from '../understand/reading.ts'
import { smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { askedTopics, topicsOf } from '../words/topics.ts'

type Source = Pick<ShopIndex, 'knowledge' | 'variants'> & { ownWords: ShopWords }

export function indexSentences({ knowledge, variants, ownWords }: Source): SentenceIndex {
  const sentences: Sentence[] = []
  const bySku = new Map<string, number[]>()
  const read = new Map<string, ReadonlySet<string>>()
  const add = (kind: SentenceKind, ref: string, text: string, asked: ReadonlySet<string> = nothing) => {
    let terms = read.get(text)
    if (!terms) read.set(text, (terms = termsOf(text, ownWords)))
    sentences.push({ id: sentences.length, kind, ref, text, terms, asked })
    return sentences.length - 1
  }
  for (const row of variants) bySku.set(row.sku, splitSentences(row.description).map((text) => add('product', row.sku, text)))
  const { shop } = knowledge
  for (const { question, answer } of shop.faqs) {
    const asked = questionTermsOf(question, ownWords)
    for (const text of splitSentences(answer)) add('faq', question, text, asked)
  }
  for (const { kind, text } of shop.policies) for (const sentence of splitSentences(text)) add('policy', kind, sentence)
  for (const { method, area, note } of shop.shipping) if (note) add('shipping', `${method}, ${area}`, note)
  for (const method of shop.paymentMethods) add('payment', method, method)
  if (shop.instagram) add('place', 'instagram', `Foto ada di Instagram ${shop.instagram}.`)
  for (const text of splitClauses(shop.mapsHint)) add('place', 'maps_hint', text)

  const general = new Map<string, number[]>()
  const described = new Map<string, number[]>()
  const counts = new Map<string, number>()
  for (const sentence of sentences) {
    for (const term of sentence.asked.size > 0 ? new Set([...sentence.terms, ...sentence.asked]) : sentence.terms) {
      counts.set(term, (counts.get(term) ?? 0) + 1)
      const isProduct = sentence.kind === 'product'
      const postings = isProduct ? described : general
      const ids = postings.get(term)
      if (!ids) postings.set(term, [sentence.id])
      else if (!isProduct || ids.length < mostDescribed) ids.push(sentence.id)
    }
  }
  const count = Math.max(1, sentences.length)
  return {
    sentences,
    general,
    described,
    has: (term) => counts.has(term),
    bySku,
    rarity: (term) => Math.log(1 + count / (1 + (counts.get(term) ?? 0))),
  }
}

/** A word that more descriptions have tells no product from another. */
const mostDescribed = 40

/** Sentences end with a mark and a space; `Rp1.500`, `H-2` and `jam 08.00` stay whole. */
export const splitSentences = (text: string): string[] =>
  text.split(/(?<=[.!?])\s+(?=\S)|\n+/).map((part) => part.trim()).filter(Boolean)

const splitClauses = (text: string): string[] => text.split(/;\s*/).map((part) => part.trim()).filter(Boolean)

/** The content words of a text, and the topics they belong to. */
export function termsOf(text: string, ownWords?: ShopWords): Set<string> {
  const { words, line } = readText(text, ownWords)
  const terms = new Set<string>()
  for (const { concept, number } of words) {
    if (number === null && concept.length > 1 && !smallWords.has(concept) && !stopWords.has(concept)) terms.add(termOf(concept))
  }
  for (const topic of topicsOf(line)) terms.add(topic)
  return terms
}

/** The same of a question of the shop: it also asks about topics. */
function questionTermsOf(text: string, ownWords: ShopWords): Set<string> {
  const terms = termsOf(text, ownWords)
  for (const topic of askedTopics(readText(text, ownWords).line)) terms.add(topic)
  return terms
}

/** The root of a canonical word, so that `digilingin` finds "minta digiling". */
export function termOf(concept: string): string {
  let root = roots.get(concept)
  if (root === undefined) {
    if (roots.size > 50_000) roots.clear()
    roots.set(concept, (root = stem(concept)))
  }
  return root
}
const roots = new Map<string, string>()

const nothing: ReadonlySet<string> = new Set()

export const sentencesOf = (index: SentenceIndex, row: IndexedVariant): Sentence[] =>
  (index.bySku.get(row.sku) ?? []).map((id) => index.sentences[id])
