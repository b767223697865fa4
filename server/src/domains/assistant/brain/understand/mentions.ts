import { smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { facetsMatch } from './label-match.ts'
import type { ShopIndex } from '../knowledge/shop-index.ts'
import type { Reading, Word } from './reading.ts'

/** A product as a message names it. */
export interface Mention {
  /** Rows that fit equally well, in catalogue order. */
  rows: number[]
  /** Index of the words that named it. */
  words: number[]
  /** Stretch of words it may take its quantity from. */
  from: number
  to: number
  /** Whether its variant was told too, so that `rows` are not merely all of the product. */
  isNarrowed: boolean
  /** Words beside the name that the shop does not know: the customer may mean something else. */
  unknownBeside: string[]
  quantity: number | null
}

export interface Linked {
  mentions: Mention[]
  /** Words explained by a product or a variant. */
  explained: ReadonlySet<number>
}

/**
 * Finds the products that a message names. A stretch of words (between `sama`, `trus`, commas …) is covered by the
 * rows that explain most of it, then what is left is covered again, so that "blouse biru M 1 hijab sage 1" is two.
 */
export function linkProducts(index: ShopIndex, reading: Reading): Linked {
  const mentions: Mention[] = []
  const explained = new Set<number>()
  for (const { from, to } of stretches(reading)) {
    const open = new Set<number>()
    for (let i = from; i < to; i++) open.add(i)
    const earlier = mentions.at(-1)
    const sibling = earlier && !startsName(index, reading, open) ? siblingIn(index, reading, earlier, open) : undefined
    if (earlier && sibling) {
      for (const at of sibling.words) {
        explained.add(at)
        open.delete(at)
      }
      mentions.push({ ...earlier, ...sibling, from, to, isNarrowed: true })
    }
    for (let round = 0; round < 4; round++) {
      const best = bestRows(index, reading, open)
      if (!best) break
      for (const at of [...best.words, ...countedLabels(index, reading, best.rows, open)]) {
        explained.add(at)
        open.delete(at)
      }
      if (mentions.some((earlier) => isEcho(reading, earlier, best))) continue
      mentions.push({ ...best, from, to, unknownBeside: unknownBeside(index, reading, best.words), quantity: null })
    }
  }
  return { mentions: joinHeadless(index, reading, mergeSame(mentions)), explained }
}

/** Whether a stretch says the head of some name: it then speaks of a product of its own. */
const startsName = (index: ShopIndex, { words }: Reading, open: ReadonlySet<number>): boolean =>
  [...open].some((at) => index.byName.get(words[at].concept)?.some((id) => index.variants[id].nameWords[0] === words[at].concept) ?? false)

/** "diameter 30 sama 50", "merah sama biru": a stretch with variant words only names another variant of the last product. */
function siblingIn(index: ShopIndex, reading: Reading, { rows }: Mention, open: ReadonlySet<number>): { rows: number[]; words: number[] } | undefined {
  const products = [...new Set(rows.map((id) => index.variants[id].productId))]
  const siblings = products.flatMap((product) => index.rowsOf[product])
  const found = narrow(index, reading, siblings, open)
  const isNew = found && found.rows.length < siblings.length && found.rows.some((id) => !rows.includes(id))
  return isNew && rows.length < siblings.length ? found : undefined
}

/** Rows of `among` that the variant words of a message pick out (`yang merah`, `isi 20`, `XL`), or `undefined`. */
export function narrow(index: ShopIndex, reading: Reading, among: readonly number[], at?: ReadonlySet<number>): { rows: number[]; words: number[] } | undefined {
  const scored = among.map((id) => ({ id, ...variantEvidence(index, reading, id, at) }))
  const best = Math.max(0, ...scored.map(({ score }) => score))
  if (best <= 0) return undefined
  const winners = scored.filter(({ score }) => score >= best - 1e-9)
  return { rows: winners.map(({ id }) => id), words: [...new Set(winners.flatMap(({ words }) => words))] }
}

/** Words of the found rows' labels that only count (`set`, `kursi` of "Set 4 kursi"): explained, though no evidence. */
const countedLabels = (index: ShopIndex, { words }: Reading, rows: readonly number[], open: ReadonlySet<number>): number[] =>
  [...open].filter((at) => unitWords.has(words[at].concept) && rows.some((id) => index.variants[id].labelWords.has(words[at].concept)))

/** The same words said again: "buat kerja di rumah, meja kerja" is one mention. */
const isEcho = ({ words }: Reading, earlier: Mention, later: Best): boolean => {
  const said = new Set(earlier.words.map((at) => words[at].concept))
  return later.words.every((at) => said.has(words[at].concept)) && earlier.rows.every((id) => later.rows.includes(id))
}

function stretches({ words }: Reading): { from: number; to: number }[] {
  const cuts: { from: number; to: number }[] = []
  let from = 0
  for (let i = 1; i <= words.length; i++) {
    const isCut = i === words.length || words[i].clause !== words[i - 1].clause || separators.has(words[i].concept)
    if (!isCut) continue
    if (i > from) cuts.push({ from, to: i })
    from = i
  }
  return cuts
}

const separators = new Set(['dan', 'sama', 'terus', 'lalu', 'atau', 'tambah', 'sekalian', 'plus', 'kalau', 'serta', 'dengan', 'or', 'kirim'])

interface Best {
  rows: number[]
  words: number[]
  isNarrowed: boolean
}

function bestRows(index: ShopIndex, reading: Reading, open: ReadonlySet<number>): Best | undefined {
  const named = new Map<number, { score: number; words: number[] }>()
  const seen = new Set<string>()
  for (const at of open) {
    const { concept, number } = reading.words[at]
    if (number !== null || seen.has(concept) || isCounted(reading, at) || isWhere(reading, at)) continue
    seen.add(concept)
    const byName = index.byName.get(concept)
    const weight = byName ? index.weightOf(concept) : 0
    for (const id of byName ?? []) credit(named, id, weight, at)
    if (smallWords.has(concept) || stopWords.has(concept)) continue
    for (const id of index.byCategory.get(concept) ?? []) {
      if (!index.variants[id].nameWords.includes(concept)) credit(named, id, 0.45, at)
    }
  }
  if (named.size === 0) return undefined
  let best: { id: number; score: number; base: number; words: number[]; variant: number }[] = []
  let top = 0
  const strongest = Math.max(...[...named.values()].map(({ score }) => score))
  if (strongest < namedEnough) return undefined
  for (const [id, { score, words }] of named) {
    if (score < strongest * 0.5) continue
    const variant = variantEvidence(index, reading, id, open)
    const total = score + variant.score
    top = Math.max(top, total)
    best.push({ id, score: total, base: score, words: [...words, ...variant.words], variant: variant.score })
  }
  best = best.filter(({ score }) => score >= top - 1e-9)
  best = preferHeads(index, reading, best)
  const whole = best.filter(({ id, words }) => isWholeName(index, reading, id, words))
  if (whole.length > 0) best = whole
  const rows = best.map(({ id }) => id).sort((a, b) => a - b)
  return { rows, words: [...new Set(best.flatMap(({ words }) => words))].sort((a, b) => a - b), isNarrowed: best.some(({ variant }) => variant > 0) }
}

/** `diambil di kedai`: a place to go to, though a product is called `… Kedai`. */
const isWhere = ({ words }: Reading, at: number): boolean => placeWords.has(words[at].concept) && ['di', 'ke', 'untuk'].includes(words[at - 1]?.concept ?? '')
const placeWords = new Set(['kedai', 'kafe', 'toko', 'rumah', 'kantor', 'dapur', 'gudang', 'bengkel', 'warung', 'butik', 'kamar', 'taman', 'sekolah', 'kota', 'pasar'])

/** "lele" is the fish, not the floss made of it: rows that begin with a said word go before those that only hold it. */
function preferHeads<T extends { id: number; words: number[] }>(index: ShopIndex, { words }: Reading, rows: T[]): T[] {
  const heads = rows.filter(({ id, words: said }) => said.some((at) => index.variants[id].nameWords[0] === words[at].concept))
  return heads.length > 0 ? heads : rows
}

/** `5 kotak`: the word counts, it does not name a box. */
const isCounted = ({ words }: Reading, at: number): boolean =>
  words[at - 1]?.number != null && countWords.has(words[at].concept)
const countWords = new Set(['kotak', 'pak', 'buah', 'paket', 'porsi', 'botol', 'set', 'potong', 'lembar', 'gelas', 'toples', 'bungkus', 'orang', 'pasang'])

/** A single common or vague word names no product. */
const namedEnough = 0.25

const credit = (named: Map<number, { score: number; words: number[] }>, id: number, weight: number, at: number) => {
  const entry = named.get(id)
  if (entry) {
    entry.score += weight
    entry.words.push(at)
  } else named.set(id, { score: weight, words: [at] })
}

const isWholeName = (index: ShopIndex, reading: Reading, id: number, words: readonly number[]): boolean => {
  const said = new Set(words.map((at) => reading.words[at].concept))
  return index.variants[id].nameWords.every((word) => said.has(word) || index.weightOf(word) < 0.25)
}

/** How well the words of a variant (and, weakly, described properties) agree with the message. */
function variantEvidence(index: ShopIndex, reading: Reading, id: number, open?: ReadonlySet<number>): { score: number; words: number[] } {
  const row = index.variants[id]
  const words: number[] = []
  let score = 0
  const seen = new Set<string>()
  reading.words.forEach((word, at) => {
    if (open && !open.has(at)) return
    if (word.number === null) {
      if (seen.has(word.concept) || !row.labelWords.has(word.concept) || row.nameWords.includes(word.concept)) return
      seen.add(word.concept)
      if (unitWords.has(word.concept)) {
        score += 0.05
        return
      }
      words.push(at)
      score += 0.5
    } else if (facetsMatch(row.facets, reading, at)) {
      words.push(at)
      score += 0.6
    }
  })
  if (score > 0 || open === undefined) score += 0.02 * describedProperties(index, reading, id, open)
  else score += 0.1 * describedProperties(index, reading, id, open)
  return { score, words }
}

/** Words that count and measure: they tell a variant only with their number. */
const unitWords = new Set(['isi', 'cm', 'kg', 'gram', 'ml', 'liter', 'tahun', 'buah', 'kotak', 'pak', 'porsi', 'x', 'dan', 'kursi', 'meja', 'pintu', 'laci', 'susun', 'set', 'ukuran', 'meter', 'hari', 'umur', 'per', 'all', 'paket', 'saja'])

function describedProperties(index: ShopIndex, reading: Reading, id: number, open?: ReadonlySet<number>): number {
  let count = 0
  reading.words.forEach((word, at) => {
    if (open && !open.has(at)) return
    if (word.number === null && properties.has(word.concept) && index.variants[id].descriptionWords.has(word.concept)) count++
    if (word.number !== null && isDescribedMeasure(index, reading, id, at)) count += 4
  })
  return count
}

/** `LD 110` where the description says so. */
const isDescribedMeasure = (index: ShopIndex, reading: Reading, id: number, at: number): boolean => {
  const { start } = reading.words[at]
  const quantity = reading.quantities.find((found) => found.start <= start && start < found.end)
  return quantity?.type === 'measure' && quantity.label !== null && index.variants[id].described.has(`${quantity.label} ${quantity.value}`)
}

/** Described properties by which people tell goods apart. */
const properties = new Set('lengan-panjang lengan-pendek pedas manis asin gurih goreng rebus bakar kukus panggang frozen vakum katun sutra linen rayon tebal tipis ukir laci cermin busui lipat kancing resleting furing printing tulis cap busa jok rotan besi kaca hitam putih merah hijau biru cokelat krem natural walnut udang ayam sapi ikan keju kacang telur jamur'.split(' '))

function unknownBeside(index: ShopIndex, reading: Reading, matched: readonly number[]): string[] {
  const beside: string[] = []
  const isOpen = (word: Word | undefined, clause: number) => word !== undefined && word.clause === clause && isUnknown(index, word)
  const { clause } = reading.words[matched[0]]
  for (let at = matched[0] - 1; isOpen(reading.words[at], clause); at--) beside.unshift(reading.words[at].form)
  for (let at = matched[matched.length - 1] + 1; isOpen(reading.words[at], clause); at++) beside.push(reading.words[at].form)
  return beside
}

/** A word that neither the shop nor general vocabulary explains: most likely the name of something. */
export function isUnknown(index: ShopIndex, { concept, number, form }: Word): boolean {
  return number === null && form.length > 2 && !smallWords.has(concept) && !stopWords.has(concept) && !stopWords.has(form) && !index.words.has(concept) && !index.byDescription.has(concept)
}

/** Mentions of the same rows are one. */
function mergeSame(mentions: readonly Mention[]): Mention[] {
  const merged: Mention[] = []
  for (const mention of mentions) {
    const same = merged.find((other) => other.rows.join() === mention.rows.join())
    if (same) same.words.push(...mention.words)
    else merged.push(mention)
  }
  return merged
}

/**
 * A mention without the head of a name (`yang warna marun`, `in vacuum pack`) that shares rows with the one before it
 * narrows that one; the other way round, "kemeja … buat lawang sewu", too.
 */
function joinHeadless(index: ShopIndex, reading: Reading, mentions: readonly Mention[]): Mention[] {
  const joined: Mention[] = []
  for (const mention of mentions) {
    const before = joined.at(-1)
    const shared = before ? mention.rows.filter((id) => before.rows.includes(id)) : []
    if (before && shared.length > 0 && (!hasHead(index, reading, mention) || shared.length === mention.rows.length)) {
      joined[joined.length - 1] = { ...before, rows: shared, words: [...before.words, ...mention.words], to: Math.max(before.to, mention.to), isNarrowed: before.isNarrowed || mention.isNarrowed }
    } else joined.push(mention)
  }
  return joined
}

/** Whether a mention says the first word of a name, which in Indonesian tells what the thing is. */
export const hasHead = (index: ShopIndex, { words }: Reading, { rows, words: said }: Pick<Mention, 'rows' | 'words'>): boolean =>
  said.some((at) => rows.some((id) => index.variants[id].nameWords[0] === words[at].concept))

/** Words for people and rooms: alone they say for whom or where, not what. */
export const isWeak = ({ words }: Reading, mention: Pick<Mention, 'words'>): boolean =>
  mention.words.every((at) => weakWords.has(words[at].concept))

const weakWords = new Set('anak anak-anak pria wanita ibu bapak dewasa bayi orang tua muda kantor sekolah kamar tamu ruang taman luar kerja dapur rumah paket murah besar kecil baru lama hari umur ulang tahun pernikahan spesial mini jumbo polos asli set kelas frozen goreng rebus bakar kering basah segar pedas manis dingin hangat merah putih hitam hijau biru cokelat katun rayon busa besi'.split(' '))
