import type { Context, Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import type { Schedule } from '#platform/module'
import { forEachBusiness } from '#domains/businesses'
import { scoreSegments } from '#domains/activity'
import { refreshRecommendations } from '#domains/recommendations'
import { computeAnswerTimes } from './answers.ts'
import { refreshCustomerValues } from './customer-values.ts'
import { chooseDecisions } from './decisions.ts'
import { computeFigures } from './figures/figures.ts'
import { computeFourWeeks } from './four-weeks.ts'
import { refreshGoodsForecasts } from './goods-forecasts.ts'
import { refreshOrderPaths } from './order-paths.ts'
import { rebuildOnce } from './rebuild.ts'
import { findResult, saveResult } from './results.ts'
import { refreshThemes } from './themes.ts'

const job = 'refresh-insights'
const oldAfterMs = 24 * 3_600_000

/** Works out everything that takes longer than a request may. Safe to repeat: each part replaces its own rows. */
export async function refreshInsights(ctx: Context, signal?: AbortSignal): Promise<void> {
  await rebuildOnce(ctx)
  await ctx.transaction(computeAnswerTimes)
  await ctx.transaction(computeFourWeeks)
  await refreshCustomerValues(ctx, signal)
  await refreshGoodsForecasts(ctx, signal)
  await refreshThemes(ctx, signal)
  await refreshOrderPaths(ctx, signal)
  await refreshRecommendations(ctx, signal)
  await ctx.transaction(computeFigures)
  await ctx.transaction(scoreSegments)
  await ctx.transaction(chooseDecisions)
  await ctx.transaction((tx) => saveResult(tx, 'refreshed', {}))
  await ctx.transaction((tx) => tx.notify({ topic: 'insights' }))
}

export const refreshNow: WorkHandler = (ctx, _payload, attempt) => refreshInsights(ctx, attempt.signal)

export const refreshEveryNight: Schedule = {
  name: job,
  every: { dailyAt: '03:00' },
  run: (installation) => forEachBusiness(installation, (ctx) => ctx.transaction(planRefresh)),
}

export function planRefresh(tx: Transaction): Promise<void> {
  return tx.enqueue({ name: job, payload: {}, key: job, onceKey: job })
}

/** Somebody looks and what is known is old or missing: it is worked out behind their back. */
export async function refreshWhenOld(ctx: Context): Promise<{ refreshedAt: Date | null }> {
  return ctx.transaction(async (tx) => {
    const refreshedAt = (await findResult(tx, 'refreshed'))?.computedAt ?? null
    if (refreshedAt === null || tx.now().getTime() - refreshedAt.getTime() > oldAfterMs) await planRefresh(tx)
    return { refreshedAt }
  })
}
