import { findStillLeft, listLeftCarts } from '#domains/assistant'
import { findFirstGoods, findStillUnpaid, listUnpaidOrders } from '#domains/orders'
import { dayMs, graceDays } from './purchases.ts'
import type { Trigger } from './trigger.ts'

const ofCarts = 'cart '
const cartIdsOf = (occasions: string[]) => occasions.flatMap((occasion) => (occasion.startsWith(ofCarts) ? [occasion.slice(ofCarts.length)] : []))
const orderIdsOf = (occasions: string[]) => occasions.filter((occasion) => !occasion.startsWith(ofCarts))

/**
 * Somebody ordered and paid nothing, or put a cart together in a chat and left it, and ordered nothing since; once for each
 * such order or cart, and not once it is paid, ordered or given up.
 */
export const abandonedOrder: Trigger = {
  type: 'abandoned-order',
  days: 1,
  async findEntries(tx, days) {
    const to = new Date(tx.now().getTime() - days * dayMs)
    const period = { from: new Date(to.getTime() - graceDays * dayMs), to }
    const unpaid = (await listUnpaidOrders(tx, period)).map(({ customerId, orderId }) => ({ customerId, occasion: orderId }))
    const carts = (await listLeftCarts(tx, period)).map(({ customerId, cartId }) => ({ customerId, occasion: `${ofCarts}${cartId}` }))
    return [...unpaid, ...carts]
  },
  async findProducts(tx, occasions) {
    const carts = (await findStillLeft(tx, cartIdsOf(occasions))).flatMap(({ cartId, variantId }) => (variantId === null ? [] : [[`${ofCarts}${cartId}`, variantId] as const]))
    return new Map([...(await findFirstGoods(tx, orderIdsOf(occasions))), ...carts])
  },
  async findOver(tx, occasions) {
    const unpaid = await findStillUnpaid(tx, orderIdsOf(occasions))
    const left = new Set((await findStillLeft(tx, cartIdsOf(occasions))).map(({ cartId }) => `${ofCarts}${cartId}`))
    return new Set(occasions.filter((occasion) => !unpaid.has(occasion) && !left.has(occasion)))
  },
}
