import type { Kysely } from 'kysely'
import type { Context, GlobalDatabase, JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import type { Channel, ChannelHealth, ChannelProblem, ChannelType } from './channels/channel.ts'
import { channelTypes, findChannelType } from './channels/registry.ts'
import { channelNotFound, unknownChannelType } from './errors.ts'
import type { ChannelRouteRow, ChannelRow, Tables } from './tables.ts'

type RouteTables = { channelRoutes: ChannelRouteRow }

export interface ChannelSummary {
  channelId: string
  type: string
  label: string
  name: string
  status: ChannelRow['status']
  config: Record<string, JsonValue>
  lastError: { code: string; sentence: string; detail?: string | undefined } | null
  lastErrorAt: Date | null
  lastInboundAt: Date | null
  lastOutboundAt: Date | null
  checkedAt: Date | null
}

/** Connects an account, or replaces the settings of one that exists. It counts as connected only after a round trip. */
export async function connectChannel(ctx: Context, input: { type: string; settings: Record<string, JsonValue>; channelId?: string | undefined }): Promise<ChannelSummary> {
  const type = findChannelType(input.type)
  if (!type) throw unknownChannelType()
  const settings = type.readSettings(input.settings)
  const channelId = input.channelId ?? newId()
  const channel: Channel = { channelId, businessId: ctx.businessId, type: type.type, ...settings }
  await ctx.transaction((tx) => saveChannel(tx, type, channel, input.channelId !== undefined))
  return checkChannel(ctx, channelId)
}

/** Tries the account for real, subscribes its webhook where there is a public address, and stores what came of it. */
export async function checkChannel(ctx: Context, channelId: string): Promise<ChannelSummary> {
  const channel = await ctx.transaction((tx) => getChannel(tx, channelId))
  const type = typeOf(channel)
  let health = await type.check(channel, ctx).catch((error: unknown): ChannelHealth => ({ isWorking: false, tried: 'check', problem: unknownProblem(error) }))
  if (health.isWorking && type.subscribe && isPublic(ctx.baseUrl())) {
    health = await type.subscribe(channel, `${ctx.baseUrl()}/hooks/${type.type}/${channelId}`, ctx).catch((error: unknown): ChannelHealth => ({ isWorking: false, tried: 'subscribe', problem: unknownProblem(error) }))
  }
  return ctx.transaction(async (tx) => {
    const now = tx.now()
    await tenant<Tables>(tx)
      .update('channels')
      .set({
        status: health.isWorking ? 'active' : 'disconnected',
        checkedAt: now,
        lastError: health.problem ? JSON.stringify(health.problem) : null,
        lastErrorAt: health.problem ? now : null,
        updatedAt: now,
      })
      .where('id', '=', channelId)
      .execute()
    await tx.notify({ topic: 'channel', id: channelId })
    if (health.isWorking) await tx.emit({ type: 'channel.connected', key: channelId, payload: { channelId } })
    return summarise(await getChannelRow(tx, channelId))
  })
}

/** Stores a problem with the account; one that needs reconnecting holds its queue. */
export async function reportChannelProblem(tx: Transaction, channelId: string, problem: ChannelProblem): Promise<void> {
  const now = tx.now()
  await tenant<Tables>(tx)
    .update('channels')
    .set({ lastError: JSON.stringify(problem), lastErrorAt: now, ...(problem.needsReconnect ? { status: 'disconnected' as const } : {}) })
    .where('id', '=', channelId)
    .execute()
  if (problem.needsReconnect) await tx.emit({ type: 'channel.disconnected', key: channelId, payload: { channelId, code: problem.code } })
  await tx.notify({ topic: 'channel', id: channelId })
}

export async function removeChannel(ctx: Context, channelId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const row = await getChannelRow(tx, channelId)
    await tenant<Tables>(tx).update('channels').set({ deletedAt: tx.now(), status: 'disconnected', sealedSecrets: null }).where('id', '=', channelId).execute()
    await (tx.db as unknown as Kysely<RouteTables>).deleteFrom('channelRoutes').where('channelId', '=', channelId).execute()
    await recordAudit(tx, { action: 'channel.remove', subjectType: 'channel', subjectId: channelId, before: { type: row.type, name: row.name } })
    await tx.notify({ topic: 'channel', id: channelId })
  })
}

export async function listChannels(tx: Transaction): Promise<ChannelSummary[]> {
  const rows = await tenant<Tables>(tx).select('channels').selectAll().where('deletedAt', 'is', null).orderBy('createdAt').execute()
  return rows.map(summarise)
}

/** An account with its secrets opened. */
export async function getChannel(tx: Transaction, channelId: string): Promise<Channel> {
  return toChannel(tx, await getChannelRow(tx, channelId))
}

/** Accounts of one type, for polling and checks. */
export async function listActiveChannels(tx: Transaction, types: string[]): Promise<Channel[]> {
  if (types.length === 0) return []
  const rows = await tenant<Tables>(tx).select('channels').selectAll().where('type', 'in', types).where('status', '=', 'active').where('deletedAt', 'is', null).execute()
  return rows.map((row) => toChannel(tx, row))
}

/** Which business and account a webhook belongs to. */
export async function findChannelRoute(installation: GlobalDatabase, routeKey: string): Promise<{ businessId: string; channelId: string } | undefined> {
  return (installation.db as Kysely<RouteTables>).selectFrom('channelRoutes').select(['businessId', 'channelId']).where('routeKey', '=', routeKey).executeTakeFirst()
}

export function typeOf(channel: { type: string }): ChannelType {
  const type = findChannelType(channel.type)
  if (!type) throw unknownChannelType()
  return type
}

async function saveChannel(tx: Transaction, type: ChannelType, channel: Channel, isUpdate: boolean): Promise<void> {
  const now = tx.now()
  const values = {
    name: channel.name,
    config: JSON.stringify(channel.config),
    sealedSecrets: tx.secrets.seal(JSON.stringify(channel.secrets)),
    status: 'disconnected' as const,
    updatedAt: now,
  }
  if (isUpdate) {
    const updated = await tenant<Tables>(tx).update('channels').set(values).where('id', '=', channel.channelId).where('type', '=', channel.type).executeTakeFirst()
    if (updated.numUpdatedRows === 0n) throw channelNotFound()
  } else {
    const empty = { lastError: null, lastErrorAt: null, lastInboundAt: null, lastOutboundAt: null, checkedAt: null, deletedAt: null }
    await tenant<Tables>(tx).insert('channels').values({ businessId: tx.businessId, id: channel.channelId, type: channel.type, createdAt: now, ...empty, ...values }).execute()
  }
  const routes = tx.db as unknown as Kysely<RouteTables>
  await routes.deleteFrom('channelRoutes').where('channelId', '=', channel.channelId).execute()
  for (const routeKey of type.routeKeys(channel)) {
    await routes
      .insertInto('channelRoutes')
      .values({ routeKey, businessId: tx.businessId, channelId: channel.channelId })
      .onConflict((on) => on.column('routeKey').doUpdateSet({ businessId: tx.businessId, channelId: channel.channelId }))
      .execute()
  }
  await recordAudit(tx, { action: 'channel.connect', subjectType: 'channel', subjectId: channel.channelId, after: { type: channel.type, name: channel.name, config: channel.config } })
}

async function getChannelRow(tx: Transaction, channelId: string): Promise<ChannelRow> {
  const row = await tenant<Tables>(tx).select('channels').selectAll().where('id', '=', channelId).where('deletedAt', 'is', null).executeTakeFirst()
  if (!row) throw channelNotFound()
  return row
}

function toChannel(tx: Transaction, row: ChannelRow): Channel {
  const secrets = row.sealedSecrets ? (JSON.parse(tx.secrets.open(row.sealedSecrets)) as Record<string, string>) : {}
  return { channelId: row.id, businessId: row.businessId, type: row.type, name: row.name, config: row.config as Record<string, JsonValue>, secrets }
}

function summarise(row: ChannelRow): ChannelSummary {
  return {
    channelId: row.id,
    type: row.type,
    label: channelTypes.find((type) => type.type === row.type)?.label ?? row.type,
    name: row.name,
    status: row.status,
    config: row.config as Record<string, JsonValue>,
    lastError: row.lastError as ChannelSummary['lastError'],
    lastErrorAt: row.lastErrorAt,
    lastInboundAt: row.lastInboundAt,
    lastOutboundAt: row.lastOutboundAt,
    checkedAt: row.checkedAt,
  }
}

function unknownProblem(error: unknown): ChannelProblem {
  return {
    code: 'unreachable',
    sentence: 'Penyedia kanal belum bisa dihubungi. Data Anda aman. Periksa internet, lalu tekan Sambungkan lagi.',
    detail: error instanceof Error ? error.name : 'unknown',
    retryable: true,
  }
}

function isPublic(baseUrl: string): boolean {
  return baseUrl.startsWith('https://')
}
