import { z } from 'zod'
import { idText, optionalText, readAs, rupiah } from '../ask.ts'
import type { MarketplaceAccount, MarketplaceOrder, Outside } from '../marketplace.ts'
import type { OrderStatus } from '../../tables.ts'
import { callLazada, label } from './call.ts'

const order = z.object({
  order_id: idText,
  order_number: idText.nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  price: rupiah,
  shipping_fee: rupiah,
  voucher: rupiah,
  payment_method: optionalText,
  remarks: optionalText,
  statuses: z.array(z.string()).nullish(),
  customer_first_name: optionalText,
  customer_last_name: optionalText,
  address_shipping: z.object({ first_name: optionalText, phone: optionalText, address1: optionalText, city: optionalText, address3: optionalText }).nullish(),
})
const item = z.object({
  name: z.string(), sku: optionalText, sku_id: idText.nullish(), variation: optionalText, item_price: rupiah, status: optionalText,
  tracking_code: optionalText, shipment_provider: optionalText, reason: optionalText, buyer_id: idText.nullish(),
})
type Item = z.infer<typeof item>

const list = z.object({ data: z.object({ countTotal: z.number().nullish(), count: z.number(), orders: z.array(order) }) })
const one = z.object({ data: order })
const itemsOfMany = z.object({ data: z.array(z.object({ order_id: idText, order_items: z.array(item) })) })
const itemsOfOne = z.object({ data: z.array(item) })

const pageSize = 50

export async function listChangedOrders(outside: Outside, account: MarketplaceAccount, span: { from: Date; to: Date }, cursor = '0'): Promise<{ orders: MarketplaceOrder[]; next?: string }> {
  const parameters = { update_after: span.from.toISOString(), update_before: span.to.toISOString(), sort_by: 'updated_at', sort_direction: 'ASC', offset: cursor, limit: String(pageSize) }
  const { data } = readAs(list, label, await callLazada(outside, account, { path: '/orders/get', parameters }))
  const ids = data.orders.map((given) => given.order_id)
  if (ids.length === 0) return { orders: [] }
  const items = readAs(itemsOfMany, label, await callLazada(outside, account, { path: '/orders/items/get', parameters: { order_ids: `[${ids.join(',')}]` } })).data
  const byOrder = new Map(items.map((given) => [given.order_id, given.order_items]))
  return { orders: data.orders.map((given) => toOrder(given, byOrder.get(given.order_id) ?? [])), ...(data.orders.length === pageSize ? { next: String(Number(cursor) + pageSize) } : {}) }
}

export async function readOrder(outside: Outside, account: MarketplaceAccount, number: string): Promise<MarketplaceOrder | undefined> {
  const parameters = { order_id: number }
  const { data } = readAs(one, label, await callLazada(outside, account, { path: '/order/get', parameters }))
  return toOrder(data, readAs(itemsOfOne, label, await callLazada(outside, account, { path: '/order/items/get', parameters })).data)
}

function toOrder(given: z.infer<typeof order>, items: Item[]): MarketplaceOrder {
  const lines = sumUnits(items)
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const status = statusOf(given.statuses ?? [...new Set(items.map((unit) => unit.status))])
  const updatedAt = given.updated_at ? moment(given.updated_at) : null
  // The price of an order is that of its goods; shipping and vouchers stand beside it.
  const total = given.price + given.shipping_fee - given.voucher
  return {
    number: given.order_id,
    source: 'lazada',
    buyerId: items.find((unit) => unit.buyer_id)?.buyer_id ?? null,
    customerName: [given.customer_first_name, given.customer_last_name].filter(Boolean).join(' '),
    phone: given.address_shipping?.phone || null,
    status,
    lines,
    discount: subtotal + given.shipping_fee - total,
    shippingFee: given.shipping_fee,
    paymentMethod: given.payment_method,
    courier: items.find((unit) => unit.shipment_provider)?.shipment_provider ?? '',
    trackingNumber: items.find((unit) => unit.tracking_code)?.tracking_code || null,
    address: given.address_shipping?.address1 ?? '',
    city: given.address_shipping?.city ?? '',
    province: given.address_shipping?.address3 ?? '',
    note: given.remarks,
    placedAt: moment(given.created_at),
    paidAt: status === 'unpaid' || status === 'cancelled' ? null : moment(given.created_at),
    shippedAt: status === 'shipped' ? updatedAt : null,
    completedAt: status === 'completed' ? updatedAt : null,
    cancelledAt: status === 'cancelled' ? updatedAt : null,
    cancelReason: status === 'cancelled' ? (items.find((unit) => unit.reason)?.reason ?? '') : null,
  }
}

/** Pieces of one order may be apart: it is cancelled only when all are. */
function statusOf(said: string[]): OrderStatus {
  const steps: [RegExp, OrderStatus][] = [[/^unpaid$/, 'unpaid'], [/pending|packed|topack|toship|repacked/, 'processing'], [/ready_to_ship/, 'ready'], [/^shipped$|failed_delivery|lost|damaged/, 'shipped'], [/delivered|confirmed|returned|shipped_back/, 'completed']]
  const open = said.filter((status) => !/cancel/.test(status))
  return steps.find(([words]) => open.some((status) => words.test(status)))?.[1] ?? (said.length > 0 && open.length === 0 ? 'cancelled' : 'processing')
}

function sumUnits(items: Item[]): MarketplaceOrder['lines'] {
  const lines = new Map<string, MarketplaceOrder['lines'][number]>()
  for (const unit of items) {
    const listingId = unit.sku_id ?? unit.sku
    const key = `${listingId} ${unit.item_price}`
    const line = lines.get(key)
    if (line) line.quantity++
    else lines.set(key, { listingId, sku: unit.sku, name: [unit.name, unit.variation].filter(Boolean).join(' · '), quantity: 1, unitPrice: unit.item_price })
  }
  return [...lines.values()]
}

/** `2026-11-24 10:00:00 +0700` */
function moment(text: string): Date {
  return new Date(text.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) ?([+-]\d{2}):?(\d{2})$/, '$1T$2$3:$4'))
}
