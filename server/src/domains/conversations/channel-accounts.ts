import type { Kysely } from 'kysely'
import type { GlobalDatabase, JsonValue, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { recordAudit } from '#domains/businesses'
import type { Channel, ChannelType, Rate } from './channels/channel.ts'
import type { ChannelProblem } from './channels/inbound-item.ts'
import { findChannelType } from './channels/registry.ts'
import { channelNotFound, unknownChannelType } from './errors.ts'
import type { ChannelRouteRow, ChannelRow, Tables } from './tables.ts'

export type RouteTables = { channelRoutes: ChannelRouteRow }

export type ChannelRoute = Pick<ChannelRouteRow, 'routeKey' | 'businessId' | 'channelId'>

export interface ChannelSummary {
  channelId: string
  type: string
  label: string
  name: string
  status: ChannelRow['status']
  /** `webhook`: the provider calls us; `polling`: we ask; `none`: neither is needed or works yet. */
  inboundMode: ChannelRow['inboundMode']
  /** Path of this account's webhook below the public address, for the owner to paste at the provider. */
  webhookPath: string | null
  config: Record<string, JsonValue>
  lastError: { code: string; sentence: string; detail?: string | undefined } | null
  lastErrorAt: Date | null
  lastInboundAt: Date | null
  lastOutboundAt: Date | null
  checkedAt: Date | null
}

export async function listChannels(tx: Transaction): Promise<ChannelSummary[]> {
  const rows = await tenant<Tables>(tx).select('channels').selectAll().where('deletedAt', 'is', null).orderBy('createdAt').execute()
  return rows.map(summarise)
}

/** An account with its secrets opened. */
export async function getChannel(tx: Transaction, channelId: string): Promise<Channel> {
  return toChannel(tx, await getChannelRow(tx, channelId))
}

export async function getChannelRow(tx: Transaction, channelId: string): Promise<ChannelRow> {
  const row = await tenant<Tables>(tx).select('channels').selectAll().where('id', '=', channelId).where('deletedAt', 'is', null).executeTakeFirst()
  if (!row) throw channelNotFound()
  return row
}

/** Recorded in the audit log: whoever holds this secret can speak as any visitor. */
export async function readIdentitySecret(tx: Transaction, channelId: string): Promise<{ identitySecret: string }> {
  const { secrets } = await getChannel(tx, channelId)
  const identitySecret = secrets['identitySecret']
  if (!identitySecret) throw channelNotFound()
  await recordAudit(tx, { action: 'channel.read-identity-secret', subjectType: 'channel', subjectId: channelId })
  return { identitySecret }
}

/** Which accounts go by these keys: `<type>:<channel id or provider's address>`. */
export function findChannelRoutes(installation: GlobalDatabase, routeKeys: string[]): Promise<ChannelRoute[]> {
  return (installation.db as Kysely<RouteTables>).selectFrom('channelRoutes').select(['routeKey', 'businessId', 'channelId']).where('routeKey', 'in', routeKeys).execute()
}

export function typeOf(channel: { type: string }): ChannelType {
  const type = findChannelType(channel.type)
  if (!type) throw unknownChannelType()
  return type
}

/** What the provider takes from this account. */
export function rateOf(channel: { type: string; config: unknown }): Rate {
  const type = typeOf(channel)
  // JSON written by `connectChannel` alone.
  return type.accountRate?.({ config: channel.config as Record<string, JsonValue> }) ?? type.limits.account
}

/** Stores a problem with the account; one that needs reconnecting holds its queue. */
export async function reportChannelProblem(tx: Transaction, channelId: string, problem: ChannelProblem): Promise<void> {
  const now = tx.now()
  const rows = tenant<Tables>(tx)
  const before = await rows.select('channels').select('status').where('id', '=', channelId).where('deletedAt', 'is', null).forUpdate().executeTakeFirst()
  if (!before) return
  const isNews = problem.needsReconnect === true && before.status === 'active'
  await rows
    .update('channels')
    .set({ lastError: JSON.stringify(problem), lastErrorAt: now, ...(isNews ? { status: 'disconnected' as const } : {}) })
    .where('id', '=', channelId)
    .execute()
  if (isNews) await tx.emit({ type: 'channel.disconnected', key: channelId, payload: { channelId, code: problem.code } })
  await tx.notify({ topic: 'channel', id: channelId })
}

/** What the provider tells of an account by itself, beside what a check learns. */
export async function noteLearned(tx: Transaction, channelId: string, config: Record<string, JsonValue>): Promise<void> {
  const row = await tenant<Tables>(tx).select('channels').select('config').where('id', '=', channelId).where('deletedAt', 'is', null).forUpdate().executeTakeFirst()
  if (!row) return
  // JSON written by `connectChannel` and here.
  const before = row.config as Record<string, JsonValue>
  await tenant<Tables>(tx).update('channels').set({ config: JSON.stringify({ ...before, ...config }) }).where('id', '=', channelId).execute()
  await tx.notify({ topic: 'channel', id: channelId })
}

export function toChannel(tx: Pick<Transaction, 'secrets'>, row: ChannelRow): Channel {
  // JSON written by `connectChannel` alone.
  const secrets = row.sealedSecrets ? (JSON.parse(tx.secrets.open(row.sealedSecrets)) as Record<string, string>) : {}
  return { channelId: row.id, businessId: row.businessId, type: row.type, name: row.name, config: row.config as Record<string, JsonValue>, secrets }
}

export function summarise(row: ChannelRow): ChannelSummary {
  return {
    channelId: row.id,
    type: row.type,
    label: findChannelType(row.type)?.label ?? row.type,
    name: row.name,
    status: row.status,
    inboundMode: row.inboundMode,
    webhookPath: findChannelType(row.type)?.receive ? `/hooks/${row.type}/${row.id}` : null,
    config: row.config as Record<string, JsonValue>,
    lastError: row.lastError as ChannelSummary['lastError'],
    lastErrorAt: row.lastErrorAt,
    lastInboundAt: row.lastInboundAt,
    lastOutboundAt: row.lastOutboundAt,
    checkedAt: row.checkedAt,
  }
}
