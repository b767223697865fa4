import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Context, SecretBox, Transaction } from '#platform/context'
import { MarketplaceFailure } from './failures.ts'
import type { MarketplaceAccount, MarketplaceSettings, TokenPair } from './marketplace.ts'
import { reportProblem } from './problems.ts'
import { getMarketplaceType } from './registry.ts'
import { changeAccount, lockAccount, rows } from './store.ts'
import type { MarketplaceAccountRow } from './tables.ts'

/** A token is renewed while it still lives this long, so that it does not die on the way. */
const spareMs = 5 * 60_000
const leaseMs = 45_000

const sealedPair = z.object({ accessToken: z.string(), refreshToken: z.string() })
const sealedSecrets = z.record(z.string(), z.string())

export function settingsOf(tx: { secrets: SecretBox }, row: MarketplaceAccountRow): MarketplaceSettings {
  return { config: row.config, secrets: row.sealedSecrets ? sealedSecrets.parse(JSON.parse(tx.secrets.open(row.sealedSecrets))) : {} }
}

/** What a new pair changes in its account's row. Committed before the pair is used: the old one is dead by then. */
export function sealPair(tx: Transaction, { accessToken, refreshToken, expiresAt }: TokenPair) {
  return { sealedTokens: tx.secrets.seal(JSON.stringify({ accessToken, refreshToken })), tokenExpiresAt: expiresAt, refreshingBy: null, refreshingUntil: null }
}

/**
 * Does something with an account whose token lives, and notes what went wrong. A token that is refused before its time
 * is renewed once. `undefined` when the account waits for its owner or the marketplace could not be asked.
 */
export async function withAccount<T>(ctx: Context, accountId: string, work: (account: MarketplaceAccount) => Promise<T>): Promise<{ value: T } | undefined> {
  try {
    const account = await freshAccount(ctx, accountId)
    if (!account) return undefined
    try {
      return { value: await work(account) }
    } catch (error) {
      if (!(error instanceof MarketplaceFailure) || error.problem.kind !== 'token') throw error
      const renewed = await freshAccount(ctx, accountId, account.accessToken)
      return renewed && { value: await work(renewed) }
    }
  } catch (error) {
    if (!(error instanceof MarketplaceFailure)) throw error
    if (error.problem.kind === 'refused') throw error
    await ctx.transaction((tx) => reportProblem(tx, accountId, error.problem))
    return undefined
  }
}

/** The account with a token that lives; of several workers one asks for the new pair, and the others wait for it. */
async function freshAccount(ctx: Context, accountId: string, refused?: string): Promise<MarketplaceAccount | undefined> {
  const own = randomUUID()
  for (let waited = 0; ; waited += 200) {
    const step = await ctx.transaction((tx) => takeTurn(tx, accountId, own, refused))
    if (step.kind === 'gone') return undefined
    if (step.kind === 'ready') return step.account
    if (step.kind === 'refresh') return renew(ctx, step.account, step.refreshToken, own)
    if (waited > leaseMs) throw new MarketplaceFailure(getMarketplaceType(step.type).label, 'busy', 'another worker asks for a token')
    await sleep(200)
  }
}

type Turn =
  | { kind: 'gone' }
  | { kind: 'ready'; account: MarketplaceAccount }
  | { kind: 'refresh'; account: MarketplaceAccount & { type: string }; refreshToken: string }
  | { kind: 'wait'; type: string }

async function takeTurn(tx: Transaction, accountId: string, own: string, refused: string | undefined): Promise<Turn> {
  const row = await lockAccount(tx, accountId)
  if (row?.status !== 'active' || !row.sealedTokens) return { kind: 'gone' }
  const pair = sealedPair.parse(JSON.parse(tx.secrets.open(row.sealedTokens)))
  const account = { accountId, type: row.type, ...settingsOf(tx, row), shopId: row.shopId ?? '', accessToken: pair.accessToken }
  const now = tx.now()
  const isAlive = pair.accessToken !== refused && (row.tokenExpiresAt?.getTime() ?? 0) - now.getTime() > spareMs
  if (isAlive) return { kind: 'ready', account }
  if (row.refreshingUntil && row.refreshingUntil > now) return { kind: 'wait', type: row.type }
  await changeAccount(tx, accountId, { refreshingBy: own, refreshingUntil: new Date(now.getTime() + leaseMs) })
  return { kind: 'refresh', account, refreshToken: pair.refreshToken }
}

async function renew(ctx: Context, account: MarketplaceAccount & { type: string }, refreshToken: string, own: string): Promise<MarketplaceAccount | undefined> {
  const { accountId } = account
  try {
    const pair = await getMarketplaceType(account.type).refresh(ctx, account, refreshToken)
    const isStored = await ctx.transaction(async (tx) => {
      const row = await lockAccount(tx, accountId)
      if (row?.refreshingBy !== own) return false
      await changeAccount(tx, accountId, sealPair(tx, pair))
      return true
    })
    return isStored ? { ...account, accessToken: pair.accessToken } : undefined
  } catch (error) {
    await ctx.transaction((tx) => rows(tx).update('marketplaceAccounts').set({ refreshingBy: null, refreshingUntil: null }).where('id', '=', accountId).where('refreshingBy', '=', own).execute())
    throw error
  }
}
