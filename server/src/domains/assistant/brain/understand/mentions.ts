import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import { smallWords, tradeAndTalk } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { bestRows, type Best } from './best-rows.ts'
import type { Reading, Word } from './reading.ts'
import { narrow, unitWords } from './variant-evidence.ts'

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

interface Linked {
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
  const said = new Set<string>()
  for (const { from, to } of stretches(reading).slice(0, mostStretches)) {
    const stretch = reading.words.slice(from, to).map((word) => word.concept).join(' ')
    if (said.has(stretch)) continue
    said.add(stretch)
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
      if (isPartOfFirst(reading, mentions.at(-1), best.words, from)) {
        for (const at of best.words) explained.delete(at)
        continue
      }
      // "Hampers satu, kokonya ukuran L": what the first thing holds, by its ending.
      const holder = mentions.at(-1)
      if (holder && isContent(index, reading, holder, best.words)) {
        for (const at of best.words) explained.delete(at)
        continue
      }
      // "Kastengel pakai keju apa": cheese is what the first thing is made of, not the next one.
      const first = mentions.at(-1)
      if (first && first.from === from && !hasHead(index, reading, best) && best.words.every((at) => first.rows.every((id) => index.variants[id].descriptionWords.has(reading.words[at].concept)))) {
        for (const at of best.words) explained.delete(at)
        continue
      }
      mentions.push({ ...best, from, to, unknownBeside: unknownBeside(index, reading, best.words), quantity: null })
    }
    const last = mentions.at(-1)
    const other = last?.from === from && last.isNarrowed ? otherLabel(index, reading, last, open) : undefined
    if (last && other) {
      explained.add(other.at)
      last.to = other.at
      mentions.push({ rows: other.rows, words: [other.at], from: other.at, to, isNarrowed: true, unknownBeside: [], quantity: null })
    }
  }
  const inOrder = mergeSame(mentions).sort((a, b) => Math.min(...a.words) - Math.min(...b.words))
  return { mentions: joinHeadless(index, reading, inOrder), explained }
}

/** "Lemari 2 pintu ada cerminnya ga": what a thing has, by its ending, is no second thing. */
const isPartOfFirst = ({ words }: Reading, first: Mention | undefined, said: readonly number[], from: number): boolean =>
  first !== undefined && first.from === from && said.length === 1 && said[0] > Math.max(...first.words) && (comesWith.has(words[said[0] - 1]?.concept ?? '') || (/(?:nya|ne)$/.test(words[said[0]].form) && ['ada', 'pakai', 'isi'].includes(words[said[0] - 1]?.concept ?? '')))

const isContent = (index: ShopIndex, { text, words }: Reading, { rows }: Mention, said: readonly number[]): boolean =>
  said.some((at) => words[at].number === null && (/(?:nya|ne)$/.test(words[at].form) || /^ nya\b/.test(text.slice(words[at].end))) && rows.every((id) => !index.variants[id].nameWords.includes(words[at].concept) && index.variants[id].descriptionWords.has(words[at].concept))) &&
  rows.every((id) => /^(?:isi|terdiri|berisi|paket)\b/i.test(index.variants[id].description))
const comesWith = new Set(['dapat', 'termasuk', 'bonus'])

/** "Nasi polos 10 telur 5": what is left names another kind of the same thing, with a number of its own. */
function otherLabel(index: ShopIndex, { words }: Reading, { rows, words: said }: Mention, open: ReadonlySet<number>): { rows: number[]; at: number } | undefined {
  const { productId } = index.variants[rows[0]]
  const siblings = index.rowsOf[productId].filter((id) => !rows.includes(id))
  const after = Math.max(...said)
  for (const at of open) {
    const { concept, number } = words[at]
    if (at < after || number !== null || unitWords.has(concept) || rows.some((id) => index.variants[id].labelWords.has(concept))) continue
    const found = siblings.filter((id) => index.variants[id].labelWords.has(concept))
    if (found.length > 0 && found.length < siblings.length + 1 && [words[at - 1], words[at + 1]].some((word) => typeof word?.number === 'number')) return { rows: found, at }
  }
  return undefined
}

/** Nobody orders more things in one message; a longer one is read up to here. */
const mostStretches = 30

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

/** Words of the found rows' labels that only count (`set`, `kursi` of "Set 4 kursi"): explained, though no evidence. */
const countedLabels = (index: ShopIndex, { words }: Reading, rows: readonly number[], open: ReadonlySet<number>): number[] =>
  [...open].filter((at) => unitWords.has(words[at].concept) && [words[at - 1], words[at + 1]].some((word) => typeof word?.number === 'number') && rows.some((id) => index.variants[id].labelWords.has(words[at].concept)))

/** The same words said again: "buat kerja di rumah, meja kerja" is one mention. */
const isEcho = ({ words }: Reading, earlier: Mention, later: Best): boolean => {
  const said = new Set(earlier.words.map((at) => words[at].concept))
  if (!later.words.every((at) => said.has(words[at].concept))) return false
  const rows = new Set(later.rows)
  return earlier.rows.every((id) => rows.has(id))
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

const separators = new Set(['dan', 'sama', 'terus', 'lalu', 'atau', 'tambah', 'sekalian', 'plus', 'kalau', 'serta', 'dengan', 'or', 'kirim', 'ganti', 'tukar'])

function unknownBeside(index: ShopIndex, reading: Reading, matched: readonly number[]): string[] {
  const beside: string[] = []
  const isOpen = (word: Word | undefined, clause: number) => word !== undefined && word.clause === clause && isUnknown(index, word)
  const { clause } = reading.words[matched[0]]
  for (let at = matched[0] - 1; isOpen(reading.words[at], clause); at--) beside.unshift(reading.words[at].form)
  if (matched.length > 1) for (let at = matched[0] + 1; isOpen(reading.words[at], clause) && !matched.includes(at); at++) beside.push(reading.words[at].form)
  for (let at = matched[matched.length - 1] + 1; isOpen(reading.words[at], clause); at++) beside.push(reading.words[at].form)
  return beside
}

/** A word that neither the shop nor general vocabulary explains: most likely the name of something. */
function isUnknown(index: ShopIndex, { concept, number, form }: Word): boolean {
  return number === null && form.length > 2 && !smallWords.has(concept) && !stopWords.has(concept) && !stopWords.has(form) && !tradeAndTalk.has(concept) && !unitWords.has(concept) && !index.words.has(concept) && !index.byDescription.has(concept)
}

/** Mentions of the same rows are one. */
function mergeSame(mentions: readonly Mention[]): Mention[] {
  const merged: Mention[] = []
  for (const mention of mentions) {
    const same = merged.find((other) => other.rows.length === mention.rows.length && other.rows.every((id, i) => id === mention.rows[i]))
    if (same) same.words.push(...mention.words)
    else merged.push(mention)
  }
  return merged
}

/**
 * A mention without the head of a name (`yang warna marun`, `in vacuum pack`) that shares rows with the one before it
 * narrows that one; the other way round, "a jacket … the denim one", too.
 */
function joinHeadless(index: ShopIndex, reading: Reading, mentions: readonly Mention[]): Mention[] {
  const joined: Mention[] = []
  for (const mention of mentions) {
    const before = joined.at(-1)
    const rowsBefore = new Set(before?.rows)
    const shared = mention.rows.filter((id) => rowsBefore.has(id))
    if (before && shared.length > 0 && (!hasHead(index, reading, mention) || shared.length === mention.rows.length)) {
      joined[joined.length - 1] = { ...before, rows: shared, words: [...before.words, ...mention.words], to: Math.max(before.to, mention.to), isNarrowed: before.isNarrowed || mention.isNarrowed }
    } else joined.push(mention)
  }
  return joined
}

/** Whether a mention says the first word of a name, which in Indonesian tells what the thing is. */
export const hasHead = (index: ShopIndex, { words }: Reading, { rows, words: said }: Pick<Mention, 'rows' | 'words'>): boolean =>
  said.some((at) => rows.some((id) => index.variants[id].nameWords[0] === words[at].concept))

/** Words for people and rooms: alone they say for whom or where, not what; two words of one name do name it. */
export const isWeak = (index: ShopIndex, { words }: Reading, { rows, words: said, isNarrowed }: Pick<Mention, 'rows' | 'words' | 'isNarrowed'>): boolean => {
  if (!said.every((at) => weakWords.has(words[at].concept) || words[at].concept === 'stok')) return false
  const { nameWords } = index.variants[rows[0]]
  // "One hampers and two honeys", "kado kotak besar": what is counted, or of a kind, is a thing.
  if (said.some((at) => words[at].concept === nameWords[0] && !unitWords.has(nameWords[0]) && (isNarrowed || typeof words[at - 1]?.number === 'number' || words[at - 1]?.form === 'one'))) return false
  return !said.some((at) => words[at].concept === nameWords[0] && nameWords.length > 1 && words[at + 1]?.concept === nameWords[1])
}

const weakWords = new Set('kado oleh-oleh hampers hadiah anak anak-anak pria wanita ibu bapak dewasa bayi orang tua muda kantor sekolah kamar tamu ruang taman luar kerja dapur rumah paket murah besar kecil baru lama tangga dinding lantai hari umur ulang tahun pernikahan spesial mini jumbo polos asli set kelas frozen goreng rebus bakar kering basah segar pedas manis dingin hangat merah putih hitam hijau biru cokelat katun rayon busa besi'.split(' '))
