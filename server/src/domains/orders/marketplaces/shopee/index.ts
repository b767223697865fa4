import { z } from 'zod'
import { idText, readAs } from '../ask.ts'
import { isSameText, parseJson } from '../../payments/callback-checks.ts'
import { MarketplaceFailure } from '../failures.ts'
import type { MarketplaceType, Outside, TokenPair } from '../marketplace.ts'
import { addressOf, callPublic, callShop, label } from './call.ts'
import { listListings, setPrice, setStock } from './listings.ts'
import { listChangedOrders, readOrders } from './orders.ts'
import { signPush } from './signing.ts'

const pair = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expire_in: z.number() })
const shop = z.object({ shop_name: z.string() })
const push = z.object({ shop_id: idText.nullish(), code: z.number().int(), timestamp: z.number().nullish(), data: z.object({ ordersn: z.string().nullish() }).nullish() })

/** Open Platform v2 of Shopee. Chat is granted partner by partner and not used. */
export const shopee: MarketplaceType = {
  type: 'shopee',
  label,
  fields: [{ name: 'partnerId', isSecret: false, isRequired: true }, { name: 'partnerKey', isSecret: true, isRequired: true }],
  longestWindowMs: 15 * 86_400_000 - 1_000,
  consentUrl(outside, settings, returnUrl) {
    const { base, partnerId, timestamp, sign } = addressOf(outside, settings, '/api/v2/shop/auth_partner')
    return `${base}?${new URLSearchParams({ partner_id: partnerId, timestamp: String(timestamp), sign, redirect: returnUrl }).toString()}`
  },
  async exchange(outside, settings, answer) {
    const { code = '', shop_id: shopId = '' } = answer
    if (!/^\d+$/.test(shopId)) throw new MarketplaceFailure(label, 'token', 'no shop_id')
    const body = { code, shop_id: Number(shopId), partner_id: Number(settings.config['partnerId']) }
    return { shopId, tokens: toPair(outside, await callPublic(outside, settings, { path: '/auth/token/get', body })) }
  },
  async refresh(outside, settings, refreshToken) {
    const body = { refresh_token: refreshToken, shop_id: Number(settings.shopId), partner_id: Number(settings.config['partnerId']) }
    return toPair(outside, await callPublic(outside, settings, { path: '/auth/access_token/get', body }))
  },
  async readShop(outside, account) {
    return { shopId: account.shopId, name: readAs(shop, label, await callShop(outside, account, { path: '/shop/get_shop_info' })).shop_name }
  },
  listChangedOrders,
  readOrder: async (outside, account, number) => (await readOrders(outside, account, [number]))[0],
  listListings,
  setStock,
  setPrice,
  readPush(settings, request) {
    if (!isSameText(request.headers['authorization'] ?? '', signPush(settings.secrets['partnerKey'] ?? '', request.url, request.body))) return undefined
    const said = push.safeParse(parseJson(request.body))
    if (!said.success) return undefined
    const { shop_id: shopId, code, timestamp, data } = said.data
    return { shopId: shopId ?? '', at: timestamp ? new Date(timestamp * 1_000) : null, ...(data?.ordersn ? { orderNumber: data.ordersn } : {}), isAboutConsent: [1, 2, 12].includes(code) }
  },
  sheet: {
    headings: ['Kode Produk', 'Nama Produk', 'Kode Variasi', 'SKU', 'Harga', 'Stok'],
    row: ({ listing, name, sku, price, stock }) => [listing?.itemId ?? '', name, listing?.externalId.split(':')[1] ?? '', sku, price, stock],
  },
}

function toPair(outside: Outside, answer: unknown): TokenPair {
  const read = readAs(pair, label, answer)
  return { accessToken: read.access_token, refreshToken: read.refresh_token, expiresAt: new Date(outside.clock.now().getTime() + read.expire_in * 1_000) }
}
