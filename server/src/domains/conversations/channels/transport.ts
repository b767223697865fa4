import type { Services } from '#platform/context'
import type { OutboundOptions } from '#platform/http/outbound'
import type { ChannelProblem } from './inbound-item.ts'

/** What came of one call to a provider. Nothing here quotes the address: it may carry a token. */
export type ProviderAnswer =
  | { kind: 'answer'; status: number; body: unknown; retryAfterMs: number | undefined }
  /** The request never left: trying again is safe. */
  | { kind: 'not-sent'; code: string }
  /** It left and no answer came: nobody knows what happened. */
  | { kind: 'no-answer'; code: string }

/** One JSON call. Errors become values, so that no message or stack of the network can carry a token into a log (S25). */
export async function callProvider(services: Pick<Services, 'fetch'>, url: string, options: OutboundOptions): Promise<ProviderAnswer> {
  try {
    const response = await services.fetch(url, { keepAlive: true, ...options })
    const body = await response.json().catch(() => undefined)
    return { kind: 'answer', status: response.status, body, retryAfterMs: secondsToMs(response.headers.get('retry-after')) }
  } catch (error) {
    const code = codeOf(error)
    return { kind: neverLeft.test(code) ? 'not-sent' : 'no-answer', code }
  }
}

/** Name look-up, refused or timed-out connections, certificates, and our own guard: the request was not sent. */
const neverLeft = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|outbound\.refused)/

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

function secondsToMs(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined
}

export function unreachable(detail: string): ChannelProblem {
  return {
    code: 'unreachable',
    sentence: 'Penyedia kanal belum bisa dihubungi. Data Anda aman. Laris mencoba lagi sendiri; periksa juga internet Anda.',
    detail,
    retryable: true,
  }
}

export function providerDown(detail: string): ChannelProblem {
  return { code: 'provider_down', sentence: 'Penyedia kanal sedang gangguan. Pesan menunggu, Laris mencoba lagi sendiri.', detail, retryable: true }
}

export function rateLimited(detail: string, retryAfterMs?: number): ChannelProblem {
  return {
    code: 'rate_limited',
    sentence: 'Terlalu banyak pesan dalam waktu singkat. Pesan menunggu giliran, tidak ada yang hilang.',
    detail,
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}
