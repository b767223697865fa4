import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { Context, GlobalDatabase, JsonValue, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { tenant } from '#platform/database/tenant'
import { getChannelRow, reportChannelProblem, toChannel, typeOf, type RouteTables } from './channel-accounts.ts'
import type { Channel } from './channels/channel.ts'
import type { ChannelProblem } from './channels/inbound-item.ts'
import type { Tables } from './tables.ts'
import { receiveQueued } from './webhooks.ts'

const lookAroundMs = 3_000
const longestBreakMs = 60_000

/**
 * Asks providers for news of accounts that have no public address to be called at. One process polls an account at a
 * time: whoever holds its lease, which the others take over a minute after that process has died. Starts when an
 * account is connected, stops when it is removed or needs attention, and stops cleanly with the process.
 */
export function startPolling(installation: Services & GlobalDatabase & ContextFactory, options: { lookAroundMs?: number } = {}): AsyncDisposable {
  const stopping = new AbortController()
  const token = randomUUID()
  const loops = new Map<string, { lost: AbortController; done: Promise<void> }>()
  const routes = installation.db as Kysely<RouteTables>

  /** Takes and renews leases, by the database's clock. */
  async function lookAround(): Promise<void> {
    const held = await routes
      .updateTable('channelRoutes')
      .set({ pollerToken: token, pollerUntil: sql`now() + interval '60 seconds'` })
      .where('isPolled', '=', true)
      .where((where) => where.or([where('pollerUntil', 'is', null), where('pollerUntil', '<', sql<Date>`now()`), where('pollerToken', '=', token)]))
      .returning(['routeKey', 'businessId', 'channelId'])
      .execute()
    const keys = new Set(held.map((route) => route.routeKey))
    for (const [key, loop] of loops) if (!keys.has(key)) loop.lost.abort()
    if (stopping.signal.aborted) return
    for (const { routeKey, businessId, channelId } of held) {
      if (loops.has(routeKey)) continue
      const lost = new AbortController()
      const ctx = installation.forBusiness(businessId, { kind: 'system' })
      const done = pollAccount(ctx, channelId, AbortSignal.any([stopping.signal, lost.signal]))
        .catch((error: unknown) => installation.log.error({ error, businessId, channelId }, 'polling of a channel ended'))
        .finally(() => loops.delete(routeKey))
      loops.set(routeKey, { lost, done })
    }
  }

  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await lookAround().catch((error: unknown) => installation.log.warn({ error }, 'accounts to poll could not be read'))
      await sleep(options.lookAroundMs ?? lookAroundMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()

  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await watching
      await Promise.all([...loops.values()].map((loop) => loop.done))
      await routes.updateTable('channelRoutes').set({ pollerToken: null, pollerUntil: null }).where('pollerToken', '=', token).execute().catch(() => {})
    },
  }
}

/** One account, until it is stopped, removed, or needs its owner. */
async function pollAccount(ctx: Context, channelId: string, signal: AbortSignal): Promise<void> {
  let problem: ChannelProblem | undefined
  let failures = 0
  let isPrepared = false
  while (!signal.aborted) {
    const account = await ctx.transaction((tx) => readAccount(tx, channelId))
    if (!account) return
    // Only now, with the account read again: a webhook that another process has just set must stay.
    if (!isPrepared) await typeOf(account.channel).preparePolling?.(account.channel, ctx)
    isPrepared = true
    const answer = await typeOf(account.channel).poll?.(account.channel, account.cursor, ctx, signal)
    if (!answer || signal.aborted) return
    if ('problem' in answer) {
      failures++
      isPrepared = answer.problem.code !== 'called_instead'
      if (isPrepared && answer.problem.code !== problem?.code) await ctx.transaction((tx) => reportChannelProblem(tx, channelId, answer.problem))
      problem = answer.problem
      if (problem.needsReconnect) return
      const waitMs = problem.retryAfterMs ?? Math.min(longestBreakMs, 1_000 * 2 ** (failures - 1))
      await sleep(waitMs * (0.75 + ctx.random() / 2), undefined, { signal }).catch(() => {})
      continue
    }
    // Stored before the next request, which tells the provider that these are done.
    if (answer.items.length > 0) await receiveQueued(ctx, account.channel, answer.items)
    if (JSON.stringify(answer.cursor) !== JSON.stringify(account.cursor) || problem) await ctx.transaction((tx) => saveProgress(tx, channelId, answer.cursor, problem !== undefined))
    problem = undefined
    failures = 0
  }
}

async function readAccount(tx: Transaction, channelId: string): Promise<{ channel: Channel; cursor: JsonValue } | undefined> {
  const row = await getChannelRow(tx, channelId).catch(() => undefined)
  if (row?.status !== 'active' || row.inboundMode !== 'polling') return undefined
  // Written by `saveProgress` alone.
  return { channel: toChannel(tx, row), cursor: row.pollCursor as JsonValue }
}

async function saveProgress(tx: Transaction, channelId: string, cursor: JsonValue, isRecovered: boolean): Promise<void> {
  await tenant<Tables>(tx)
    .update('channels')
    .set({ pollCursor: JSON.stringify(cursor), ...(isRecovered ? { lastError: null, lastErrorAt: null } : {}) })
    .where('id', '=', channelId)
    .execute()
  if (isRecovered) await tx.notify({ topic: 'channel', id: channelId })
}
