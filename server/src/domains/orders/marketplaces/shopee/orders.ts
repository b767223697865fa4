import { z } from 'zod'
import { fromSeconds, idText, optionalText, readAs, rupiah } from '../ask.ts'
import type { MarketplaceAccount, MarketplaceOrder, Outside } from '../marketplace.ts'
import type { OrderStatus } from '../../tables.ts'
import { callShop, label } from './call.ts'

const details = ['buyer_user_id', 'buyer_username', 'estimated_shipping_fee', 'recipient_address', 'item_list', 'pay_time', 'shipping_carrier', 'payment_method', 'total_amount', 'cancel_reason', 'package_list', 'message_to_seller']

const list = z.object({ response: z.object({ more: z.boolean(), next_cursor: optionalText, order_list: z.array(z.object({ order_sn: z.string() })) }) })

const item = z.object({
  item_id: idText, item_name: z.string(), item_sku: optionalText, model_id: idText.nullish(), model_name: optionalText, model_sku: optionalText,
  model_quantity_purchased: z.number().int(), model_discounted_price: rupiah, model_original_price: rupiah,
})

const order = z.object({
  order_sn: z.string(),
  order_status: z.string(),
  total_amount: rupiah,
  estimated_shipping_fee: rupiah,
  payment_method: optionalText,
  shipping_carrier: optionalText,
  message_to_seller: optionalText,
  cancel_reason: optionalText,
  create_time: z.number(),
  update_time: z.number(),
  pay_time: z.number().nullish(),
  buyer_username: optionalText,
  recipient_address: z.object({ name: optionalText, phone: optionalText, full_address: optionalText, city: optionalText, state: optionalText }).nullish(),
  package_list: z.array(z.object({ tracking_number: optionalText })).nullish(),
  item_list: z.array(item),
})

const detail = z.object({ response: z.object({ order_list: z.array(order) }) })

const statuses: Record<string, OrderStatus> = {
  UNPAID: 'unpaid', READY_TO_SHIP: 'processing', PROCESSED: 'processing', RETRY_SHIP: 'processing', IN_CANCEL: 'processing', INVOICE_PENDING: 'processing',
  SHIPPED: 'shipped', TO_CONFIRM_RECEIVE: 'shipped', COMPLETED: 'completed', TO_RETURN: 'completed', CANCELLED: 'cancelled',
}

/** Numbers of the orders that changed, then their details: fifty is the most that one question may ask for. */
export async function listChangedOrders(outside: Outside, account: MarketplaceAccount, span: { from: Date; to: Date }, cursor = ''): Promise<{ orders: MarketplaceOrder[]; next?: string }> {
  const query = { time_range_field: 'update_time', time_from: Math.floor(span.from.getTime() / 1_000), time_to: Math.ceil(span.to.getTime() / 1_000), page_size: 50, cursor, response_optional_fields: 'order_status' }
  const { response } = readAs(list, label, await callShop(outside, account, { path: '/order/get_order_list', query }))
  const orders = await readOrders(outside, account, response.order_list.map((one) => one.order_sn))
  return { orders, ...(response.more && response.next_cursor ? { next: response.next_cursor } : {}) }
}

export async function readOrders(outside: Outside, account: MarketplaceAccount, numbers: string[]): Promise<MarketplaceOrder[]> {
  if (numbers.length === 0) return []
  const answer = await callShop(outside, account, { path: '/order/get_order_detail', query: { order_sn_list: numbers.join(','), response_optional_fields: details.join(',') } })
  return readAs(detail, label, answer).response.order_list.map(toOrder)
}

function toOrder(given: z.infer<typeof order>): MarketplaceOrder {
  const lines = given.item_list.map((one) => ({
    listingId: listingId(one.item_id, one.model_id),
    sku: one.model_sku || one.item_sku,
    name: [one.item_name, one.model_name].filter(Boolean).join(' · '),
    quantity: one.model_quantity_purchased,
    unitPrice: one.model_discounted_price || one.model_original_price,
  }))
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const status = statuses[given.order_status] ?? 'processing'
  const updatedAt = fromSeconds(given.update_time)
  return {
    number: given.order_sn,
    source: 'shopee',
    buyerId: given.buyer_username || null,
    customerName: given.buyer_username || given.recipient_address?.name || '',
    phone: given.recipient_address?.phone || null,
    status,
    lines,
    discount: subtotal + given.estimated_shipping_fee - given.total_amount,
    shippingFee: given.estimated_shipping_fee,
    paymentMethod: given.payment_method,
    courier: given.shipping_carrier,
    trackingNumber: given.package_list?.find((one) => one.tracking_number)?.tracking_number || null,
    address: given.recipient_address?.full_address ?? '',
    city: given.recipient_address?.city ?? '',
    province: given.recipient_address?.state ?? '',
    note: given.message_to_seller,
    placedAt: new Date(given.create_time * 1_000),
    paidAt: fromSeconds(given.pay_time),
    shippedAt: status === 'shipped' ? updatedAt : null,
    completedAt: status === 'completed' ? updatedAt : null,
    cancelledAt: status === 'cancelled' ? updatedAt : null,
    cancelReason: status === 'cancelled' ? given.cancel_reason : null,
  }
}

/** A thing without models has the model 0. */
export function listingId(itemId: string, modelId: string | null | undefined): string {
  return `${itemId}:${modelId ?? '0'}`
}
