import { z } from 'zod'
import type { WorkHandler } from '#platform/events/dispatcher'
import { newId } from '#platform/ids'
import { readHistory } from '#domains/conversations'
import { codesIn } from './codes.ts'
import { findPostsByCode, hasPosts, insertChat } from './store.ts'

const received = z.object({ conversationId: z.uuid(), messageId: z.uuid(), customerId: z.uuid() })

/** A customer who names the code of a post came from it. */
export const noteCodes: WorkHandler = async (ctx, payload) => {
  const event = received.parse(payload)
  await ctx.transaction(async (tx) => {
    if (!(await hasPosts(tx))) return
    const message = (await readHistory(tx, event.conversationId)).find(({ id }) => id === event.messageId)
    const codes = message ? codesIn(`${message.text} ${payloadOf(message.content)}`) : []
    if (!message || codes.length === 0) return
    for (const post of await findPostsByCode(tx, codes)) {
      await insertChat(tx, { businessId: tx.businessId, id: newId(), postId: post.id, conversationId: event.conversationId, customerId: event.customerId, at: message.sentAt })
    }
  })
}

/** What a link brought along with the first press, on channels that have such links. */
function payloadOf(content: unknown): string {
  return z.object({ startPayload: z.string() }).safeParse(content).data?.startPayload ?? ''
}
