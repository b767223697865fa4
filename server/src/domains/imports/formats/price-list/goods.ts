import type { ReadRow, RowProblem } from '../format.ts'
import { clean, isVariantLabel, splitTrailingLabel, splitVariant, variantsOf } from './labels.ts'
import { isRange, pricesIn, type Price } from './prices.ts'

export type Row = Omit<ReadRow, 'line' | 'original'>

/** A correction may not be more either. */
const mostRupiah = 1e12
const startingAt = /\b(?:mulai|start|from)(?:\s+dari)?\s*$/i
const bracketAfter = /^\s*[([]([^)\]]{1,40})[)\]]/

interface Segment {
  words: string
  price: Price
  /** A label in brackets behind the price: `35.000 (S)`. */
  labelAfter: string
  unit: string | undefined
}

/** `Kaos polos S 50rb, M 55rb` is one product with two variants; `Es teh 5rb, Kopi tubruk 8rb` is two products. */
export function readGoods(line: string): Row[] {
  const text = readBrackets(line)
  const prices = pricesIn(text)
  const segments = prices.flatMap((price, index) => readSegment(text, prices, price, index))
  const stock = stockIn(text.slice(prices.at(-1)?.end ?? 0))
  const [first, ...rest] = segments
  if (first.words !== '' && segments.every((segment) => segment.labelAfter !== '')) {
    return segments.flatMap(({ labelAfter, price }) => makeRows({ name: first.words, variant: labelAfter, price, stock, unit: undefined }))
  }
  if (rest.length > 0 && rest.every((segment) => isVariantLabel(segment.words))) {
    const { name, label } = splitTrailingLabel(first.words)
    return [{ ...first, words: label }, ...rest].flatMap(({ words, price, unit }) => makeRows({ name, variant: words, price, stock, unit }))
  }
  return segments.filter((segment) => segment.words !== '').flatMap(({ words, price, unit }) => makeRows({ ...splitVariant(words), price, stock, unit }))
}

function readSegment(text: string, prices: readonly Price[], price: Price, index: number): Segment[] {
  const next: Price | undefined = prices[index + 1]
  const gap = text.slice(index === 0 ? 0 : prices[index - 1].end, price.start)
  // `75rb-85rb` has no second goods, `(bakso +3k)` is an extra: the row before them says that it is unclear.
  if (index > 0 && (isRange(gap) || gap.trimEnd().endsWith('+'))) return []
  const before = index === 0 ? gap : gap.replace(bracketAfter, ' ').replace(unitAfter, ' ').replace(/^\s*\/\s*\d+(?=\s*,)/, ' ')
  const after = text.slice(price.end, next?.start)
  const labelAfter = bracketAfter.exec(after)?.[1].trim() ?? ''
  // `250ml 8rb / 500ml 15rb` parts two sizes, `10.000 /3` is three for it.
  const isPerCount = /^\s*\/\s*\d/.test(after) && !(next && isVariantLabel(clean(after)))
  const isOpen = isRange(after) || after.trimEnd().endsWith('+') || isPerCount || startingAt.test(before) || (price.rupiah ?? 0) > mostRupiah
  return [
    {
      words: clean(before.replace(startingAt, '')),
      price: isOpen ? { ...price, rupiah: null, written: text.slice(price.start, next?.end ?? text.length).trim() } : price,
      labelAfter: isVariantLabel(labelAfter) ? labelAfter : '',
      unit: unitAfter.exec(after)?.[1]?.trim(),
    },
  ]
}

const unitAfter = /^\s*(?:\/|per\b)\s*(\p{L}[\p{L}\d]{0,20}(?: [\p{L}\d]{1,20})?)(?=\s*(?:$|[,;|()/.!]))/u

/** Brackets that hold an amount: a saving is left out, a pack is a variant, anything else makes the price unclear. */
function readBrackets(line: string): string {
  return line.replace(/\s*\(([^()]{1,80})\)/g, (whole: string, inner: string, at: number) => {
    const [amount] = pricesIn(inner)
    if (!amount || amount.rupiah === null || pricesIn(line.slice(0, at)).length === 0) return whole
    if (/^\s*(?:hemat|diskon|disc|potong|normal|harga normal|sebelumnya|coret|dari)\b/i.test(inner)) return ''
    return isVariantLabel(clean(inner.slice(0, amount.start))) ? `, ${inner}` : ` + ${inner.slice(amount.start)}`
  })
}

interface Made {
  name: string
  variant: string
  price: Price
  stock: number | undefined
  unit: string | undefined
}

function makeRows({ name, variant, price, stock, unit }: Made): Row[] {
  const problems: RowProblem[] = []
  if (price.written !== undefined) problems.push({ code: 'price_unclear', sentence: `Harga "${price.written.slice(0, 40)}" belum jelas. Harga ini berapa?` })
  else if (price.rupiah === null) problems.push({ code: 'price_unclear', sentence: `Harga ini berapa? Tertulis ${(price.suggestion ?? 0) / 1_000}.`, ...(price.suggestion === undefined ? {} : { suggestion: price.suggestion }) })
  if (name === '') problems.push({ code: 'name_missing', sentence: 'Nama barang belum terbaca.' })
  return variantsOf(variant).map((one) => ({ name: name.slice(0, 200), variant: (one || (unit ? `per ${unit}` : '')).slice(0, 200), price: price.rupiah, ...(stock === undefined ? {} : { stock }), problems }))
}

const saidInstead = /^(.{0,300}?)[\s.:=\-–…]+((?:harga\s)?(?:tanya|chat|nego|cek|call|hubungi|by request|menyesuaikan|tergantung|gratis|free|tba|seikhlasnya)\b.{0,40})$/i

/** Goods whose price is missing, or said in words that are no amount. */
export function withoutPrice(text: string): Row {
  const stock = stockIn(text)
  const said = saidInstead.exec(text)
  const words = said && /\p{L}/u.test(said[1]) ? said[1] : text
  const problem: RowProblem = said && words !== text ? { code: 'price_unclear', sentence: `Harga "${said[2].slice(0, 40)}" belum jelas. Harga ini berapa?`, ...(/^(gratis|free)/i.test(said[2]) ? { suggestion: 0 } : {}) } : { code: 'price_missing', sentence: 'Harga ini berapa?' }
  const { name, variant } = splitVariant(clean(words))
  return { name: name.slice(0, 200), variant, price: null, ...(stock === undefined ? {} : { stock }), problems: [problem] }
}

/** What stands in a list but is not for sale. It is left out, unless the owner fills in a price. */
export function asNote(text: string): Row {
  const amount = pricesIn(text).at(-1)?.rupiah ?? undefined
  return { name: clean(text).slice(0, 200), variant: '', price: null, problems: [{ code: 'not_goods', sentence: 'Sepertinya bukan barang, jadi tidak dimasukkan. Kalau barang, isi harganya.', ...(amount === undefined ? {} : { suggestion: amount }) }] }
}

function stockIn(text: string): number | undefined {
  if (/\b(habis|kosong|sold ?out)\b/i.test(text)) return 0
  const match = /\b(?:stok|stock|ready|sisa|tersedia)\s*:?\s*(\d{1,6})\b/i.exec(text)
  return match ? Number(match[1]) : undefined
}
