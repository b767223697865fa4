import { useCallback, useEffect, useRef, useState } from 'react'
import { activeBusiness, call } from '../../api/client.ts'
import type { Catalogue } from './catalogue.ts'
import type { Line } from './sale.ts'
import { openKept, type Kept } from './kept.ts'
import type { PastSale } from './returning.ts'

export type Entry = Parameters<typeof call<'syncCounter'>>[1] extends { body: { entries?: (infer One)[] } } ? One : never

export interface Session {
  deviceId: string
  shiftId: string | null
  /** What the drawer should hold, by this device. */
  cash: number
  parked: { id: string; lines: Line[]; discount: number }[]
  /** What was sold here, newest first, for goods that come back. */
  sales?: PastSale[]
  order: number
}

const opened = openKept()
const keyOf = (what: string) => `${activeBusiness() ?? ''}:${what}`

/** The counter of this device: goods from the last visit online, and entries that are stored first and sent after. */
export function useDevice() {
  const [kept, setKept] = useState<Kept>()
  const [catalogue, setCatalogue] = useState<Catalogue>()
  const [session, setSession] = useState<Session>()
  const [waiting, setWaiting] = useState(0)
  const [problem, setProblem] = useState('')
  const isSending = useRef(false)

  const send = useCallback(async () => {
    const store = await opened
    const businessId = activeBusiness() ?? ''
    const deviceId = (await store.read<Session>(keyOf('session')))?.deviceId
    if (isSending.current || !deviceId) return
    isSending.current = true
    try {
      for (let batch = (await store.waiting(businessId)).slice(0, 50); batch.length > 0; batch = (await store.waiting(businessId)).slice(0, 50)) {
        // Written by this file alone.
        const { results } = await call('syncCounter', { body: { deviceId, entries: batch.map(({ entry }) => entry as Entry) } })
        if (results.length === 0) break
        await store.remove(results.map(({ entryId }) => entryId))
      }
      const fresh = await call('readCounter')
      await store.write(keyOf('catalogue'), fresh)
      setCatalogue(fresh)
      setProblem('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : '')
    } finally {
      isSending.current = false
      setWaiting((await store.waiting(businessId)).length)
    }
  }, [])

  useEffect(() => {
    const start = async () => {
      const store = await opened
      const known = await store.read<Session>(keyOf('session'))
      const first = known ?? { deviceId: crypto.randomUUID(), shiftId: null, cash: 0, parked: [], order: 0 }
      if (!known) await store.write(keyOf('session'), first)
      setKept(store)
      setSession(first)
      setCatalogue(await store.read<Catalogue>(keyOf('catalogue')))
      await send()
    }
    void start()
    const again = () => void send()
    const timer = setInterval(again, 30_000)
    addEventListener('online', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
    }
  }, [send])

  /** Done only once it is on the disk. */
  const record = async (entry: Entry & { entryId: string }, changes: Partial<Session> = {}) => {
    if (!kept || !session) return
    const next = { ...session, ...changes, order: session.order + 1 }
    await kept.add({ entryId: entry.entryId, businessId: activeBusiness() ?? '', order: Date.now() * 1_000 + (next.order % 1_000), entry }, { name: keyOf('session'), value: next })
    setSession(next)
    setWaiting((count) => count + 1)
    void send()
  }
  const keep = async (changes: Partial<Session>) => {
    if (!kept || !session) return
    const next = { ...session, ...changes }
    await kept.write(keyOf('session'), next)
    setSession(next)
  }
  return { catalogue, session, waiting, problem, isDurable: kept?.isDurable ?? true, record, keep, send }
}

export type Device = ReturnType<typeof useDevice>
