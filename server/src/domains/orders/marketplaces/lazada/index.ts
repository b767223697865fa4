import { z } from 'zod'
import { isSameText, parseJson } from '../../payments/callback-checks.ts'
import { idText, optionalText, readAs } from '../ask.ts'
import type { MarketplaceType, Outside, TokenPair } from '../marketplace.ts'
import { callLazada, label } from './call.ts'
import { listListings, setPrice, setStock } from './listings.ts'
import { listChangedOrders, readOrder } from './orders.ts'
import { signPush } from './signing.ts'

const pair = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.number() })
const seller = z.object({ data: z.object({ name: optionalText, seller_id: idText }) })
const push = z.object({ seller_id: idText.nullish(), message_type: z.number().int().nullish(), timestamp: z.number().nullish(), data: z.object({ trade_order_id: idText.nullish() }).nullish() })

export const lazada: MarketplaceType = {
  type: 'lazada',
  label,
  fields: [{ name: 'appKey', isSecret: false, isRequired: true }, { name: 'appSecret', isSecret: true, isRequired: true }],
  longestWindowMs: 7 * 86_400_000,
  consentUrl: (_outside, settings, returnUrl) =>
    `https://auth.lazada.com/oauth/authorize?${new URLSearchParams({ response_type: 'code', force_auth: 'true', redirect_uri: returnUrl, client_id: settings.config['appKey'] ?? '' }).toString()}`,
  async exchange(outside, settings, answer) {
    return { tokens: toPair(outside, await callLazada(outside, settings, { path: '/auth/token/create', parameters: { code: answer['code'] ?? '' }, isAuthority: true })) }
  },
  async refresh(outside, settings, refreshToken) {
    return toPair(outside, await callLazada(outside, { config: settings.config, secrets: settings.secrets }, { path: '/auth/token/refresh', parameters: { refresh_token: refreshToken }, isAuthority: true }))
  },
  async readShop(outside, account) {
    const { data } = readAs(seller, label, await callLazada(outside, account, { path: '/seller/get' }))
    return { shopId: data.seller_id, name: data.name || label }
  },
  listChangedOrders,
  readOrder,
  listListings,
  setStock,
  setPrice,
  readPush(settings, request) {
    const expected = signPush(settings.config['appKey'] ?? '', settings.secrets['appSecret'] ?? '', request.body)
    if (!isSameText((request.headers['authorization'] ?? '').toLowerCase(), expected)) return undefined
    const said = push.safeParse(parseJson(request.body))
    if (!said.success) return undefined
    const { seller_id: shopId, timestamp, data } = said.data
    return { shopId: shopId ?? '', at: timestamp ? new Date(timestamp * 1_000) : null, ...(data?.trade_order_id ? { orderNumber: data.trade_order_id } : {}) }
  },
  sheet: {
    headings: ['Product ID', 'Product Name', 'SKU ID', 'SellerSKU', 'Price', 'Quantity'],
    row: ({ listing, name, sku, price, stock }) => [listing?.itemId ?? '', name, listing?.externalId ?? '', sku, price, stock],
  },
}

function toPair(outside: Outside, answer: unknown): TokenPair {
  const read = readAs(pair, label, answer)
  return { accessToken: read.access_token, refreshToken: read.refresh_token, expiresAt: new Date(outside.clock.now().getTime() + read.expires_in * 1_000) }
}
