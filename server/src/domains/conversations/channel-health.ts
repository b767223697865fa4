import type { Context, GlobalDatabase, Services } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { tenant } from '#platform/database/tenant'
import { forEachBusiness } from '#domains/businesses'
import { reportChannelProblem, toChannel, typeOf } from './channel-accounts.ts'
import { checkChannel } from './connecting.ts'
import { syncTemplates } from './templates.ts'
import type { ChannelRow, Tables } from './tables.ts'

/** Problems that pass by themselves: the account is tried again without its owner. */
const passing = new Set(['unreachable', 'provider_down', 'rate_limited'])

/** Finds out within minutes that an account stopped working (F47), and reconnects those that only could not be reached. */
export function checkAllChannels(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, async (ctx) => {
    for (const row of await readChannels(ctx)) await checkOne(ctx, row).catch((error: unknown) => ctx.log.warn({ error, channelId: row.id }, 'a channel could not be checked'))
  })
}

/** News about templates may go to another address than ours: once a day the list itself is read. */
export function syncAllTemplates(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, async (ctx) => {
    for (const row of await readChannels(ctx)) {
      if (row.status === 'active' && typeOf(row).limits.hasTemplates) await syncTemplates(ctx, row.id).catch((error: unknown) => ctx.log.warn({ error, channelId: row.id }, 'templates could not be read'))
    }
  })
}

async function checkOne(ctx: Context, row: ChannelRow): Promise<void> {
  const type = typeOf(row)
  // JSON written by `saveHealth` and `reportChannelProblem` alone.
  const lastError = row.lastError as { code: string } | null
  const isPublic = ctx.baseUrl().startsWith('https://')
  // Where there is a choice at all.
  const wantsOtherMode = row.status === 'active' && type.poll !== undefined && type.subscribe !== undefined && (row.inboundMode === 'webhook') !== isPublic
  if (wantsOtherMode || (row.status === 'disconnected' && lastError && passing.has(lastError.code))) return void (await checkChannel(ctx, row.id))
  if (row.status !== 'active') return
  const { isWorking, problem } = await type.check(toChannel(ctx, row), ctx)
  if (!isWorking && problem?.needsReconnect) await ctx.transaction((tx) => reportChannelProblem(tx, row.id, problem))
  else await ctx.transaction((tx) => tenant<Tables>(tx).update('channels').set({ checkedAt: tx.now() }).where('id', '=', row.id).execute())
}

function readChannels(ctx: Context): Promise<ChannelRow[]> {
  return ctx.transaction((tx) => tenant<Tables>(tx).select('channels').selectAll().where('deletedAt', 'is', null).execute())
}
