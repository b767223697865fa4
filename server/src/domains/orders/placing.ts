import type { Transaction } from '#platform/context'
import { invalidInput, notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { getShopFacts, recordAudit } from '#domains/businesses'
import { holdStock, readGoods } from '#domains/catalog'
import { getCustomer, normalisePhone } from '#domains/customers'
import { listDiscountRules } from './discount-rules.ts'
import { onlyMembers, priceUnknown, shippingUnknown } from './errors.ts'
import { getOrderSettings, today } from './order-settings.ts'
import { priceCart } from './pricing.ts'
import { recordPromise } from './promises.ts'
import { getOrder, insertLines, insertOrder, type OrderWithLines } from './store.ts'
import type { Delivery, OrderLineRow } from './tables.ts'

export interface CartLine {
  variantId: string
  quantity: number
  /** The day it must be ready; for what is made to order. */
  neededOn?: string | null | undefined
  note?: string | undefined
}

export interface NewOrder {
  /** Where it was sold: `chat`, `web`, `kasir`, `manual`. */
  source: string
  customerName: string
  customerId?: string | null | undefined
  phone?: string | null | undefined
  lines: CartLine[]
  /** Work at a price of its own (a quote); for members only. */
  customLines?: { name: string; quantity: number; unitPrice: number; note?: string | undefined }[] | undefined
  /** A code that the buyer named. */
  code?: string | undefined
  /** Set by a member instead of what the rules say. */
  discount?: number | undefined
  delivery: Delivery
  /** A row of the shop's own rates. */
  shipping?: { method: string; area: string } | undefined
  /** Set by a member when no row fits. */
  shippingFee?: number | undefined
  courier?: string | undefined
  address?: string | undefined
  city?: string | undefined
  province?: string | undefined
  promisedOn?: string | null | undefined
  pickupTime?: string | undefined
  note?: string | undefined
  depositDue?: number | undefined
  conversationId?: string | null | undefined
  holdMinutes?: number | undefined
  isSample?: boolean | undefined
}

/**
 * Takes an order: prices by code from the shop's rows, holds the goods for a while, and waits for the money. Nothing of it
 * happens when one piece is missing. Whoever is not a member (assistant, buyer) sets no price.
 */
export async function placeOrder(tx: Transaction, input: NewOrder): Promise<OrderWithLines> {
  const isTrusted = tx.actor.kind !== 'assistant' && tx.actor.kind !== 'customer'
  if (!isTrusted && (input.customLines?.length || input.discount !== undefined || input.shippingFee !== undefined || input.depositDue !== undefined)) throw onlyMembers()
  if (input.lines.length + (input.customLines?.length ?? 0) === 0) throw invalidInput('Belum ada barang yang dipilih.')
  if (input.customerId) await getCustomer(tx, input.customerId)
  const [settings, day] = [await getOrderSettings(tx), await today(tx)]
  const lines = await priceLines(tx, input)
  const price = priceCart(lines, await listDiscountRules(tx), { today: day, code: input.code })
  const shipping = await priceShipping(tx, input, price.subtotal)
  const discount = input.discount ?? price.discount
  if (discount > price.subtotal) throw invalidInput('Potongan lebih besar dari harga barang.')
  const total = price.subtotal - discount + shipping.fee
  const now = tx.now()
  const reservedUntil = new Date(now.getTime() + (input.holdMinutes ?? settings.holdMinutes) * 60_000)
  const orderId = newId()
  const promisedOn = input.promisedOn ?? latestDay(input.lines)
  const order = {
    id: orderId,
    source: input.source,
    customerId: input.customerId ?? null,
    customerName: input.customerName,
    phone: input.phone ? (normalisePhone(input.phone) ?? null) : null,
    status: 'unpaid' as const,
    subtotal: price.subtotal,
    discount,
    discountNote: input.discount === undefined ? price.discountNote : '',
    shippingFee: shipping.fee,
    total,
    courier: input.courier ?? shipping.courier,
    trackingNumber: null,
    promisedOn,
    note: input.note ?? '',
    isSample: input.isSample ?? false,
    paymentMethod: '',
    address: input.address ?? '',
    city: input.city ?? '',
    province: input.province ?? '',
    placedAt: now,
    paidAt: null,
    shippedAt: null,
    completedAt: null,
    cancelledAt: null,
    cancelReason: null,
    paidTotal: 0,
    refundedTotal: 0,
    depositDue: input.depositDue ?? Math.ceil((total * settings.depositPercent) / 100),
    stockState: 'held' as const,
    reservedUntil,
    statusBeforeCancel: null,
    delivery: input.delivery,
    pickupTime: input.pickupTime ?? '',
    stage: null,
    conversationId: input.conversationId ?? null,
  }
  const number = await insertOrder(tx, order, day)
  await insertLines(tx, lines.map((line, position) => ({ ...line, orderId, position })))
  if (promisedOn) await recordPromise(tx, orderId, { promisedOn, reason: '' })
  await recordAudit(tx, { action: 'order.place', subjectType: 'order', subjectId: orderId, after: { number, source: input.source, total, lines: lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })) } })
  await tx.emit({ type: 'order.placed', key: orderId, payload: { orderId, source: input.source, total } })
  await tx.enqueue({ name: 'expire-order', payload: { orderId }, runAt: reservedUntil, key: orderId })
  await tx.notify({ topic: 'order', id: orderId })
  // Last, because others wait for these locks.
  await holdStock(tx, { reference: orderId, items: input.lines.map((line) => ({ variantId: line.variantId, quantity: line.quantity, day: line.neededOn ?? input.promisedOn })), expiresAt: reservedUntil, today: day })
  return getOrder(tx, orderId)
}

type NewLine = Omit<OrderLineRow, 'businessId' | 'id' | 'orderId' | 'position'>

async function priceLines(tx: Transaction, input: NewOrder): Promise<NewLine[]> {
  const goods = await readGoods(tx, input.lines.map((line) => line.variantId))
  const own = input.lines.map((line): NewLine => {
    const good = goods.get(line.variantId)
    if (!good) throw notFound('Barang')
    if (good.price === null) throw priceUnknown(good.name)
    return { variantId: line.variantId, sku: good.sku, name: good.name, quantity: line.quantity, unitPrice: good.price, unitCost: good.cost, neededOn: line.neededOn ?? null, note: line.note ?? '', returnedQuantity: 0 }
  })
  const custom = (input.customLines ?? []).map((line): NewLine => ({ ...line, variantId: null, sku: '', unitCost: null, neededOn: null, note: line.note ?? '', returnedQuantity: 0 }))
  return [...own, ...custom]
}

/** The fee from the shop's own rates, free above its limit; a rate without a price is asked for, never guessed. */
async function priceShipping(tx: Transaction, input: NewOrder, subtotal: number): Promise<{ fee: number; courier: string }> {
  if (input.delivery !== 'ship') return { fee: 0, courier: '' }
  if (input.shippingFee !== undefined) return { fee: input.shippingFee, courier: input.shipping?.method ?? '' }
  const { facts } = await getShopFacts(tx)
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()
  const rate = input.shipping && facts.shipping.find((row) => same(row.method, input.shipping?.method ?? '') && same(row.area, input.shipping?.area ?? ''))
  if (!rate || rate.price === null) throw shippingUnknown(input.shipping?.area ?? input.city ?? '')
  const isFree = facts.freeShippingOver !== null && subtotal >= facts.freeShippingOver
  return { fee: isFree ? 0 : rate.price, courier: rate.method }
}

function latestDay(lines: CartLine[]): string | null {
  return lines.flatMap((line) => line.neededOn ?? []).sort().at(-1) ?? null
}
