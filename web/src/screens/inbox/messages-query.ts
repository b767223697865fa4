import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export type Message = Answer<'listMessages'>['items'][number]

/** What this browser knows of a conversation, oldest first; `olderCursor` is where the unread past begins. */
export interface Messages {
  items: Message[]
  olderCursor: string | null
}

const pageSize = 50
/** Longer absences start afresh instead of reading everything in between. */
const mostPagesToCatchUp = 10

/** Reads the newest page and joins it to what is known, so that a live update costs one request however long the chat is. */
export const messagesQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['messages', conversationId],
    queryFn: ({ client, signal }) => readNewest(client, conversationId, signal),
    // Joining keeps unchanged messages as the same objects, which sharing by position would undo.
    structuralSharing: false,
  })

/** Reads one page of the past. */
export async function loadOlder(client: QueryClient, conversationId: string): Promise<void> {
  const { queryKey } = messagesQuery(conversationId)
  const cursor = client.getQueryData(queryKey)?.olderCursor
  if (!cursor) return
  const page = await call('listMessages', { params: { conversationId }, query: { cursor, limit: pageSize } })
  client.setQueryData(queryKey, (known) => (known ? { items: joinMessages(known.items, page.items), olderCursor: page.nextCursor } : known))
}

async function readNewest(client: QueryClient, conversationId: string, signal: AbortSignal): Promise<Messages> {
  const { queryKey } = messagesQuery(conversationId)
  const fresh: Message[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPagesToCatchUp; page++) {
    const { items, nextCursor } = await call('listMessages', { params: { conversationId }, query: { limit: pageSize, ...(cursor ? { cursor } : {}) }, signal })
    fresh.push(...items)
    const known = client.getQueryData(queryKey)
    if (known && (items.length === 0 || overlaps(known.items, items))) {
      const joined = joinMessages(known.items, fresh)
      return joined === known.items ? known : { items: joined, olderCursor: known.olderCursor }
    }
    if (!known || nextCursor === null) return { items: joinMessages([], fresh), olderCursor: nextCursor }
    cursor = nextCursor
  }
  return { items: joinMessages([], fresh), olderCursor: cursor ?? null }
}

function overlaps(known: Message[], page: Message[]): boolean {
  const ids = new Set(page.map((message) => message.messageId))
  return known.some((message) => ids.has(message.messageId))
}

/** Both lists as one, oldest first. Unchanged messages stay the same objects, and an unchanged list the same list. */
export function joinMessages(known: Message[], fresh: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.messageId, message]))
  let isChanged = false
  for (const message of fresh) {
    const before = byId.get(message.messageId)
    if (before && JSON.stringify(before) === JSON.stringify(message)) continue
    byId.set(message.messageId, message)
    isChanged = true
  }
  if (!isChanged) return known
  return [...byId.values()].sort((a, b) => Date.parse(a.sentAt) - Date.parse(b.sentAt) || (a.messageId < b.messageId ? -1 : 1))
}
