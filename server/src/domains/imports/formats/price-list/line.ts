import { asNote, readGoods, withoutPrice, type Row } from './goods.ts'
import { isBareLabel } from './labels.ts'
import { pricesIn } from './prices.ts'

export type ReadLine = { kind: 'nothing' } | { kind: 'heading'; text: string } | { kind: 'goods'; rows: Row[] }

const longestLine = 1_000

/** Reads one line of a typed price list. A line without a price is a heading when it looks like one, else goods to check. */
export function readLine(line: string): ReadLine {
  const marked = withoutMarks(withoutStruck(line.slice(0, longestLine)))
  if (!/\p{L}/u.test(marked)) return { kind: 'nothing' }
  const text = withoutEmphasis(marked)
  const hasPrice = pricesIn(text).length > 0
  if (isNote(text)) return { kind: 'goods', rows: [asNote(text)] }
  if (hasPrice) return { kind: 'goods', rows: readGoods(joinParts(text)) }
  return looksLikeHeading(marked) ? { kind: 'heading', text: headingText(text) } : { kind: 'goods', rows: [withoutPrice(text)] }
}

/** Bullets, ticks, pictures and numbers before a line; pictures behind it. */
function withoutMarks(line: string): string {
  return line
    .replace(/[\u200b-\u200f\ufeff\ufe0f]/g, '')
    .replace(/\d\u20e3/g, '')
    .replace(/^(?:[\s\-–—•*·►▪◾◽>#]|\p{Extended_Pictographic})+(?=[\s*_\p{L}\d~(])/u, (marks) => (/\*$/.test(marks) && line.indexOf('*', marks.length) > 0 ? '*' : ''))
    .replace(/^\d{1,3}[.)]\s+/, '')
    .replace(/(?:\s|\p{Extended_Pictographic})+$/u, '')
    .trim()
}

/** `~95rb~ 79rb`: what is struck out is no longer the price. */
function withoutStruck(line: string): string {
  const rest = line.replace(/~{1,2}[^~]{0,60}\d[^~]{0,60}~{1,2}/g, ' ')
  return rest !== line && pricesIn(rest).length > 0 ? rest : line
}

/** `*Nastar* _keju_` is bold and slanted in a chat. */
function withoutEmphasis(text: string): string {
  return text.replace(/(^|[\s(])[*_~]{1,2}(?=[^\s*_~])/g, '$1').replace(/([^\s*_~])[*_~]{1,2}(?=$|[\s.,:;)])/g, '$1')
}

/** `S-XL 135.000 | XXL 145.000` is read as one line; a bar before the price alone is only a line between columns. */
function joinParts(text: string): string {
  const parts = text.split(/\s{0,20}[|;]\s{0,20}/)
  const hasOwn = (part: string) => pricesIn(part).some((price) => price.rupiah !== null)
  return parts.slice(1).reduce((joined, part) => joined + (hasOwn(joined) && hasOwn(part) ? ', ' : ' ') + part, parts[0])
}

/** Said around goods, with an amount or without. */
const noteWords = /^(?:min(?:imal|\.)? ?(?:order|pembelian|belanja|pesan)|dp|uang muka|(?:no\.? ?)?rek(?:ening)?|(?:bca|bri|bni|bsi)(?=[\s:.]{1,3}\d)|(?:gratis|free|bebas) ?ong(?:kir|kos)|ongkir|ongkos kirim|(?:harga )?(?:reseller|dropship)|stok)\b/i
/** Words that begin a name as well, so they speak only where no amount stands. */
const openings =
  /^(?:(?:wa|hp|cp|ig|info|note|catatan|nb|ps)\s?[:.=@]|whats ?app|telp|telepon|no\.? ?(?:hp|wa)|hubungi|order|cara (?:order|pesan)|pesan|pemesanan|transfer|pembayaran|bayar|gopay|shopeepay|kirim|pengiriman|buka|tutup|jam (?:buka|operasional)|alamat|jl\.?|jalan|lokasi|instagram|update|harga (?:hari|belum|sudah|dapat|bisa|sewaktu|tidak|per|tanggal)|syarat|terima ?kasih|makasih|fast respon|slow respon|cod|yuk|silahkan|silakan)(?!\p{L})/iu
const phone = /(?:\+62|\b62|\b0)8\d(?:[\s.-]?\d){6,11}\b/

/** Lines around the goods: how to order, to pay, to get there. */
function isNote(text: string): boolean {
  if (noteWords.test(text) || phone.test(text)) return true
  return pricesIn(text).every((price) => price.rupiah === null) && (openings.test(text) || /^(?:diskon|disc|promo)\b.{0,60}%/i.test(text))
}

function looksLikeHeading(marked: string): boolean {
  const text = marked.replace(/\s*\([^()]{0,100}\)\s*$/, '')
  const letters = text.replace(/[^\p{L}]/gu, '')
  const isShouted = letters.length > 2 && letters === letters.toUpperCase()
  return text.endsWith(':') || /^[*_=~].*[*_=~]$/.test(text) || isShouted || /^(menu|daftar|harga|price ?list|katalog|kategori|paket|aneka)\b/i.test(text)
}

function headingText(text: string): string {
  return text.replace(/[:*_~=\-\s]+$/g, '').replace(/^[*_~=\s]+/, '').slice(0, 100)
}

/** `Small 75.000` belongs to the name above it. */
export function isPartOfNameAbove(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every((row) => isBareLabel(row.name) && row.problems.every((one) => one.code !== 'not_goods'))
}
