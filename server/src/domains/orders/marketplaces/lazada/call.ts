import { z } from 'zod'
import { askJson, readAs } from '../ask.ts'
import { MarketplaceFailure } from '../failures.ts'
import type { MarketplaceSettings, Outside } from '../marketplace.ts'
import { signCall } from './signing.ts'

export const label = 'Lazada'

export interface Call {
  path: string
  parameters?: Record<string, string>
  /** Sent as a form instead of in the address. */
  isForm?: boolean
  /** Consent and tokens are asked for at another host. */
  isAuthority?: boolean
}

const status = z.object({ code: z.union([z.string(), z.number()]).transform(String), message: z.string().nullish() })

export async function callLazada(outside: Outside, settings: MarketplaceSettings & { accessToken?: string }, call: Call): Promise<unknown> {
  const given: Record<string, string> = {
    ...call.parameters,
    app_key: settings.config['appKey'] ?? '',
    timestamp: String(outside.clock.now().getTime()),
    sign_method: 'sha256',
    ...(settings.accessToken ? { access_token: settings.accessToken } : {}),
  }
  const signed = new URLSearchParams({ ...given, sign: signCall(settings.secrets['appSecret'] ?? '', call.path, given) }).toString()
  const host = outside.apiUrls['lazada'] ?? (call.isAuthority ? 'https://auth.lazada.com' : 'https://api.lazada.co.id')
  const address = `${host}/rest${call.path}`
  const answer = await (call.isForm
    ? askJson(outside, label, address, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: signed })
    : askJson(outside, label, `${address}?${signed}`))
  const { code, message } = readAs(status, label, answer)
  if (code !== '0') throw new MarketplaceFailure(label, kindOf(code), `${code}: ${message ?? ''}`)
  return answer
}

function kindOf(code: string): 'token' | 'busy' | 'refused' | 'unreachable' {
  if (/token|unauthori[sz]ed|invalidcode/i.test(code)) return 'token'
  if (/limit|frequen/i.test(code)) return 'busy'
  return /system|service|timeout/i.test(code) ? 'unreachable' : 'refused'
}
