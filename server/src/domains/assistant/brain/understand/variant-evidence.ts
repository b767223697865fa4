import type { IndexedVariant, ShopIndex } from '../knowledge/indexed-shop.ts'
import { facetsMatch } from './label-match.ts'
import type { Reading } from './reading.ts'

/** Words of a message that may tell variants apart; most messages have none to three. */
interface Signals {
  labels: readonly number[]
  numbers: readonly number[]
  properties: readonly number[]
  /** No row can earn more than this. */
  most: number
}

export interface Evidence {
  score: number
  words: number[]
}

/** More numbers in one stretch are no description of a variant. */
const mostNumbers = 12

/** The signals among the words in `open`. */
export function signalsIn(index: ShopIndex, { words }: Reading, open: Iterable<number>): Signals {
  const labels: number[] = []
  const numbers: number[] = []
  const properties: number[] = []
  const seen = new Set<string>()
  for (const at of open) {
    const { concept, number } = words[at]
    if (number !== null) {
      if (numbers.length < mostNumbers) numbers.push(at)
    } else if (!seen.has(concept)) {
      seen.add(concept)
      if (index.byLabel.has(concept)) labels.push(at)
      if (describing.has(concept) && index.byDescription.has(concept)) properties.push(at)
    }
  }
  return { labels, numbers, properties, most: 0.5 * labels.length + 1.1 * numbers.length + 0.1 * properties.length }
}

/** How well a row's label (and, weakly, what its description tells) agrees with the signals. */
export function evidenceFor(index: ShopIndex, reading: Reading, signals: Signals, id: number): Evidence {
  const row = index.variants[id]
  const words: number[] = []
  let score = 0
  for (const at of signals.labels) {
    const { concept } = reading.words[at]
    if (!row.labelWords.has(concept) || row.nameWords.includes(concept) || isContrary(row, reading, at)) continue
    if (unitWords.has(concept)) score += 0.05
    else {
      words.push(at)
      score += 0.5
    }
  }
  let described = 0
  for (const at of signals.numbers) {
    if (facetsMatch(row.facets, reading, at)) {
      words.push(at)
      score += row.facets.first === reading.words[at].number ? 0.65 : 0.6
    }
    if (isBounded(reading, at, row.ranges)) {
      words.push(at)
      score += 0.6
    }
    if (isDescribedMeasure(index, reading, id, at)) described += 4
  }
  for (const at of signals.properties) if (row.descriptionWords.has(reading.words[at].concept) && !row.labelWords.has(reading.words[at].concept)) described++
  return { score: score + (score > 0 ? 0.02 : 0.1) * described, words }
}

/** "Yang pakai bantalan" is not the one whose label says `Tanpa bantalan`, and the other way round. */
const isContrary = ({ label }: IndexedVariant, { words }: Reading, at: number): boolean => {
  const before = words[at - 1]?.concept
  const isWithout = before === 'tanpa' || (before === 'pakai' && words[at - 2]?.concept === 'tidak')
  return isWithout !== label.toLowerCase().includes(`tanpa ${words[at].concept}`)
}

/** Rows of `among` that the variant words of a message pick out (`yang merah`, `isi 20`, `XL`), or `undefined`. */
export function narrow(index: ShopIndex, reading: Reading, among: readonly number[], open: Iterable<number>): { rows: number[]; words: number[] } | undefined {
  const signals = signalsIn(index, reading, open)
  if (signals.most === 0) return undefined
  const scored = among.map((id) => ({ id, ...evidenceFor(index, reading, signals, id) }))
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0)
  if (best <= 0) return undefined
  const winners = scored.filter(({ score }) => score >= best - 1e-9)
  return { rows: winners.map(({ id }) => id), words: [...new Set(winners.flatMap(({ words }) => words))] }
}

/** Words that count and measure: they tell a variant only with their number. */
export const unitWords: ReadonlySet<string> = new Set('isi cm kg gram ml liter tahun buah kotak pak porsi x dan kursi meja pintu laci susun set ukuran meter hari umur per all paket saja'.split(' '))

/** `LD 110` where the description says so. */
const isDescribedMeasure = (index: ShopIndex, { words }: Reading, id: number, at: number): boolean => {
  const { quantity } = words[at]
  return quantity?.type === 'measure' && quantity.label !== null && index.variants[id].described.has(`${quantity.label} ${quantity.value}`)
}

/** `pinggang 98` where the description says for which waists. */
const isBounded = ({ words }: Reading, at: number, ranges: IndexedVariant['ranges']): boolean => {
  const { number } = words[at]
  const before = [words[at - 1]?.concept, words[at - 2]?.concept]
  return ranges.length > 0 && number !== null && before.some((word) => word !== undefined && bodyWords.has(word)) && ranges.some(({ from, to }) => from <= number && number <= to)
}
const bodyWords = new Set(['pinggang', 'badan', 'umur', 'usia', 'dada', 'pinggul', 'kaki', 'bb', 'tb', 'ld', 'lingkar', 'berat'])

/** Described properties by which people tell goods apart. */
const describing = new Set(
  'lengan-panjang lengan-pendek pedas manis asin gurih goreng rebus bakar kukus panggang frozen vakum katun sutra linen rayon tebal tipis ukir laci cermin busui lipat kancing resleting furing printing tulis cap busa jok rotan besi kaca hitam putih merah hijau biru cokelat krem natural walnut udang ayam sapi ikan keju kacang telur jamur'.split(' '),
)
