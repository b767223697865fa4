import type { Context } from '#platform/context'
import { readBaskets, todayOf } from '#domains/activity'
import { findOwnBusiness } from '#domains/businesses'
import { findVariantFacts } from '#domains/catalog'
import { runInWorker } from '#models/background/run-in-worker'
import { addDays } from '#models/language/calendar'
import type { LearnInput, LearnOutput } from './learning.ts'
import { sectorOf } from './sectors.ts'
import { replaceRecommendations } from './store.ts'

const knownDays = 730
const mostOrders = 200_000

/** Learns from the orders of two years what to offer, on a thread of its own, and keeps it for whoever opens a page. */
export async function refreshRecommendations(ctx: Context, signal?: AbortSignal): Promise<void> {
  const input = await ctx.transaction(async (tx): Promise<LearnInput> => {
    const today = await todayOf(tx)
    const orders = await readBaskets(tx, addDays(today, -knownDays), mostOrders)
    const sold = new Map<string, number>()
    for (const id of orders.flatMap((order) => order.variantIds)) sold.set(id, (sold.get(id) ?? 0) + 1)
    const facts = await findVariantFacts(tx, [...sold.keys()])
    const goods = [...sold].sort((a, b) => b[1] - a[1]).flatMap(([id]) => {
      const fact = facts.get(id)
      return fact && !fact.isGone ? [{ id, category: fact.category, boost: boostOf(fact) }] : []
    })
    return { today: dayOf(today), sector: sectorOf((await findOwnBusiness(tx))?.sector), goods, orders: orders.map(({ customerId, day, variantIds }) => ({ customerId, day: dayOf(day), items: variantIds })) }
  })
  const { summary, people, beside } = await runInWorker<LearnOutput>({ module: new URL('./learning.ts', import.meta.url), name: 'learnRecommendations', args: [input] }, signal ? { signal } : {})
  const rows = [
    ...people.map((one) => ({ id: one.customer, kind: 'customer' as const, items: one.items.map(({ item, reason }) => ({ variantId: item, reason })) })),
    ...beside.map((one) => ({ id: one.item, kind: 'variant' as const, items: one.items.map(({ item, reason }) => ({ variantId: item, reason })) })),
  ]
  await ctx.transaction((tx) => replaceRecommendations(tx, rows, summary))
}

/** What earns more of its price goes first among what fits as well; without a cost nothing is known, and nothing changes. */
function boostOf({ price, cost }: { price: number | null; cost: number | null }): number {
  if (price === null || cost === null || price === 0) return 1
  return 0.85 + 0.3 * Math.min(1, Math.max(0, (price - cost) / price))
}

function dayOf(day: string): number {
  return Date.parse(day) / 86_400_000
}
