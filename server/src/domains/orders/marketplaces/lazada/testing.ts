import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { changedIn, newFakeState, rotate, serveFake, tell, totalOf, type FakeAnswer, type FakeCall, type FakeMarketplace, type FakeOrder, type FakeState } from '../testing.ts'
import { lazada } from './index.ts'

const appKey = '123456'
const appSecret = 'rahasia-aplikasi-lazada'

/** Signing by others: what our client sends is judged by it. */
const { signRequest } = createRequire(import.meta.url)('lazada-open-platform-sdk/lib/LazadaRequest/signature') as { signRequest(secret: string, path: string, parameters: Record<string, string>): string }

const words: Record<FakeOrder['status'], string> = { unpaid: 'unpaid', processing: 'pending', ready: 'ready_to_ship', shipped: 'shipped', completed: 'delivered', cancelled: 'canceled' }

/** Lazada's open platform on loopback. */
export async function startFakeLazada(now: () => Date): Promise<FakeMarketplace> {
  const state = newFakeState('1234567', now)
  const server = await serveFake(state, (call) => answer(state, call))
  return {
    ...server,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    type: lazada,
    state,
    settings: { appKey, appSecret },
    secrets: [appSecret],
    answer: { code: 'kode-izin' },
    push({ number, at, secret = appSecret }) {
      const body = JSON.stringify({ seller_id: state.shopId, message_type: 0, data: { order_status: 'delivered', trade_order_id: number, trade_order_line_id: `${number}1`, status_update_time: Math.floor(at.getTime() / 1_000) }, timestamp: Math.floor(at.getTime() / 1_000), site: 'lazada_id' })
      return { headers: { authorization: createHmac('sha256', secret).update(`${appKey}${body}`).digest('hex') }, body }
    },
  }
}

function answer(state: FakeState, { path: full, query, body }: FakeCall): FakeAnswer | undefined {
  const path = full.replace(/^\/rest/, '')
  const { sign, ...given } = { ...query, ...Object.fromEntries(new URLSearchParams(body)) } as Record<string, string>
  if (sign !== signRequest(appSecret, path, given)) return failed('IncompleteSignature', 'The request signature does not conform to platform standards')
  if (Math.abs(Number(given['timestamp']) - state.now().getTime()) > 300_000) return failed('InvalidTimestamp', 'The timestamp is out of range')
  if (path === '/auth/token/create') return given['code'] === 'kode-izin' ? pair(state) : failed('InvalidCode', 'Invalid authorization code')
  if (path === '/auth/token/refresh') return state.mode !== 'no-consent' && given['refresh_token'] === state.refresh ? pair(state) : failed('IllegalRefreshToken', 'The specified refresh token is invalid or expired')
  if (state.mode === 'no-consent' || given['access_token'] !== state.access) return failed('IllegalAccessToken', 'The specified access token is invalid or expired')
  switch (path) {
    case '/seller/get':
      return ok({ name: state.shopName, seller_id: Number(state.shopId), email: 'toko@example.test' })
    case '/orders/get': {
      const all = changedIn(state, new Date(given['update_after'] ?? ''), new Date(given['update_before'] ?? ''))
      const slice = all.slice(Number(given['offset']), Number(given['offset']) + Number(given['limit']))
      return ok({ count: slice.length, countTotal: all.length, orders: slice.map((order) => describe(order)) })
    }
    case '/orders/items/get':
      return ok((JSON.parse(given['order_ids'] ?? '[]', (_, value: unknown) => value) as number[]).map((id) => ({ order_id: id, order_items: itemsOf(state, state.orders.find((order) => order.number === String(id))) })))
    case '/order/get': {
      const order = state.orders.find((one) => one.number === given['order_id'])
      return order ? ok(describe(order)) : failed('16', 'E016: Invalid Order ID')
    }
    case '/order/items/get':
      return ok(itemsOf(state, state.orders.find((order) => order.number === given['order_id'])))
    case '/products/get': {
      const ids = [...new Set(state.listings.map((listing) => listing.itemId))]
      const slice = ids.slice(Number(given['offset']), Number(given['offset']) + Number(given['limit']))
      return ok({ total_products: ids.length, products: slice.map((id) => {
        const own = state.listings.filter((listing) => listing.itemId === id)
        return { item_id: Number(id), attributes: { name: own[0].name }, skus: own.map((listing) => ({ SkuId: Number(listing.externalId), SellerSku: listing.sku, quantity: listing.stock, price: listing.price, special_price: 0 })) }
      }) })
    }
    case '/product/price_quantity/update': {
      const read = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(given['payload'] ?? '')?.[1]
      const id = read('SkuId') ?? ''
      const listing = state.listings.find((one) => one.externalId === id)
      const price = read('Price')
      if (price && listing) listing.price = Number(price)
      const isTaken = price !== undefined || tell(state, id, Number(read('Quantity')))
      if (state.mode === 'hang') return undefined
      return isTaken ? ok({}) : failed('501', 'E501: Update product failed')
    }
  }
  return failed('InvalidApiPath', 'The specified API path is invalid')
}

function describe(order: FakeOrder) {
  const written = (at: Date) => `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} +0700`
  return {
    order_id: Number(order.number), order_number: Number(order.number), created_at: written(order.createdAt), updated_at: written(order.updatedAt), price: `${totalOf(order) - order.shipping}.00`, shipping_fee: order.shipping, voucher: 0,
    payment_method: 'COD', remarks: '', statuses: [words[order.status]], customer_first_name: 'S***i', customer_last_name: '', items_count: order.lines.length,
    address_shipping: { first_name: 'S***i', phone: '62********90', address1: 'J***********', city: 'Kota Bekasi', address3: 'Jawa Barat' },
  }
}

function itemsOf(state: FakeState, order: FakeOrder | undefined) {
  return (order?.lines ?? []).flatMap((line) => Array.from({ length: line.quantity }, (_, index) => {
    const listing = state.listings.find((one) => one.externalId === line.externalId)
    return { order_item_id: Number(`${order?.number ?? ''}${index}`), name: listing?.name ?? 'Barang', sku: listing?.sku ?? '', sku_id: line.externalId, variation: '', item_price: line.price, paid_price: line.price, status: words[order?.status ?? 'unpaid'], tracking_code: '', shipment_provider: 'LEX ID', reason: '', buyer_id: order?.buyer }
  }))
}

const ok = (data: unknown): FakeAnswer => ({ body: { code: '0', request_id: 'r', data } })
const failed = (code: string, message: string): FakeAnswer => ({ body: { code, type: 'ISV', message, request_id: 'r' } })

function pair(state: FakeState): FakeAnswer {
  rotate(state)
  return { body: { code: '0', request_id: 'r', access_token: state.access, refresh_token: state.refresh, expires_in: 14_400, refresh_expires_in: 2_592_000, country: 'id', account: 'toko@example.test' } }
}
