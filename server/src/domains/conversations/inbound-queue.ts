import type { Context } from '#platform/context'
import { describePassing, retryBlocked } from '#platform/database/passing-errors'
import { AppError } from '#platform/errors'
import type { Channel } from './channels/channel.ts'
import type { InboundItem } from './channels/inbound-item.ts'
import { storeFailure } from './inbound-failures.ts'
import { receiveItems } from './inbound.ts'

interface Waiting {
  channel: Channel
  items: InboundItem[]
  resolve(): void
  reject(error: unknown): void
}

const batchSize = 200
/** Requests of one business that may wait; more are told to come again, which providers do. */
const mostWaiting = 5_000

/**
 * Group commit for webhooks: requests of one business share a transaction, one after the other, and each is answered
 * after its commit. Businesses do not wait for each other.
 */
export function createInboundQueue() {
  const queues = new Map<string, Waiting[]>()

  async function work(ctx: Context, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) await commit(ctx, waiting.splice(0, batchSize))
    queues.delete(ctx.businessId)
  }

  return {
    /** Resolves once the items are committed. */
    receive(ctx: Context, channel: Channel, items: InboundItem[]): Promise<void> {
      return new Promise((resolve, reject) => {
        const waiting = queues.get(ctx.businessId)
        if (waiting && waiting.length >= mostWaiting) return reject(tooBusy())
        const one = { channel, items, resolve, reject }
        if (waiting) return void waiting.push(one)
        const fresh = [one]
        queues.set(ctx.businessId, fresh)
        void work(ctx, fresh)
      })
    },
  }
}

/** Commits a batch, or each request by itself when one of them spoils it. Never throws: everyone waiting gets an answer. */
async function commit(ctx: Context, batch: Waiting[]): Promise<void> {
  try {
    await retryBlocked(() =>
      ctx.transaction(async (tx) => {
        for (const [channel, items] of byChannel(batch)) await receiveItems(tx, channel, items)
      }),
    )
    for (const { resolve } of batch) resolve()
  } catch (error) {
    if (describePassing(error)) for (const { reject } of batch) reject(error)
    else if (batch.length > 1) for (const one of batch) await commit(ctx, [one])
    else await setAside(ctx, batch[0])
  }
}

/** Something in this request cannot be stored, now or later: its other items are, and that one is kept for people (F26). */
async function setAside(ctx: Context, { channel, items, resolve, reject }: Waiting): Promise<void> {
  try {
    for (const item of items) {
      try {
        await retryBlocked(() => ctx.transaction((tx) => receiveItems(tx, channel, [item])))
      } catch (error) {
        if (describePassing(error)) throw error
        ctx.log.error({ error, businessId: ctx.businessId, channelId: channel.channelId }, 'an inbound item could not be stored and was set aside')
        await ctx.transaction((tx) => storeFailure(tx, channel.channelId, { reason: 'not_storable', body: JSON.stringify(item) }))
      }
    }
    resolve()
  } catch (error) {
    reject(error)
  }
}

function tooBusy(): AppError {
  return new AppError({ code: 'conversations.too_busy', status: 503, message: 'Terlalu banyak pesan masuk sekaligus. Kirim lagi sebentar.', retryable: true, retryAfterSeconds: 5 })
}

function byChannel(batch: Waiting[]): [Channel, InboundItem[]][] {
  const found = new Map<string, [Channel, InboundItem[]]>()
  for (const { channel, items } of batch) {
    const same = found.get(channel.channelId)
    if (same) same[1].push(...items)
    else found.set(channel.channelId, [channel, [...items]])
  }
  return [...found.values()].sort(([a], [b]) => (a.channelId < b.channelId ? -1 : 1))
}
