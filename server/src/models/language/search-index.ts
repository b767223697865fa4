import { ModelInputError } from '../input-error.ts'
import { queryFillers } from './lexicon.ts'
import { createPostings, type Postings } from './search/postings.ts'
import { createScorer, type Reading } from './search/score.ts'
import { conceptsAt, createWordKeys, findMeasures, longestQuery,  productWords, queryWords, type QueryWord } from './search/terms.ts'
import { createSpelling, type Spelling } from './spelling.ts'
import { longestMessage } from './tokenise.ts'

export interface SearchableProduct {
  /** Stock keeping unit; what a hit names. */
  sku: string
  name: string
  category?: string
  variant?: string
  description?: string
}

export interface SearchHit {
  sku: string
  /** Grows with the evidence; comparable between the hits of one query only. */
  score: number
  /** Share of what the query asks for that this product has, 0 to 1; low for long sentences, 0.5 and more for short ones. */
  coverage: number
  /** Words of the query, as written, that this product's name, variant, category or SKU has in some form. */
  matched: string[]
}

export interface SearchIndex {
  size: number
  /** Best products for a query, which may be a whole chat sentence; best first, ties in catalogue order; `[]` for none. */
  search(query: string, options?: { limit?: number }): SearchHit[]
  /** Whether some product's name, variant or category has the word: as written, in its normal form, by root or meaning. */
  knows(word: string): boolean
}

const mostProducts = 200_000

/**
 * An in-memory product index of one shop that forgives typing slips, slang, Javanese and synonyms.
 *
 * Every product field gives words; each word is indexed as written, in its normal form, as its root and as its meaning
 * (`synonyms.tsv`), and pairs of neighbours as pairs. Scores are BM25F (Robertson, Zaragoza & Taylor 2004) over the
 * fields; of the readings of one query word only the best counts for a product. A word that no product has is read by
 * spelling correction against the catalogue, as a prefix, or cut in two. Whether a product is known at all is what
 * `coverage` says: of "ada martabak?" in a batik shop no word is found, so there is no hit.
 *
 * Building takes about 0.2 ms a product, a query 0.1 to 1 ms at 10,000 products.
 * @throws ModelInputError above 200,000 products, whose index would take gigabytes.
 */
export function createSearchIndex(products: readonly SearchableProduct[]): SearchIndex {
  if (products.length > mostProducts) throw new ModelInputError('language.too_many_products', `Got ${products.length} products, more than ${mostProducts}`)
  const postings = indexProducts(products)
  const spelling = createSpelling(postings.wordCounts())
  const sortedWords = [...postings.wordCounts().keys()].sort()
  const titleWords = new Set(sortedWords.filter((word) => !queryFillers().has(word) && isInTitle(word, postings)))
  const knowledge: Knowledge = { postings, spelling, sortedWords }
  const score = createScorer(products.length, postings)
  return {
    size: products.length,
    search(query, { limit = 10 } = {}) {
      const text = query.slice(0, longestMessage)
      const measures = findMeasures(text).filter(({ key }) => postings.term(key) !== undefined)
      const words = wantedWords(text, titleWords, postings).filter(({ start }) => !measures.some((measure) => start >= measure.start && start < measure.end))
      const read = words.map((word, at) => ({ weight: kindWeight(word), readings: readWord(words, at, knowledge) }))
      const readMeasures = measures.map(({ key }) => ({ weight: 1, readings: [{ term: postings.term(key) ?? 0, share: 1 }] }))
      return score([...read, ...readMeasures], pairsOf(words, postings), limit).map(({ product, ...hit }) => ({
        sku: products[product].sku,
        ...hit,
        matched: words.filter((_, at) => hasInTitle(read[at].readings, product, postings)).map(({ form }) => form),
      }))
    },
    knows: (word) => queryWords(word, titleWords).some((_, at, all) => knownReadings(all, at, postings).isKnown),
  }
}

const hasInTitle = (readings: readonly Reading[], product: number, postings: Postings): boolean =>
  readings.some(({ term, share }) => share >= 0.5 && postings.isInTitle(term) && postings.strength(term, product) > 0)

/** How much a field says about what a product is. */
const fieldBoosts = { name: 3, variant: 2, category: 1.2, sku: 3, description: 0.35 }

const indexProducts = (products: readonly SearchableProduct[]): Postings => {
  const postings = createPostings(products.length, fieldBoosts)
  const keysOf = createWordKeys()
  for (const [product, { sku, name, category = '', variant = '', description = '' }] of products.entries()) {
    for (const [field, text] of Object.entries({ name, variant, category, description })) {
      const words = productWords(text)
      const isTitle = field === 'name' || field === 'variant'
      for (let i = 0; i < words.length; i++) {
        postings.addWord(product, field, words[i])
        const { normal, root } = keysOf(words[i])
        if (normal !== words[i] && !normal.includes(' ')) postings.addTerm(product, field, normal)
        postings.addTerm(product, field, `=${root}`)
        if (field !== 'description') for (const { id } of conceptsAt(words, i)) postings.addTerm(product, field, `#${id}`)
        if (isTitle && i > 0) postings.addTerm(product, field, `${words[i - 1]} ${words[i]}`)
      }
      if (isTitle) for (const { key } of findMeasures(text)) postings.addTerm(product, field, key)
      postings.endField(product, field, words.length)
    }
    postings.addTerm(product, 'sku', `@${sku.toLowerCase()}`)
    postings.endField(product, 'sku', 1)
  }
  postings.finish()
  return postings
}

/** What a query asks for: SKUs it names, and its words without fillers that no title has, or all when it has nothing else. */
const wantedWords = (text: string, titleWords: ReadonlySet<string>, postings: Postings): QueryWord[] => {
  const words = queryWords(text, titleWords)
  const content = words.filter((word) => !word.isFiller)
  const telling = words.filter((word) => !word.isFiller || isInTitle(word.form, postings))
  return [...namedSkus(text, postings), ...(content.some((word) => !word.isNumber) ? telling : words)]
}

const namedSkus = (text: string, postings: Postings): QueryWord[] =>
  text
    .toLowerCase()
    .split(/[\s,;?!()]+/, longestQuery)
    .filter((chunk) => /\d/.test(chunk) && postings.term(`@${chunk}`) !== undefined)
    .map((chunk) => ({ form: chunk, normal: chunk, start: -1, isFiller: false, isNumber: false }))

const isInTitle = (word: string, postings: Postings): boolean => {
  const term = postings.term(word)
  return term !== undefined && postings.isInTitle(term)
}

interface Knowledge {
  postings: Postings
  spelling: Spelling
  sortedWords: readonly string[]
}

const readWord = (words: readonly QueryWord[], at: number, { postings, spelling, sortedWords }: Knowledge): Reading[] => {
  const { readings, isKnown, add } = knownReadings(words, at, postings)
  const { form, normal, isNumber } = words[at]
  if (!isKnown && !isNumber) addGuesses(form, normal, spelling, sortedWords, add)
  return readings
}

type AddReading = (key: string, share: number) => void

const knownReadings = (words: readonly QueryWord[], at: number, postings: Postings): { readings: Reading[]; isKnown: boolean; add: AddReading } => {
  const { form, normal } = words[at]
  const readings: Reading[] = []
  let isKnown = false
  const add: AddReading = (key, share) => {
    const term = postings.term(key)
    if (term !== undefined) readings.push({ term, share })
    isKnown ||= term !== undefined && postings.isInTitle(term)
  }
  add(form, 1)
  if (normal !== form) add(normal, 0.95)
  add(`=${wordKeys(normal).root}`, 0.8)
  addConcepts(words, at, add)
  if (/\d/.test(form)) add(`@${form}`, 1)
  return { readings, isKnown, add }
}

const wordKeys = createWordKeys()

const addConcepts = (words: readonly QueryWord[], at: number, add: AddReading): void => {
  for (const sequence of [words.map(({ form }) => form), words.map(({ normal }) => normal), words.map(({ normal }) => singular(normal))]) {
    for (let start = Math.max(0, at - 2); start <= at; start++) {
      for (const { id, length } of conceptsAt(sequence, start)) {
        if (start + length > at) add(`#${id}`, 0.7)
      }
    }
  }
}

/** The root of an Indonesian word (`seprainya`), an English plural without its s (`shoes`). */
const singular = (word: string): string => {
  const { root } = wordKeys(word)
  return root === word && /[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : root
}

/** What an unknown word may be: a misspelling, a beginning, two words written as one. */
const addGuesses = (form: string, normal: string, spelling: Spelling, sortedWords: readonly string[], add: AddReading): void => {
  for (const written of new Set([form, normal])) {
    for (const { word, cost } of spelling.suggest(written)) {
      add(word, Math.exp(-0.7 * cost))
      add(`=${wordKeys(word).root}`, Math.exp(-0.7 * cost) * 0.8)
    }
  }
  if (form.length < 3) return
  let taken = 0
  for (let i = lowerBound(sortedWords, form); i < sortedWords.length && sortedWords[i].startsWith(form) && taken < prefixLimit; i++) {
    add(sortedWords[i], 0.75 * Math.sqrt(form.length / sortedWords[i].length))
    taken++
  }
  for (let cut = 3; cut <= form.length - 3; cut++) {
    const [left, right] = [form.slice(0, cut), form.slice(cut)]
    if (contains(sortedWords, left) && contains(sortedWords, right)) {
      add(left, 0.7)
      add(right, 0.7)
    }
  }
}

const prefixLimit = 30

const lowerBound = (sorted: readonly string[], word: string): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < word) low = middle + 1
    else high = middle
  }
  return low
}

const contains = (sorted: readonly string[], word: string): boolean => sorted[lowerBound(sorted, word)] === word

const fillerWeight = 0.15
const numberWeight = 0.6

const kindWeight = (word: QueryWord): number => (word.isFiller ? fillerWeight : word.isNumber ? numberWeight : 1)

/** Neighbours of the query that are neighbours in some title. */
const pairsOf = (words: readonly QueryWord[], postings: Postings): number[] => {
  const pairs: number[] = []
  for (let i = 1; i < words.length; i++) {
    const pair = postings.term(`${words[i - 1].normal} ${words[i].normal}`) ?? postings.term(`${words[i - 1].form} ${words[i].form}`)
    if (pair !== undefined) pairs.push(pair)
  }
  return pairs
}
