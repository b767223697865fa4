import type { ShopIndex } from '../brain/knowledge/indexed-shop.ts'
import { deliveryIn } from '../brain/understand/continuation.ts'
import type { Intent } from '../brain/understand/intents.ts'
import type { Mention } from '../brain/understand/mentions.ts'
import { countsIn, piecesOf } from '../brain/understand/quantities-of.ts'
import type { Request } from '../brain/understand/request.ts'
import { narrow } from '../brain/understand/variant-evidence.ts'
import type { ChatCart } from './cart.ts'
import { withNotes } from './notes.ts'

/** What a message does to an order; `none` when it does nothing and is answered like any other. */
export type Meaning = { kind: 'none' } | { kind: 'yes' } | { kind: 'no' } | { kind: 'cancel' } | { kind: 'claims-paid' } | { kind: 'change'; cart: ChatCart }

const none: Meaning = { kind: 'none' }

/** These are answered by a person or by other rules, whatever is in the cart. */
const neverOrders = new Set<Intent>(['complaint', 'human', 'opt_out', 'return_refund', 'order_status', 'wholesale', 'custom_request', 'negotiation'])

/** Whether a message without a cart begins an order: goods, and the wish to have them; or a question for places on a day. */
export function beginsOrder(index: ShopIndex, request: Request, text: string): 'wish' | 'day-question' | undefined {
  if (wishes(request, index, text)) return 'wish'
  return isMadeOnADay(index, request) ? 'day-question' : undefined
}

function wishes(request: Request, index: ShopIndex, text: string): boolean {
  const [{ intent }] = request.intents
  const { line } = request.reading
  if (request.isUpset || request.cues.has('inject') || neverOrders.has(intent)) return false
  const isCounted = request.wanted.some(({ quantity }) => quantity !== null)
  if (asksBack(text, line)) return intent === 'order' && isCounted && request.isNamed && !/ (?:paling lambat|minimal|cara|bagaimana|kapan|berapa) /.test(line)
  const wants = / (?:mau|pesan|beli|ambil|minta|checkout|bungkus|siapkan) /.test(line)
  if (intent === 'order' && (request.isNamed || wants)) return request.mentions.length > 0 || request.wanted.length > 0
  // "Mau keripik 2", and "diambil" after a sum was told.
  return (wants && request.isNamed && request.mentions.some(({ quantity }) => quantity !== null)) || (isCounted && deliveryIn(index, request.reading).isPickup !== null)
}

/** "Nasi box 35 bisa tgl 14?": a number and a day of something the shop sells ask for places. */
function isMadeOnADay({ knowledge }: ShopIndex, { mentions, isNamed, isUpset, details, intents, cues }: Request): boolean {
  const [{ intent }] = intents
  return !isUpset && !cues.has('inject') && isNamed && mentions.some(({ quantity }) => quantity !== null) && dayOf(details.dates, knowledge.today) !== null && (intent === 'availability' || intent === 'order' || intent === 'price' || intent === 'product_info')
}

/** What the first message of an order puts into the cart, with what was said before it when `isFresh` is not set. */
export function startCart(index: ShopIndex, request: Request, cart: ChatCart, isFresh: boolean): ChatCart {
  const lines = isFresh ? [] : request.wanted.filter((line) => line.quantity !== null)
  const covered = (rows: readonly number[]) => lines.some((line) => line.rows.some((id) => rows.includes(id)))
  const named = request.mentions.filter((mention) => !covered(mention.rows))
  let next = cart
  for (const { rows, quantity } of lines) next = put(index, next, { rows, quantity, isMore: false })
  for (const { rows, quantity } of named) next = put(index, next, { rows, quantity, isMore: false })
  const { place, isPickup, method } = request
  return withSlots(index, request, { ...next, ...(place ? { place: placeOf(place), delivery: 'ship' as const } : isPickup ? { delivery: 'pickup' as const } : {}), method })
}

/** A message of a customer who has something in the cart. */
export function readMeaning(index: ShopIndex, read: Request, cart: ChatCart, text: string): Meaning {
  const request = read.dropped.length > 0 ? { ...read, mentions: read.dropped, isNamed: true } : read
  const [{ intent, confidence }] = request.intents
  const { line } = request.reading
  if (request.isUpset || request.cues.has('inject') || ((intent === 'complaint' || intent === 'human' || intent === 'opt_out') && confidence > 0.5)) return none
  const isQuestion = asksBack(text, line)
  if (/ batal /.test(line) && !isQuestion && !request.isNamed) return { kind: 'cancel' }
  if (claimsPaid(line) && !isQuestion) return { kind: 'claims-paid' }
  if (!isQuestion || cart.asked === 'day' || cart.asked === 'variant') {
    const goods = withGoods(index, request, cart, isQuestion)
    // What changes the goods is no address.
    const changed = withSlots(index, request, goods, isSame(goods, cart) ? text : '')
    if (!isSame(changed, cart)) return { kind: 'change', cart: changed }
  }
  if (isQuestion) return none
  if (isYes(line)) return { kind: 'yes' }
  if (isNo(line)) return { kind: 'no' }
  return cart.asked === 'address' || cart.asked === 'name' ? answerInWords(cart, text) : none
}

/** Short, with a word of agreement and none of doubt: "ya", "oke jadi", "sip benar kak". */
export function isYes(line: string): boolean {
  const words = line.trim().split(' ')
  if (words.length > 7 || / (?:tidak|bukan|belum|jangan|nanti|tunggu|dulu|tapi|tambah|kurang|ganti|kalau|batal|salah) /.test(line)) return false
  return / (?:ya|oke|betul|benar|bener|setuju|jadi|fix|deal|lanjut|gas|siap|pas|cocok|sudah benar|correct|sure|confirm|confirmed) /.test(line)
}

const isNo = (line: string): boolean => line.trim().split(' ').length <= 6 && / (?:tidak|bukan|belum|salah|jangan|no) /.test(line)

const claimsPaid = (line: string): boolean => / (?:sudah|barusan|baru saja|tadi) (?:\S+ )?(?:transfer|bayar|lunas|dibayar|ditransfer|tf|paid) /.test(line) || / (?:bukti transfer|bukti bayar) /.test(line)

const asksBack = (text: string, line: string): boolean => text.includes('?') || (/ (?:berapa|apa|kapan|bagaimana|dimana|kenapa|mana) /.test(line) && !/ (?:apa saja|terserah) /.test(line))

/** The answer may hold any word and number: streets are named after flowers and have house numbers. */
const inWords = ({ asked }: ChatCart): boolean => asked === 'address' || asked === 'name' || asked === 'place'

/** Goods that the message adds, takes off, counts anew or changes for a sibling. */
function withGoods(index: ShopIndex, request: Request, cart: ChatCart, isQuestion: boolean): ChatCart {
  const { reading, explained, details, isNamed, mentions } = request
  const isMore = / (?:tambah|lagi|plus|sekalian) /.test(reading.line)
  const chosen = cart.open ? chooseOpen(index, cart.open.skus, mentions, reading.line) : undefined
  if (cart.open && chosen !== undefined) return chosenGoods(index, cart, cart.open, { rows: [chosen], quantity: cart.open.quantity ?? mentions[0]?.quantity ?? null, isMore: false })
  if (isQuestion) return cart
  if (isNamed) return namedGoods(index, request, cart, isMore)
  const pieces = countsIn(reading, explained, details).find(({ isPeople }) => !isPeople)
  const isCounted = !inWords(cart) && (/ (?:jadi|ganti|saja|cuma|hanya|kurang) /.test(reading.line) || cart.asked === 'change' || request.intents[0].intent === 'order')
  if (pieces && (isMore || isCounted)) {
    if (cart.open) return { ...cart, open: { ...cart.open, quantity: pieces.value } }
    const meant = mentions.flatMap(({ rows }) => rows.map((id) => index.variants[id].sku))
    const last = cart.lines.find((one) => meant.includes(one.sku)) ?? cart.lines.at(-1)
    const row = last && index.bySku.get(last.sku)
    const value = row ? piecesOf(index, [row.id], pieces) : null
    const sign = / kurang /.test(reading.line) && !/ jadi /.test(reading.line) ? -1 : 1
    if (last && value !== null) return setLine(cart, last.sku, isMore || sign < 0 ? last.quantity + sign * value : value)
  }
  if (!/ (?:ganti|tukar|jadi|yang) /.test(reading.line)) return cart
  const swapped = siblings(index, mentions, cart)
  return swapped === cart ? otherVariant(index, request, cart) : swapped
}

function namedGoods(index: ShopIndex, request: Request, cart: ChatCart, isMore: boolean): ChatCart {
  const { line } = request.reading
  const [{ intent }] = request.intents
  const isLess = / (?:hapus|tanpa|buang|batal|keluarkan|kurang) /.test(line)
  const isSwap = / (?:ganti|tukar) /.test(line)
  const isPlain = intent === 'order' || cart.asked === 'change' || cart.asked === 'variant' || request.mentions.some(({ quantity }) => quantity !== null)
  if (!isMore && !isLess && !isSwap && (inWords(cart) || !isPlain)) return cart
  if (isSwap && !isMore) {
    const swapped = siblings(index, request.mentions, cart)
    if (swapped !== cart) return swapped
  }
  let next = cart
  for (const { rows, quantity } of request.mentions) {
    const skus = rows.map((id) => index.variants[id].sku)
    const same = next.lines.filter((one) => skus.includes(one.sku))
    if (isLess) for (const one of same) next = setLine(next, one.sku, quantity === null ? 0 : one.quantity - quantity)
    else if (same.length === 1) next = quantity === null ? next : setLine(next, same[0].sku, isMore ? same[0].quantity + quantity : quantity)
    else next = put(index, next, { rows, quantity, isMore })
  }
  return next
}

/** "Yang cokelat saja": another variant of a product in the cart takes the place of the one there. */
function siblings(index: ShopIndex, mentions: readonly Mention[], cart: ChatCart): ChatCart {
  const only = mentions.length === 1 && mentions[0].rows.length === 1 ? index.variants[mentions[0].rows[0]] : undefined
  if (!only || cart.lines.some(({ sku }) => sku === only.sku)) return cart
  const at = cart.lines.findIndex(({ sku }) => index.bySku.get(sku)?.productId === only.productId)
  if (at < 0) return cart
  return { ...cart, lines: cart.lines.map((line, i) => (i === at ? { ...line, sku: only.sku, quantity: mentions[0].quantity ?? line.quantity } : line)) }
}

/** "Yang 250 gram aja", said of something else in the cart than what was spoken of last. */
function otherVariant(index: ShopIndex, { reading }: Request, cart: ChatCart): ChatCart {
  for (const line of cart.lines) {
    const row = index.bySku.get(line.sku)
    const picked = row && narrow(index, reading, index.rowsOf[row.productId], [...reading.words.keys()])
    if (picked?.rows.length !== 1 || cart.lines.some(({ sku }) => sku === index.variants[picked.rows[0]].sku)) continue
    return { ...cart, lines: cart.lines.map((one) => (one === line ? { ...one, sku: index.variants[picked.rows[0]].sku } : one)) }
  }
  return cart
}

/** One of the variants that were asked about, by its words or by its place in the list. */
function chooseOpen(index: ShopIndex, skus: readonly string[], mentions: readonly Mention[], line: string): number | undefined {
  const ids = skus.flatMap((sku) => index.bySku.get(sku)?.id ?? [])
  const fitting = [...new Set(mentions.flatMap(({ rows }) => rows))].filter((id) => ids.includes(id))
  if (fitting.length === 1) return fitting[0]
  const place = / (?:nomor|ke|pilihan) (\d) /.exec(line)?.[1]
  return place === undefined ? undefined : ids[Number(place) - 1]
}

/** What was said of the goods while it was open which of them is meant. */
function chosenGoods(index: ShopIndex, cart: ChatCart, { note }: NonNullable<ChatCart['open']>, wish: Wish): ChatCart {
  const next = put(index, { ...cart, open: null }, wish)
  const { sku } = index.variants[wish.rows[0]]
  return note === undefined ? next : { ...next, lines: next.lines.map((line) => (line.sku === sku ? { ...line, note } : line)) }
}

interface Wish {
  rows: readonly number[]
  quantity: number | null
  isMore: boolean
}

function put(index: ShopIndex, cart: ChatCart, { rows, quantity, isMore }: Wish): ChatCart {
  if (rows.length === 0) return cart
  const skus = rows.map((id) => index.variants[id].sku)
  if (skus.length > 1) return { ...cart, open: { skus: skus.slice(0, 12), quantity } }
  const [sku] = skus
  const before = cart.lines.find((line) => line.sku === sku)
  if (!before) return { ...cart, lines: [...cart.lines, { sku, quantity: quantity ?? 1 }] }
  return setLine(cart, sku, isMore ? before.quantity + (quantity ?? 1) : (quantity ?? before.quantity))
}

const setLine = (cart: ChatCart, sku: string, quantity: number): ChatCart => ({ ...cart, lines: cart.lines.map((line) => (line.sku === sku ? { ...line, quantity } : line)).filter((line) => line.quantity > 0) })

/** Delivery, place, day, hour, name, code and means of payment that the message names. */
function withSlots(index: ShopIndex, request: Request, cart: ChatCart, text = ''): ChatCart {
  const { reading, details } = request
  const { isPickup, method } = deliveryIn(index, reading)
  const next = { ...(inWords(cart) ? cart : withNotes(index, request, cart)) }
  const [place] = details.places
  const saysPickup = isPickup === true || (cart.asked === 'delivery' && / (?:ambil|jemput|datang) /.test(reading.line))
  if (saysPickup) next.delivery = 'pickup'
  else if (isPickup === false || (place && (cart.asked === 'delivery' || cart.asked === 'place'))) next.delivery = 'ship'
  if (place && next.delivery === 'ship') next.place = placeOf(place)
  if (method) next.method = method
  if (next.delivery === 'ship' && (cart.asked === 'address' ? isAddress(text, method) : / (?:alamat|jalan|jl|gang|gg|rt|perumahan) /.test(reading.line) && text.trim().length >= 15)) next.address = text.trim().slice(0, 500)
  next.day = dayOf(details.dates, index.knowledge.today) ?? next.day
  next.time = details.time ?? next.time
  const named = /\b(?:atas nama|a\.?n\.?|nama saya)\s+([\p{L}][\p{L} .']{1,40})/iu.exec(text)?.[1] ?? (cart.asked === 'name' && /[,;\n]/.test(text) && /\d/.test(text) ? nameIn(text) : undefined)
  if (named) next.name = named.trim()
  if (details.promos.length > 0) next.code = details.promos[0].promo.code || null
  if (/ (?:cod|bayar (?:di|pas|saat|waktu|ketika) (?:rumah|tempat|barang|sampai|datang|terima|ambil)|bayar tempat) /.test(reading.line)) next.payBy = 'cod'
  else if (/ qris /.test(reading.line)) next.payBy = 'qris'
  else if (/ (?:transfer|rekening) /.test(reading.line)) next.payBy = 'transfer'
  return next
}

/** The whole message is the answer: an address, or a name. */
function answerInWords(cart: ChatCart, text: string): Meaning {
  const address = text.replace(/\s+/g, ' ').trim()
  if (cart.asked === 'address' && address.length >= 8) return { kind: 'change', cart: { ...cart, address: address.slice(0, 500) } }
  const name = cart.asked === 'name' ? nameIn(text) : undefined
  return name === undefined ? none : { kind: 'change', cart: { ...cart, name } }
}

/** Where the message goes to, and not just who brings it: "kurir jne". */
const isAddress = (text: string, method: string | null): boolean => text.trim().length >= 8 && (method === null || /\d/.test(text))

/** A name stands alone, or before the address and the number: "Dian Puspita, Jl Pandanaran 10, 0812…". */
function nameIn(text: string): string | undefined {
  const [first] = text.trim().split(/[,;\n]/)
  const name = first.replace(/\s+/g, ' ').trim().replace(/^(?:atas nama|an|a\.n\.|nama(?: saya)?|saya)\s+/i, '').replace(/(?<!\s)\s+(?:ya|kak|bu|pak|min)$/i, '')
  return !noName.test(name) && /^[\p{L}][\p{L} .']{1,40}$/u.test(name) ? name : undefined
}

const noName = /\b(?:ya|oke?|siap|sip|tidak|gak?|enggak|belum|makasih|terima kasih|thanks|halo|batal|sudah|udah|nanti|tunggu|bentar|dong|apa|mau|pesan|diantar|diambil|dikirim|kirim|kurir|transfer|qris|cod)\b/i

const placeOf = ({ name, within }: { name: string; within: readonly string[] }) => ({ name, within: [...within] })

/** The one day that is named, when it is not past. */
function dayOf(dates: Request['details']['dates'], today: string): string | null {
  return dates.find(({ from, to }) => from !== null && from === to && from >= today)?.from ?? null
}

const isSame = (a: ChatCart, b: ChatCart): boolean => JSON.stringify(a) === JSON.stringify(b)
