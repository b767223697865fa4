import type { Transaction } from '#platform/context'
import { attempt } from '#platform/database/attempt'
import { releaseStock } from '#domains/catalog'
import { cancelOrder, getOrder, placeOrder, type OrderWithLines } from '#domains/orders'
import { section, type Section } from '../brain/answer/draft.ts'
import { emptyCart, isEmpty, type ChatCart } from './cart.ts'
import { askNext, type Asked } from './asking.ts'
import { orderSourceOf } from './describing.ts'
import { beginsOrder, readMeaning, startCart } from './reading.ts'
import type { StoredCart } from './store.ts'
import { inLanguage, type OrderTurn } from './turn.ts'

/** What one message did to an order. */
export interface Step {
  cart: ChatCart
  orderId: string | null
  sections: Section[]
  handoff: { reason: string; summary: string } | null
  /** The order whose means of payment the customer is to be told now. */
  payFor?: OrderWithLines | undefined
  heldUntil: Date | null
}

/** Takes one message of a customer into their order. `undefined`: it has nothing to do with one. */
export async function advance(tx: Transaction, given: OrderTurn, stored: Pick<StoredCart, 'cart' | 'orderId' | 'heldUntil'> | undefined): Promise<Step | undefined> {
  const turn = stored && !isEmpty(stored.cart) ? inLanguage(given, stored.cart.isEnglish) : given
  const orderId = stored?.orderId ?? stored?.cart.replaces
  const order = orderId ? await getOrder(tx, orderId) : undefined
  if (stored?.orderId && order) return afterPlacing(tx, turn, stored.cart, order)
  const cart = stored?.cart ?? emptyCart()
  if (isEmpty(cart)) return begin(tx, turn, stored !== undefined)
  const meaning = readMeaning(turn.index, turn.request, cart, turn.text)
  if (meaning.kind === 'none') return undefined
  if (meaning.kind === 'no') return { ...says({ ...cart, asked: 'change' }, null, turn.say.what()), heldUntil: stored?.heldUntil ?? null }
  if (stored?.heldUntil) await releaseStock(tx, turn.conversationId)
  if (meaning.kind === 'claims-paid') return order ? claimed(turn, cart, order) : undefined
  if (meaning.kind === 'cancel') return giveUp(tx, turn, order)
  if (meaning.kind === 'change' && isEmpty(meaning.cart)) return says(emptyCart(), null, turn.say.nothingLeft())
  const { offer } = cart
  const taken = meaning.kind === 'yes' && offer ? { ...cart, lines: cart.lines.map((line) => (line.sku === offer.sku ? { ...line, ...offer } : line)), offer: null } : cart
  const next = meaning.kind === 'change' ? { ...meaning.cart, offer: null } : taken
  const asked = await askNext(tx, turn, { cart: next, before: cart, replaced: order })
  if (meaning.kind === 'yes' && cart.asked === 'confirm' && turn.isLastSaid && asked.price && asked.price.total === cart.agreed) return take(tx, turn, asked, order)
  return toStep(asked)
}

async function begin(tx: Transaction, turn: OrderTurn, isFresh: boolean): Promise<Step | undefined> {
  const begun = beginsOrder(turn.index, turn.request, turn.text)
  if (!begun) return undefined
  const cart = { ...startCart(turn.index, turn.request, emptyCart(), isFresh), isEnglish: turn.request.register === 'english', begunAt: tx.now().toISOString() }
  if (isEmpty(cart)) return undefined
  const asked = await askNext(tx, turn, { cart, before: emptyCart(), replaced: undefined })
  // Something that is made on no day, asked about with one, is a question like any other.
  return begun === 'day-question' && !asked.hasDays ? undefined : toStep(asked)
}

/** The customer has agreed to what was read back: the order is taken and its goods are held, or nothing of it. */
async function take(tx: Transaction, turn: OrderTurn, asked: Asked, replaced: OrderWithLines | undefined): Promise<Step> {
  const { say } = turn
  const { cart, order } = asked
  if (!order) return toStep(asked)
  const total = asked.price?.total ?? 0
  if (turn.isTrial) return says(emptyCart(), null, `${say.placed('CONTOH', total, turn.until(asked.holdMinutes))}\n${say.trial()}`, { number: 'CONTOH', total })
  // The order keeps the places from here on.
  if (asked.heldUntil) await releaseStock(tx, turn.conversationId)
  const taken = await attempt(tx, async () => {
    if (replaced) await cancelOrder(tx, replaced.id, 'Diganti pelanggan di chat')
    return placeOrder(tx, order)
  })
  // Somebody was quicker: what is left is told like any other time.
  if ('refusal' in taken) {
    tx.log.info({ code: taken.refusal.code }, 'a chat order was refused at the last moment')
    return toStep(await askNext(tx, turn, { cart: { ...cart, asked: 'change' }, before: cart, replaced }))
  }
  const placed = taken.value
  const text = say.placed(placed.number, placed.total, turn.until(asked.holdMinutes))
  return { cart: { ...cart, asked: null, replaces: null, agreed: null }, orderId: placed.id, sections: [section(text, [orderSourceOf(placed, text)], cart.lines.map(({ sku }) => sku), [placed.total])], handoff: null, payFor: placed, heldUntil: null }
}

/** A message about an order that stands. Only while nothing is paid may the customer still change it here. */
async function afterPlacing(tx: Transaction, turn: OrderTurn, cart: ChatCart, order: OrderWithLines): Promise<Step | undefined> {
  const { say } = turn
  if (order.status !== 'unpaid' || order.paidTotal > 0) {
    const isOver = order.status === 'cancelled' || order.status === 'completed'
    if (!isOver && readMeaning(turn.index, turn.request, cart, turn.text).kind === 'cancel') return { ...says(cart, order.id, order.paidTotal > 0 ? say.paidCancel(order.number) : say.workCancel(order.number), order), handoff: { reason: 'order_cancel', summary: `Minta batal pesanan ${order.number} yang sudah dibayar atau dikerjakan.` } }
    return begin(tx, turn, true)
  }
  const meaning = readMeaning(turn.index, turn.request, cart, turn.text)
  if (meaning.kind === 'cancel') return giveUp(tx, turn, order)
  if (meaning.kind === 'claims-paid') return claimed(turn, cart, order)
  if (meaning.kind === 'yes') return says(cart, order.id, say.already(order.number, order.total), order)
  if (meaning.kind !== 'change') return undefined
  const { payBy, ...rest } = meaning.cart
  // Another way to pay changes nothing else.
  if (JSON.stringify(rest) === JSON.stringify({ ...cart, payBy: undefined })) return { ...says({ ...cart, payBy }, order.id, say.already(order.number, order.total), order), payFor: order }
  if (isEmpty(meaning.cart)) return giveUp(tx, turn, order)
  return toStep(await askNext(tx, turn, { cart: { ...meaning.cart, replaces: order.id }, before: cart, replaced: order }))
}

async function giveUp(tx: Transaction, turn: OrderTurn, order: OrderWithLines | undefined): Promise<Step> {
  if (!order || order.status === 'cancelled') return says(emptyCart(), null, turn.say.cancelled())
  await cancelOrder(tx, order.id, 'Dibatalkan pelanggan di chat')
  return says(emptyCart(), null, turn.say.orderCancelled(order.number), order)
}

/** Words and pictures never count as money: a person looks at the account. */
const claimed = ({ say }: OrderTurn, cart: ChatCart, order: OrderWithLines): Step => ({
  ...says(cart, order.id, say.claimed(order.number), order),
  handoff: { reason: 'payment_check', summary: `Bilang sudah bayar pesanan ${order.number}. Cek uangnya, lalu konfirmasi di kartu pesanan.` },
})

const toStep = ({ cart, sections, handoff, heldUntil }: Asked): Step => ({ cart, orderId: null, sections, handoff, heldUntil })

function says(cart: ChatCart, orderId: string | null, text: string, order?: Pick<OrderWithLines, 'number' | 'total'>): Step {
  return { cart, orderId, sections: [section(text, order ? [orderSourceOf(order, text)] : [])], handoff: null, heldUntil: null }
}
