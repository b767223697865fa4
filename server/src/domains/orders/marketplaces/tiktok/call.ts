import { z } from 'zod'
import { askJson, readAs } from '../ask.ts'
import { MarketplaceFailure } from '../failures.ts'
import type { MarketplaceAccount, MarketplaceSettings, Outside } from '../marketplace.ts'
import { signCall } from './signing.ts'

export const label = 'TikTok Shop'

const envelope = z.object({ code: z.number(), message: z.string().nullish(), data: z.unknown() })

/** Signed calls; all but the list of shops name the shop by its cipher. */
export async function callApi(outside: Outside, account: MarketplaceAccount, call: { path: string; query?: Record<string, string>; body?: object }): Promise<unknown> {
  const body = call.body && JSON.stringify(call.body)
  const cipher = account.config['shopCipher']
  const query: Record<string, string> = { ...call.query, app_key: account.config['appKey'] ?? '', timestamp: String(Math.floor(outside.clock.now().getTime() / 1_000)), ...(cipher ? { shop_cipher: cipher } : {}) }
  const sign = signCall(account.secrets['appSecret'] ?? '', { path: call.path, query, ...(body ? { body } : {}) })
  const address = `${outside.apiUrls['tiktok'] ?? 'https://open-api.tiktokglobalshop.com'}${call.path}?${new URLSearchParams({ ...query, sign }).toString()}`
  const headers = { 'content-type': 'application/json', 'x-tts-access-token': account.accessToken }
  return dataOf(await askJson(outside, label, address, { headers, ...(body ? { method: 'POST', body } : {}) }))
}

/** Tokens come from another host, unsigned, with the app's secret. */
export async function callAuthority(outside: Outside, settings: MarketplaceSettings, path: string, query: Record<string, string>): Promise<unknown> {
  const given = { app_key: settings.config['appKey'] ?? '', app_secret: settings.secrets['appSecret'] ?? '', ...query }
  return dataOf(await askJson(outside, label, `${outside.apiUrls['tiktok'] ?? 'https://auth.tiktok-shops.com'}${path}?${new URLSearchParams(given).toString()}`))
}

function dataOf(answer: unknown): unknown {
  const { code, message, data } = readAs(envelope, label, answer)
  if (code !== 0) throw new MarketplaceFailure(label, kindOf(code, message ?? ''), `${code}: ${message ?? ''}`)
  return data
}

/** 105… are tokens and grants, 36009… are limits; the rest is told by its words. */
function kindOf(code: number, message: string): 'token' | 'busy' | 'refused' | 'unreachable' {
  if (String(code).startsWith('105') || code === 36_004_004 || /access[_ ]token|refresh[_ ]token|unauthori[sz]ed/i.test(message)) return 'token'
  if (String(code).startsWith('36009') && /limit|frequen|too many/i.test(message)) return 'busy'
  return /internal|system (?:busy|error)|timeout/i.test(message) ? 'unreachable' : 'refused'
}
