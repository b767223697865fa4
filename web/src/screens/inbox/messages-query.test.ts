import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { joinMessages, loadOlder, messagesQuery, type Message } from './messages-query.ts'

// Only what joining looks at; the rest of a message does not matter here.
const message = (number: number, delivery: Message['delivery'] = null) =>
  ({ messageId: `m${String(number).padStart(4, '0')}`, sentAt: new Date(1_795_000_000_000 + number * 1_000).toISOString(), delivery }) as Message

describe('joining messages', () => {
  it('sorts by time, newest last, each message once', () => {
    const joined = joinMessages([message(1), message(3)], [message(3), message(2)])
    expect(joined.map((one) => one.messageId)).toEqual(['m0001', 'm0002', 'm0003'])
  })

  it('keeps the same list and the same objects when nothing changed', () => {
    const known = [message(1), message(2)]
    expect(joinMessages(known, [message(2), message(1)])).toBe(known)
    const changed = joinMessages(known, [message(2, 'read')])
    expect(changed[0]).toBe(known[0])
    expect(changed[1]?.delivery).toBe('read')
  })
})

describe('reading a long conversation', () => {
  let all: Message[] = []
  let requests = 0

  beforeEach(() => {
    all = Array.from({ length: 1_000 }, (_, index) => message(index))
    requests = 0
    vi.stubGlobal('localStorage', { getItem: () => null })
    vi.stubGlobal('fetch', (url: string) => {
      requests++
      const query = new URL(url, 'http://laris.test').searchParams
      const end = query.get('cursor') === null ? all.length : Number(query.get('cursor'))
      const start = Math.max(0, end - Number(query.get('limit')))
      return Promise.resolve(new Response(JSON.stringify({ items: all.slice(start, end).reverse(), nextCursor: start > 0 ? String(start) : null })))
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  const read = (client: QueryClient) => client.fetchQuery({ ...messagesQuery('c1'), staleTime: 0 })

  it('needs one request for a live update, however much is loaded', async () => {
    const client = new QueryClient()
    await read(client)
    for (let page = 0; page < 5; page++) await loadOlder(client, 'c1')
    requests = 0
    all.push(message(1_000))
    const { items } = await read(client)
    expect(requests).toBe(1)
    expect(items).toHaveLength(301)
    expect(items.at(-1)?.messageId).toBe('m1000')
  })

  it('fills the gap after an absence without losing the loaded past', async () => {
    const client = new QueryClient()
    await read(client)
    await loadOlder(client, 'c1')
    for (let index = 1_000; index < 1_130; index++) all.push(message(index))
    const { items } = await read(client)
    expect(items.map((one) => one.messageId)).toEqual(all.slice(900).map((one) => one.messageId))
  })

  it('starts afresh after a very long absence, without a hole', async () => {
    const client = new QueryClient()
    await read(client)
    for (let index = 1_000; index < 2_000; index++) all.push(message(index))
    const { items, olderCursor } = await read(client)
    expect(items).toHaveLength(500)
    expect(olderCursor).toBe('1500')
  })
})
