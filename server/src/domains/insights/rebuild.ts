import type { Context } from '#platform/context'
import { isRebuilt, rebuildActivity, type Differences } from '#domains/activity'
import { noteAllMessages } from '#domains/conversations'
import { noteAllOrders } from '#domains/orders'

export interface Rebuilt {
  orders: number
  messages: number
  /** Orders and messages that counted otherwise before. */
  changed: number
  /** Sums that were not what the events say. */
  differences: Differences
}

/** Tells every order and message of a shop again and adds everything up anew. All zeros: nothing was missing or wrong. */
export async function rebuildInsights(ctx: Context): Promise<Rebuilt> {
  const orders = await noteAllOrders((work) => ctx.transaction(work))
  const messages = await noteAllMessages((work) => ctx.transaction(work))
  return { orders: orders.orders, messages: messages.messages, changed: orders.changed + messages.changed, differences: await ctx.transaction(rebuildActivity) }
}

/** A shop that is older than its sums gets them once. */
export async function rebuildOnce(ctx: Context): Promise<void> {
  if (!(await ctx.transaction(isRebuilt))) await rebuildInsights(ctx)
}
