import { z } from 'zod'
import { askJson, readAs } from '../ask.ts'
import { MarketplaceFailure } from '../failures.ts'
import type { MarketplaceAccount, MarketplaceSettings, Outside } from '../marketplace.ts'
import { signCall } from './signing.ts'

export const label = 'Shopee'

interface Call {
  path: string
  query?: Record<string, string | number>
  body?: object
}

const status = z.object({ error: z.string().nullish(), message: z.string().nullish() })

/** Calls before there is a token: consent and new pairs. */
export function callPublic(outside: Outside, settings: MarketplaceSettings, call: Call): Promise<unknown> {
  return send(outside, settings, call, {})
}

/** Calls in the name of a shop. */
export function callShop(outside: Outside, account: MarketplaceAccount, call: Call): Promise<unknown> {
  return send(outside, account, call, { accessToken: account.accessToken, shopId: account.shopId })
}

export function addressOf(outside: Omit<Outside, 'fetch'>, settings: MarketplaceSettings, path: string): { base: string; partnerId: string; timestamp: number; sign: string } {
  const partnerId = settings.config['partnerId'] ?? ''
  const timestamp = Math.floor(outside.clock.now().getTime() / 1_000)
  return { base: `${outside.apiUrls['shopee'] ?? 'https://partner.shopeemobile.com'}${path}`, partnerId, timestamp, sign: signCall(settings.secrets['partnerKey'] ?? '', { partnerId, path, timestamp }) }
}

async function send(outside: Outside, settings: MarketplaceSettings, { path: short, query, body }: Call, shop: { accessToken?: string; shopId?: string }): Promise<unknown> {
  const path = `/api/v2${short}`
  const { base, partnerId, timestamp } = addressOf(outside, settings, path)
  const sign = signCall(settings.secrets['partnerKey'] ?? '', { partnerId, path, timestamp, ...shop })
  const given = { ...query, partner_id: partnerId, timestamp, sign, ...(shop.accessToken ? { access_token: shop.accessToken, shop_id: shop.shopId ?? '' } : {}) }
  const address = `${base}?${new URLSearchParams(Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))).toString()}`
  const answer = await askJson(outside, label, address, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})
  const { error, message } = readAs(status, label, answer)
  if (error) throw new MarketplaceFailure(label, kindOf(error), `${error}: ${message ?? ''}`)
  return answer
}

/** Shopee spells some of its codes wrongly, and not always the same way. */
function kindOf(error: string): 'token' | 'busy' | 'refused' | 'unreachable' {
  if (/acce+ss?_token|error_auth|refresh_token|error_permission|shop_not_authorized/i.test(error)) return 'token'
  if (/rate|limit|too_many|busy/i.test(error)) return 'busy'
  return /server|system|inner|network|timeout/i.test(error) ? 'unreachable' : 'refused'
}
