import { z } from 'zod'
import { isSameText, parseJson } from '../../payments/callback-checks.ts'
import { idText, readAs } from '../ask.ts'
import { MarketplaceFailure } from '../failures.ts'
import type { MarketplaceType, TokenPair } from '../marketplace.ts'
import { callApi, callAuthority, label } from './call.ts'
import { listListings, setPrice, setStock } from './listings.ts'
import { listChangedOrders, readOrder } from './orders.ts'
import { signPush } from './signing.ts'

const pair = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), access_token_expire_in: z.number() })
const shops = z.object({ shops: z.array(z.object({ id: idText, name: z.string(), cipher: z.string() })).nullish() })
const push = z.object({ type: z.number().int(), shop_id: idText.nullish(), timestamp: z.number().nullish(), data: z.object({ order_id: idText.nullish() }).nullish() })

/** TikTok Shop, where Tokopedia's sales arrive too. */
export const tiktok: MarketplaceType = {
  type: 'tiktok',
  label: 'TikTok Shop & Tokopedia',
  fields: [{ name: 'appKey', isSecret: false, isRequired: true }, { name: 'appSecret', isSecret: true, isRequired: true }, { name: 'serviceId', isSecret: false, isRequired: true }],
  longestWindowMs: 7 * 86_400_000,
  consentUrl: (_outside, settings, returnUrl) =>
    // The address to come back to is registered with the app; what is carried along is told apart by `state`.
    `https://services.tiktokshop.com/open/authorize?${new URLSearchParams({ service_id: settings.config['serviceId'] ?? '', state: returnUrl.split('/').at(-1) ?? '' }).toString()}`,
  async exchange(outside, settings, answer) {
    const data = await callAuthority(outside, settings, '/api/v2/token/get', { auth_code: answer['code'] ?? '', grant_type: 'authorized_code' })
    return { tokens: toPair(data) }
  },
  async refresh(outside, settings, refreshToken) {
    return toPair(await callAuthority(outside, settings, '/api/v2/token/refresh', { refresh_token: refreshToken, grant_type: 'refresh_token' }))
  },
  async readShop(outside, account) {
    const config = { ...account.config }
    delete config['shopCipher']
    const found = readAs(shops, label, await callApi(outside, { ...account, config }, { path: '/authorization/202309/shops' })).shops ?? []
    const shop = found.find((one) => one.id === account.shopId) ?? found[0]
    if (!shop) throw new MarketplaceFailure(label, 'token', 'no shop has agreed')
    return { shopId: shop.id, name: shop.name, config: { shopCipher: shop.cipher } }
  },
  listChangedOrders,
  readOrder,
  listListings,
  setStock,
  setPrice,
  readPush(settings, request) {
    if (!isSameText(request.headers['authorization'] ?? '', signPush(settings.config['appKey'] ?? '', settings.secrets['appSecret'] ?? '', request.body))) return undefined
    const said = push.safeParse(parseJson(request.body))
    if (!said.success) return undefined
    const { type, shop_id: shopId, timestamp, data } = said.data
    return { shopId: shopId ?? '', at: timestamp ? new Date(timestamp * 1_000) : null, ...(data?.order_id ? { orderNumber: data.order_id } : {}), isAboutConsent: type === 6 || type === 7 }
  },
  sheet: {
    headings: ['Product ID', 'Product Name', 'SKU ID', 'Seller SKU', 'Price', 'Quantity'],
    row: ({ listing, name, sku, price, stock }) => [listing?.itemId ?? '', name, listing?.externalId ?? '', sku, price, stock],
  },
}

/** Here the end is a moment, not a span. */
function toPair(data: unknown): TokenPair {
  const read = readAs(pair, label, data)
  return { accessToken: read.access_token, refreshToken: read.refresh_token, expiresAt: new Date(read.access_token_expire_in * 1_000) }
}
