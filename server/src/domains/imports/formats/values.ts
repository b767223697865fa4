import { parseRupiah } from '#models/language/quantities'
import type { RowProblem } from './format.ts'

const highestPrice = 1_000_000_000_000

/** What may stand around the price of one piece: `@7.500`, `15.000/pcs`, `15000,-`. */
const beforePrice = /^(?:@|harga|hrg)\s*:?\s*(?=\S)/i
const afterPrice = /(?:[.,]\s?-{1,3}|\s{0,2}(?:\/|per)\s{0,2}(?:1\s)?(?:pcs?|pieces?|biji|bj|buah|bh|butir|potong|ptg|porsi|unit|item|satuan)\.?){1,3}$/i

/**
 * Rupiah from a cell: `15000`, `15.000`, `Rp 15.000,-`, `15rb`. What is not certain is `null` with a reason.
 * A point before three zeros parts thousands; only before one or two does it part cents.
 */
export function readPrice(text: string, problems: RowProblem[]): number | null {
  const plain = text.trim()
  if (plain === '' || plain === '-') {
    problems.push({ code: 'price_missing', sentence: 'Harga belum diisi.' })
    return null
  }
  const bare = plain.replace(beforePrice, '').replace(afterPrice, '').replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '')
  const price = /^\d+(\.0{1,2})?$/.test(bare) ? Number(bare) : parseRupiah(bare)
  if (price === null || !Number.isSafeInteger(price) || price < 0 || price > highestPrice) {
    problems.push({ code: 'price_unclear', sentence: `Harga "${plain.slice(0, 40)}" belum jelas.` })
    return null
  }
  if (price === 0) {
    problems.push({ code: 'price_unclear', sentence: 'Harga 0. Benar gratis?', suggestion: 0 })
    return null
  }
  if (price < 100) {
    problems.push({ code: 'price_unclear', sentence: `Harga ${price} terlalu kecil. Maksudnya ribuan?`, suggestion: price * 1_000 })
    return null
  }
  return price
}

/** Pieces; words for none are 0, an empty cell is unknown. */
export function readStock(text: string, problems: RowProblem[]): number | undefined {
  const plain = text.trim().toLowerCase()
  if (plain === '' || plain === '-') return undefined
  if (/^(habis|kosong|sold ?out|out of stock|ha?bs)$/.test(plain)) return 0
  const digits = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:[.,]0+)?\s*[a-z]*$/.exec(plain)
  if (digits) {
    const stock = Number(digits[1].replaceAll('.', ''))
    if (stock <= 100_000_000) return stock
  }
  problems.push({ code: 'stock_unclear', sentence: `Stok "${text.slice(0, 40)}" belum jelas, jadi tidak dicatat.` })
  return undefined
}

/** Grams from `500`, `500 gr`, `0,5 kg`, `1.200`. */
export function readWeight(text: string, problems: RowProblem[]): number | undefined {
  const plain = text.trim().toLowerCase()
  if (plain === '' || plain === '-') return undefined
  const match = /^(\d+(?:[.,]\d+)*)\s*(kg|kilo|kilogram|g|gr|gram)?$/.exec(plain)
  if (match) {
    const isKilo = match[2]?.startsWith('k') ?? false
    const number = isKilo ? Number(match[1].replace(',', '.')) * 1_000 : Number(match[1].replace(/[.,](?=\d{3}\b)/g, '').replace(',', '.'))
    if (Number.isFinite(number) && number <= 10_000_000) return Math.round(number)
  }
  problems.push({ code: 'weight_unclear', sentence: `Berat "${text.slice(0, 40)}" belum jelas, jadi tidak dicatat.` })
  return undefined
}
