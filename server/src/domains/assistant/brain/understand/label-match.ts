import { pairsAt, type LabelFacets } from '../knowledge/label-facets.ts'
import type { Reading } from './reading.ts'

/** Whether the number at `words[at]` speaks of a variant with these facets, rather than of a quantity, price or hour. */
export function facetsMatch(facets: LabelFacets, reading: Reading, at: number): boolean {
  const word = reading.words[at]
  const { number, quantity } = word
  if (number === null) return false
  if (quantity?.type === 'money' || quantity?.type === 'percent') return false
  if (quantity?.type === 'measure') {
    if (facets.measures.has(`${quantity.dimension} ${Math.round(quantity.value * 10) / 10}`)) return true
    if (quantity.dimension === 'duration') return inRange(facets, reading, at)
    // "2 meter" is not the one of 160 cm, though that has 2 doors.
    if ([...facets.measures].some((measure) => measure.startsWith(`${quantity.dimension} `)) && !pairsAt(reading, at).some((pair) => facets.pairs.has(pair))) return false
  }
  if (quantity?.type === 'dimensions' && !quantity.values.every((value) => facets.numbers.has(value))) return false
  if (pairsAt(reading, at).some((pair) => facets.pairs.has(pair))) return true
  if (inRange(facets, reading, at)) return true
  if (!facets.numbers.has(number)) return false
  const before = reading.words[at - 1]?.concept ?? ''
  if (quantity?.type === 'dimensions') return true
  if (pointers.has(before)) return true
  // "Donat 12 biji 2 kotak": of two counts the one in pieces tells the pack.
  if (reading.words[at + 1]?.concept === 'buah' && typeof reading.words[at + 2]?.number === 'number') return true
  // "donat 12 2": of two numbers in a row the first tells the pack.
  if (reading.words[at + 1]?.number !== null && reading.words[at + 1] !== undefined) return true
  const after = reading.words[at + 1]?.concept ?? ''
  return number >= 20 && !countsAfter.has(after) && !countsBefore.has(before)
}

const pointers = new Set(['yang', 'ukuran', 'isi', 'nomor', 'umur', 'diameter', 'panjang', 'lebar', 'tinggi', 'size', 'uk', 'usia'])
const countsAfter = new Set(['kotak', 'pak', 'buah', 'porsi', 'potong', 'orang', 'persen', 'ribu', 'juta', 'hari', 'jam', 'menit', 'kali', 'lusin', 'box', 'bungkus', 'botol', 'tahun', 'inci', 'inch', 'set'])
const countsBefore = new Set(['jam', 'pukul', 'beli', 'ambil', 'pesan', 'tanggal', 'tgl', 'lantai', 'no', 'minimal'])

const inRange = ({ ranges }: LabelFacets, reading: Reading, at: number): boolean => {
  const { number } = reading.words[at]
  const around = [reading.words[at - 1]?.concept, reading.words[at + 1]?.concept, reading.words[at + 2]?.concept]
  const isAge = around.some((word) => word === 'umur' || word === 'tahun' || word === 'usia' || word === 'th' || word === 'bulan')
  return isAge && number !== null && ranges.some(({ from, to }) => from <= number && number <= to)
}
