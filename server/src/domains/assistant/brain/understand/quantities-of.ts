import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { Quantity } from '#models/language/quantities'
import type { Details } from './details.ts'
import type { Mention } from './mentions.ts'
import type { Reading } from './reading.ts'

/** A number of pieces that a message asks for, and where it stands. */
export interface Count {
  value: number
  at: number
  /** People rather than pieces: `utk 30 org`. */
  isPeople: boolean
  /** Said with a unit of pieces (`15 biji`, `3 kotak`). */
  hasUnit: boolean
  /** Said in kilograms, metres or days: pieces only of what is sold by them. */
  measure: 'kg' | 'meter' | 'hari' | null
}

/** More counts than these are no order. */
const mostCounts = 40

/** Nobody orders more in a chat; a larger bare number is money or a code. */
const mostPieces = 1_000

/** The numbers that may count pieces: not explained by a variant, no money, measure, date, hour, age or percent. */
export function countsIn(reading: Reading, explained: ReadonlySet<number>, { taken, dates }: Details): Count[] {
  const counts: Count[] = []
  reading.words.forEach((word, at) => {
    const { number } = word
    if (counts.length >= mostCounts) return
    if (number === null || explained.has(at) || taken.has(at) || number <= 0 || number > mostPieces) return
    const isToday = reading.words[at + 1]?.concept === 'hari' && reading.words[at + 2]?.concept === 'ini'
    const isDays = reading.words[at + 1]?.concept === 'hari'
    if (!isToday && !isDays && dates.some(({ start, end, text }) => start <= word.start && word.start < end && !/^\d{1,2}$/.test(text))) return
    const { quantity } = word
    if (quantity && reading.words[at - 1] && reading.words[at - 1].start >= quantity.start && reading.words[at - 1].number !== null) return
    const before = reading.words[at - 1]?.concept ?? ''
    if (priceWords.has(before) || priceWords.has(reading.words[at - 2]?.concept ?? '')) return
    const after = reading.words[at + 1]?.concept ?? ''
    const measured = measureOf(quantity, after)
    if (measured) {
      counts.push({ ...measured, at, isPeople: false, hasUnit: true })
      return
    }
    if (!Number.isInteger(number)) return
    if ((notCountedAfter.has(after) && !isToday) || (notCountedBefore.has(before) && !explained.has(at - 1) && !pieceWords.has(after) && after !== 'per')) return
    if (quantity?.type === 'count' && !isToday) {
      counts.push({ value: quantity.value, at, isPeople: quantity.unit === 'orang', hasUnit: true, measure: null })
    } else if (quantity === null || quantity.type === 'number' || isToday) {
      const value = quantity?.type === 'number' && Number.isInteger(quantity.value) ? quantity.value : number
      counts.push({ value, at, isPeople: after === 'orang', hasUnit: pieceWords.has(after), measure: null })
    }
  })
  return counts
}

/** Gives each mention the count that stands nearest within its stretch; `free` are the counts nobody took. */
export function giveCounts(index: ShopIndex, reading: Reading, mentions: readonly Mention[], counts: readonly Count[]): { mentions: Mention[]; free: Count[] } {
  const free = new Set(counts)
  const counted = mentions.map((mention) => {
    const inside = [...free].filter((count) => !count.isPeople && count.at >= mention.from && count.at < mention.to && piecesOf(index, mention.rows, count) !== null)
    const last = Math.max(...mention.words)
    const first = Math.min(...mention.words)
    const nearest = inside.sort((a, b) => distance(a.at, first, last) - distance(b.at, first, last))[0]
    const people = nearest ?? [...free].find(({ isPeople, at }) => isPeople && reading.words[at].clause >= reading.words[first].clause)
    if (people) free.delete(people)
    // Three sets for two days are six days of one set.
    const factor = inside.find((count) => count !== people && (count.measure === null) !== (people?.measure === null) && index.variants[mention.rows[0]].soldBy !== null)
    if (factor) free.delete(factor)
    const pieces = people ? piecesOf(index, mention.rows, people) : null
    return { ...mention, quantity: pieces === null ? null : pieces * (factor?.value ?? 1) }
  })
  return { mentions: counted, free: [...free] }
}

/** How many pieces a count means for these rows; a measure only where the rows are sold by it or tell their weight. */
export function piecesOf(index: ShopIndex, rows: readonly number[], { value, measure, isPeople }: Count): number | null {
  const { soldBy, facets, serves } = index.variants[rows[0]]
  // "Paket 4 orang cukup buat 5?" orders no five of it.
  if (isPeople && serves !== null && serves.to > 1) return value <= serves.to ? 1 : null
  if (measure === null) return value
  if (soldBy === measure) return value
  if (measure !== 'kg') return null
  const grams = [...facets.measures].flatMap((one) => (one.startsWith('mass ') ? [Number(one.slice(5))] : []))
  const pieces = grams.length > 0 ? (value * 1000) / grams[0] : 0
  return Number.isInteger(pieces) && pieces > 0 ? pieces : null
}

function measureOf(quantity: Quantity | null, after: string): Pick<Count, 'value' | 'measure'> | null {
  if (quantity?.type !== 'measure' || quantity.label !== null) return null
  if (quantity.dimension === 'mass' && quantity.value >= 1000) return { value: quantity.value / 1000, measure: 'kg' }
  if (quantity.dimension === 'length' && quantity.unit === 'm') return { value: quantity.value / 100, measure: 'meter' }
  return quantity.dimension === 'duration' && after === 'hari' ? { value: quantity.value / 1440, measure: 'hari' } : null
}

/** A count after the name is nearer than one before it: "donat 2, bolu 1". */
const distance = (at: number, first: number, last: number): number => (at > last ? at - last : first - at + 0.5)

const notCountedAfter = new Set(
  'hari jam menit bulan tahun minggu cm m mm meter kg gram persen lantai pintu laci susun inci inch inches ml liter ribu juta km km derajat watt kali x sore pagi siang malam am pm tahunan mingguan harian rebu th thn'.split(' '),
)
const notCountedBefore = new Set(
  'yang kalau ke jam pukul lantai tanggal tgl umur usia ukuran size isi nomor no rt rw dada ld bb tb lp pinggang pinggul badan kaki berat diameter tinggi lebar panjang tebal h jl jalan blok lingkar gang km x nota pesanan harga diskon potongan minimal budget'.split(' '),
)
/** A bare number right behind these is an amount or a stock, no order. */
const priceWords = new Set(['harga', 'stok', 'diskon', 'potongan', 'budget', 'cashback'])
const pieceWords = new Set('kotak pak buah paket porsi botol set potong lembar gelas toples bungkus pasang unit biji lusin'.split(' '))
