import type { Context, Transaction } from '#platform/context'
import type { OpenContext } from '#platform/http/route'
import { notFound } from '#platform/errors'
import { isId } from '#platform/ids'
import { isSameText } from './payments/callback-checks.ts'

type Purpose = 'payment-callback' | 'marketplace-push' | 'courier-push'

/** Proves that an address for callbacks was given out by this Laris for this business. */
export function callbackKey(tx: Pick<Transaction, 'secrets' | 'businessId'>, purpose: Purpose): string {
  return `${tx.businessId}.${tx.secrets.sign(purpose, tx.businessId)}`
}

/** The business whose key this is. */
export function openCallback(ctx: OpenContext, purpose: Purpose, key: string): Context {
  const businessId = key.split('.')[0] ?? ''
  if (!isId(businessId)) throw notFound('Alamat')
  const business = ctx.forBusiness(businessId, { kind: 'system' }, ctx.request.id)
  if (!isSameText(key, callbackKey(business, purpose))) throw notFound('Alamat')
  return business
}

/** Headers as one text each, and the raw bytes. */
export function rawRequest(ctx: OpenContext): { headers: Record<string, string | undefined>; body: Buffer | undefined } {
  const headers = Object.fromEntries(Object.entries(ctx.request.headers).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]))
  return { headers, body: Buffer.isBuffer(ctx.request.body) ? ctx.request.body : undefined }
}
