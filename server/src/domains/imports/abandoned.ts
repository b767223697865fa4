import type { Context } from '#platform/context'
import type { Schedule } from '#platform/module'
import { forEachBusiness } from '#domains/businesses'
import { deleteAbandoned } from './store.ts'

const keptDays = 7
const atOnce = 100

/** Files that were looked at and never taken in, chats and buyers' lists among them, are not kept. */
export const dropAbandonedEveryNight: Schedule = { name: 'drop-abandoned-imports', every: { dailyAt: '03:20' }, run: (installation) => forEachBusiness(installation, dropAbandoned) }

export async function dropAbandoned(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - keptDays * 86_400_000)
  // The file goes before the row is let go: a crash between leaves the row, which brings the next night back to it.
  while ((await ctx.transaction(async (tx) => {
    const dropped = await deleteAbandoned(tx, before, atOnce)
    for (const { fileKey } of dropped) await ctx.files.remove(ctx.businessId, fileKey)
    return dropped.length
  })) === atOnce);
}
