import { createHmac } from 'node:crypto'
import { changedIn, fakePage, newFakeState, rotate, serveFake, tell, totalOf, type FakeAnswer, type FakeCall, type FakeMarketplace, type FakeOrder, type FakeState } from '../testing.ts'
import { tiktok } from './index.ts'

const appKey = 'kunci-aplikasi'
const appSecret = 'rahasia-aplikasi-tiktok'
const cipher = 'ROW_contoh'

const words: Record<FakeOrder['status'], string> = { unpaid: 'UNPAID', processing: 'AWAITING_SHIPMENT', ready: 'AWAITING_COLLECTION', shipped: 'IN_TRANSIT', completed: 'COMPLETED', cancelled: 'CANCELLED' }
const hmac = (text: string, key = appSecret) => createHmac('sha256', key).update(text).digest('hex')

/** TikTok Shop on loopback. Its signing is that of a published vector; no client for Node that takes another host is known. */
export async function startFakeTiktok(now: () => Date): Promise<FakeMarketplace> {
  const state = newFakeState('7494049642642441621', now)
  const server = await serveFake(state, (call) => answer(state, call))
  return {
    ...server,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    type: tiktok,
    state,
    settings: { appKey, appSecret, serviceId: '7000000000000000001' },
    secrets: [appSecret],
    answer: { code: 'kode-izin' },
    push({ number, at, secret = appSecret }) {
      const body = JSON.stringify({ type: 1, tts_notification_id: '7327112393057371910', shop_id: state.shopId, timestamp: Math.floor(at.getTime() / 1_000), data: { order_id: number, order_status: 'COMPLETED', update_time: Math.floor(at.getTime() / 1_000) } })
      return { headers: { authorization: hmac(`${appKey}${body}`, secret) }, body }
    },
  }
}

function answer(state: FakeState, { path, query, headers, body, method }: FakeCall): FakeAnswer | undefined {
  if (path.startsWith('/api/v2/token/')) {
    if (query['app_key'] !== appKey || query['app_secret'] !== appSecret) return failed(36_004_003, 'app secret is invalid')
    if (path.endsWith('get')) return query['auth_code'] === 'kode-izin' ? pair(state) : failed(36_004_004, 'auth code is invalid')
    return state.mode !== 'no-consent' && query['refresh_token'] === state.refresh ? pair(state) : failed(105_002, 'refresh token is invalid')
  }
  const signed = Object.keys(query).filter((name) => name !== 'sign').sort().map((name) => `${name}${query[name]}`).join('')
  if (query['sign'] !== hmac(`${appSecret}${path}${signed}${method === 'GET' ? '' : body}${appSecret}`)) return failed(106_001, 'sign is invalid')
  if (Math.abs(Number(query['timestamp']) * 1_000 - state.now().getTime()) > 300_000) return failed(106_002, 'timestamp is invalid')
  if (state.mode === 'no-consent' || headers['x-tts-access-token'] !== state.access) return failed(105_002, 'access token is invalid')
  if (path === '/authorization/202309/shops') return ok({ shops: [{ id: state.shopId, name: state.shopName, region: 'ID', seller_type: 'LOCAL', cipher, code: 'IDLC' }] })
  if (query['shop_cipher'] !== cipher) return failed(106_011, 'shop_cipher is invalid')
  const given = body ? (JSON.parse(body) as Record<string, unknown>) : {}
  if (path === '/order/202309/orders/search') {
    const all = changedIn(state, new Date(Number(given['update_time_ge']) * 1_000), new Date(Number(given['update_time_lt']) * 1_000 - 1))
    const { slice, next } = paged(all, query['page_token'])
    return ok({ next_page_token: next, total_count: all.length, orders: slice.map((order) => describe(state, order)) })
  }
  if (path === '/order/202309/orders') return ok({ orders: state.orders.filter((order) => order.number === query['ids']).map((order) => describe(state, order)) })
  if (path === '/product/202309/products/search') {
    const { slice, next } = paged([...new Set(state.listings.map((listing) => listing.itemId))], query['page_token'])
    return ok({ next_page_token: next, products: slice.map((id) => {
      const own = state.listings.filter((listing) => listing.itemId === id)
      return { id, title: own[0].name, skus: own.map((listing) => ({ id: listing.externalId, seller_sku: listing.sku, price: { sale_price: String(listing.price), tax_exclusive_price: String(listing.price), currency: 'IDR' }, inventory: [{ quantity: listing.stock, warehouse_id: '1' }] })) }
    }) })
  }
  const change = /^\/product\/202309\/products\/[^/]+\/(inventory|prices)\/update$/.exec(path)
  if (change) {
    const [sku] = given['skus'] as { id: string; inventory?: { quantity: number }[]; price?: { amount: string } }[]
    const listing = state.listings.find((one) => one.externalId === sku.id)
    if (change[1] === 'prices' && listing) listing.price = Number(sku.price?.amount)
    const isTaken = change[1] === 'prices' || tell(state, sku.id, sku.inventory?.[0]?.quantity ?? 0)
    if (state.mode === 'hang' && change[1] === 'inventory') return undefined
    return ok({ errors: isTaken ? [] : [{ code: 12_052_048, message: 'The product is frozen', detail: { sku_id: sku.id } }] })
  }
  return { status: 404, body: { code: 36_009_009, message: 'invalid path' } }
}

function paged<T>(all: T[], token = ''): { slice: T[]; next: string } {
  const start = Number(token || 0)
  return { slice: all.slice(start, start + fakePage), next: start + fakePage < all.length ? String(start + fakePage) : '' }
}

function describe(state: FakeState, order: FakeOrder) {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)
  const subtotal = totalOf(order) - order.shipping
  return {
    id: order.number, status: words[order.status], buyer_message: '', create_time: seconds(order.createdAt), update_time: seconds(order.updatedAt), user_id: order.buyer, payment_method_name: 'GoPay', is_cod: false,
    payment: { currency: 'IDR', sub_total: String(subtotal), shipping_fee: String(order.shipping), seller_discount: '0', platform_discount: '0', total_amount: String(totalOf(order)), original_total_product_price: String(subtotal), tax: '0' },
    recipient_address: { name: 'S** W**', phone_number: '(+62)812****90', full_address: 'Indonesia,Jawa Barat,Kota Bekasi,***', region_code: 'ID', district_info: [{ address_level_name: 'Province', address_name: 'Jawa Barat' }, { address_level_name: 'City', address_name: 'Kota Bekasi' }] },
    // One entry a piece.
    line_items: order.lines.flatMap((line) => Array.from({ length: line.quantity }, (_, index) => {
      const listing = state.listings.find((one) => one.externalId === line.externalId)
      return { id: `${line.externalId}-${index}`, product_id: listing?.itemId ?? '', product_name: listing?.name ?? 'Barang', sku_id: line.externalId, sku_name: '', seller_sku: listing?.sku ?? '', sale_price: String(line.price), original_price: String(line.price), currency: 'IDR', package_status: 'TO_FULFILL' }
    })),
  }
}

const ok = (data: object): FakeAnswer => ({ body: { code: 0, message: 'Success', request_id: 'r', data } })
const failed = (code: number, message: string): FakeAnswer => ({ body: { code, message, request_id: 'r', data: null } })

function pair(state: FakeState): FakeAnswer {
  rotate(state)
  return ok({ access_token: state.access, refresh_token: state.refresh, access_token_expire_in: Math.floor(state.now().getTime() / 1_000) + 14_400, refresh_token_expire_in: Math.floor(state.now().getTime() / 1_000) + 2_592_000, open_id: 'o', seller_name: state.shopName })
}
