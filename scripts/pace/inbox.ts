import { pause } from '../faults/fault.ts'
import type { FaultShop } from '../faults/shop.ts'

export interface InboxTimes {
  /** Milliseconds from when each was due. */
  reads: number[]
  webhooks: number[]
}

const readsPerSecond = 20
const webhooksPerSecond = 2

/** A person who works in the inbox, and customers who write: the list, a chat, and webhooks, each at its own time whatever the others do. */
export async function useInbox({ laris, deliver }: FaultShop, seconds: number, mark: string, customers: string[]): Promise<InboxTimes> {
  const { body } = await laris.send('GET', '/api/conversations')
  const chats = (body.items ?? []).map((one) => String(one['conversationId']))
  const times: InboxTimes = { reads: [], webhooks: [] }
  const read = async (index: number) => {
    const { status } = await laris.send('GET', index % 2 === 0 ? '/api/conversations' : `/api/conversations/${chats[index % chats.length] ?? ''}/messages`)
    if (status !== 200) throw new Error(`the inbox answered ${status}`)
  }
  await Promise.all([
    atRate(seconds, readsPerSecond, times.reads, read),
    atRate(seconds, webhooksPerSecond, times.webhooks, async (index) => void (await deliver(`${mark}-${index}`, customers[index % customers.length] ?? '', 'masih ada kak?'))),
  ])
  return times
}

/** Open loop: a stall counts for everyone who had to wait. */
async function atRate(seconds: number, perSecond: number, times: number[], work: (index: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  const all: Promise<void>[] = []
  for (let index = 0; index < seconds * perSecond; index++) {
    const dueAt = startedAt + (index * 1_000) / perSecond
    const waitMs = dueAt - performance.now()
    if (waitMs > 0) await pause(waitMs)
    all.push(work(index).then(() => void times.push(performance.now() - dueAt)))
  }
  await Promise.all(all)
}
