import type { Transaction } from '#platform/context'
import { findOwnBusiness, getShopFacts } from '#domains/businesses'
import { dueOf, listPayments } from '../money.ts'
import { getOrder, type OrderWithLines } from '../store.ts'
import type { PaymentRow } from '../tables.ts'

/** Everything that a receipt, an invoice or a label says. */
export interface Bill {
  shop: { name: string; address: string; phone: string; city: string }
  order: OrderWithLines
  paid: Pick<PaymentRow, 'provider' | 'kind' | 'applied' | 'paidAt'>[]
  due: number
  /** Written date of the order, in Indonesian. */
  date: string
}

export async function readBill(tx: Transaction, orderId: string): Promise<Bill> {
  const order = await getOrder(tx, orderId)
  const business = await findOwnBusiness(tx)
  const { facts } = await getShopFacts(tx)
  const payments = await listPayments(tx, orderId)
  return {
    shop: { name: business?.name ?? '', address: facts.address, phone: facts.phone, city: business?.city ?? '' },
    order,
    paid: payments.filter((payment) => payment.status === 'paid' && payment.applied > 0),
    due: order.status === 'cancelled' ? 0 : dueOf(order),
    date: new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeZone: business?.timeZone ?? 'Asia/Jakarta' }).format(order.placedAt),
  }
}

export const paymentWords: Record<string, string> = { cash: 'Tunai', transfer: 'Transfer', qris: 'QRIS', midtrans: 'Midtrans', xendit: 'Xendit' }

/** Sums under the lines: what every paper shows, in this order. */
export function sumsOf({ order, paid, due }: Bill): [string, number][] {
  return [
    ['Subtotal', order.subtotal],
    ...(order.discount === 0 ? [] : [[order.discountNote ? `Potongan (${order.discountNote})` : 'Potongan', -order.discount] as [string, number]]),
    ...(order.shippingFee === 0 ? [] : [['Ongkir', order.shippingFee] as [string, number]]),
    ['Total', order.total],
    ...paid.map((payment): [string, number] => [`${payment.kind === 'deposit' ? 'DP' : 'Bayar'} ${paymentWords[payment.provider] ?? payment.provider}`, -payment.applied]),
    ...(paid.length > 0 || due > 0 ? [[due === 0 ? 'Lunas, sisa' : 'Sisa', due] as [string, number]] : []),
  ]
}
