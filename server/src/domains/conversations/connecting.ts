import type { Kysely } from 'kysely'
import type { Context, JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { getChannel, getChannelRow, summarise, typeOf, type ChannelSummary, type RouteTables } from './channel-accounts.ts'
import type { Channel, ChannelHealth } from './channels/channel.ts'
import type { ChannelProblem } from './channels/inbound-item.ts'
import { findChannelType } from './channels/registry.ts'
import { unreachable } from './channels/transport.ts'
import { channelNotFound, unknownChannelType } from './errors.ts'
import { syncTemplates } from './templates.ts'
import type { Tables } from './tables.ts'
import { forgetChannel } from './webhooks.ts'

/** Connects an account, or changes some settings of one that exists. It counts as connected only after a round trip. */
export async function connectChannel(ctx: Context, input: { type: string; settings: Record<string, JsonValue>; channelId?: string | undefined }): Promise<ChannelSummary> {
  const type = findChannelType(input.type)
  if (!type) throw unknownChannelType()
  const channelId = input.channelId ?? newId()
  const existing = input.channelId === undefined ? undefined : await ctx.transaction((tx) => getChannel(tx, channelId))
  if (existing && existing.type !== type.type) throw channelNotFound()
  const channel: Channel = { channelId, businessId: ctx.businessId, type: type.type, ...type.readSettings(input.settings, existing) }
  await ctx.transaction((tx) => saveChannel(tx, channel, existing))
  forgetChannel(channelId)
  return checkChannel(ctx, channelId)
}

/** Tries the account for real, tells the provider where to send news where there is a public address, and stores what came of it. */
export async function checkChannel(ctx: Context, channelId: string): Promise<ChannelSummary> {
  const channel = await ctx.transaction((tx) => getChannel(tx, channelId))
  const type = typeOf(channel)
  let health = await tried('check', () => type.check(channel, ctx))
  const known: Channel = { ...channel, config: { ...channel.config, ...health.learned?.config } }
  if (health.isWorking && !(await ctx.transaction((tx) => claimAddresses(tx, known)))) health = { isWorking: false, tried: 'claim', problem: addressTaken }
  const isPublic = ctx.baseUrl().startsWith('https://')
  // Whoever polls this account stops before the provider is told to call: it would undo that as a left-over.
  const isPolled = type.poll !== undefined && (type.subscribe === undefined || !isPublic)
  if (type.poll && !isPolled) await ctx.transaction((tx) => stopPolling(tx, known))
  const inbound = health.isWorking && type.subscribe && isPublic ? await tried('subscribe', () => type.subscribe?.(known, `${ctx.baseUrl()}/hooks/${type.type}/${channelId}`, ctx)) : undefined
  const inboundMode = inbound?.isWorking ? 'webhook' : health.isWorking && isPolled ? 'polling' : 'none'
  const summary = await ctx.transaction((tx) => saveHealth(tx, known, inbound && !inbound.isWorking ? { ...inbound, learned: health.learned } : health, inboundMode))
  if (health.isWorking && type.listTemplates) await syncTemplates(ctx, channelId).catch((error: unknown) => ctx.log.warn({ error, channelId }, 'templates could not be read'))
  return summary
}

/** Conversations and messages stay; the account's secrets go. */
export async function removeChannel(ctx: Context, channelId: string): Promise<void> {
  const channel = await ctx.transaction((tx) => getChannel(tx, channelId))
  await ctx.transaction(async (tx) => {
    const row = await getChannelRow(tx, channelId)
    await tenant<Tables>(tx).update('channels').set({ deletedAt: tx.now(), status: 'disconnected', inboundMode: 'none', sealedSecrets: null }).where('id', '=', channelId).execute()
    await routesOf(tx).deleteFrom('channelRoutes').where('channelId', '=', channelId).execute()
    await recordAudit(tx, { action: 'channel.remove', subjectType: 'channel', subjectId: channelId, before: { type: row.type, name: row.name } })
    await tx.notify({ topic: 'channel', id: channelId })
  })
  forgetChannel(channelId)
  await typeOf(channel).unsubscribe?.(channel, ctx).catch((error: unknown) => ctx.log.warn({ error, channelId }, 'the provider was not told of a removed channel'))
}

async function saveChannel(tx: Transaction, channel: Channel, before: Channel | undefined): Promise<void> {
  const now = tx.now()
  const values = { name: channel.name, config: JSON.stringify(channel.config), sealedSecrets: tx.secrets.seal(JSON.stringify(channel.secrets)), updatedAt: now }
  if (before) {
    // New credentials may belong to another account, whose news count from the start.
    const goesOn = typeOf(channel).isSameAccount?.(before, channel) ?? false
    await tenant<Tables>(tx).update('channels').set({ ...values, ...(goesOn ? {} : { pollCursor: null }) }).where('id', '=', channel.channelId).execute()
  } else {
    const empty = { inboundMode: 'none' as const, pollCursor: null, lastError: null, lastErrorAt: null, lastInboundAt: null, lastOutboundAt: null, checkedAt: null, deletedAt: null }
    await tenant<Tables>(tx).insert('channels').values({ businessId: tx.businessId, id: channel.channelId, type: channel.type, status: 'disconnected', createdAt: now, ...empty, ...values }).execute()
    // The provider may ask at once whether this address is ours: before the account has proved anything.
    await routesOf(tx).insertInto('channelRoutes').values({ routeKey: `${channel.type}:${channel.channelId}`, businessId: tx.businessId, channelId: channel.channelId, isPolled: false, pollerToken: null, pollerUntil: null }).execute()
  }
  await recordAudit(tx, { action: 'channel.connect', subjectType: 'channel', subjectId: channel.channelId, after: { type: channel.type, name: channel.name, config: channel.config } })
}

/** Takes the provider's addresses of an account that proved access; `false` when another account holds one of them. */
async function claimAddresses(tx: Transaction, channel: Channel): Promise<boolean> {
  const wanted = typeOf(channel).addresses(channel).map((address) => `${channel.type}:${address}`)
  const routes = routesOf(tx)
  const own = [`${channel.type}:${channel.channelId}`, ...wanted]
  await routes.deleteFrom('channelRoutes').where('channelId', '=', channel.channelId).where('routeKey', 'not in', own).execute()
  for (const routeKey of wanted) {
    await routes.insertInto('channelRoutes').values({ routeKey, businessId: tx.businessId, channelId: channel.channelId, isPolled: false, pollerToken: null, pollerUntil: null }).onConflict((on) => on.column('routeKey').doNothing()).execute()
    const holder = await routes.selectFrom('channelRoutes').select('channelId').where('routeKey', '=', routeKey).executeTakeFirstOrThrow()
    if (holder.channelId !== channel.channelId) return false
  }
  return true
}

const addressTaken: ChannelProblem = {
  code: 'address_taken',
  sentence: 'Akun ini sudah tersambung di Laris, di kanal atau usaha lain. Lepas dulu di sana, lalu tekan Sambungkan lagi.',
  retryable: false,
}

async function saveHealth(tx: Transaction, channel: Channel, health: ChannelHealth, inboundMode: 'none' | 'webhook' | 'polling'): Promise<ChannelSummary> {
  const now = tx.now()
  const before = await getChannelRow(tx, channel.channelId)
  await tenant<Tables>(tx)
    .update('channels')
    .set({
      status: health.isWorking ? 'active' : 'disconnected',
      inboundMode,
      config: JSON.stringify(channel.config),
      // The provider's name for the account, unless the owner chose one.
      ...(health.learned?.name && before.name === typeOf(channel).label ? { name: health.learned.name } : {}),
      checkedAt: now,
      lastError: health.problem ? JSON.stringify(health.problem) : null,
      lastErrorAt: health.problem ? now : null,
      updatedAt: now,
    })
    .where('id', '=', channel.channelId)
    .execute()
  await routesOf(tx).updateTable('channelRoutes').set({ isPolled: inboundMode === 'polling' }).where('routeKey', '=', `${channel.type}:${channel.channelId}`).execute()
  await tx.notify({ topic: 'channel', id: channel.channelId })
  if (health.isWorking) await tx.emit({ type: 'channel.connected', key: channel.channelId, payload: { channelId: channel.channelId } })
  const after = await getChannelRow(tx, channel.channelId)
  return summarise(after)
}

async function stopPolling(tx: Transaction, channel: Channel): Promise<void> {
  await tenant<Tables>(tx).update('channels').set({ inboundMode: 'none' }).where('id', '=', channel.channelId).where('inboundMode', '=', 'polling').execute()
  await routesOf(tx).updateTable('channelRoutes').set({ isPolled: false }).where('routeKey', '=', `${channel.type}:${channel.channelId}`).execute()
}

async function tried(what: string, work: () => Promise<ChannelHealth> | undefined): Promise<ChannelHealth> {
  try {
    return (await work()) ?? { isWorking: true, tried: what }
  } catch (error) {
    return { isWorking: false, tried: what, problem: unreachable(error instanceof Error ? error.name : 'unknown') }
  }
}

function routesOf(tx: Transaction): Kysely<RouteTables> {
  // Routing is a global table, read before a business is known; here it is written in the business's own transaction.
  return tx.db as unknown as Kysely<RouteTables>
}

