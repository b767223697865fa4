import { findQuantities, type Quantity } from '#models/language/quantities'

export interface Price {
  start: number
  end: number
  rupiah: number | null
  /** A bare number too small for a price: thousands are likely meant, but nobody said so. */
  suggestion?: number
  /** The words of a price that is no single number. */
  written?: string
}

/** What a device has, never what it costs: `Powerbank 10.000 mAh`. */
const deviceUnit = /^\s{0,2}(?:mah|wh|watt|w|volt|v|va|lumen|lm|btu|rpm|dpi|hz|mg|iu|ppm)\b/i
const monthBefore = /\b(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|jun[ie]?|jul[iy]?|agu(?:stus)?|sep(?:tember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?|tahun|th|update|edisi)\.?\s*$/i

/** Prices in a line: money, and bare numbers of at least 500 that count nothing. */
export function pricesIn(text: string): Price[] {
  const quantities = findQuantities(text).filter((quantity) => !deviceUnit.test(text.slice(quantity.end)))
  const money = quantities.filter((quantity) => quantity.type === 'money')
  if (money.length > 0) return money.map((quantity) => ({ start: quantity.start, end: quantity.end, rupiah: quantity.rupiah }))
  const numbers = quantities.filter((quantity) => quantity.type === 'number' && /^\d/.test(quantity.text) && !isYear(quantity, text))
  const bare = numbers.filter((quantity) => valueOf(quantity) >= 500)
  if (bare.length > 0) return bare.map((quantity) => ({ start: quantity.start, end: quantity.end, rupiah: valueOf(quantity) }))
  const last = numbers.at(-1)
  if (!last || last !== quantities.at(-1) || valueOf(last) <= 0 || !/^\s*(?:(?:\/|per\s)\s*\p{L}+)?\s*$/u.test(text.slice(last.end))) return []
  return [{ start: last.start, end: last.end, rupiah: null, suggestion: valueOf(last) * 1_000 }]
}

function isYear(quantity: Quantity, text: string): boolean {
  return /^20\d\d$/.test(quantity.text) && monthBefore.test(text.slice(0, quantity.start))
}

function valueOf(quantity: Quantity): number {
  return 'value' in quantity && typeof quantity.value === 'number' ? quantity.value : 0
}

const range = /^\s*(?:-|–|—|s\/d|sd|sampai|hingga)\s*(?:rp\.?\s*)?(?:$|\d+(?:[.,]\d+)?\s?(?:rb|ribu|k|jt|juta)\b|\d{1,3}(?:\.\d{3})+)/i

/** Whether text after a price goes on to a second one: `75rb - 85rb`. */
export function isRange(text: string): boolean {
  return range.test(text)
}
