import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import type { Reading } from './reading.ts'
import { evidenceFor, signalsIn, type Evidence } from './variant-evidence.ts'

export interface Best {
  /** Rows that explain most, in catalogue order. */
  rows: number[]
  words: number[]
  isNarrowed: boolean
}

interface Named {
  score: number
  words: number[]
}

/** The rows whose name, category and label explain most of the words in `open`; `undefined` when they name nothing. */
export function bestRows(index: ShopIndex, reading: Reading, open: ReadonlySet<number>): Best | undefined {
  const named = nameEvidence(index, reading, open)
  let strongest = 0
  for (const { score } of named.values()) strongest = Math.max(strongest, score)
  if (strongest < namedEnough) return undefined
  const category = wholeCategory(index, reading, open)
  if (category && !category.rows.some((id) => isWholeName(index, reading, id, [...open]))) return category
  const signals = signalsIn(index, reading, open)
  const least = Math.max(strongest * 0.5, strongest - signals.most)
  let top = 0
  let leaders: { id: number; variant: Evidence }[] = []
  for (const [id, { score }] of named) {
    if (score < least) continue
    const variant = signals.most > 0 ? evidenceFor(index, reading, signals, id) : noEvidence
    const total = score + variant.score
    if (total < top - 1e-9) continue
    if (total > top + 1e-9) leaders = []
    top = Math.max(top, total)
    leaders.push({ id, variant })
  }
  const found = oneKind(reading, leaders).map(({ id, variant }) => ({ id, variant: variant.score, words: [...(named.get(id)?.words ?? []), ...variant.words] }))
  let best = oneThing(named, preferHeads(index, reading, found))
  const whole = best.filter(({ id, words }) => isWholeName(index, reading, id, words))
  if (whole.length > 0) best = whole
  return {
    rows: best.map(({ id }) => id).sort((a, b) => a - b),
    words: [...new Set(best.flatMap(({ words }) => words))].sort((a, b) => a - b),
    isNarrowed: best.some(({ variant }) => variant > 0),
  }
}

const noEvidence: Evidence = { score: 0, words: [] }

/** A single common or vague word names no product. */
const namedEnough = 0.25

function nameEvidence(index: ShopIndex, reading: Reading, open: ReadonlySet<number>): Map<number, Named> {
  const named = new Map<number, Named>()
  const credit = (id: number, weight: number, at: number) => {
    const entry = named.get(id)
    if (entry) {
      entry.score += weight
      entry.words.push(at)
    } else named.set(id, { score: weight, words: [at] })
  }
  const seen = new Set<string>()
  // "Terus paket?": the only word that says something is a name, however plain it is.
  const isAlone = reading.words.filter(({ concept, number }) => number !== null || !smallWords.has(concept)).length === 1
  for (const at of open) {
    const { concept, number } = reading.words[at]
    if (number !== null || seen.has(concept) || isCounted(reading, at) || isWhere(reading, at)) continue
    seen.add(concept)
    const weight = isAlone && index.byName.has(concept) ? Math.max(0.5, index.weightOf(concept)) : index.weightOf(concept)
    for (const id of index.byName.get(concept) ?? []) credit(id, weight, at)
    if (smallWords.has(concept) || stopWords.has(concept)) continue
    for (const id of index.byCategory.get(concept) ?? []) {
      if (!index.variants[id].nameWords.includes(concept)) credit(id, 0.45, at)
    }
    for (const id of index.byDescriptionHead.get(concept) ?? []) credit(id, 0.3, at)
  }
  return named
}

/** "Kue kering" said in full is that category, though a cake's name begins with `kue`. */
function wholeCategory(index: ShopIndex, reading: Reading, open: ReadonlySet<number>): Best | undefined {
  for (const at of open) {
    const rows = (index.byCategory.get(reading.words[at].concept) ?? []).filter((id) => {
      const { categoryWords } = index.variants[id]
      return categoryWords.length > 1 && categoryWords.every((word, i) => open.has(at + i) && reading.words[at + i].concept === word)
    })
    if (rows.length === 0) continue
    const length = index.variants[rows[0]].categoryWords.length
    // Words beyond the category that a name has ("kue kering nastar") say more than it does.
    const isNamed = [...open].some((other) => (other < at || other >= at + length) && rows.some((id) => index.variants[id].nameWords.includes(reading.words[other].concept) && index.weightOf(reading.words[other].concept) >= namedEnough))
    if (isNamed) continue
    return { rows, words: Array.from({ length }, (_, i) => at + i), isNarrowed: false }
  }
  return undefined
}

/** "Nasi polos 10 telur 5": of kinds that are told by different words, each with a number, the first. */
function oneKind<T extends { variant: Evidence }>({ words }: Reading, leaders: T[]): T[] {
  const isCountedKind = ({ variant }: T) => variant.words.length > 0 && variant.words.some((at) => words[at].number === null && typeof words[at + 1]?.number === 'number')
  if (leaders.length < 2 || !leaders.every(isCountedKind)) return leaders
  const firstWord = ({ variant }: T) => Math.min(...variant.words)
  const first = leaders.reduce((best, one) => (firstWord(one) < firstWord(best) ? one : best))
  return leaders.filter(({ variant }) => variant.words.some((at) => first.variant.words.includes(at)))
}

/** "Bantal 1 guling 2": rows that are named by other words than the first of them are another thing. */
function oneThing<T extends { id: number }>(named: ReadonlyMap<number, Named>, rows: T[]): T[] {
  if (rows.length < 2) return rows
  const firstWord = ({ id }: T): number => Math.min(...(named.get(id)?.words ?? []))
  const first = rows.reduce((best, row) => (firstWord(row) < firstWord(best) ? row : best))
  const said = new Set(named.get(first.id)?.words)
  return rows.filter(({ id }) => named.get(id)?.words.some((at) => said.has(at)))
}

/** "lele" is the fish, not the floss made of it: rows that begin with a said word go before those that only hold it. */
function preferHeads<T extends { id: number; words: number[] }>(index: ShopIndex, { words }: Reading, rows: T[]): T[] {
  const heads = rows.filter(({ id, words: said }) => said.some((at) => index.variants[id].nameWords[0] === words[at].concept || index.variants[id].categoryWords.join() === words[at].concept))
  return heads.length > 0 ? heads : rows
}

const isWholeName = (index: ShopIndex, reading: Reading, id: number, words: readonly number[]): boolean => {
  const said = new Set(words.map((at) => reading.words[at].concept))
  return index.variants[id].nameWords.every((word) => said.has(word) || (index.weightOf(word) < 0.25 && !countWords.has(word)))
}

/** `diambil di kedai`: a place to go to, though a product is called `… Kedai`. */
const isWhere = ({ words }: Reading, at: number): boolean => placeWords.has(words[at].concept) && ['di', 'ke', 'untuk'].includes(words[at - 1]?.concept ?? '')
const placeWords = new Set('kedai kafe toko rumah kantor dapur gudang bengkel warung butik kamar taman sekolah kota pasar'.split(' '))

/** `5 kotak`: the word counts, it does not name a box. */
const isCounted = ({ words }: Reading, at: number): boolean => typeof words[at - 1]?.number === 'number' && words[at - 1].clause === words[at].clause && countWords.has(words[at].concept)
export const countWords: ReadonlySet<string> = new Set('kotak pak buah paket porsi botol set potong lembar gelas toples bungkus orang pasang'.split(' '))
