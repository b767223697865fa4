import { findQuantities, type Quantity } from '#models/language/quantities'
import type { ReadRow, RowProblem } from '../format.ts'

type Row = Omit<ReadRow, 'line' | 'original'>

export type ReadLine = { kind: 'nothing' } | { kind: 'heading'; text: string } | { kind: 'goods'; rows: Row[] }

const longestLine = 1_000

/** Reads one line of a typed price list. A line without a price is a heading when it looks like one, else goods to check. */
export function readLine(line: string): ReadLine {
  const text = line.slice(0, longestLine).replace(/[\u200b-\u200f\ufeff]/g, '').replace(/^[\s\-–—•*·►▪✅☑️🔸🔹👉➡️>#]+/u, '').replace(/^\d{1,3}[.)]\s+/, '').trim()
  if (!/[\p{L}]/u.test(text)) return { kind: 'nothing' }
  const parts = text.split(/\s*[|;]\s*/).filter((part) => /\p{L}/u.test(part))
  if (parts.length > 1 && parts.every((part) => pricesIn(part).length > 0)) return { kind: 'goods', rows: parts.flatMap(readGoods) }
  if (pricesIn(text).length === 0) return looksLikeHeading(text) ? { kind: 'heading', text: text.replace(/[:*_~=\-\s]+$/g, '').replace(/^[*_~=]+/, '').slice(0, 100) } : withoutPrice(text)
  return { kind: 'goods', rows: readGoods(text) }
}

interface Price {
  start: number
  end: number
  rupiah: number | null
  /** A bare number too small for a price: thousands are likely meant, but nobody said so. */
  suggestion?: number
  /** The words of a price that is no single number. */
  written?: string
}

/** A correction may not be more either. */
const mostRupiah = 1e12

const isRange = (text: string): boolean => /^\s*(?:-|–|—|s\/d|sd|sampai|hingga)\s*(?:rp\.?\s*)?(?:$|\d+(?:[.,]\d+)?\s?(?:rb|ribu|k|jt|juta)\b|\d{1,3}(?:\.\d{3})+)/i.test(text)

/** Prices in a line: money, and bare numbers of at least 500 that count nothing. */
function pricesIn(text: string): Price[] {
  const quantities = findQuantities(text)
  const money = quantities.filter((quantity) => quantity.type === 'money')
  if (money.length > 0) return money.map((quantity) => ({ start: quantity.start, end: quantity.end, rupiah: quantity.rupiah }))
  const bare = quantities.filter((quantity) => quantity.type === 'number' && quantity.value >= 500 && /^\d/.test(quantity.text))
  if (bare.length > 0) return bare.map((quantity) => ({ start: quantity.start, end: quantity.end, rupiah: valueOf(quantity) }))
  const last = quantities.at(-1)
  const isAtEnd = last?.type === 'number' && /^\d/.test(last.text) && text.slice(last.end).trim() === ''
  return isAtEnd && valueOf(last) > 0 ? [{ start: last.start, end: last.end, rupiah: null, suggestion: valueOf(last) * 1_000 }] : []
}

function valueOf(quantity: Quantity): number {
  return 'value' in quantity && typeof quantity.value === 'number' ? quantity.value : 0
}

/** `Kaos polos S 50rb, M 55rb` is one product with two variants; `Es teh 5rb, Kopi tubruk 8rb` is two products. */
function readGoods(text: string): Row[] {
  const prices = pricesIn(text)
  const segments = prices.flatMap((price, index) => {
    const before = text.slice(index === 0 ? 0 : prices[index - 1].end, price.start)
    // `75rb-85rb` has no second goods, `(bakso +3k)` is an extra: the row before them says that it is unclear.
    if (index > 0 && (isRange(before) || before.trimEnd().endsWith('+'))) return []
    const after = text.slice(price.end, prices[index + 1]?.start)
    const isOpen = isRange(after) || after.trimEnd().endsWith('+') || /^\s*\/\s*\d/.test(after) || /\b(?:mulai|start|from)(?:\s+dari)?\s*$/i.test(before) || (price.rupiah ?? 0) > mostRupiah
    const words = clean(before.replace(/\b(?:mulai|start|from)(?:\s+dari)?\s*$/i, ''))
    return [{ price: isOpen ? { ...price, rupiah: null, written: text.slice(price.start, prices[index + 1]?.end ?? text.length).trim() } : price, words }]
  })
  const tail = text.slice(prices.at(-1)?.end ?? 0)
  const stock = stockIn(tail)
  const unit = /^\s*(?:\/|per)\s*(\p{L}[\p{L}\d ]{0,20})/u.exec(tail)?.[1]?.trim()
  const [first, ...rest] = segments
  const areVariants = rest.length > 0 && rest.every((segment) => isVariantLabel(segment.words))
  if (!areVariants) {
    return segments.filter((segment) => segment.words !== '').map((segment) => makeRow({ ...splitVariant(segment.words), price: segment.price, stock, unit: segments.length === 1 ? unit : undefined }))
  }
  const { name, label } = splitTrailingLabel(first.words)
  return [{ words: label, price: first.price }, ...rest].map((segment) => makeRow({ name, variant: segment.words, price: segment.price, stock, unit: undefined }))
}

function makeRow({ name, variant, price, stock, unit }: { name: string; variant: string; price: Price; stock: number | undefined; unit: string | undefined }): Row {
  const problems: RowProblem[] = []
  if (price.written !== undefined) problems.push({ code: 'price_unclear', sentence: `Harga "${price.written.slice(0, 40)}" belum jelas. Harga ini berapa?` })
  else if (price.rupiah === null) problems.push({ code: 'price_unclear', sentence: `Harga ini berapa? Tertulis ${(price.suggestion ?? 0) / 1_000}.`, ...(price.suggestion === undefined ? {} : { suggestion: price.suggestion }) })
  if (name === '') problems.push({ code: 'name_missing', sentence: 'Nama barang belum terbaca.' })
  return { name: name.slice(0, 200), variant: (variant || (unit ? `per ${unit}` : '')).slice(0, 200), price: price.rupiah, ...(stock === undefined ? {} : { stock }), problems }
}

function withoutPrice(text: string): ReadLine {
  const isSoldOut = stockIn(text)
  const { name, variant } = splitVariant(clean(text))
  return { kind: 'goods', rows: [{ name: name.slice(0, 200), variant, price: null, ...(isSoldOut === undefined ? {} : { stock: isSoldOut }), problems: [{ code: 'price_missing', sentence: 'Harga ini berapa?' }] }] }
}

function looksLikeHeading(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '')
  const isShouted = letters.length > 2 && letters === letters.toUpperCase()
  return text.endsWith(':') || /^[*_=~].*[*_=~]$/.test(text) || isShouted || /^(menu|daftar|harga|price ?list|katalog|kategori|paket|aneka)\b/i.test(text)
}

const sizeWord = /^(?:x{0,3}[sml]|xxl|xxxl|\dxl|all ?size|jumbo|besar|kecil|sedang|mini|reguler|regular|large|small|medium|panas|dingin|hangat|es|hot|ice|iced|basah|kering|goreng|rebus|matang|mentah|original|ori|pedas|manis)$/i

/** Whether words name a variant, not another product: sizes, packs, measures, at most three words. */
function isVariantLabel(words: string): boolean {
  const list = words.split(/\s+/)
  if (words === '' || list.length > 3) return false
  return list.every((word) => sizeWord.test(word)) || /^(isi|ukuran|size|uk|no|box|pak|pack|dus)\b/i.test(words) || findQuantities(words).some((quantity) => quantity.start === 0 && quantity.end === words.length)
}

/** The variant at the end of the words before a price: `Kaos polos S` → `Kaos polos` + `S`. */
function splitTrailingLabel(words: string): { name: string; label: string } {
  const list = words.split(/\s+/)
  for (const length of [3, 2, 1]) {
    const label = list.slice(-length).join(' ')
    if (list.length > length && isVariantLabel(label)) return { name: clean(list.slice(0, -length).join(' ')), label }
  }
  return { name: words, label: '' }
}

/** `Bolu pandan (loyang besar)` and `Bakso frozen isi 20` carry their variant with them. */
function splitVariant(words: string): { name: string; variant: string } {
  const bracketed = /^(.*?)\s*[([]([^)\]]{1,60})[)\]]\s*$/.exec(words)
  if (bracketed && bracketed[1] !== '') return { name: clean(bracketed[1]), variant: bracketed[2].trim() }
  const pack = /^(.*\S)\s+((?:isi|ukuran|size|uk\.?)\s+\S+(?:\s+\S+)?)$/i.exec(words)
  if (pack) return { name: clean(pack[1]), variant: pack[2] }
  return { name: words, variant: '' }
}

function stockIn(text: string): number | undefined {
  if (/\b(habis|kosong|sold ?out)\b/i.test(text)) return 0
  const match = /\b(?:stok|stock|ready|sisa|tersedia)\s*:?\s*(\d{1,6})\b/i.exec(text)
  return match ? Number(match[1]) : undefined
}

/** Words without the marks around them: `Es teh ......` → `Es teh`. */
function clean(text: string): string {
  return text.replace(/\b(?:harga|hrg|rp)\b\.?\s*:?\s*$/i, '').replace(/[\s.:=,\-–—_*~@/|…]+$/u, '').replace(/^[\s.:=,\-–—_*~/|]+/u, '').replace(/\s+/g, ' ').trim()
}
