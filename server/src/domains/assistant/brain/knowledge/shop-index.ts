import { generalWords, smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { readText, type ShopWords } from '../understand/reading.ts'
import { createShopWords } from '../understand/spelling.ts'
import type { Product, ShopKnowledge, Variant } from './knowledge.ts'
import { facetsOf, type LabelFacets } from './label-facets.ts'
import { readTerms, type ShopTerms } from './shop-terms.ts'
import { indexSentences, type SentenceIndex } from './sentences.ts'

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

export function indexShop(knowledge: ShopKnowledge): ShopIndex {
  const { variants, rowsOf } = readVariants(knowledge.products)
  const byName = postings(variants, (row) => row.nameWords)
  const byCategory = postings(variants, (row) => row.categoryWords)
  const byLabel = postings(variants, (row) => row.labelWords)
  const byDescriptionHead = postings(variants, (row) => [...row.descriptionWords].slice(0, 1).filter((word) => word.length > 3 && !byName.has(word) && !smallWords.has(word) && !stopWords.has(word)))
  const byDescription = postings(variants, (row) => row.descriptionWords)
  const concepts = [...byName.keys(), ...byCategory.keys(), ...byLabel.keys(), ...byDescriptionHead.keys()].filter((word) => !/^\d/.test(word))
  const words = createShopWords(concepts, [...generalWords, ...byDescription.keys()])
  const index = {
    knowledge,
    variants,
    bySku: new Map(variants.map((row) => [row.sku, row])),
    rowsOf,
    words,
    byName,
    byCategory,
    byLabel,
    byDescription,
    byDescriptionHead,
    weightOf: weights(knowledge, variants, byName),
  }
  return { ...index, terms: readTerms(index), sentences: indexSentences({ ...index, ownWords: asWritten(words) }) }
}

/** The shop's own texts are taken as written: affixes come off as in messages, spelling is not touched. */
const asWritten = (words: ShopWords): ShopWords => ({ ...words, nearest: () => undefined })

function readVariants(products: readonly Product[]) {
  const variants: IndexedVariant[] = []
  const rowsOf: number[][] = []
  const described = new Map<string, ReturnType<typeof describe>>()
  products.forEach((product, productId) => {
    const nameWords = nounsOf(product.name)
    const categoryWords = nounsOf(product.category)
    rowsOf.push([])
    for (const variant of product.variants) {
      const label = readText(variant.label)
      const description = described.get(variant.description) ?? describe(variant.description)
      described.set(variant.description, description)
      rowsOf[productId].push(variants.length)
      variants.push({
        ...variant,
        id: variants.length,
        product,
        productId,
        nameWords,
        categoryWords,
        labelWords: new Set(label.words.filter((word) => word.number === null).map((word) => word.concept)),
        facets: facetsOf(label),
        ...description,
        soldBy: /\b(?:per|harga per|\/) ?(meter|hari|malam|jam|orang|porsi|kg)\b/i.exec(`${variant.label}. ${variant.description}`)?.[1]?.toLowerCase() ?? null,
      })
    }
  })
  return { variants, rowsOf }
}

const describe = (text: string): Pick<IndexedVariant, 'described' | 'descriptionWords'> => {
  const { words, quantities } = readText(text)
  const described = new Set<string>()
  for (const quantity of quantities) {
    if (quantity.type !== 'measure') continue
    described.add(`${quantity.dimension} ${quantity.value}`)
    if (quantity.label) described.add(`${quantity.label} ${quantity.value}`)
  }
  return { described, descriptionWords: new Set(words.map((word) => word.concept)) }
}

/** The words of a name that say something: `Set Kursi Tamu & Meja` without the `&`. */
export const nounsOf = (name: string): string[] =>
  [...new Set(readText(name).words.map((word) => word.concept))].filter((word) => !joining.has(word))

const joining = new Set(['dan', 'dengan', 'untuk', 'sama', 'the', 'of', 'di', 'x'])

function postings(rows: readonly IndexedVariant[], wordsOf: (row: IndexedVariant) => Iterable<string>): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const row of rows) {
    for (const word of new Set(wordsOf(row))) {
      const ids = found.get(word)
      if (ids) ids.push(row.id)
      else found.set(word, [row.id])
    }
  }
  return found
}

/** Inverse share of products that carry the word; words of the shop's own name and small words tell little. */
function weights({ shop, products }: ShopKnowledge, rows: readonly IndexedVariant[], byName: ReadonlyMap<string, readonly number[]>) {
  const shopName = new Set(nounsOf(shop.name))
  const found = new Map<string, number>()
  for (const [word, ids] of byName) {
    const share = new Set(ids.map((id) => rows[id].productId)).size / products.length
    const common = share > 0.4 && products.length > 4 ? 0.2 : 1
    const vague = smallWords.has(word) || stopWords.has(word) ? 0.2 : 1
    const own = shopName.has(word) && share > 0.15 ? 0.2 : 1
    const rarity = Math.log(1 + 1 / share) / Math.log(1 + products.length)
    found.set(word, Math.min(common, own) * vague * (0.35 + 0.65 * Math.min(1, rarity)))
  }
  return (word: string): number => found.get(word) ?? 0
}
