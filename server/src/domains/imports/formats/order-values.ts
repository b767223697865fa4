import { parseRupiah } from '#models/language/quantities'
import type { Cell } from '../files/cell.ts'
import type { ImportedStatus } from './order-format.ts'

const mostRupiah = 1_000_000_000_000

/** What a money column looks like over the whole file. */
export interface MoneyColumn {
  /** A spreadsheet has read `93.820` as 93.82: short fractions and small whole numbers stand for thousands. */
  isCut: boolean
}

/** Whole rupiah from a cell; `null` for an empty one, `undefined` when it is not clear. */
export function readMoney(cell: Cell, column: MoneyColumn): number | null | undefined {
  if (typeof cell === 'number') return checked(column.isCut ? restoreCut(cell) : cell)
  const { text, sign } = strip(cell)
  if (text === '' || text === '-') return null
  if (column.isCut && /^\d{1,3}(?:[.,]\d{1,3})?$/.test(text)) return checked(sign * restoreCut(Number(text.replace(',', '.'))))
  const whole = wholePart(text)
  if (whole !== undefined) return checked(sign * whole)
  const spoken = text.length <= 30 ? parseRupiah(text) : null
  return spoken === null ? undefined : checked(sign * spoken)
}

/** Whether a cell shows that its column was cut (`'cut'`), that it has true decimals (`'decimals'`), or neither. */
export function moneyEvidence(cell: Cell): 'cut' | 'decimals' | undefined {
  if (typeof cell === 'number') {
    if (Number.isInteger(cell)) return undefined
    return Math.abs(cell) < 1_000 ? 'cut' : 'decimals'
  }
  const { text } = strip(cell)
  if (/^\d{1,3}[.,]\d{0,1}[1-9]$/.test(text)) return 'cut'
  return /^\d{4,}[.,]\d{1,2}$/.test(text) ? 'decimals' : undefined
}

const longestValue = 100

function strip(cell: string): { text: string; sign: number } {
  if (/^\d{1,3}(?:\.\d{3})*$/.test(cell)) return { text: cell, sign: 1 }
  // Nobody writes an amount so long, and a cell may hold a megabyte.
  if (cell.length > longestValue) return { text: cell.slice(0, longestValue), sign: 1 }
  let text = cell.normalize('NFKC').replace(/^['\s]+/, '').trimEnd()
  const isNegative = /^\(.*\)$/.test(text) || /^(?:rp|idr)?\.?\s*-\s*\S/i.test(text)
  text = text.replace(/^\(|\)$/g, '').replace(/^-/, '').replace(/^\s*(?:rp|idr)\.?\s*/i, '').replace(/^-\s*(?=\d)/, '').replace(/\s*(?:rp|idr)$/i, '').replace(/,-{1,2}$/, '').replace(/\s+/g, '')
  return { text, sign: isNegative ? -1 : 1 }
}

function wholePart(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/.test(text)) return Math.round(Number(text.replaceAll('.', '').replace(',', '.')))
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$/.test(text)) return Math.round(Number(text.replaceAll(',', '')))
  if (/^\d+[.,]\d{1,2}$/.test(text) || /^\d{4,}\.\d+$/.test(text)) return Math.round(Number(text.replace(',', '.')))
  return undefined
}

function restoreCut(value: number): number {
  return Math.abs(value) < 1_000 ? Math.round(value * 1_000) : Math.round(value)
}

function checked(value: number): number | undefined {
  const rounded = Math.round(value)
  return Number.isSafeInteger(rounded) && Math.abs(rounded) <= mostRupiah ? rounded + 0 : undefined
}

/** Pieces; parts of one (`0,5` kilo) are kept. `null` for an empty cell, `undefined` when it is not clear. */
export function readCount(cell: Cell): number | null | undefined {
  if (typeof cell === 'number') return Math.abs(cell) <= 1_000_000 ? cell : undefined
  if (cell.length > longestValue) return undefined
  const text = cell.trim().replace(/\s*(?:pcs?|x|buah|unit|bh|item|porsi)\.?$/i, '')
  if (text === '' || text === '-') return null
  if (!/^-?\d{1,7}(?:[.,]\d{1,3})?$/.test(text)) return undefined
  const value = Number(text.replace(',', '.'))
  return Math.abs(value) <= 1_000_000 ? value : undefined
}

/** Tests in order: a received order that "can still be returned" is not a return, and "to ship" is not shipped. */
const statusWords: readonly [RegExp, ImportedStatus][] = [
  [/belum (?:di)?(?:bayar|lunas)|unpaid|menunggu (?:pembayaran|bayar)|await\w* payment|pending payment|payment pending|to pay\b/, 'unpaid'],
  [/(?:telah|sudah|pesanan|barang|paket) diterima|\breceived\b|can still (?:request|return)/, 'completed'],
  [/(?:proses|permintaan|pengajuan|permohonan) pembatalan|in[_ ]cancel|cancell?ation request/, 'to_ship'],
  [/batal|cancel|void|ditolak|reject|kedal[u]?warsa|expired|gagal|fail|hilang|lost|scrapped|damaged/, 'cancelled'],
  [/\bret[ou]?r|return|pengembalian|dikembalikan|refund|shipped[_ ]?back|komplain|complain/, 'returned'],
  [/(?:perlu|siap|belum|akan|menunggu|segera|harus) (?:di)?(?:kirim|pengiriman|pickup|pick-up|dijemput|kurir)|to[_ ]?ship\b|ready[_ ]?to[_ ]?ship|await\w* (?:shipment|collection)|on hold|hold/, 'to_ship'],
  [/selesai|complet|deliver(?:ed|y success)|confirmed|sampai|tiba|terkirim|lunas|\bpaid\b|sukses|success|berhasil|finish|settle|done|closed|sold|terjual/, 'completed'],
  [/dikirim|ship(?:ped|ping)|in[_ ]transit|transit|pengiriman|perjalanan|to[_ ]?receive|diantar|kurir|dalam kiriman/, 'shipped'],
  [/pending|diproses|process|packed|dikemas|baru|new|diterima penjual|siap|ready|dibayar|awaiting|menunggu|open|rts/, 'to_ship'],
]

/** The status that words stand for, Indonesian or English, short or long; `undefined` when nobody knows them. */
export function readStatus(text: string): ImportedStatus | undefined {
  const plain = text.toLowerCase().trim().slice(0, 300)
  return plain === '' ? undefined : statusWords.find(([words]) => words.test(plain))?.[1]
}
