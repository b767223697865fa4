import { readRupiah } from '../../ui/money-input.ts'
import type { Facts } from './facts.ts'

const days = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu'] as const
const dayName = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
const dayWithHours = new RegExp(`^((?:${dayName}|setiap hari|jam buka)[^\\d:=]{0,30}?)\\s+((?:\\d|tutup|libur).*)$`, 'i')
const timeRange = /(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|s\/d|sd|sampai)\s*(\d{1,2})(?:[.:](\d{2}))?/i

const policyNames: [RegExp, string][] = [
  [/^(?:kebijakan )?(?:retur|return|pengembalian|penukaran|tukar)/i, 'returns'],
  [/^(?:pre ?-?order|po\b)/i, 'preorder'],
  [/^(?:grosir|reseller|wholesale)/i, 'wholesale'],
  [/^(?:custom|pesanan khusus)/i, 'custom'],
  [/^(?:dp|uang muka|deposit)\b/i, 'deposit'],
  [/^(?:komplain|keluhan|complaints?)/i, 'complaints'],
]

/** Facts that a plain text or a table says, over those in the form, and the lines that nobody understood. */
export function readShopText(text: string, current: Facts): { facts: Facts; unread: string[] } | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const read = readTable(lines) ?? readLines(lines)
  const found = Object.entries(read.facts).filter(([, value]) => value !== undefined)
  if (found.length === 0) return undefined
  return { facts: { ...current, ...read.facts, policies: { ...current.policies, ...read.facts.policies }, hours: { ...current.hours, ...read.facts.hours } }, unread: read.unread }
}

interface Read {
  facts: Partial<Facts>
  unread: string[]
}

const columns = {
  q: /^(?:pertanyaan|tanya|question|q)$/i,
  a: /^(?:jawaban|jawab|answer|a)$/i,
  method: /^(?:kurir|metode|cara|cara kirim|pengiriman|ekspedisi|method)$/i,
  area: /^(?:area|wilayah|tujuan|daerah|kota|kecamatan)$/i,
  price: /^(?:ongkir|ongkos kirim|harga|biaya|tarif|price|fee)$/i,
  eta: /^(?:estimasi|lama|lama kirim|eta|waktu)$/i,
  note: /^(?:catatan|keterangan|note)$/i,
  code: /^(?:kode|kode promo|code)$/i,
  text: /^(?:promo|isi|isi promo|text)$/i,
  from: /^(?:mulai|dari|berlaku dari|from)$/i,
  to: /^(?:sampai|selesai|berakhir|hingga|to)$/i,
}

/** A table of shipping fees, questions or promotions, told by its headings. */
function readTable(lines: string[]): Read | undefined {
  const filled = lines.filter((line) => line !== '')
  const separator = [';', '\t', '|', ','].find((one) => (filled[0] ?? '').includes(one))
  if (!separator) return undefined
  const headings = cellsOf(filled[0], separator)
  const place = Object.fromEntries(Object.entries(columns).map(([field, pattern]) => [field, headings.findIndex((heading) => pattern.test(heading))]))
  const isThere = (...fields: string[]) => fields.every((field) => place[field] >= 0)
  const unread: string[] = []
  const rowsOf = <Row>(make: (cell: (field: string) => string) => Row | undefined) =>
    filled.slice(1).flatMap((line) => {
      const cells = cellsOf(line, separator)
      const row = make((field) => cells[place[field]] ?? '')
      if (row === undefined) unread.push(line)
      return row === undefined ? [] : [row]
    })
  if (isThere('q', 'a')) return { facts: { faqs: rowsOf((cell) => (cell('q') && cell('a') ? { q: cell('q'), a: cell('a') } : undefined)) }, unread }
  if (isThere('code', 'from', 'to')) {
    return { facts: { promos: rowsOf((cell) => (readDate(cell('from')) && readDate(cell('to')) ? { code: cell('code'), text: cell('text') || cell('note'), from: readDate(cell('from')), to: readDate(cell('to')) } : undefined)) }, unread }
  }
  if (isThere('area', 'price') || isThere('method', 'price')) {
    // An empty fee is one that the courier's app or the owner sets.
    const shipping = rowsOf((cell) => (cell('price') !== '' && readRupiah(cell('price')) === undefined ? undefined : { method: cell('method'), area: cell('area'), price: readRupiah(cell('price')) ?? null, eta: cell('eta'), note: cell('note') }))
    return { facts: { shipping }, unread }
  }
  return undefined
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === separator && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += character
  }
  return [...cells, cell.trim()]
}

/** `2026-12-31` or `31/12/2026` as the first; empty when it is no date. */
function readDate(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  const iso = year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(Date.parse(iso)) && new Date(iso).toISOString().startsWith(iso) ? iso : ''
}

/** `Alamat: …`, `Senin-Sabtu: 08.00-17.00`, `Cara bayar:` with a list below it, `Tanya: …` with its `Jawab: …`. */
function readLines(lines: string[]): Read {
  const facts: Partial<Facts> = {}
  const unread: string[] = []
  let list: ((item: string) => boolean) | undefined
  let question = ''
  const take = (label: string, value: string): boolean => {
    if (/^(?:tanya|t|q|pertanyaan)$/i.test(label)) question = value
    else if (/^(?:jawab|j|a|jawaban)$/i.test(label) && question !== '') {
      facts.faqs = [...(facts.faqs ?? []), { q: question, a: value }]
      question = ''
    } else if (/^alamat/i.test(label)) facts.address = value
    else if (/^(?:patokan|petunjuk|lokasi)/i.test(label)) facts.mapsHint = value
    else if (/^(?:wa|whatsapp|telepon|telp|hp|no\.? ?(?:wa|hp))/i.test(label)) facts.phone = value
    else if (/^(?:instagram|ig)$/i.test(label)) facts.instagram = value
    else if (/^(?:cara bayar|pembayaran|bayar)/i.test(label)) {
      const add = (item: string) => (facts.paymentMethods = [...(facts.paymentMethods ?? []), ...item.split(/[,;]/).map((one) => one.trim()).filter(Boolean)]).length > 0
      list = add
      return value === '' || add(value)
    } else if (/^(?:gratis|bebas|free) ?ong(?:kir|kos)/i.test(label)) {
      const over = readRupiah(value.replace(/^(?:min(?:imal)?\.?|di ?atas|belanja|mulai)\s*(?:belanja)?\s*/i, ''))
      if (over === undefined) return false
      facts.freeShippingOver = over
    } else if (/^(?:ongkir|ongkos kirim|pengiriman|tarif kirim)/i.test(label)) {
      list = takeFee
      return value === '' || takeFee(value)
    } else {
      const policy = policyNames.find(([pattern]) => pattern.test(label))
      if (!policy || value === '') return takeHours(label, value)
      facts.policies = { ...facts.policies, [policy[1]]: value }
    }
    return true
  }
  const takeFee = (item: string): boolean => {
    const [, where, fee] = /^(.{1,200}?)[\s:=.–-]+((?:rp\.?\s*)?\d[\d.,]*\s?(?:rb|ribu|k|jt|juta)?(?:,-)?)$/i.exec(item) ?? []
    const price = where === undefined ? undefined : readRupiah(fee)
    if (price === undefined) return false
    facts.shipping = [...(facts.shipping ?? []), { method: 'antar', area: where.trim(), price, eta: '', note: '' }]
    return true
  }
  const takeHours = (label: string, value: string): boolean => {
    const span = daysOf(label)
    const time = timeRange.exec(value)
    const isClosed = /^(?:tutup|libur)/i.test(value)
    if (span.length === 0 || (!time && !isClosed)) return false
    const [, from = '', fromMinutes = '00', to = '', toMinutes = '00'] = time ?? []
    facts.hours = { ...facts.hours, ...Object.fromEntries(span.map((day) => [day, isClosed ? 'tutup' : `${from.padStart(2, '0')}.${fromMinutes}-${to.padStart(2, '0')}.${toMinutes}`])) }
    return true
  }
  for (const line of lines) {
    const plain = line.replace(/^[\s\-–•*]+/, '').replace(/[*_]/g, '')
    if (!/[\p{L}\d]/u.test(plain)) continue
    const [, label, value] = dayWithHours.exec(plain) ?? /^([^:=]{1,40}?)\s*[:=]\s*(.*)$/.exec(plain) ?? []
    if (label !== undefined && take(label.trim(), value.trim())) {
      if (!/^(?:cara bayar|pembayaran|bayar|ongkir|ongkos kirim|pengiriman|tarif kirim)/i.test(label.trim())) list = undefined
    } else if (!list?.(plain)) unread.push(line)
  }
  return { facts, unread }
}

/** `Senin-Sabtu`, `Sabtu & Minggu`, `Setiap hari`, `Jam buka`. */
function daysOf(label: string): string[] {
  const named = [...label.toLowerCase().matchAll(new RegExp(dayName, 'g'))].map(([name]) => days.findIndex((day) => day === name.replace("'", '').replace('ahad', 'minggu')))
  if (named.length === 0) return /^(?:jam|buka|setiap hari|tiap hari|hari kerja)/i.test(label) ? days.slice(0, /kerja/i.test(label) ? 5 : 7) : []
  const [first, last = first] = named
  return named.length === 2 && /-|–|s\/d|sd|sampai/i.test(label) && last > first ? days.slice(first, last + 1) : named.map((index) => days[index])
}
