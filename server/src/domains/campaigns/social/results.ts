import type { Transaction } from '#platform/context'
import { membersOf, rootsOf } from '#domains/customers'
import { listPurchases } from '#domains/orders'
import { listChats } from './store.ts'

export const countedDays = 14
const countedMs = countedDays * 86_400_000

/** What came after a post was named in a chat; never what the post caused. */
export interface PostResult {
  chats: number
  orders: number
  amount: number
}

export async function readPostResults(tx: Transaction, postIds: string[]): Promise<Map<string, PostResult>> {
  const chats = await listChats(tx, postIds)
  if (chats.length === 0) return new Map()
  const roots = await rootsOf(tx, chats.map((chat) => chat.customerId))
  const family = (await membersOf(tx, [...new Set(roots.values())])).map(([id]) => id)
  const times = chats.map((chat) => chat.at.getTime())
  const [from, to] = times.reduce(([least, most], at) => [Math.min(least, at), Math.max(most, at)], [Infinity, 0])
  const purchases = Map.groupBy(await listPurchases(tx, { from: new Date(from), to: new Date(to + countedMs) }, family), (one) => one.customerId)
  return new Map(
    [...Map.groupBy(chats, (chat) => chat.postId)].map(([postId, own]) => {
      // An order counts once for a post, however many chats of the buyer named it.
      const orders = new Map(
        own.flatMap(({ customerId, at }) =>
          (purchases.get(roots.get(customerId) ?? customerId) ?? []).filter(({ placedAt }) => placedAt >= at && placedAt.getTime() < at.getTime() + countedMs).map((one) => [one.orderId, one.amount] as const),
        ),
      )
      return [postId, { chats: own.length, orders: orders.size, amount: [...orders.values()].reduce((sum, amount) => sum + amount, 0) }]
    }),
  )
}
