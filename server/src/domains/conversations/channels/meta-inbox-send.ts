import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import type { OutboundMessage } from './channel.ts'

const prefix = 'laris:'
const commentPrefix = 'comment:'

/** What Meta tells back with an echo of our message, so that it is known as ours. */
export function metadataFor(attemptKey: string): string {
  return `${prefix}${attemptKey}`
}

export function attemptKeyIn(metadata: string | undefined): string | undefined {
  return metadata?.startsWith(prefix) ? metadata.slice(prefix.length) : undefined
}

/** A comment is a chat of its own until its one private reply opens the person's chat. */
export function commentThread(commentId: string): string {
  return `${commentPrefix}${commentId}`
}

export function isCommentThread(threadId: string): boolean {
  return threadId.startsWith(commentPrefix)
}

/** One private reply within seven days; 750 calls an hour. */
export function threadRules(threadId: string): { windowHours: number; mostMessages: number; rate: { everyMs: number; burst: number } } | undefined {
  return isCommentThread(threadId) ? { windowHours: 7 * 24, mostMessages: 1, rate: { everyMs: 3_600_000 / 750, burst: 30 } } : undefined
}

/** To whom, and by which right: as an answer, or after its 24 hours as a person's late one. */
export function addressed({ threadId, isAfterWindow }: Pick<OutboundMessage, 'threadId' | 'isAfterWindow'>): Record<string, JsonValue> {
  if (isCommentThread(threadId)) return { recipient: { comment_id: threadId.slice(commentPrefix.length) } }
  return { recipient: { id: threadId }, ...(isAfterWindow ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' }) }
}

const accepted = z.object({ message_id: z.string().min(1) })

export function readMessageId(body: unknown): string | undefined {
  return accepted.safeParse(body).data?.message_id
}
