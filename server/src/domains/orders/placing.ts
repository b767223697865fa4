import type { Transaction } from '#platform/context'
import { invalidInput } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { holdStock } from '#domains/catalog'
import { getCustomer, normalisePhone, updateCustomer } from '#domains/customers'
import { resolveBuyer } from './buyers.ts'
import { lockCode } from './discount-codes.ts'
import { onlyMembers } from './errors.ts'
import type { CartLine, NewOrder } from './new-order.ts'
import { getOrderSettings, today } from './order-settings.ts'
import { priceOrder } from './order-price.ts'
import { recordPromise } from './promises.ts'
import { getOrder, insertLines, insertOrder, type OrderWithLines } from './store.ts'

/**
 * Takes an order: prices by code from the shop's rows, holds the goods for a while, and waits for the money. Nothing of it
 * happens when one piece is missing. Whoever is not a member (assistant, buyer) sets no price.
 */
export async function placeOrder(tx: Transaction, input: NewOrder): Promise<OrderWithLines> {
  const isTrusted = tx.actor.kind !== 'assistant' && tx.actor.kind !== 'customer'
  if (!isTrusted && (input.customLines?.length || input.discount !== undefined || input.shippingFee !== undefined || input.depositDue !== undefined)) throw onlyMembers()
  if (input.lines.length + (input.customLines?.length ?? 0) === 0) throw invalidInput('Belum ada barang yang dipilih.')
  const known = input.customerId ? await getCustomer(tx, input.customerId) : undefined
  const [settings, day] = [await getOrderSettings(tx), await today(tx)]
  if (input.code) await lockCode(tx, input.code)
  const price = await priceOrder(tx, input)
  const { lines, total } = price
  const now = tx.now()
  const reservedUntil = new Date(now.getTime() + (input.holdMinutes ?? settings.holdMinutes) * 60_000)
  const orderId = newId()
  const promisedOn = input.promisedOn ?? latestDay(input.lines)
  const phone = input.phone ? (normalisePhone(input.phone) ?? null) : null
  // A number that a stranger types proves nothing, so that only people of the shop join an order to it.
  const customerId = isTrusted ? await resolveBuyer(tx, { customerId: input.customerId, phone, name: input.customerName, at: now }) : (input.customerId ?? null)
  const order = {
    id: orderId,
    source: input.source,
    customerId,
    customerName: input.customerName,
    phone,
    status: 'unpaid' as const,
    subtotal: price.subtotal,
    discount: price.discount,
    discountNote: price.discountNote,
    discountCode: price.discountCode,
    shippingFee: price.shippingFee,
    total,
    courier: input.courier ?? price.courier,
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
    depositDue: input.depositDue ?? price.depositDue,
    stockState: 'held' as const,
    reservedUntil,
    statusBeforeCancel: null,
    delivery: input.delivery,
    pickupTime: input.pickupTime ?? '',
    stage: null,
    conversationId: input.conversationId ?? null,
  }
  const number = await insertOrder(tx, order, day)
  // Who had only written in a chat has told a name now; one that the shop knows is left alone.
  if (known?.name === '' && known.restrictedAt === null && input.customerName !== '') await updateCustomer(tx, known.customerId, { name: input.customerName })
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

function latestDay(lines: CartLine[]): string | null {
  return lines.flatMap((line) => line.neededOn ?? []).sort().at(-1) ?? null
}
