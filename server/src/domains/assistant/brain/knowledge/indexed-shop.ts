import type { ShopWords } from '../understand/reading.ts'
import type { Product, ShopKnowledge, Variant } from './knowledge.ts'
import type { LabelFacets } from './label-facets.ts'
import type { ShopTerms } from './terms.ts'

/** One sellable row with its words in canonical form. */
export interface IndexedVariant extends Variant {
  id: number
  product: Product
  productId: number
  nameWords: readonly string[]
  categoryWords: readonly string[]
  labelWords: ReadonlySet<string>
  facets: LabelFacets
  /** Measures that the description tells, with and without their name: `lingkar dada 110`, `length 110`. */
  described: ReadonlySet<string>
  descriptionWords: ReadonlySet<string>
  /** Measures that the description bounds: `untuk lingkar pinggang 96-110 cm`. */
  ranges: readonly { from: number; to: number }[]
  /** For how many people it is enough. */
  serves: { from: number; to: number } | null
  /** What one piece is where the price is for a measure: `per meter`, `per hari`. */
  soldBy: string | null
}

/** Knowledge made ready for questions; built once per version of the knowledge. */
export interface ShopIndex {
  knowledge: ShopKnowledge
  variants: IndexedVariant[]
  bySku: ReadonlyMap<string, IndexedVariant>
  /** Rows of each product, by `productId`. */
  rowsOf: readonly (readonly number[])[]
  words: ShopWords
  /** Word of a name or category → the rows that have it there. */
  byName: ReadonlyMap<string, readonly number[]>
  byCategory: ReadonlyMap<string, readonly number[]>
  byLabel: ReadonlyMap<string, readonly number[]>
  byDescription: ReadonlyMap<string, readonly number[]>
  /** First noun of a description that no name has: `Jamu beras kencur …`. */
  byDescriptionHead: ReadonlyMap<string, readonly number[]>
  /** 0–1: how much a word of a name tells products apart in this shop. */
  weightOf(concept: string): number
  terms: ShopTerms
  sentences: SentenceIndex
}

export type SentenceKind = 'product' | 'policy' | 'faq' | 'shipping' | 'promo' | 'payment' | 'place' | 'lesson'

/** One sentence of the shop's own texts, with what it is about. */
export interface Sentence {
  id: number
  kind: SentenceKind
  /** The row it stands in: a SKU, the kind of a policy, a question. */
  ref: string
  text: string
  /** Canonical content words, and topics such as `#tahan`. */
  terms: ReadonlySet<string>
  /** Words of the question of an FAQ, which ask about the answer. */
  asked: ReadonlySet<string>
}

export interface SentenceIndex {
  sentences: Sentence[]
  /** Sentences that are not a product's own, by term. */
  general: ReadonlyMap<string, readonly number[]>
  /** Sentences of descriptions by term, of a common term only the first. */
  described: ReadonlyMap<string, readonly number[]>
  /** Whether any sentence has the term. */
  has(term: string): boolean
  bySku: ReadonlyMap<string, readonly number[]>
  rarity(term: string): number
}

/** What the readers of terms look at. */
export type TermSource = Pick<ShopIndex, 'knowledge' | 'variants' | 'byName' | 'byCategory'>
