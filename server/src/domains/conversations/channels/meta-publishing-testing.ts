import type { JsonValue } from '#platform/context'
import type { FakeAnswer, Fault } from './testing.ts'

export interface FakeFeed {
  /** What everyone sees, in order. */
  shown: { text: string; photo: string | null }[]
  /** Faults of the next calls that show something, in order. */
  faults: Fault[]
  /** Faults of the next containers. */
  containerFaults: Fault[]
  /** States of containers before they are ready. */
  states: string[]
  /** Called with the address of a photo, as Instagram fetches it. */
  fetchPhoto?: (address: string) => Promise<void>
  answer(request: { method: string; edge: string; fields: string | null; body: Record<string, JsonValue> }): Promise<FakeAnswer>
}

/** The side of Meta that shows posts: an account's `media` and `media_publish`, a page's `photos` and `feed`. */
export function createFakeFeed(refuseWith: (status: number, code: number, message: string) => FakeAnswer): FakeFeed {
  const refuse = (message: string) => refuseWith(400, 100, message)
  const containers = new Map<string, { text: string; photo: string | null; isShown: boolean }>()
  const feed: FakeFeed = { shown: [], faults: [], containerFaults: [], states: [], answer }

  async function answer({ method, edge, fields, body }: Parameters<FakeFeed['answer']>[0]): Promise<FakeAnswer> {
    if (edge === 'media') {
      const fault = feed.containerFaults.shift()
      if (fault) return tell(fault) ?? refuse('Unknown')
      const address = text(body['image_url'])
      if (!/^https:/.test(address)) return refuse('The image_url is not valid')
      await feed.fetchPhoto?.(address)
      const id = `18000${containers.size + 1}`
      containers.set(id, { text: text(body['caption']), photo: address, isShown: false })
      return { status: 200, json: { id } }
    }
    if (edge === 'media_publish') {
      const container = containers.get(text(body['creation_id']))
      return !container || container.isShown ? refuse('Media ID is not available') : show(container)
    }
    if (edge === 'photos') return show({ text: text(body['caption']), photo: text((body['source'] as { name?: JsonValue } | undefined)?.name) }, (id) => ({ id, post_id: `100_${id}` }))
    if (edge === 'feed') return show({ text: text(body['message']), photo: null })
    if (method === 'GET' && fields?.startsWith('status_code')) return { status: 200, json: { status_code: feed.states.shift() ?? 'FINISHED', id: edge } }
    if (method === 'GET' && fields === 'permalink') return { status: 200, json: { permalink: `https://www.instagram.com/p/${edge}/`, id: edge } }
    return refuse('Unsupported request')
  }

  function show(post: { text: string; photo: string | null; isShown?: boolean }, named = (id: string): JsonValue => ({ id })): FakeAnswer {
    const fault = feed.faults.shift()
    if (fault && fault.kind !== 'accept-then-break') return tell(fault) ?? 'break'
    post.isShown = true
    feed.shown.push({ text: post.text, photo: post.photo })
    const id = `17900${feed.shown.length}`
    return fault ? 'break' : { status: 200, json: named(id) }
  }
  return feed
}

function tell(fault: Fault): FakeAnswer | undefined {
  if (fault.kind === 'answer') return { status: fault.status, json: fault.json }
  return fault.kind === 'page' ? { status: fault.status, bytes: Buffer.from('<html>'), type: 'text/html' } : 'break'
}

const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '')
