import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMe } from '../session.ts'
import { sendEntry, type StoredMessage } from './delivering.ts'
import { newClientId, type OutboxEntry } from './entry.ts'
import { createOutbox } from './outbox.ts'
import { openOutboxStorage } from './storage.ts'

/** Other windows of the same browser share the storage. */
const windows = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('laris.outbox')

let memberId: string | undefined
let onStored: (entry: OutboxEntry, message: StoredMessage) => void = () => {}

const outbox = createOutbox({
  storage: openOutboxStorage(),
  send: (entry) => sendEntry(entry, (message) => onStored(entry, message)),
  isMine: (entry) => entry.memberId === memberId,
  onChange: () => windows?.postMessage('changed'),
  wait: (run, ms) => void setTimeout(run, ms),
})

function useMemberId(): string | undefined {
  const me = useMe()
  return me?.businesses.find((one) => one.businessId === me.activeBusinessId)?.memberId
}

/** Gives what waits to the server: after a reload, when the network returns, when the window is looked at again. */
export function useOutboxDelivery(): void {
  const queries = useQueryClient()
  const own = useMemberId()
  useEffect(() => {
    memberId = own
    onStored = (entry, message) => {
      queries.setQueryData(['messages', entry.conversationId], (known: { items: StoredMessage[] } | undefined) =>
        known && !known.items.some((one) => one.messageId === message.messageId) ? { ...known, items: [...known.items, message] } : known,
      )
      for (const queryKey of [['messages', entry.conversationId], ['conversations']]) void queries.invalidateQueries({ queryKey })
    }
    if (!own) return
    const deliver = () => void outbox.deliver()
    // Another window delivers what it wrote itself; here it is only shown.
    const reload = () => void outbox.reload()
    void outbox.reload().then(deliver)
    addEventListener('online', deliver)
    document.addEventListener('visibilitychange', deliver)
    windows?.addEventListener('message', reload)
    return () => {
      removeEventListener('online', deliver)
      document.removeEventListener('visibilitychange', deliver)
      windows?.removeEventListener('message', reload)
    }
  }, [own, queries])
}

export type NewEntry = Pick<OutboxEntry, 'kind' | 'text' | 'template' | 'file' | 'seenMessageId'> & {
  /** An id of its own where pressing twice must send once. */
  clientId?: string
}

/** What waits in one conversation, and what to do with it. */
export function useOutbox(conversationId: string) {
  const own = useMemberId()
  const { entries, sending, isDurable } = useSyncExternalStore(outbox.subscribe, outbox.read)
  const waiting = useMemo(() => entries.filter((entry) => entry.conversationId === conversationId && entry.memberId === own), [entries, conversationId, own])
  const add = useCallback(
    (entry: NewEntry) => {
      const clientId = entry.clientId ?? newClientId()
      const isKnown = outbox.read().entries.some((one) => one.clientId === clientId)
      if (own && !isKnown) void outbox.add({ ...entry, clientId, memberId: own, conversationId, createdAt: new Date().toISOString() })
    },
    [conversationId, own],
  )
  return { entries: waiting, sending, isDurable, add, retry: outbox.retry, discard: outbox.discard }
}
