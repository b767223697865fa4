import type { Context, Transaction } from '#platform/context'
import { changeAccount, lockAccount } from './store.ts'
import type { MarketplaceProblem } from './tables.ts'

/** Notes what went wrong with an account. Without consent it waits for its owner: orders and stock are held, not lost (F47). */
export async function reportProblem(tx: Transaction, accountId: string, problem: MarketplaceProblem): Promise<void> {
  const before = await lockAccount(tx, accountId)
  if (!before) return
  const isNews = problem.kind === 'token' && before.status === 'active'
  await changeAccount(tx, accountId, { lastError: JSON.stringify(problem), lastErrorAt: tx.now(), ...(isNews ? { status: 'disconnected' as const } : {}) })
  if (isNews) await tx.emit({ type: 'marketplace.disconnected', key: accountId, payload: { accountId } })
}

/** A round trip has worked. */
export async function clearProblem(ctx: Context, accountId: string): Promise<void> {
  await ctx.transaction((tx) => changeAccount(tx, accountId, { lastError: null, lastErrorAt: null, checkedAt: tx.now() }))
}
