import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { findVariantIdsBySku } from '#domains/catalog'
import { getConversation } from '#domains/conversations'
import { rootsOf } from '#domains/customers'
import { listPurchases } from '#domains/orders'
import { chatCart, isEmpty, type ChatCart } from './cart.ts'
import type { ChatCartRow, Tables } from './tables.ts'

/** What a customer put together in a chat and neither ordered nor gave up. */
export interface LeftCart {
  /** Names this cart and no later one of the same chat. */
  cartId: string
  customerId: string
  /** The first of its goods. */
  variantId: string | null
}

/** Carts that were last touched in a period, of customers who have ordered nothing since and whose chat no person has. */
export async function listLeftCarts(tx: Transaction, period: { from: Date; to: Date }): Promise<LeftCart[]> {
  return onlyLeft(tx, await openCarts(tx).where('updatedAt', '>', period.from).where('updatedAt', '<=', period.to).execute())
}

/** Which of these carts are still left. */
export async function findStillLeft(tx: Transaction, cartIds: string[]): Promise<LeftCart[]> {
  if (cartIds.length === 0) return []
  const conversationIds = cartIds.map((cartId) => cartId.split(' ')[0])
  const carts = await onlyLeft(tx, await openCarts(tx).where(sql<boolean>`id = any(${conversationIds}::uuid[])`).execute())
  return carts.filter(({ cartId }) => cartIds.includes(cartId))
}

const openCarts = (tx: Transaction) => tenant<Tables>(tx).select('chatCarts').select(['id', 'customerId', 'cart', 'updatedAt']).where('orderId', 'is', null)

async function onlyLeft(tx: Transaction, rows: Pick<ChatCartRow, 'id' | 'customerId' | 'cart' | 'updatedAt'>[]): Promise<LeftCart[]> {
  const carts = rows.flatMap(({ cart: stored, ...row }) => {
    const cart = chatCart.safeParse(stored).data
    // One that changes an unpaid order waits as that order.
    return cart && !isEmpty(cart) && cart.replaces === null ? [{ ...row, cart }] : []
  })
  if (carts.length === 0) return []
  const roots = await rootsOf(tx, carts.map((one) => one.customerId))
  const since = new Date(Math.min(...carts.map((one) => one.updatedAt.getTime())))
  const bought = Map.groupBy(await listPurchases(tx, { from: since, to: tx.now() }), (one) => one.customerId)
  const skuOf = ({ lines, open }: ChatCart) => lines[0]?.sku ?? open?.skus[0] ?? ''
  const variants = await findVariantIdsBySku(tx, carts.map(({ cart }) => skuOf(cart)))
  const found: LeftCart[] = []
  for (const { id, customerId, updatedAt, cart } of carts) {
    const root = roots.get(customerId) ?? customerId
    if ((bought.get(root) ?? []).some((one) => one.placedAt > updatedAt)) continue
    if ((await getConversation(tx, id)).handler !== 'assistant') continue
    found.push({ cartId: `${id} ${cart.begunAt ?? ''}`.trim(), customerId: root, variantId: variants.get(skuOf(cart)) ?? null })
  }
  return found
}
