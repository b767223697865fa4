import type { IndexedVariant } from '../knowledge/indexed-shop.ts'
import { relatedTo } from '../words/related.ts'
import { smallWords } from '../words/lexicon.ts'
import { section, type Section } from './draft.ts'
import { nameOf, stockNote, type Speaker } from './goods.ts'
import { productSource } from './sources.ts'

/** Up to four things that fit what was told: budget, for whom, properties, how long it must keep. */
export function recommendSections(speaker: Speaker): Section[] {
  const { request, say } = speaker
  const ranked = rankForWish(speaker)
  const budget = request.budget ?? request.previous.budget
  if (superlative.test(request.reading.line)) {
    const isCheap = / (?:murah|murahnya) /.test(request.reading.line)
    ranked.sort((a, b) => b.score - a.score || (isCheap ? price(a.row) - price(b.row) : price(b.row) - price(a.row)))
  }
  const affordable = budget === null ? ranked : ranked.filter(({ row }) => price(row) <= budget)
  const pool = affordable.length > 0 ? affordable : ranked.sort((a, b) => price(a.row) - price(b.row))
  const best = pool[0]?.score ?? 0
  const shown = spread(pool.filter(({ score }) => score >= best * 0.55)).slice(0, 4)
  if (shown.length === 0) return []
  const items = shown.map((row) => say.priceItem(nameOf(say, row), row.price, stockNote(say, row)))
  const text = budget !== null && affordable.length === 0 ? `${say.noneWithin(budget)}\n${items.join('\n')}` : say.suggestions(items)
  return [section(text, shown.map(productSource), shown.map((row) => row.sku), budget === null ? [] : [budget])]
}

/** What has no price is suggested to nobody. */
const price = (row: IndexedVariant): number => row.price ?? Infinity

/** "Yang paling murah apa", "termahal". */
export const superlative = / paling (?:murah|mahal) /

/** Whether enough was told to choose by. */
export const hasWish = ({ request }: Speaker): boolean =>
  superlative.test(request.reading.line) || (request.budget ?? request.previous.budget) !== null || request.mentions.length > 0 || wishWords(request.reading.words.map((word) => word.concept)).length > 0

function rankForWish(speaker: Speaker): { row: IndexedVariant; score: number }[] {
  const { index, request } = speaker
  const budget = request.budget ?? request.previous.budget
  const wishes = wishWords([...request.reading.words.map((word) => word.concept)])
  const keepDays = keptFor(request.reading.line)
  const named = new Set((request.isNamed || / yang mana /.test(request.reading.line)) && unwantedWords(request.reading.words.map((word) => word.concept)).length === 0 ? request.mentions.flatMap((mention) => mention.rows) : [])
  const measures = request.reading.quantities.flatMap((quantity) => (quantity.type === 'measure' && quantity.label ? [`${quantity.label} ${quantity.value}`] : []))
  const people = peopleIn(request.reading.line)
  const unwanted = unwantedWords(request.reading.words.map((word) => word.concept))
  const categories = new Set([...named].map((id) => index.variants[id].product.category))
  const scored = index.variants.filter((row) => row.stock > 0 && row.price !== null && !hasUnwanted(row, unwanted)).map((row) => {
    let score = 1
    if (named.size > 0) score += named.has(row.id) ? 3 : categories.has(row.product.category) ? 0.5 : 0
    for (const { word, weight } of wishes) {
      if (row.nameWords.includes(word)) score += 1.2 * weight
      else if (row.categoryWords.includes(word)) score += 1.1 * weight
      else if (row.labelWords.has(word)) score += 1 * weight
      else if (row.descriptionWords.has(word)) score += 0.8 * weight
    }
    if (keepDays !== null) score += keepsFor(row, keepDays) ? 3 : -1
    if (people !== null && servesFor(row, people)) score += 3
    for (const measure of measures) if (row.described.has(measure)) score += 2
    // A gift near the top of the budget says more than the cheapest thing of the shop.
    if (budget !== null && price(row) <= budget) score += 0.5 * (price(row) / budget)
    return { row, score }
  })
  return scored.sort((a, b) => b.score - a.score || a.row.id - b.row.id)
}

/** "ga minum kopi", "tanpa kacang", "jangan yang beku", "no nuts": what must not be in it. */
function unwantedWords(concepts: readonly string[]): string[] {
  return concepts.filter((concept, at) => {
    if (concept.length < 3 || smallWords.has(concept)) return false
    const before = concepts.slice(Math.max(0, at - 2), at)
    return before.at(-1) === 'tanpa' || before.at(-1) === 'selain' || (before.at(-1) === 'yang' && (before[0] === 'jangan' || before[0] === 'bukan')) || (before.at(-1) === 'tidak' && !verbs.has(concept)) || (before[0] === 'tidak' && verbs.has(before[1] ?? ''))
  })
}
const verbs = new Set(['minum', 'makan', 'suka', 'mau', 'pakai', 'boleh', 'bisa', 'tahan', 'doyan', 'ada', 'kuat', 'terlalu'])

const hasUnwanted = (row: IndexedVariant, unwanted: readonly string[]): boolean =>
  unwanted.some((word) => row.nameWords.includes(word) || row.categoryWords.includes(word) || (row.descriptionWords.has(word) && !['tanpa', 'tidak', 'bebas'].some((not) => row.description.toLowerCase().includes(`${not} ${word}`))))

/** Words of the wish and, more weakly, words related to them. */
function wishWords(concepts: readonly string[]): { word: string; weight: number }[] {
  const weights = new Map<string, number>()
  for (const concept of new Set(concepts)) {
    for (const { word, weight } of relatedTo(concept)) weights.set(word, Math.max(weights.get(word) ?? 0, weight))
  }
  return [...weights].map(([word, weight]) => ({ word, weight }))
}

/** `5 hari lagi, ga ada kulkas`: days that food must keep without cooling. */
function keptFor(line: string): number | null {
  const days = / (\d{1,2}) hari /.exec(line)
  return days && / (?:kulkas|perjalanan|bawa|tahan|jalan) /.test(line) ? Number(days[1]) : null
}

function keepsFor(row: IndexedVariant, days: number): boolean {
  const match = /tahan (?:sampai |sekitar )?(\d+) (hari|minggu|bulan) (?:di )?(?:suhu|tanpa)/i.exec(row.description)
  if (!match) return false
  return Number(match[1]) * (match[2] === 'hari' ? 1 : match[2] === 'minggu' ? 7 : 30) >= days
}

/** `buat 10 orang` */
function peopleIn(line: string): number | null {
  const people = / (\d{1,3}) (?:orang|tamu|anak) /.exec(line)
  return people ? Number(people[1]) : null
}

/** Whether it is enough for so many, and not for far more. */
const servesFor = ({ serves }: IndexedVariant, people: number): boolean => serves !== null && people <= serves.to && people >= Math.min(serves.from, serves.to * 0.75)

/** No more than two variants of one product. */
function spread(pool: readonly { row: IndexedVariant }[]): IndexedVariant[] {
  const perProduct = new Map<number, number>()
  return pool.flatMap(({ row }) => {
    const count = perProduct.get(row.productId) ?? 0
    perProduct.set(row.productId, count + 1)
    return count < 2 ? [row] : []
  })
}
