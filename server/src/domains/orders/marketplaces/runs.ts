import { z } from 'zod'
import type { Transaction } from '#platform/context'

export type Run = 'sync-marketplace-orders' | 'read-marketplace-listings' | 'push-marketplace-stock'

/** One run of a kind an account at a time, and at most one more waiting; a marketplace that hangs takes no other's place. */
export function planRun(tx: Transaction, name: Run, accountId: string): Promise<void> {
  return tx.enqueue({ name, payload: { accountId }, key: `${name}:${accountId}`, onceKey: accountId, lane: `marketplace:${accountId}` })
}

export const accountPayload = z.object({ accountId: z.uuid() })
