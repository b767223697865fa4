import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { AttachmentAnswer, Channel } from '../channel.ts'
import { authorised } from '../meta-graph.ts'
import { apiUrl, callGraph } from './graph.ts'

const source = z.object({ mediaId: z.string().regex(/^[\w-]{1,200}$/) })
const media = z.object({ url: z.url(), file_size: z.coerce.number().optional() })

/** Where Meta keeps media. The token goes to these hosts only, whatever address an answer names (S08). */
const mediaHosts = ['lookaside.fbsbx.com', 'graph.facebook.com']

/** Asks for the file's address (good for five minutes), then fetches it. Received media is kept by Meta for seven days. */
export async function fetchAttachment(channel: Channel, given: Record<string, JsonValue>, services: Services, maxBytes: number): Promise<AttachmentAnswer> {
  const { data: wanted } = source.safeParse(given)
  if (!wanted) return { missing: 'gone' }
  const answer = await callGraph(channel, { method: 'GET', path: wanted.mediaId }, services)
  if (answer.kind === 'refused' && (answer.error.code === 100 || answer.status === 404)) return { missing: 'gone' }
  const { data: found } = answer.kind === 'ok' ? media.safeParse(answer.body) : {}
  if (!found) return { missing: 'unreachable' }
  if (!isMediaHost(found.url, services)) return { missing: 'gone' }
  const bytes = found.file_size
  if (bytes !== undefined && bytes > maxBytes) return { missing: 'too_large', bytes }
  const response = await services.fetch(found.url, { headers: authorised(channel), maxBytes, timeoutMs: 120_000, streamed: true }).catch(() => undefined)
  if (response?.status !== 200) return { missing: response?.status === 404 ? 'gone' : 'unreachable' }
  return { content: response.stream(), ...(bytes === undefined ? {} : { bytes }) }
}

function isMediaHost(address: string, services: Pick<Services, 'apiUrls'>): boolean {
  const url = new URL(address)
  const own = new URL(apiUrl(services))
  return (url.protocol === own.protocol && url.host === own.host) || (url.protocol === 'https:' && mediaHosts.includes(url.host))
}
