import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { chatCart, emptyCart, type ChatCart } from './cart.ts'
import type { ChatCartRow, Tables } from './tables.ts'

export type StoredCart = Pick<ChatCartRow, 'customerId' | 'orderId' | 'lastMessageId' | 'heldUntil' | 'updatedAt'> & { cart: ChatCart }

/** The cart of a conversation; under a lock for whoever is about to change it. */
export async function findCart(tx: Transaction, conversationId: string, isLocked = false): Promise<StoredCart | undefined> {
  const query = tenant<Tables>(tx).select('chatCarts').selectAll().where('id', '=', conversationId)
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirst()
  if (!row) return undefined
  const { customerId, orderId, lastMessageId, heldUntil, updatedAt } = row
  return { customerId, orderId, lastMessageId, heldUntil, updatedAt, cart: chatCart.safeParse(row.cart).data ?? emptyCart() }
}

export async function saveCart(tx: Transaction, conversationId: string, { cart, ...stored }: StoredCart): Promise<void> {
  const values = { ...stored, cart: JSON.stringify(cart) }
  await tenant<Tables>(tx)
    .insert('chatCarts')
    .values({ businessId: tx.businessId, id: conversationId, ...values })
    .onConflict((on) => on.columns(['businessId', 'id']).doUpdateSet(values))
    .execute()
  await tx.notify({ topic: 'chat-cart', id: conversationId })
}

export async function changeCart(tx: Transaction, conversationId: string, changes: { heldUntil: null }): Promise<void> {
  await tenant<Tables>(tx).update('chatCarts').set(changes).where('id', '=', conversationId).execute()
}
