import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput } from '#platform/errors'
import { formatRupiah } from '#platform/money'
import { recordAudit } from '#domains/businesses'
import { replaceHold } from '#domains/catalog'
import { linesFixed, onlyMembers } from './errors.ts'
import { closePayment, listPayments } from './money.ts'
import type { NewOrder } from './new-order.ts'
import { priceOrder, type OrderPrice } from './order-price.ts'
import { dayOf, today } from './order-settings.ts'
import { changeOrder, getOrder, insertLines, lockOrder, type OrderWithLines } from './store.ts'
import type { Tables } from './tables.ts'

export type LineChange = Pick<NewOrder, 'lines' | 'customLines' | 'discount' | 'shippingFee'>

export interface ChangedPrice extends OrderPrice {
  /** What the buyer can be told; nothing is sent by itself. */
  text: string
}

/** What an order would cost with other lines, and how the buyer could be told. Changes nothing. */
export async function previewLines(tx: Transaction, orderId: string, change: LineChange): Promise<ChangedPrice> {
  return priceChange(tx, changeable(tx, await getOrder(tx, orderId)), change)
}

/**
 * Other goods on an order that nobody has paid for: priced by the shop's rows as when it was taken, with the goods held
 * anew or nothing changed. Bills of the former total are closed; money that comes for one of them counts all the same.
 */
export async function changeLines(tx: Transaction, orderId: string, change: LineChange): Promise<ChangedPrice> {
  await lockOrder(tx, orderId)
  const order = changeable(tx, await getOrder(tx, orderId))
  const price = await priceChange(tx, order, change)
  const { subtotal, discount, discountNote, discountCode, shippingFee, total, depositDue } = price
  for (const { id, status } of await listPayments(tx, orderId)) if (status === 'waiting') await closePayment(tx, id, 'expired')
  await changeOrder(tx, orderId, { subtotal, discount, discountNote, discountCode, shippingFee, total, depositDue })
  await tenant<Tables>(tx).delete('orderLines').where('orderId', '=', orderId).execute()
  await insertLines(tx, price.lines.map((line, position) => ({ ...line, orderId, position })))
  await recordAudit(tx, { action: 'order.lines', subjectType: 'order', subjectId: orderId, before: { total: order.total, lines: inAudit(order.lines) }, after: { total, lines: inAudit(price.lines) } })
  await tx.emit({ type: 'order.updated', key: orderId, payload: { orderId } })
  await tx.notify({ topic: 'order', id: orderId })
  const items = change.lines.map((line) => ({ variantId: line.variantId, quantity: line.quantity, day: line.neededOn ?? order.promisedOn }))
  // A day that was accepted once stays accepted; a new one needs its lead time.
  const known = new Set(order.lines.map((line) => `${line.variantId} ${line.neededOn ?? order.promisedOn}`))
  const isKnown = items.every((item) => known.has(`${item.variantId} ${item.day}`))
  // Last, because others wait for these locks.
  await replaceHold(tx, { reference: orderId, items, expiresAt: order.reservedUntil, today: isKnown ? '2000-01-01' : await today(tx) })
  return price
}

function changeable(tx: Transaction, order: OrderWithLines): OrderWithLines {
  if (tx.actor.kind !== 'member' && tx.actor.kind !== 'api-key') throw onlyMembers()
  if ((order.status !== 'unpaid' && order.status !== 'processing') || order.paidTotal > 0 || order.stockState !== 'held') throw linesFixed()
  return order
}

async function priceChange(tx: Transaction, order: OrderWithLines, { lines, customLines, discount, shippingFee }: LineChange): Promise<ChangedPrice> {
  if (lines.length + (customLines?.length ?? 0) === 0) throw invalidInput('Belum ada barang yang dipilih.')
  // What a person took off stays, as far as there is something to take it off.
  const given = discount ?? (order.discountNote === '' && order.discount > 0 ? order.discount : undefined)
  const priced = await priceOrder(tx, { lines, customLines, code: order.discountCode ?? undefined, customerId: order.customerId, phone: order.phone, delivery: order.delivery, shippingFee: shippingFee ?? order.shippingFee }, { takenOn: await dayOf(tx, order.placedAt), exceptOrderId: order.id })
  const taken = given === undefined ? priced.discount : Math.min(given, priced.subtotal)
  const total = priced.subtotal - taken + priced.shippingFee
  // The same part beforehand as was agreed.
  const depositDue = order.total > 0 ? Math.ceil((total * order.depositDue) / order.total) : 0
  const price = { ...priced, discount: taken, ...(given === undefined ? {} : { discountNote: '', discountCode: null }), total, depositDue }
  return { ...price, text: changedText(order, price) }
}

function changedText({ number, customerName }: OrderWithLines, { lines, discount, shippingFee, total, depositDue }: OrderPrice): string {
  return [
    `Halo${customerName ? ` ${customerName}` : ''}, isi pesanan ${number} kami ubah jadi:`,
    ...lines.map((line) => `• ${line.quantity} × ${line.name} = ${formatRupiah(line.quantity * line.unitPrice)}${line.note ? ` (${line.note})` : ''}`),
    ...(discount > 0 ? [`Potongan: -${formatRupiah(discount)}`] : []),
    ...(shippingFee > 0 ? [`Ongkir: ${formatRupiah(shippingFee)}`] : []),
    `Total: ${formatRupiah(total)}`,
    ...(depositDue > 0 && depositDue < total ? [`Uang muka: ${formatRupiah(depositDue)}`] : []),
    'Kabari kami bila ada yang belum pas, ya.',
  ].join('\n')
}

const inAudit = (lines: Pick<OrderWithLines['lines'][number], 'sku' | 'quantity' | 'unitPrice'>[]) => lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice }))
