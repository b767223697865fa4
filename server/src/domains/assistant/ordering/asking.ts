import type { Transaction } from '#platform/context'
import { attempt } from '#platform/database/attempt'
import { addDays, findVariantIdsBySku, holdStock, readAvailable, readCapacity, readGoods, type Good } from '#domains/catalog'
import { getOrderSettings, priceOrder, type NewOrder, type OrderPrice, type OrderWithLines } from '#domains/orders'
import { section, type Section } from '../brain/answer/draft.ts'
import { nameOf } from '../brain/answer/goods.ts'
import { describe } from '../brain/answer/info.ts'
import { quote } from '../brain/answer/quote.ts'
import { productSource } from '../brain/answer/sources.ts'
import type { ChatCart } from './cart.ts'
import { describeCart, notedSection, readBackSection, whichSection, type CartRow } from './describing.ts'
import type { OrderTurn } from './turn.ts'

/** What is said next, and the order as it would be taken once nothing is missing. */
export interface Asked {
  cart: ChatCart
  sections: Section[]
  handoff: { reason: string; summary: string } | null
  price?: OrderPrice
  order?: NewOrder
  holdMinutes: number
  heldUntil: Date | null
  /** Something in it is made on a day. */
  hasDays: boolean
}

type Given = { cart: ChatCart; before: ChatCart; replaced: OrderWithLines | undefined }
type Known = CartRow & { variantId: string; good: Good }

/** Asks for the first thing that is missing; when nothing is, reads the order back with its sums. */
export async function askNext(tx: Transaction, turn: OrderTurn, { cart, before, replaced }: Given): Promise<Asked> {
  const { say, index, request } = turn
  const { holdMinutes } = await getOrderSettings(tx)
  const rows = await knownRows(tx, turn, cart)
  const base = { holdMinutes, heldUntil: null, handoff: null, hasDays: rows.some(({ good }) => needsDay(good)) }
  const told = request.intents[0].intent !== 'product_info' || before.lines.length > 0 ? [] : describe({ index, say: turn.plain }, rows.map(({ row }) => row).slice(0, 2))
  const changed = JSON.stringify(cart.lines) !== JSON.stringify(before.lines) && rows.length > 0 ? [notedSection(turn, rows)] : []
  const ask = (asked: ChatCart['asked'], text: Section | string, more: Section[] = []): Asked => ({ ...base, cart: { ...cart, asked, agreed: null }, sections: [...told, ...changed, ...more, typeof text === 'string' ? section(text) : text] })
  const toPerson = (reason: string): Asked => ({ ...base, cart: { ...cart, asked: null, agreed: null }, sections: [...told, ...changed, section(say.toPerson())], handoff: { reason, summary: describeCart(turn, cart) } })

  if (cart.open) return ask('variant', whichSection(turn, cart.open))
  if (rows.length < cart.lines.length || rows.some(({ row }) => row.price === null)) return toPerson('price_unknown')
  const short = await findShort(tx, rows, replaced)
  if (short) {
    const { sku } = short.row
    const lines = short.left === 0 ? cart.lines.filter((line) => line.sku !== sku) : cart.lines
    const told = section(say.left(nameOf(turn.plain, short.row), short.left), [productSource(short.row)], [sku], [short.left])
    return { ...base, cart: { ...cart, lines, offer: short.left === 0 ? null : { sku, quantity: short.left }, asked: 'change', agreed: null }, sections: [told] }
  }
  const day = await askDay(tx, turn, rows, cart, replaced)
  if (day.asked) return { ...ask('day', day.asked), cart: { ...cart, day: day.isKept ? cart.day : null, offer: day.offer ?? null, asked: 'day', agreed: null } }
  const heldUntil = await holdPlaces(tx, turn, rows, cart, holdMinutes)
  const named = [...index.terms.promos, ...index.terms.codes].filter(({ promo }) => promo.code === cart.code)
  // What orders count themselves is not reckoned here a second time.
  const wish = { lines: rows, promos: named.filter((rule) => !rule.isCounted), place: cart.place ? { ...cart.place, start: 0, end: 0 } : null, isPickup: cart.delivery === 'pickup', isFirstOrder: false, method: cart.method, isPreorder: false }
  const byTerms = quote(index, wish)
  const [minimum] = byTerms.belowMinimum
  if (minimum) return { ...ask('change', section(turn.plain.minimum(minimum.quantity, minimum.unit), [{ kind: 'policy', ref: 'minimum', text: minimum.text }])), heldUntil }
  const rate = byTerms.shipping?.rule.option
  if (cart.delivery === 'ship' && cart.place && (!rate || byTerms.shipping?.fee === null)) return toPerson('shipping')
  const missing = askWhere(turn, cart)
  if (missing) return { ...ask(missing.asked, missing.text, day.told), heldUntil }
  const name = cart.name || turn.customerName
  const percent = byTerms.deposit?.rule.percent
  const order: NewOrder = {
    source: 'chat', customerName: name, customerId: turn.isTrial ? null : turn.customerId, phone: turn.phone, conversationId: turn.conversationId,
    lines: rows.map(({ variantId, quantity, note, good }) => ({ variantId, quantity, note, neededOn: needsDay(good) ? cart.day : null })),
    ...(cart.code && named.some((rule) => rule.isCounted) ? { code: cart.code } : {}), delivery: cart.delivery ?? 'pickup', ...(rate ? { shipping: { method: rate.method, area: rate.area } } : {}),
    address: cart.delivery === 'ship' ? cart.address : '', city: cart.place?.name ?? '', promisedOn: cart.day, pickupTime: cart.time?.replace(':', '.') ?? '',
    ...(byTerms.deposit && percent ? { depositRule: { percent, text: byTerms.deposit.rule.text } } : {}),
  }
  const priced = await attempt(tx, () => priceOrder(tx, order, { isRehearsal: turn.isTrial, exceptOrderId: replaced?.id }))
  if ('refusal' in priced && priced.refusal.code.startsWith('orders.code_')) {
    const without = await askNext(tx, turn, { cart: { ...cart, code: null }, before, replaced })
    const { message } = priced.refusal
    return { ...without, sections: [section(say.codeRefused(message), [{ kind: 'promo', ref: order.code ?? '', text: message }]), ...without.sections] }
  }
  // Two reckonings of one order that differ are for a person: neither is told.
  if ('refusal' in priced || (byTerms.shipping?.fee ?? 0) !== priced.value.shippingFee || byTerms.goods < priced.value.subtotal - priced.value.discount) return toPerson('order_check')
  const back = readBackSection(turn, cart, { rows, price: priced.value, quote: byTerms, name, replacedNumber: replaced?.number })
  return { ...base, heldUntil, cart: { ...cart, asked: 'confirm', agreed: priced.value.total }, sections: [...told, ...day.told, back], price: priced.value, order }
}

async function knownRows(tx: Transaction, { index }: OrderTurn, cart: ChatCart): Promise<Known[]> {
  const ids = await findVariantIdsBySku(tx, cart.lines.map(({ sku }) => sku))
  const goods = await readGoods(tx, [...ids.values()])
  return cart.lines.flatMap(({ sku, quantity, note }) => {
    const row = index.bySku.get(sku)
    const variantId = ids.get(sku)
    const good = variantId === undefined ? undefined : goods.get(variantId)
    return row && variantId !== undefined && good ? [{ row, quantity, note, variantId, good }] : []
  })
}

/** What the replaced order keeps comes free the moment this one is taken. */
const ownHold = (replaced: OrderWithLines | undefined, variantId: string): number => replaced?.lines.filter((line) => line.variantId === variantId).reduce((sum, line) => sum + line.quantity, 0) ?? 0

async function findShort(tx: Transaction, rows: readonly Known[], replaced: OrderWithLines | undefined): Promise<{ row: Known['row']; left: number } | undefined> {
  const available = await readAvailable(tx, rows.map(({ variantId }) => variantId))
  for (const { row, variantId, quantity } of rows) {
    const free = available.get(variantId) ?? null
    const left = free === null ? null : free + ownHold(replaced, variantId)
    if (left !== null && left < quantity) return { row, left }
  }
  return undefined
}

export const needsDay = (good: Good): boolean => (good.kind === 'made_to_order' && good.dailyCapacity !== null) || (good.kind === 'pre_order' && good.preorderLimit !== null && good.availableOn === null)

interface AskedDay {
  asked?: Section
  /** The day stays, and fewer may be taken. */
  isKept?: boolean
  offer?: ChatCart['offer']
  told: Section[]
}

/** The day of what is made to order: asked for, too soon, full, or with room, as the day's own row says. */
async function askDay(tx: Transaction, { say, plain, index, request }: OrderTurn, rows: readonly Known[], cart: ChatCart, replaced: OrderWithLines | undefined): Promise<AskedDay> {
  const told: Section[] = []
  for (const { row, good, quantity, variantId } of rows.filter((one) => needsDay(one.good))) {
    const what = nameOf(plain, row)
    const source = productSource(row)
    if (!cart.day) return { asked: section(say.day(what), [source], [row.sku]), told }
    const on = (date: string) => plain.dates(date)
    const earliest = addDays(index.knowledge.today, good.leadDays)
    if (cart.day < earliest) return { asked: section(say.tooSoon(what, on(earliest)), [source, { kind: 'order', ref: 'tanggal', text: on(earliest) }], [row.sku]), told }
    const [found] = await readCapacity(tx, variantId, { from: cart.day, to: cart.day })
    if (!found || found.free === null) continue
    const own = replaced?.promisedOn === cart.day ? ownHold(replaced, variantId) : 0
    const free = Math.max(0, found.free) + own
    const grounds = { kind: 'order' as const, ref: `kapasitas ${cart.day}`, text: `${on(cart.day)} | tersedia ${free} | terisi ${found.taken - own}` }
    if (free < quantity) return { asked: section(say.dayFull(what, on(cart.day), free), [source, grounds], [row.sku], [free]), isKept: true, offer: free > 0 ? { sku: row.sku, quantity: free } : null, told }
    if (request.details.dates.some(({ from }) => from !== null)) told.push(section(say.dayFree(what, on(cart.day), free, free + found.taken - own), [source, grounds], [row.sku], [free, free + found.taken - own]))
  }
  return { told }
}

/** Places on a day are few and soon gone: they are kept from the moment that number and day are known (others see what remains). */
async function holdPlaces(tx: Transaction, { isTrial, conversationId, index }: OrderTurn, rows: readonly Known[], cart: ChatCart, minutes: number): Promise<Date | null> {
  const items = rows.filter(({ good }) => needsDay(good)).map(({ variantId, quantity }) => ({ variantId, quantity, day: cart.day }))
  // An order that this one replaces keeps its own places until then.
  if (isTrial || items.length === 0 || cart.replaces) return null
  const heldUntil = new Date(tx.now().getTime() + minutes * 60_000)
  const held = await attempt(tx, () => holdStock(tx, { reference: conversationId, items, expiresAt: heldUntil, today: index.knowledge.today }))
  return 'value' in held ? heldUntil : null
}

/** How and to whom it goes. */
function askWhere({ say, index, customerName }: OrderTurn, cart: ChatCart): { asked: ChatCart['asked']; text: string } | undefined {
  const isSent = index.terms.shipping.some((rule) => !rule.isPickup)
  if (cart.delivery === null) return isSent ? { asked: 'delivery', text: say.delivery() } : undefined
  if (cart.delivery === 'ship' && !cart.place) return { asked: 'place', text: say.place() }
  if (cart.delivery === 'ship' && !cart.address) return { asked: 'address', text: say.address() }
  return cart.name || customerName ? undefined : { asked: 'name', text: say.name() }
}
