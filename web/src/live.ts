import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { activeBusiness } from './api/client.ts'

/** Which cached answers a change makes old. A screen adds its topics here, and nothing else about freshness. */
const keysByTopic: Record<string, (id: string | undefined) => unknown[][]> = {
  conversation: (id) => [['conversations'], ...(id ? [['conversation', id], ['messages', id]] : [])],
  product: () => [['products'], ['stock'], ['setup']],
  stock: () => [['products'], ['stock'], ['marketplace']],
  'shop-facts': () => [['shop-facts'], ['setup']],
  channel: () => [['channels'], ['setup']],
  customer: (id) => [['customers'], ...(id ? [['customer', id]] : [])],
  order: () => [['orders']],
  import: () => [['imports']],
  lesson: () => [['lessons']],
}

/** Follows the business over server-sent events; after sleep or a lost connection everything shown is read again. */
export function useLiveUpdates(): { isConnected: boolean } {
  const queries = useQueryClient()
  const [isConnected, setConnected] = useState(true)
  const business = activeBusiness()
  useEffect(() => {
    if (!business) return
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasLost = false
    let failures = 0
    const open = () => {
      source = new EventSource(`/api/live?business=${encodeURIComponent(business)}`)
      source.addEventListener('ready', () => {
        failures = 0
        setConnected(true)
        if (wasLost) refreshAll(queries)
        wasLost = false
      })
      source.addEventListener('resync', () => refreshAll(queries))
      source.onmessage = (event: MessageEvent<string>) => {
        const change = JSON.parse(event.data) as { topic: string; id?: string }
        for (const queryKey of keysByTopic[change.topic]?.(change.id) ?? [[change.topic]]) void queries.invalidateQueries({ queryKey })
      }
      source.onerror = () => {
        wasLost = true
        failures++
        // A stream also ends when the login was renewed: only one that does not come back is a lost connection.
        const isFirst = failures === 1 && navigator.onLine
        if (!isFirst) setConnected(false)
        source?.close()
        clearTimeout(timer)
        timer = setTimeout(open, isFirst ? 200 : 2_000)
      }
    }
    const wake = () => {
      if (document.visibilityState === 'visible') refreshAll(queries)
    }
    open()
    document.addEventListener('visibilitychange', wake)
    addEventListener('online', wake)
    return () => {
      source?.close()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('online', wake)
    }
  }, [business, queries])
  return { isConnected }
}

function refreshAll(queries: QueryClient): void {
  void queries.invalidateQueries()
}
