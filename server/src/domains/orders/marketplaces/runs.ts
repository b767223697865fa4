import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { getAccountRow, rows } from './store.ts'

export type Run = 'sync-marketplace-orders' | 'read-marketplace-listings' | 'push-marketplace-stock'

/** One run of a kind an account at a time, and at most one more waiting; a marketplace that hangs takes no other's place. */
export function planRun(tx: Transaction, name: Run, accountId: string): Promise<void> {
  return tx.enqueue({ name, payload: { accountId }, key: `${name}:${accountId}`, onceKey: accountId, lane: `marketplace:${accountId}` })
}

/** Every linked listing of an account that is told the stock has something to tell. */
export async function planPush(tx: Transaction, accountId: string): Promise<void> {
  const { pushesStock } = await getAccountRow(tx, accountId)
  if (!pushesStock) return
  await rows(tx).update('marketplaceListings').set({ pushState: 'waiting' }).where('accountId', '=', accountId).where('variantId', 'is not', null).execute()
  await planRun(tx, 'push-marketplace-stock', accountId)
}

export const accountPayload = z.object({ accountId: z.uuid() })
