/**
 * G6: product search. Catalogue titles grown to 10,000 products with colours and sizes, queries of two to five title
 * words, clean and with one typing slip, alone and inside a chat sentence; and judged slang and synonym queries on the
 * example shops. Peers: MiniSearch (fuzzy .2, prefix) for quality, FlexSearch for speed.
 */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import FlexSearch from 'flexsearch'
import MiniSearch from 'minisearch'
import { createSearchIndex, type SearchableProduct } from '../server/src/models/language/search-index.ts'
import { bySize, exponent, median, score, seededRandom, sharedFile, skip } from './harness.ts'

const goal = 'G6'
const miniSearch = 'minisearch 7 (fuzzy .2, prefix)'
const colours = 'hitam putih merah biru hijau kuning navy maroon krem cokelat ungu oranye sage tosca'.split(' ')
const sizes = ['S', 'M', 'L', 'XL', 'XXL', '38', '40', '42']

type Engine = (query: string) => string[]

interface Query {
  text: string
  right: ReadonlySet<string>
}

const catalogue = sharedFile('reviews/catalogue_products.csv')
if (catalogue) await measureCatalogue(readRows(catalogue))
else skip(goal, 'catalogue', 'shared/data/reviews is absent')
if (sharedFile('shops')) measureShops()
else skip(goal, 'slang and synonyms', 'shared/data/shops is absent')

async function measureCatalogue(rows: Record<string, string>[]): Promise<void> {
  const products = growCatalogue(rows, 10_000)
  const queries = makeQueries(products, bySize({ small: 200, normal: 400, full: 1000 }))
  const ours = ourEngine(products)
  const peer = miniEngine(products)
  const flex = flexEngine(products)
  for (const [what, list, least] of [
    ['clean, hit@1', queries.clean, 0.9],
    ['one slip, hit@1', queries.slip, 0.87],
    ['one slip in a chat sentence, hit@1', queries.sentence, 0.87],
  ] as const) {
    const hits = hitAt1(ours, list)
    score({ goal, what, against: 'limit', ours: hits, peer: least, n: list.length, unit: 'share', target: { atLeast: least } })
    score({ goal, what, against: miniSearch, ours: hits, peer: hitAt1(peer, list), n: list.length, unit: 'share', target: { differenceAtLeast: -0.01 } })
    score({ goal, what, against: 'flexsearch 0.8 (forward)', ours: hits, peer: hitAt1(flex, list), n: list.length, unit: 'share', target: { shownOnly: true } })
  }
  const all = [...queries.clean, ...queries.slip]
  const [oursTimes, flexTimes, miniTimes] = [ours, flex, peer].map((engine) => timesOf(engine, all))
  score({ goal, what: 'query, median', against: 'flexsearch 0.8 (forward)', ours: median(oursTimes), peer: median(flexTimes), n: all.length, unit: 'ms', target: { ratioAtMost: 2 }, note: 'best of five runs of each query' })
  score({ goal, what: 'query, median', against: miniSearch, ours: median(oursTimes), peer: median(miniTimes), n: all.length, unit: 'ms', target: { shownOnly: true } })
  const slowest = oursTimes.toSorted((a, b) => a - b)[Math.ceil(0.99 * oursTimes.length) - 1]
  score({ goal, what: 'query, 99th percentile', against: 'limit', ours: slowest, peer: 5, n: all.length, unit: 'ms', target: { atMost: 5 } })
  await exponent({
    goal,
    what: 'query',
    unit: 'products',
    sizes: bySize({ small: [3000, 10_000, 30_000], normal: [3000, 10_000, 30_000], full: [10_000, 30_000, 100_000] }),
    prepare: (size) => {
      const engine = ourEngine(growCatalogue(rows, size))
      return () => all.forEach(({ text }) => engine(text))
    },
    atMost: 0.5,
    rounds: 3,
  })
}

function measureShops(): void {
  const engines = new Map(
    ['kuliner-dapur-bu-tini', 'fashion-sekar-batik', 'furnitur-jati-pak-karno'].map((shop) => {
      const products = readRows(sharedFile(`shops/${shop}/products.csv`) ?? '').map(({ sku, name, category, variant, description }) => ({ sku, name, category, variant, description }))
      return [shop, { ours: ourEngine(products), peer: miniEngine(products) }]
    }),
  )
  const lines = readFileSync(new URL('search-queries.tsv', import.meta.url), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const judged = lines.map((line) => line.split('\t'))
  for (const kind of ['slang', 'synonym']) {
    const list = judged.filter((row) => row[1] === kind)
    const share = (which: 'ours' | 'peer') =>
      list.filter(([shop, , text, skus]) => skus.split('|').includes(engines.get(shop)?.[which](text)[0] ?? '')).length / list.length
    score({ goal, what: `${kind} queries on the example shops, hit@1`, against: miniSearch, ours: share('ours'), peer: share('peer'), n: list.length, unit: 'share', target: { differenceAtLeast: 0.1 }, note: 'queries written by the author of the synonym list' })
  }
}

function ourEngine(products: SearchableProduct[]): Engine {
  const index = createSearchIndex(products)
  return (query) => index.search(query).map(({ sku }) => sku)
}

function miniEngine(products: SearchableProduct[]): Engine {
  const index = new MiniSearch<SearchableProduct>({ idField: 'sku', fields: ['name', 'variant', 'category', 'description'] })
  index.addAll(products)
  return (query) => index.search(query, { fuzzy: 0.2, prefix: true, boost: { name: 3, variant: 2 } }).slice(0, 10).map(({ id }) => String(id))
}

function flexEngine(products: SearchableProduct[]): Engine {
  const index = new FlexSearch.Index({ tokenize: 'forward' })
  products.forEach(({ name, variant = '' }, i) => index.add(i, `${name} ${variant}`))
  return (query) => index.search(query, { limit: 10, suggest: true }).map((i) => products[Number(i)].sku)
}

function growCatalogue(rows: Record<string, string>[], size: number): SearchableProduct[] {
  return Array.from({ length: size }, (_, i) => {
    const round = Math.floor(i / rows.length)
    const row = rows[i % rows.length]
    const variant = round === 0 ? '' : `${colours[(round * 5 + i) % colours.length]} ${sizes[(round * 3 + i) % sizes.length]}`
    return { sku: `P${i}`, name: row['product_name'], category: row['category'], variant, description: '' }
  })
}

/** Right are all products that have every word of the clean query. */
function makeQueries(products: SearchableProduct[], count: number): { clean: Query[]; slip: Query[]; sentence: Query[] } {
  const random = seededRandom(6)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]
  const wordsOf = (text: string) => text.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '')
  const sets = products.map(({ name, variant = '' }) => new Set(wordsOf(`${name} ${variant}`)))
  const clean: Query[] = []
  const slip: Query[] = []
  const sentence: Query[] = []
  while (clean.length < count) {
    const product = pick(products)
    const words = [...new Set(wordsOf(product.name).filter((word) => word.length >= 3 && !/^\d+$/.test(word)))]
    if (words.length < 2) continue
    const length = Math.min(words.length, 2 + Math.floor(random() * 3))
    const start = Math.floor(random() * (words.length - length + 1))
    const asked = words.slice(start, start + length)
    if (product.variant && random() < 0.3) asked.push(wordsOf(product.variant)[0])
    const right = new Set(products.filter((_, i) => asked.every((word) => sets[i].has(word))).map(({ sku }) => sku))
    const long = asked.map((_, i) => i).filter((i) => asked[i].length >= 4)
    const at = long.length > 0 ? pick(long) : 0
    const slipped = asked.map((word, i) => (i === at ? withSlip(word, random) : word)).join(' ')
    clean.push({ text: asked.join(' '), right })
    slip.push({ text: slipped, right })
    sentence.push({ text: pick(['kak ada {} ga', 'min {} brp ya', '{} msh ready kak?', 'permisi mau tanya {} ada?', 'pak mau pesen {} bisa']).replace('{}', slipped), right })
  }
  return { clean, slip, sentence }
}

function withSlip(word: string, random: () => number): string {
  const at = Math.floor(random() * word.length)
  const letter = 'abcdefghijklmnopqrstuvwxyz'[Math.floor(random() * 26)]
  const kind = Math.floor(random() * 4)
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1)
  if (kind === 1) return word.slice(0, at) + letter + word.slice(at)
  if (kind === 2 || at + 1 === word.length) return word.slice(0, at) + letter + word.slice(at + 1)
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
}

function hitAt1(engine: Engine, queries: Query[]): number {
  return queries.filter(({ text, right }) => right.has(engine(text)[0])).length / queries.length
}

/** Milliseconds of each query, the best of five: what other processes do to the clock is not ours. */
function timesOf(engine: Engine, queries: Query[]): number[] {
  return queries.map(({ text }) => {
    const runs = Array.from({ length: 5 }, () => {
      const start = performance.now()
      engine(text)
      return performance.now() - start
    })
    return Math.min(...runs)
  })
}

function readRows(path: string): Record<string, string>[] {
  return parse(readFileSync(path, 'utf8'), { columns: true, bom: true })
}
