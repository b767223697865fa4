import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { toChannel, typeOf } from './channel-accounts.ts'
import type { Preparation, PublicPost, Publishing } from './channels/channel.ts'
import type { ChannelProblem } from './channels/inbound-item.ts'
import { channelGone, noAnswer } from './send-attempt.ts'
import type { ChannelRow, Tables } from './tables.ts'

export type { PublicPost }
export type OutletProblem = Pick<ChannelProblem, 'code' | 'sentence' | 'detail'>

/** A page of the shop that everyone sees, with what it takes; its token stays inside. */
export interface Outlet extends Pick<Publishing, 'label' | 'mostText' | 'fetchesPhoto'> {
  channelId: string
  name: string
  prepare(ctx: Context, post: PublicPost, preparedId: string | null): Promise<Preparation | undefined>
  show(ctx: Context, post: PublicPost, preparedId: string | null): ReturnType<Publishing['show']>
  findLink(ctx: Context, externalId: string): Promise<string | undefined>
}

/** Accounts that work, oldest first. */
export async function listOutlets(tx: Transaction): Promise<Outlet[]> {
  const rows = await tenant<Tables>(tx).select('channels').selectAll().where('deletedAt', 'is', null).where('status', '=', 'active').orderBy('createdAt').execute()
  return rows.flatMap((row) => toOutlet(tx, row) ?? [])
}

/** `undefined` when it was removed, or does not work now. */
export async function findOutlet(tx: Transaction, channelId: string): Promise<Outlet | undefined> {
  return (await listOutlets(tx)).find((outlet) => outlet.channelId === channelId)
}

export const outletGone: OutletProblem = channelGone
export const noOutletAnswer = noAnswer

function toOutlet(tx: Transaction, row: ChannelRow): Outlet | undefined {
  const { publishing } = typeOf(row)
  if (!publishing) return undefined
  const channel = toChannel(tx, row)
  return {
    channelId: row.id,
    name: row.name,
    label: publishing.label,
    mostText: publishing.mostText,
    fetchesPhoto: publishing.fetchesPhoto,
    prepare: async (ctx, post, preparedId) => publishing.prepare?.(channel, post, preparedId, ctx),
    show: (ctx, post, preparedId) => publishing.show(channel, post, preparedId, ctx),
    findLink: (ctx, externalId) => publishing.findLink(channel, externalId, ctx),
  }
}
