import type { Context } from '#platform/context'
import type { Channel, InboundItem } from './channels/channel.ts'
import { receiveItems } from './inbound.ts'

interface Waiting {
  channel: Channel
  items: InboundItem[]
  resolve(): void
  reject(error: unknown): void
}

const batchSize = 200
const mostInFlight = 2

/**
 * Group commit for webhooks (D1): requests of one business share a transaction, at most two in flight, and each is
 * answered after its commit. Businesses do not wait for each other.
 */
export function createInboundQueue() {
  const queues = new Map<string, { waiting: Waiting[]; inFlight: number }>()

  function pump(ctx: Context): void {
    const queue = queues.get(ctx.businessId)
    if (!queue) return
    while (queue.inFlight < mostInFlight && queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, batchSize)
      queue.inFlight++
      void commit(ctx, batch).finally(() => {
        queue.inFlight--
        if (queue.inFlight === 0 && queue.waiting.length === 0) queues.delete(ctx.businessId)
        else pump(ctx)
      })
    }
  }

  return {
    /** Resolves once the items are committed. */
    receive(ctx: Context, channel: Channel, items: InboundItem[]): Promise<void> {
      return new Promise((resolve, reject) => {
        const queue = queues.get(ctx.businessId) ?? { waiting: [], inFlight: 0 }
        queues.set(ctx.businessId, queue)
        queue.waiting.push({ channel, items, resolve, reject })
        pump(ctx)
      })
    },
  }
}

export type InboundQueue = ReturnType<typeof createInboundQueue>

async function commit(ctx: Context, batch: Waiting[]): Promise<void> {
  try {
    await ctx.transaction(async (tx) => {
      for (const [channel, items] of byChannel(batch)) await receiveItems(tx, channel, items)
    })
    for (const { resolve } of batch) resolve()
  } catch (error) {
    if (batch.length === 1) return batch[0].reject(error)
    // One bad request must not fail its neighbours: each gets its own transaction.
    for (const one of batch) await commit(ctx, [one])
  }
}

function byChannel(batch: Waiting[]): Map<Channel, InboundItem[]> {
  const channels = new Map<string, Channel>()
  const items = new Map<Channel, InboundItem[]>()
  for (const { channel, items: own } of batch) {
    const same = channels.get(channel.channelId) ?? channel
    channels.set(channel.channelId, same)
    items.set(same, [...(items.get(same) ?? []), ...own])
  }
  return items
}
