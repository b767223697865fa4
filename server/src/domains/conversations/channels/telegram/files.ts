import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { AttachmentAnswer, Channel } from '../channel.ts'
import { apiUrl, callBot } from './api.ts'

const source = z.object({ fileId: z.string() })
const file = z.object({ file_path: z.string().regex(/^[\w-]+(?:\/[\w.-]+)*$/).max(500), file_size: z.number().optional() })

/** Bots may fetch files up to 20 MB; a link lives for an hour. */
export async function fetchAttachment(channel: Channel, given: Record<string, JsonValue>, services: Services, maxBytes: number): Promise<AttachmentAnswer> {
  const answer = await callBot(channel, 'getFile', { file_id: source.parse(given).fileId }, services)
  if (answer.kind === 'refused' && answer.code === 400) return { missing: /too big/i.test(answer.description) ? 'too_large' : 'gone' }
  if (answer.kind !== 'ok') return { missing: 'unreachable' }
  const found = file.safeParse(answer.result)
  if (!found.success || found.data.file_path.includes('..')) return { missing: 'gone' }
  const bytes = found.data.file_size
  if (bytes !== undefined && bytes > maxBytes) return { missing: 'too_large', bytes }
  // The address holds the token: errors of the network are not passed on.
  const response = await services.fetch(`${apiUrl(services)}/file/bot${channel.secrets['botToken']}/${found.data.file_path}`, { maxBytes, timeoutMs: 120_000, streamed: true }).catch(() => undefined)
  if (response?.status !== 200) return { missing: response?.status === 404 ? 'gone' : 'unreachable' }
  return { content: response.stream(), ...(bytes === undefined ? {} : { bytes }) }
}
