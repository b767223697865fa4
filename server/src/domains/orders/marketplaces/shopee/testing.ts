import { createHmac } from 'node:crypto'
import { changedIn, fakePage, newFakeState, rotate, serveFake, tell, totalOf, type FakeAnswer, type FakeCall, type FakeMarketplace, type FakeOrder, type FakeState } from '../testing.ts'
import { shopee } from './index.ts'

export const partnerId = '1000001'
export const partnerKey = 'partner_key_contoh'

const words: Record<FakeOrder['status'], string> = { unpaid: 'UNPAID', processing: 'READY_TO_SHIP', ready: 'PROCESSED', shipped: 'SHIPPED', completed: 'COMPLETED', cancelled: 'CANCELLED' }
const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex')

/** Open Platform v2 on loopback: judged by a client of others. */
export async function startFakeShopee(now: () => Date): Promise<FakeMarketplace> {
  const state = newFakeState('900001', now)
  const server = await serveFake(state, (call) => answer(state, call))
  return {
    ...server,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    type: shopee,
    state,
    settings: { partnerId, partnerKey },
    secrets: [partnerKey],
    answer: { code: 'kode-izin', shop_id: state.shopId },
    push({ url, number, at, secret = partnerKey }) {
      const body = JSON.stringify({ shop_id: Number(state.shopId), code: 3, timestamp: Math.floor(at.getTime() / 1_000), data: { ordersn: number, status: 'COMPLETED', update_time: Math.floor(at.getTime() / 1_000) } })
      return { headers: { authorization: hmac(secret, `${url}|${body}`) }, body }
    },
  }
}

function answer(state: FakeState, { path, query, body }: FakeCall): FakeAnswer | undefined {
  const given = body ? (JSON.parse(body) as Record<string, never>) : {}
  const isPublic = path.startsWith('/api/v2/auth/')
  const base = `${query['partner_id']}${path}${query['timestamp']}${isPublic ? '' : `${query['access_token']}${query['shop_id']}`}`
  if (query['sign'] !== hmac(partnerKey, base)) return failed('error_sign', 'Wrong sign.')
  if (Math.abs(Number(query['timestamp']) * 1_000 - state.now().getTime()) > 300_000) return failed('error_param', 'Invalid timestamp.')
  if (path === '/api/v2/auth/token/get') return given['code'] === 'kode-izin' ? pair(state) : failed('error_auth', 'Invalid code')
  if (path === '/api/v2/auth/access_token/get') return state.mode !== 'no-consent' && given['refresh_token'] === state.refresh ? pair(state) : failed('error_auth', 'Invalid refresh_token.')
  if (state.mode === 'no-consent' || query['access_token'] !== state.access) return failed('invalid_acceess_token', 'Invalid access_token.', 403)
  switch (path) {
    case '/api/v2/shop/get_shop_info':
      return ok({ shop_name: state.shopName, region: 'ID' }, true)
    case '/api/v2/order/get_order_list': {
      const [from, to] = [Number(query['time_from']), Number(query['time_to'])]
      if (to - from > 15 * 86_400) return failed('error_param', 'The time range must be within 15 days.')
      const all = changedIn(state, new Date(from * 1_000), new Date(to * 1_000))
      const start = Number(query['cursor'] || 0)
      return ok({ more: start + fakePage < all.length, next_cursor: String(start + fakePage), order_list: all.slice(start, start + fakePage).map((order) => ({ order_sn: order.number, order_status: words[order.status] })) })
    }
    case '/api/v2/order/get_order_detail':
      return ok({ order_list: (query['order_sn_list'] ?? '').split(',').flatMap((number) => state.orders.filter((order) => order.number === number)).map((order) => describe(state, order)) })
    case '/api/v2/product/get_item_list': {
      const items = [...new Set(state.listings.map((listing) => listing.itemId))]
      const start = Number(query['offset'])
      return ok({ item: items.slice(start, start + fakePage).map((item_id) => ({ item_id: Number(item_id) })), has_next_page: start + fakePage < items.length, next_offset: start + fakePage, total_count: items.length })
    }
    case '/api/v2/product/get_item_base_info':
      return ok({ item_list: (query['item_id_list'] ?? '').split(',').map((id) => {
        const own = state.listings.filter((listing) => listing.itemId === id)
        const plain = own.length === 1 && own[0].externalId.endsWith(':0')
        return { item_id: Number(id), item_name: own[0].name, item_sku: plain ? own[0].sku : '', has_model: !plain, ...(plain ? seen(own[0]) : {}) }
      }) })
    case '/api/v2/product/get_model_list':
      return ok({ model: state.listings.filter((listing) => listing.itemId === query['item_id']).map((listing) => ({ model_id: Number(listing.externalId.split(':')[1]), model_name: listing.sku, model_sku: listing.sku, ...seen(listing) })) })
    case '/api/v2/product/update_stock': {
      const { item_id: item, stock_list: [model] } = given as unknown as { item_id: number; stock_list: { model_id: number; seller_stock: { stock: number }[] }[] }
      const isTaken = tell(state, `${item}:${model.model_id}`, model.seller_stock[0].stock)
      if (state.mode === 'hang') return undefined
      return ok(isTaken ? { success_list: [{ model_id: model.model_id }], failure_list: [] } : { success_list: [], failure_list: [{ model_id: model.model_id, failed_reason: 'Item is under review' }] })
    }
    case '/api/v2/product/update_price': {
      const { item_id: item, price_list: [model] } = given as unknown as { item_id: number; price_list: { model_id: number; original_price: number }[] }
      const listing = state.listings.find((one) => one.externalId === `${item}:${model.model_id}`)
      if (listing) listing.price = model.original_price
      return ok({ success_list: [{}], failure_list: [] })
    }
  }
  return { status: 404, body: { error: 'error_not_found', message: path } }
}

function describe(state: FakeState, order: FakeOrder) {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)
  return {
    order_sn: order.number, region: 'ID', currency: 'IDR', cod: false, total_amount: totalOf(order), order_status: words[order.status], shipping_carrier: 'SPX Standard', payment_method: 'ShopeePay', estimated_shipping_fee: order.shipping,
    message_to_seller: '', create_time: seconds(order.createdAt), update_time: seconds(order.updatedAt), days_to_ship: 2, buyer_user_id: 6_648_342, buyer_username: order.buyer,
    recipient_address: { name: 'S***i', phone: '******90', town: '', district: 'Bekasi Selatan', city: 'KOTA BEKASI', state: 'JAWA BARAT', region: 'ID', zipcode: '17141', full_address: 'Jl. M***** 5' },
    item_list: order.lines.map((line) => {
      const listing = state.listings.find((one) => one.externalId === line.externalId)
      const [item, model] = line.externalId.split(':')
      return { item_id: Number(item), item_name: listing?.name ?? 'Barang', item_sku: '', model_id: Number(model), model_name: '', model_sku: listing?.sku ?? '', model_quantity_purchased: line.quantity, model_original_price: line.price, model_discounted_price: line.price, wholesale: false, weight: 0.5 }
    }),
  }
}

const seen = (listing: { price: number; stock: number }) => ({ price_info: [{ current_price: listing.price, original_price: listing.price, currency: 'IDR' }], stock_info_v2: { summary_info: { total_available_stock: listing.stock, total_reserved_stock: 0 } } })

const ok = (response: object, isFlat = false): FakeAnswer => ({ body: { error: '', message: '', request_id: 'r', ...(isFlat ? response : { response }) } })
const failed = (error: string, message: string, status = 200): FakeAnswer => ({ status, body: { error, message, request_id: 'r' } })

function pair(state: FakeState): FakeAnswer {
  rotate(state)
  return { body: { access_token: state.access, refresh_token: state.refresh, expire_in: 14_400, error: '', message: '', request_id: 'r' } }
}
