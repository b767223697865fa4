import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { OutboundOptions } from '#platform/http/outbound'
import type { Channel } from './channel.ts'
import { callProvider } from './transport.ts'

export const graphError = z.object({
  code: z.number(),
  error_subcode: z.number().optional(),
  title: z.string().optional(),
  message: z.string().optional(),
  is_transient: z.boolean().optional(),
  error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
})
export type GraphError = z.infer<typeof graphError>

const refusal = z.object({ error: graphError })

export type GraphAnswer =
  | { kind: 'ok'; body: unknown }
  | { kind: 'refused'; status: number; error: GraphError; retryAfterMs: number | undefined }
  /** Not Meta's own words: a proxy or a page. */
  | { kind: 'foreign'; status: number }
  | { kind: 'not-sent'; code: string }
  | { kind: 'no-answer'; code: string }

export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  json?: JsonValue
  form?: { headers: Record<string, string>; body: Uint8Array }
  timeoutMs?: number
}

/** One call of Meta's Graph API at `base` with the account's token. */
export async function callGraphAt(base: string, channel: Pick<Channel, 'config' | 'secrets'>, request: GraphRequest, services: Pick<Services, 'fetch'>): Promise<GraphAnswer> {
  const options: OutboundOptions = { method: request.method, timeoutMs: request.timeoutMs ?? 20_000, headers: authorised(channel) }
  if (request.json !== undefined) {
    options.headers = { ...options.headers, 'content-type': 'application/json' }
    options.body = JSON.stringify(request.json)
  }
  if (request.form) {
    options.headers = { ...options.headers, ...request.form.headers }
    options.body = request.form.body
  }
  const answer = await callProvider(services, `${base}/${String(channel.config['apiVersion'])}/${request.path}`, options)
  if (answer.kind !== 'answer') return answer
  if (answer.status >= 200 && answer.status < 300 && answer.body !== undefined) return { kind: 'ok', body: answer.body }
  const refused = refusal.safeParse(answer.body)
  return refused.success ? { kind: 'refused', status: answer.status, error: refused.data.error, retryAfterMs: answer.retryAfterMs } : { kind: 'foreign', status: answer.status }
}

export function authorised(channel: Pick<Channel, 'secrets'>): Record<string, string> {
  return { authorization: `Bearer ${channel.secrets['accessToken']}` }
}
