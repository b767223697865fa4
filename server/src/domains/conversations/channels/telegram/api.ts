import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { OutboundOptions } from '#platform/http/outbound'
import type { Channel } from '../channel.ts'
import { callProvider } from '../transport.ts'

const envelope = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.number().optional(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() }).optional(),
})

export type BotAnswer =
  | { kind: 'ok'; result: unknown }
  | { kind: 'refused'; code: number; description: string; retryAfterMs: number | undefined; migratedTo: string | undefined }
  /** Not Telegram's own words: a proxy or a page. */
  | { kind: 'foreign'; status: number }
  | { kind: 'not-sent'; code: string }
  | { kind: 'no-answer'; code: string }

/** One call of the Bot API. The address holds the token; it is built here and goes nowhere else. */
export async function callBot(
  channel: Pick<Channel, 'secrets'>,
  method: string,
  parameters: Record<string, JsonValue | undefined> | { headers: Record<string, string>; body: Uint8Array },
  services: Pick<Services, 'fetch' | 'apiUrls'>,
  options: Pick<OutboundOptions, 'timeoutMs' | 'signal'> = {},
): Promise<BotAnswer> {
  const isForm = parameters['body'] instanceof Uint8Array
  const request = isForm
    ? (parameters as { headers: Record<string, string>; body: Uint8Array })
    : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(parameters) }
  const answer = await callProvider(services, `${apiUrl(services)}/bot${channel.secrets['botToken']}/${method}`, { method: 'POST', timeoutMs: 20_000, ...request, ...options })
  if (answer.kind !== 'answer') return answer
  const parsed = envelope.safeParse(answer.body)
  if (!parsed.success) return { kind: 'foreign', status: answer.status }
  if (parsed.data.ok) return { kind: 'ok', result: parsed.data.result }
  const { error_code: code = answer.status, description = '', parameters: hints } = parsed.data
  return {
    kind: 'refused',
    code,
    description: description.slice(0, 300),
    retryAfterMs: hints?.retry_after === undefined ? undefined : hints.retry_after * 1_000,
    migratedTo: hints?.migrate_to_chat_id === undefined ? undefined : String(hints.migrate_to_chat_id),
  }
}

export function apiUrl(services: Pick<Services, 'apiUrls'>): string {
  return services.apiUrls['telegram'] ?? 'https://api.telegram.org'
}
