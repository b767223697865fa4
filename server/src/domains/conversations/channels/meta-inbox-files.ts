import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { AttachmentAnswer } from './channel.ts'

const source = z.object({ url: z.url({ protocol: /^https?$/ }) })

/** Where Meta keeps the files of chats. Their addresses carry their own proof, and expire; no token goes along (S08). */
const fileHosts = /(?:^|\.)(?:fbcdn\.net|fbsbx\.com|cdninstagram\.com)$/

export async function fetchInboxFile(given: Record<string, JsonValue>, apiUrl: string, services: Pick<Services, 'fetch'>, maxBytes: number): Promise<AttachmentAnswer> {
  const { data } = source.safeParse(given)
  if (!data || !isFileHost(data.url, apiUrl)) return { missing: 'gone' }
  const response = await services.fetch(data.url, { maxBytes, timeoutMs: 120_000, streamed: true }).catch(() => undefined)
  if (!response) return { missing: 'unreachable' }
  // 403 is what an expired address says.
  if (response.status !== 200) return { missing: response.status === 403 || response.status === 404 || response.status === 410 ? 'gone' : 'unreachable' }
  const bytes = Number(response.headers.get('content-length') ?? Number.NaN)
  if (bytes > maxBytes) return { missing: 'too_large', bytes }
  return { content: response.stream(), ...(Number.isFinite(bytes) ? { bytes } : {}) }
}

function isFileHost(address: string, apiUrl: string): boolean {
  const url = new URL(address)
  const own = new URL(apiUrl)
  return (url.protocol === own.protocol && url.host === own.host) || (url.protocol === 'https:' && fileHosts.test(url.hostname))
}
