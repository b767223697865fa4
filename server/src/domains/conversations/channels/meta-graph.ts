import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { OutboundOptions } from '#platform/http/outbound'
import type { Channel, SendOutcome } from './channel.ts'
import type { ChannelProblem } from './inbound-item.ts'
import { callProvider, providerDown, unreachable } from './transport.ts'

export const graphError = z.object({
  code: z.number(),
  error_subcode: z.number().optional(),
  title: z.string().optional(),
  message: z.string().optional(),
  /** For people, where Meta has such words. */
  error_user_msg: z.string().optional().catch(undefined),
  is_transient: z.boolean().optional(),
  error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
})
export type GraphError = z.infer<typeof graphError>

const refused = z.object({ error: graphError })

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
  const { data } = refused.safeParse(answer.body)
  return data ? { kind: 'refused', status: answer.status, error: data.error, retryAfterMs: answer.retryAfterMs } : { kind: 'foreign', status: answer.status }
}

export function authorised(channel: Pick<Channel, 'secrets'>): Record<string, string> {
  return { authorization: `Bearer ${channel.secrets['accessToken']}` }
}

/** Meta's own code and words. */
export function graphWords(error: GraphError): string {
  return `${error.code}${error.error_subcode ? `/${error.error_subcode}` : ''} ${error.error_user_msg ?? error.message ?? error.title ?? ''}`.trim().slice(0, 500)
}

export type GraphFailure = Exclude<GraphAnswer, { kind: 'ok' }>

/** What went wrong with a call, in words and for code; Meta's own errors are read by `read`. */
export function problemOfFailure(answer: GraphFailure, read: (error: GraphError, httpStatus: number) => ChannelProblem): ChannelProblem {
  if (answer.kind === 'not-sent' || answer.kind === 'no-answer') return unreachable(answer.code)
  if (answer.kind === 'foreign') return providerDown(`HTTP ${answer.status}`)
  const problem = read(answer.error, answer.status)
  return answer.retryAfterMs === undefined || !problem.retryable ? problem : { ...problem, retryAfterMs: answer.retryAfterMs }
}

/** Refused before anything happened: for good, or to be tried again. */
export function refusal(problem: ChannelProblem): Extract<SendOutcome, { outcome: 'rejected' | 'wait' }> {
  return problem.retryable ? { outcome: 'wait', problem } : { outcome: 'rejected', problem }
}

/** What came of handing over a message; `readId` reads the message's id out of Meta's answer. */
export function outcomeOf(answer: GraphAnswer, readId: (body: unknown) => string | undefined, problemOf: (answer: GraphFailure) => ChannelProblem): SendOutcome {
  if (answer.kind === 'ok') {
    const externalId = readId(answer.body)
    return externalId ? { outcome: 'accepted', externalId } : { outcome: 'uncertain', detail: 'answer without a message id' }
  }
  if (answer.kind === 'no-answer') return { outcome: 'uncertain', detail: answer.code }
  // A proxy's page says nothing about what Meta did, except that 503 is said before anything is passed on.
  if (answer.kind === 'foreign' && answer.status !== 503) return { outcome: 'uncertain', detail: `HTTP ${answer.status}` }
  return refusal(problemOf(answer))
}
