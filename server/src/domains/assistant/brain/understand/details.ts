import type { ShopIndex } from '../knowledge/indexed-shop.ts'
import type { PromoRule } from '../knowledge/terms.ts'
import { findDates, type FoundDate } from '#models/language/dates'
import { weekdays, type Weekday } from '../knowledge/knowledge.ts'
import { generalWords, smallWords } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'
import { findPlaces, foldWords, type Place } from './places.ts'
import type { Reading } from './reading.ts'

/** What a message says beside its products. */
export interface Details {
  /** Rupiah amounts that were said as money (`50rb`, `Rp 2.000.000`). */
  money: number[]
  places: Place[]
  dates: FoundDate[]
  days: Weekday[]
  /** `HH:MM`. */
  time: string | null
  /** The end of `jam 19.00-21.00`. */
  until: string | null
  promos: PromoRule[]
  /** A code that looks like a promotion's but is none of the shop's. */
  unknownCode: string | null
  /** As the shop writes it, or as the customer did when the shop has no such order. */
  orderNumber: string | null
  /** The shop is called by its name. */
  namesShop: boolean
  /** Indexes of words that belong to codes, numbers and places rather than to goods. */
  taken: ReadonlySet<number>
}

export function readDetails(index: ShopIndex, reading: Reading): Details {
  const { knowledge, terms } = index
  const taken = new Set<number>()
  const take = (start: number, end: number) => {
    reading.words.forEach((word, i) => {
      if (word.start < end && start < word.end) taken.add(i)
    })
  }
  const promos = [...terms.promos, ...terms.codes].filter(({ promo }) => {
    const at = promo.code ? codeAt(reading.text, promo.code.toLowerCase()) : -1
    if (at >= 0) take(at, at + promo.code.length)
    return at >= 0
  })
  const order = findOrderNumber(index, reading.text)
  if (order) take(order.start, order.end)
  const shopName = nameIn(reading, knowledge.shop.name)
  if (shopName) for (let i = shopName.start; i < shopName.end; i++) taken.add(i)
  // "Berapa, Cek?": a word of the shop's name that closes a clause calls the shop.
  const own = new Set(foldWords(knowledge.shop.name))
  reading.words.forEach(({ form, concept, clause }, at) => {
    if (own.has(form) && reading.words[at + 1]?.clause !== clause && !index.byName.has(concept)) taken.add(at)
  })
  const code = promos.length === 0 ? /\b(?:kode|voucher|kupon|code)(?: promo| voucher)? +(\p{L}{3,15}\d{1,4})\b/u.exec(reading.text) : null
  const places = placesIn(index, reading)
  // "Kirim ke Solo" names no Solo chair.
  for (const { start, end } of places) if (directions.has(reading.words[start - 1]?.concept ?? '')) for (let i = start; i < end; i++) taken.add(i)
  const dates = findDates(reading.text, knowledge.today)
  const timed = dates.find(({ time }) => time !== null)
  return {
    money: reading.quantities.flatMap((quantity) => (quantity.type === 'money' ? [quantity.rupiah] : [])),
    places,
    dates,
    days: daysIn(reading, dates, knowledge.today),
    time: timed?.time ?? null,
    until: timed?.until ?? null,
    promos,
    unknownCode: code ? code[1].toUpperCase() : null,
    orderNumber: order?.number ?? null,
    namesShop: shopName !== undefined,
    taken,
  }
}

/** Where the code stands by itself; `jumat` is not in `jumatan`. */
function codeAt(text: string, code: string): number {
  for (let at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) if (!/[\p{L}\d]/u.test(`${text[at - 1] ?? ' '}${text[at + code.length] ?? ' '}`)) return at
  return -1
}

/** Known places, else what follows "kirim ke …" and is no word of the shop or of talk. */
function placesIn(index: ShopIndex, reading: Reading): Place[] {
  const known = joinAdjacent(findPlaces(reading.words.map((word) => word.form)).filter((place) => !isShopsOwnName(index, reading, place)))
  if (known.length > 0) return known
  const { words } = reading
  // Villages that only the shop's own shipping rows name.
  const own = index.terms.shipping.filter(({ isPickup }) => !isPickup).flatMap(({ literal }) => literal).map((name) => name.split(' '))
  for (const parts of own) {
    const start = words.findIndex((_, i) => parts.every((part, j) => words[i + j]?.form === part))
    if (start >= 0 && parts.some((part) => part.length > 3 && !generalWords.has(part) && !smallWords.has(part) && !index.byName.has(part))) {
      const name = parts.join(' ')
      return [{ name: name.charAt(0).toUpperCase() + name.slice(1), within: [name], start, end: start + parts.length }]
    }
  }
  if (!/ (?:kirim|ongkir|antar|pengiriman) /.test(reading.line)) return known
  const at = words.findIndex((word, i) => words[i - 1]?.concept === 'ke' && word.number === null && word.form.length > 2 && !smallWords.has(word.concept) && !stopWords.has(word.form) && !generalWords.has(word.concept) && !index.byName.has(word.concept))
  if (at < 0) return []
  const literal = index.terms.shipping.flatMap((rule) => rule.literal).find((name) => name.split(' ').includes(words[at].form))
  const name = literal ?? words[at].form
  return [{ name: name.charAt(0).toUpperCase() + name.slice(1), within: [name], start: at, end: at + 1 }]
}

/** "Weleri Kendal": the second place tells where the first lies. */
function joinAdjacent(places: readonly Place[]): Place[] {
  const joined: Place[] = []
  for (const place of places) {
    const before = joined.at(-1)
    if (before && before.end === place.start) joined[joined.length - 1] = { ...before, within: [...new Set([...before.within, ...place.within])], end: place.end }
    else joined.push(place)
  }
  return joined
}

/** `kota lama` is a quarter of Semarang, but a product where a name of the shop has these words. */
const isShopsOwnName = (index: ShopIndex, { words }: Reading, { start, end }: Place): boolean => {
  const concepts = words.slice(start, end).map((word) => word.concept)
  const isNamed = concepts.every((concept) => index.byName.has(concept))
  return isNamed && !directions.has(words[start - 1]?.concept ?? '')
}
const directions = new Set(['ke', 'di', 'kirim', 'daerah', 'ongkir', 'kota', 'area', 'sampai', 'dari'])

/** Where at least two words in a row are the shop's name ("ini Jati Makmur ya?"). */
function nameIn({ words }: Reading, name: string): { start: number; end: number } | undefined {
  const own = foldWords(name)
  for (let start = 0; start < words.length; start++) {
    const from = own.indexOf(words[start].form)
    if (from < 0) continue
    let length = 1
    while (words[start + length]?.form === own[from + length] && from + length < own.length) length++
    if (length >= 2 && length >= own.length - 1) return { start, end: start + length }
  }
  return undefined
}

/** An order number in the shop's own form: the letters before the digits are taken from its orders. */
function findOrderNumber({ knowledge }: ShopIndex, text: string): { number: string; start: number; end: number } | undefined {
  for (const { number } of knowledge.orders) {
    const start = text.indexOf(number.toLowerCase())
    if (start >= 0) return { number, start, end: start + number.length }
  }
  const prefix = knowledge.orders[0]?.number.match(/^\p{L}+/u)?.[0].toLowerCase()
  const patterns = [/\b(?:nota|pesanan|order|invoice|inv|nomor|nomer|no|nmr|#) ?(?:nomor|no|nmr|order|pesanan)?[.: #]*([a-z]{0,5}-?\d[\d-]{2,14})\b/, prefix ? new RegExp(`\\b(${prefix}[- ]?\\d[\\d-]{1,14})\\b`) : /(?!)/]
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (!match) continue
    const start = match.index + match[0].lastIndexOf(match[1])
    const digits = match[1].replace(/\D/g, '')
    const known = digits.length >= 3 ? knowledge.orders.find(({ number }) => number.replace(/\D/g, '').endsWith(digits)) : undefined
    return { number: known?.number ?? match[1].toUpperCase(), start, end: start + match[1].length }
  }
  return undefined
}

function daysIn({ words, line, text }: Reading, dates: readonly FoundDate[], today: string): Weekday[] {
  const days = new Set<Weekday>()
  words.forEach(({ form }, i) => {
    const day = dayNames.get(form)
    if (day && !(day === 'minggu' && (isCount(words[i - 1]?.form) || ['depan', 'ini', 'lalu', 'kemarin', 'kmrn'].includes(words[i + 1]?.form ?? '')))) days.add(day)
    // "Senin-jumat", "selasa sampai kamis": the days between, too.
    const last = words.slice(i + 1, i + 4).find((word) => dayNames.has(word.form))
    const end = dayNames.get(last?.form ?? '')
    if (day && last && end && (words[i + 1].concept === 'sampai' || /^ ?(?:[-–]|s\/d|sd) ?$/.test(text.slice(words[i].end, last.start)))) {
      for (let at = weekdays.indexOf(day); at !== weekdays.indexOf(end); at = (at + 1) % weekdays.length) days.add(weekdays[at])
    }
  })
  if (days.size === 0) {
    for (const { from, to } of dates) if (from !== null && from === to) days.add(weekdayOf(from))
    if (/ hari ini | sekarang /.test(line)) days.add(weekdayOf(today))
    if (/ hari (?:biasa|kerja) | weekdays? /.test(line)) for (const day of weekdays.slice(0, 5)) days.add(day)
    if (/ (?:weekend|akhir pekan|weekends) /.test(line)) for (const day of weekdays.slice(5)) days.add(day)
  }
  return [...days]
}

const isCount = (form: string | undefined): boolean => form !== undefined && /^(?:\d+|se|satu|dua|tiga|empat|two|one|per|tiap)$/.test(form)

export const weekdayOf = (date: string): Weekday => weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]

const dayNames = new Map<string, Weekday>(
  Object.entries({
    senin: 'senen monday mon mondays', selasa: 'tuesday tue tues slasa tuesdays', rabu: 'rebo wednesday wed wednesdays', kamis: 'kemis thursday thu thurs thursdays',
    jumat: "jumaat jum'at jemuah jumuah friday fri jmt fridays", sabtu: 'setu sebtu saturday sat saturdays', minggu: 'ahad sunday sun sundays',
  }).flatMap(([day, names]) => [day, ...names.split(' ')].map((name): [string, Weekday] => [name, weekdays.find((known) => known === day) ?? 'senin'])),
)
