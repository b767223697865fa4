import { setImmediate } from 'node:timers/promises'
import type { IndexedVariant, ShopIndex } from './indexed-shop.ts'
import { generalWords, lexicon, smallWords, tradeAndTalk } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { readText, type ShopWords, type Word } from '../understand/reading.ts'
import { foldWords } from '../understand/places.ts'
import { createShopWords } from '../understand/spelling.ts'
import type { Product, ShopKnowledge } from './knowledge.ts'
import { facetsOf } from './label-facets.ts'
import { readTerms } from './shop-terms.ts'
import { indexSentences } from './sentences.ts'

export type { ShopIndex }

/** Makes knowledge ready for questions; once per version of it. */
export function indexShop(knowledge: ShopKnowledge): ShopIndex {
  const steps = indexing(knowledge)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same while others are served: ten thousand products take a second, and no more than 10 ms of it at once. */
export async function indexShopInPieces(knowledge: ShopKnowledge): Promise<ShopIndex> {
  const steps = indexing(knowledge)
  for (let pieceEnds = performance.now() + longestPieceMs; ; ) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() < pieceEnds) continue
    await setImmediate()
    pieceEnds = performance.now() + longestPieceMs
  }
}

const longestPieceMs = 10

/** Stops after every product and every table. */
function* indexing(knowledge: ShopKnowledge): Generator<void, ShopIndex> {
  const { variants, rowsOf } = yield* readVariants(knowledge.products)
  const byName = postings(variants, (row) => row.nameWords)
  yield
  const byCategory = postings(variants, (row) => row.categoryWords)
  const byLabel = postings(variants, (row) => row.labelWords)
  const byDescriptionHead = postings(variants, (row) => [...row.descriptionWords].slice(0, 1).filter((word) => word.length > 3 && word !== 'setengah' && !byName.has(word) && !byLabel.has(word) && !tradeAndTalk.has(word) && !stopWords.has(word)))
  yield
  const byDescription = postings(variants, (row) => row.descriptionWords)
  yield
  const concepts = [...byName.keys(), ...byCategory.keys(), ...byLabel.keys(), ...byDescriptionHead.keys()].filter((word) => !/^\d/.test(word))
  const words = createShopWords({ concepts, general: [...generalWords, ...byDescription.keys()], written: formsIn(knowledge, byDescription.keys()), names: knowledge.products.map(({ name }) => name) })
  yield
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
    weightOf: weights(knowledge, variants, byName, byLabel),
  }
  yield
  return { ...index, terms: readTerms(index), sentences: indexSentences({ ...index, ownWords: asWritten(words) }) }
}

/** Every word form of the shop's descriptions, answers and policies. */
const formsIn = ({ shop }: ShopKnowledge, described: Iterable<string>): ReadonlySet<string> =>
  new Set([...described, ...shop.faqs.flatMap(({ question, answer }) => foldWords(`${question} ${answer}`)), ...shop.policies.flatMap(({ text }) => foldWords(text))])

/** The shop's own texts are taken as written: affixes come off as in messages, spelling is not touched. */
const asWritten = (words: ShopWords): ShopWords => ({ ...words, nearest: () => undefined })

function* readVariants(products: readonly Product[]) {
  const variants: IndexedVariant[] = []
  const rowsOf: number[][] = []
  const described = new Map<string, ReturnType<typeof describe>>()
  for (const [productId, product] of products.entries()) {
    yield
    const nameWords = nounsOf(product.name)
    const categoryWords = nounsOf(product.category).filter((word) => !catalogueWords.has(word))
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
        labelWords: new Set(label.words.filter((word) => word.number === null).map(asNamed)),
        facets: facetsOf(label),
        ...description,
        serves: servedIn(label.line.replace(/ porsi /g, ' orang ')) ?? description.serves,
        soldBy: /\b(?:per|harga per|\/) ?(meter|hari|malam|jam|orang|porsi|kg)\b/i.exec(`${variant.label}. ${variant.description}`)?.[1]?.toLowerCase() ?? null,
      })
    }
  }
  return { variants, rowsOf }
}

const describe = (text: string): Pick<IndexedVariant, 'described' | 'descriptionWords' | 'ranges' | 'serves'> => {
  const { words, quantities, line } = readText(text)
  const described = new Set<string>()
  for (const quantity of quantities) {
    if (quantity.type !== 'measure') continue
    described.add(`${quantity.dimension} ${quantity.value}`)
    if (quantity.label) described.add(`${quantity.label} ${quantity.value}`)
  }
  const ranges = [...text.matchAll(/(?:pinggang|badan|umur|usia|dada|pinggul|kaki|bb|tb|ld)\D{0,12}(\d{1,3}) ?(?:[-–]|sampai|s\/d) ?(\d{1,3})/gi)].map(([, from, to]) => ({ from: Number(from), to: Number(to) }))
  return { described, ranges, serves: servedIn(line), descriptionWords: new Set(words.map((word) => word.concept)) }
}

/** `cukup untuk 10 sampai 12 orang`, `untuk enam orang` in a canonical line. */
const servedIn = (line: string): IndexedVariant['serves'] => {
  const served = / (\d{1,3}) (?:(?:sampai|hingga) )?(?:(\d{1,3}) )?orang /.exec(line)
  return served ? { from: Number(served[1]), to: Number(served[2] ?? served[1]) } : null
}

/** The words of a name that say something: `Set Kursi Tamu & Meja` without the `&`; `Kanan` is no slang for a small word. */
const nounsOf = (name: string): string[] =>
  [...new Set(readText(name).words.map(asNamed))].filter((word) => !joining.has(word))

const asNamed = ({ form, concept, number }: Word): string => (!/\d/.test(form) && (number !== null || (smallWords.has(concept) && !lexicon.has(form))) ? form : concept)

/** Headings of whole lists, as price lists have them: `MENU`, `Daftar Harga`. */
const catalogueWords = new Set(['menu', 'daftar', 'katalog', 'harga', 'list', 'pricelist', 'produk', 'barang'])

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

/** Inverse share of products that carry the word; words of the shop's own name, of other goods' kinds and small words tell little. */
function weights({ shop, products }: ShopKnowledge, rows: readonly IndexedVariant[], byName: ReadonlyMap<string, readonly number[]>, byLabel: ReadonlyMap<string, readonly number[]>) {
  const shopName = new Set(nounsOf(shop.name))
  const found = new Map<string, number>()
  for (const [word, ids] of byName) {
    const share = new Set(ids.map((id) => rows[id].productId)).size / products.length
    const common = share > 0.4 && products.length > 4 ? 0.2 : 1
    const vague = smallWords.has(word) || stopWords.has(word) ? 0.2 : 1
    const own = shopName.has(word) && share > 0.15 ? 0.2 : 1
    // "Jumbo" in one drink's name is a size of other things: what it is the size of names the thing.
    const kind = ids.every((id) => rows[id].nameWords[0] !== word) && byLabel.get(word)?.some((id) => !ids.includes(id)) ? 0.3 : 1
    const rarity = Math.log(1 + 1 / share) / Math.log(1 + products.length)
    found.set(word, Math.min(common, own, kind) * vague * (0.35 + 0.65 * Math.min(1, rarity)))
  }
  return (word: string): number => found.get(word) ?? 0
}
