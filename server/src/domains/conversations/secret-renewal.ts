import type { Context, GlobalDatabase, Services } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { tenant } from '#platform/database/tenant'
import { forEachBusiness } from '#domains/businesses'
import { toChannel, typeOf } from './channel-accounts.ts'
import type { ChannelRow, Tables } from './tables.ts'
import { forgetChannel } from './webhooks.ts'

/** Some providers' tokens end after weeks unless they are changed in time: once a day is often enough to miss several. */
export function renewAllSecrets(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, async (ctx) => {
    const rows = await ctx.transaction((tx) => tenant<Tables>(tx).select('channels').selectAll().where('deletedAt', 'is', null).where('status', '=', 'active').execute())
    for (const row of rows) await renew(ctx, row).catch((error: unknown) => ctx.log.warn({ error: error instanceof Error ? error.name : 'unknown', channelId: row.id }, 'the secrets of a channel could not be renewed'))
  })
}

async function renew(ctx: Context, row: ChannelRow): Promise<void> {
  const secrets = await typeOf(row).renewSecrets?.(toChannel(ctx, row), ctx)
  if (!secrets) return
  // Not over what the owner typed meanwhile.
  await ctx.transaction((tx) => tenant<Tables>(tx).update('channels').set({ sealedSecrets: tx.secrets.seal(JSON.stringify(secrets)) }).where('id', '=', row.id).where('sealedSecrets', '=', row.sealedSecrets).execute())
  forgetChannel(row.id)
}
