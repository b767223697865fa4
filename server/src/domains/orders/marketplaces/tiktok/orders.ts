import { z } from 'zod'
import { fromSeconds, idText, optionalText, readAs, rupiah } from '../ask.ts'
import type { MarketplaceAccount, MarketplaceOrder, Outside } from '../marketplace.ts'
import type { OrderStatus } from '../../tables.ts'
import { callApi, label } from './call.ts'

const order = z.object({
  id: idText,
  status: z.string(),
  buyer_message: optionalText,
  create_time: z.number(),
  update_time: z.number().nullish(),
  paid_time: z.number().nullish(),
  rts_time: z.number().nullish(),
  cancel_reason: optionalText,
  user_id: idText.nullish(),
  payment_method_name: optionalText,
  shipping_provider: optionalText,
  tracking_number: optionalText,
  payment: z.object({ shipping_fee: rupiah, total_amount: rupiah }),
  recipient_address: z.object({ name: optionalText, phone_number: optionalText, full_address: optionalText, district_info: z.array(z.object({ address_level_name: z.string(), address_name: z.string() })).nullish() }).nullish(),
  line_items: z.array(z.object({ product_name: z.string(), sku_id: idText, sku_name: optionalText, seller_sku: optionalText, sale_price: rupiah, display_status: optionalText })),
})

const search = z.object({ next_page_token: optionalText, orders: z.array(order).nullish() })
const detail = z.object({ orders: z.array(order).nullish() })

const statuses: Record<string, OrderStatus> = {
  UNPAID: 'unpaid', ON_HOLD: 'processing', AWAITING_SHIPMENT: 'processing', PARTIALLY_SHIPPING: 'processing', AWAITING_COLLECTION: 'ready',
  IN_TRANSIT: 'shipped', DELIVERED: 'shipped', COMPLETED: 'completed', CANCELLED: 'cancelled',
}

export async function listChangedOrders(outside: Outside, account: MarketplaceAccount, span: { from: Date; to: Date }, cursor = ''): Promise<{ orders: MarketplaceOrder[]; next?: string }> {
  const query = { page_size: '50', sort_field: 'update_time', sort_order: 'ASC', ...(cursor ? { page_token: cursor } : {}) }
  const body = { update_time_ge: Math.floor(span.from.getTime() / 1_000), update_time_lt: Math.ceil(span.to.getTime() / 1_000) + 1 }
  const page = readAs(search, label, await callApi(outside, account, { path: '/order/202309/orders/search', query, body }))
  return { orders: (page.orders ?? []).map(toOrder), ...(page.next_page_token ? { next: page.next_page_token } : {}) }
}

export async function readOrder(outside: Outside, account: MarketplaceAccount, number: string): Promise<MarketplaceOrder | undefined> {
  const { orders } = readAs(detail, label, await callApi(outside, account, { path: '/order/202309/orders', query: { ids: number } }))
  return orders?.map(toOrder)[0]
}

function toOrder(given: z.infer<typeof order>): MarketplaceOrder {
  const lines = sumUnits(given.line_items)
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const { shipping_fee: shippingFee, total_amount: total } = given.payment
  const status = statuses[given.status] ?? 'processing'
  const updatedAt = fromSeconds(given.update_time)
  const place = (level: RegExp) => given.recipient_address?.district_info?.find((one) => level.test(one.address_level_name))?.address_name ?? ''
  return {
    number: given.id,
    source: 'tiktok',
    buyerId: given.user_id ?? null,
    customerName: given.recipient_address?.name ?? '',
    phone: given.recipient_address?.phone_number || null,
    status,
    lines,
    discount: subtotal + shippingFee - total,
    shippingFee,
    paymentMethod: given.payment_method_name,
    courier: given.shipping_provider,
    trackingNumber: given.tracking_number || null,
    address: given.recipient_address?.full_address ?? '',
    city: place(/city|regency/i),
    province: place(/province|state/i),
    note: given.buyer_message,
    placedAt: new Date(given.create_time * 1_000),
    paidAt: fromSeconds(given.paid_time),
    shippedAt: status === 'shipped' ? (fromSeconds(given.rts_time) ?? updatedAt) : null,
    completedAt: status === 'completed' ? updatedAt : null,
    cancelledAt: status === 'cancelled' ? updatedAt : null,
    cancelReason: status === 'cancelled' ? given.cancel_reason : null,
  }
}

/** One entry a piece becomes one line a variant and price. */
function sumUnits(units: z.infer<typeof order>['line_items']): MarketplaceOrder['lines'] {
  const lines = new Map<string, MarketplaceOrder['lines'][number]>()
  for (const unit of units) {
    const key = `${unit.sku_id} ${unit.sale_price}`
    const line = lines.get(key)
    if (line) line.quantity++
    else lines.set(key, { listingId: unit.sku_id, sku: unit.seller_sku, name: [unit.product_name, unit.sku_name].filter(Boolean).join(' · '), quantity: 1, unitPrice: unit.sale_price })
  }
  return [...lines.values()]
}
