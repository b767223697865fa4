import { z } from 'zod'
import type { JsonValue, Services } from '#platform/context'
import type { AttachmentAnswer, Channel } from '../channel.ts'
import { openMailbox, type Mailbox } from './mailbox.ts'

const source = z.object({ uidValidity: z.string(), uid: z.number().int().positive(), part: z.string().regex(/^\d{1,3}(\.\d{1,3}){0,10}$/) })

/** One file of a mail that still lies in the inbox. */
export async function fetchAttachment(channel: Channel, given: Record<string, JsonValue>, services: Services, maxBytes: number): Promise<AttachmentAnswer> {
  const { data: wanted } = source.safeParse(given)
  if (!wanted) return { missing: 'gone' }
  const mailbox = await openMailbox(channel, services)
  if ('problem' in mailbox) return { missing: 'unreachable' }
  const opened: Mailbox = mailbox
  const { client, inbox } = opened
  const found = String(inbox.uidValidity) === wanted.uidValidity ? await client.download(String(wanted.uid), wanted.part, { uid: true, maxBytes: maxBytes + 1 }).catch(() => 'failed' as const) : undefined
  if (found === 'failed' || !found?.content) {
    await opened[Symbol.asyncDispose]()
    return { missing: found === 'failed' ? 'unreachable' : 'gone' }
  }
  const { content } = found
  async function* parts(): AsyncGenerator<Uint8Array> {
    try {
      yield* content
    } finally {
      await opened[Symbol.asyncDispose]()
    }
  }
  return { content: parts() }
}
