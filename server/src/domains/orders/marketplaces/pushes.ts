import { notFound } from '#platform/errors'
import type { OpenContext } from '#platform/http/route'
import { openCallback, rawRequest } from '../callback-key.ts'
import { pushAddress } from './accounts.ts'
import { forgedPush } from './failures.ts'
import { getMarketplaceType } from './registry.ts'
import { planRun } from './runs.ts'
import { readAccountRows } from './store.ts'
import { settingsOf } from './tokens.ts'

/** A push older than this is not believed; what it told is found by the next look at changed orders. */
const oldestMs = 300_000

/** News of a marketplace: proved on its raw bytes by the account it names, and then only a reason to ask (S09). */
export async function receivePush(ctx: OpenContext, typeName: string, key: string): Promise<void> {
  const type = getMarketplaceType(typeName)
  const business = openCallback(ctx, 'marketplace-push', key)
  const { headers, body } = rawRequest(ctx)
  if (!body) throw notFound('Alamat')
  await business.transaction(async (tx) => {
    const accounts = (await readAccountRows(tx)).filter((row) => row.type === typeName && row.sealedSecrets)
    const heard = accounts.flatMap((row) => type.readPush(settingsOf(tx, row), { url: pushAddress(tx, typeName), headers, body }) ?? [])[0]
    if (!heard || (heard.at && Math.abs(tx.now().getTime() - heard.at.getTime()) > oldestMs)) throw forgedPush()
    const account = accounts.find((row) => row.shopId !== null && row.shopId === heard.shopId)
    if (account?.status !== 'active') return
    if (heard.orderNumber) await tx.enqueue({ name: 'fetch-marketplace-order', payload: { accountId: account.id, number: heard.orderNumber }, key: `marketplace-order:${account.id}:${heard.orderNumber}`, onceKey: `${account.id}:${heard.orderNumber}`, lane: `marketplace:${account.id}` })
    else if (heard.isAboutConsent) await planRun(tx, 'sync-marketplace-orders', account.id)
  })
}
