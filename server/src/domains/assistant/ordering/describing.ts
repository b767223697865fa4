import type { OrderPrice, OrderWithLines } from '#domains/orders'
import { section, type Section, type Source } from '../brain/answer/draft.ts'
import { nameOf } from '../brain/answer/goods.ts'
import type { Quote } from '../brain/answer/quote.ts'
import { productSource, shippingSource } from '../brain/answer/sources.ts'
import type { IndexedVariant } from '../brain/knowledge/indexed-shop.ts'
import type { ChatCart } from './cart.ts'
import type { OrderTurn } from './turn.ts'

export interface CartRow {
  row: IndexedVariant
  quantity: number
  /** How it is wanted, as the customer said it. */
  note?: string | undefined
}

/** The row of an order behind what is said about it; its number and hours are no amounts. */
export const orderSourceOf = (order: Pick<OrderWithLines, 'number' | 'total'>, text: string): Source => ({ kind: 'order', ref: order.number, text: `${order.number} | ${order.total} | ${text.match(/\d{2}\.\d{2}/g)?.join(' ') ?? ''}` })

const inBrackets = (note: string | undefined): string => (note ? ` (${note})` : '')

/** What stands in the cart, as plain lines. */
export const notedSection = ({ say, plain }: OrderTurn, rows: readonly CartRow[]): Section =>
  section(say.noted(rows.map(({ row, quantity, note }) => `- ${quantity} x ${nameOf(plain, row)}${inBrackets(note)}`)), rows.map(({ row }) => productSource(row)), rows.map(({ row }) => row.sku), rows.map(({ quantity }) => quantity))

/** Which variant is meant, of those that fit, with prices and what is left. */
export function whichSection({ say, plain, index }: OrderTurn, { skus, quantity }: NonNullable<ChatCart['open']>): Section {
  const rows = skus.flatMap((sku) => index.bySku.get(sku) ?? [])
  const isOneProduct = new Set(rows.map((row) => row.productId)).size === 1
  const items = rows.map((row) => plain.priceItem(isOneProduct ? row.label || row.product.name : nameOf(plain, row), row.price, row.stock === 0 ? plain.stockOut() : row.stock <= 3 ? plain.stockLeft(row.stock) : ''))
  return section(say.which(quantity, isOneProduct ? (rows[0]?.product.name ?? '') : '', items), rows.map(productSource), rows.map((row) => row.sku), quantity === null ? [] : [quantity])
}

/** The whole order read back, sum by sum as the order will be written. */
export function readBackSection({ say, plain }: OrderTurn, cart: ChatCart, { rows, price, quote, name, replacedNumber }: { rows: readonly CartRow[]; price: OrderPrice; quote: Quote; name: string; replacedNumber: string | undefined }): Section {
  const sums = rows.map(({ row, quantity, note }, at) => ({ row, quantity, note, unit: price.lines[at]?.unitPrice ?? 0 }))
  const day = cart.day ? plain.dates(cart.day) : ''
  const place = cart.place?.name ?? ''
  const fee = price.shippingFee === 0 ? say.freeShipping(price.courier, place) : say.shipping(price.courier, place, price.shippingFee)
  const text = [
    say.readBack(),
    ...sums.map(({ row, quantity, note, unit }) => plain.line(quantity, nameOf(plain, row), unit, unit * quantity) + inBrackets(note)),
    ...(price.discount > 0 ? [say.discount(price.discountNote, price.discount)] : []),
    ...(cart.delivery === 'ship' ? [fee] : []),
    say.total(price.total),
    ...(price.depositDue > 0 && price.depositDue < price.total ? [say.deposit(price.depositDue)] : []),
    cart.delivery === 'ship' ? say.sentTo(cart.address.toLowerCase().includes(place.toLowerCase()) ? cart.address : [cart.address, place].filter(Boolean).join(', '), day) : say.pickup(day, cart.time?.replace(':', '.') ?? ''),
    ...(name ? [say.inTheNameOf(name)] : []),
    ...(replacedNumber ? [say.replacing(replacedNumber)] : []),
    say.confirm(),
  ].join('\n')
  const written: Source = { kind: 'order', ref: replacedNumber ?? 'pesanan', text: [cart.address, day, cart.time?.replace(':', '.') ?? '', name, price.discount > 0 ? `potongan ${price.discountNote}` : '', price.shippingFee === 0 ? 'gratis' : ''].join(' | ') }
  const derived = [price.total, price.subtotal, price.discount, price.shippingFee, price.depositDue, ...sums.flatMap(({ quantity, unit }) => [quantity, unit, unit * quantity])]
  const sources = [...rows.map(({ row }) => productSource(row)), ...(quote.shipping ? [shippingSource(quote.shipping.rule.option)] : []), ...(price.depositDue > 0 && quote.deposit ? [{ kind: 'policy' as const, ref: 'deposit', text: quote.deposit.rule.text }] : []), written]
  return section(text, sources, rows.map(({ row }) => row.sku), derived)
}

/** One line for the person who takes over. */
export function describeCart({ index, plain }: Pick<OrderTurn, 'index' | 'plain'>, cart: ChatCart): string {
  const goods = cart.lines.map(({ sku, quantity, note }) => `${quantity} x ${nameOfSku({ index, plain }, sku)}${inBrackets(note)}`)
  return ['Mau pesan', goods.join(', '), cart.delivery === 'ship' ? `dikirim ke ${cart.place?.name ?? '…'}` : cart.delivery === 'pickup' ? 'diambil' : '', cart.day ?? ''].filter(Boolean).join(' · ')
}

const nameOfSku = ({ index, plain }: Pick<OrderTurn, 'index' | 'plain'>, sku: string): string => {
  const row = index.bySku.get(sku)
  return row ? nameOf(plain, row) : sku
}
