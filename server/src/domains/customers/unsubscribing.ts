import { timingSafeEqual } from 'node:crypto'
import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import type { OpenContext } from '#platform/http/route'
import { hasConsent, recordConsent } from './consents.ts'
import type { Tables } from './tables.ts'

const purpose = 'unsubscribe'
const tokenPattern = /^([\w-]{22})\.([\w-]{22})\.([a-z]{1,20})\.([0-9a-f]{64})$/

/** The page on which this customer ends promotions on one channel. Nothing is stored for it: the address proves itself. */
export function unsubscribeAddress(tx: Pick<Transaction, 'secrets' | 'baseUrl' | 'businessId'>, customerId: string, channelType: string): string {
  const subject = [shorten(tx.businessId), shorten(customerId), channelType].join('.')
  return `${tx.baseUrl()}/berhenti/${subject}.${tx.secrets.sign(purpose, subject)}`
}

export interface Unsubscriber {
  ctx: Context
  customerId: string
  channelType: string
}

/** Who is behind an address of ours; `undefined` for whatever is not one. */
export async function findUnsubscriber(ctx: OpenContext, token: string): Promise<Unsubscriber | undefined> {
  const [, business, customer, channelType, signature] = tokenPattern.exec(token) ?? []
  if (!business || !customer || !channelType || !signature) return undefined
  const expected = ctx.secrets.sign(purpose, `${business}.${customer}.${channelType}`)
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return undefined
  const customerId = lengthen(customer)
  const tenantCtx = ctx.forBusiness(lengthen(business), { kind: 'customer', customerId }, ctx.request.id)
  const found = await tenantCtx.transaction((tx) => tenant<Tables>(tx).select('customers').select('id').where('id', '=', customerId).executeTakeFirst())
  return found && { ctx: tenantCtx, customerId, channelType }
}

/** At once, and once: pressing again changes nothing. */
export function unsubscribe({ ctx, customerId, channelType }: Unsubscriber): Promise<void> {
  return ctx.transaction(async (tx) => {
    if (await hasConsent(tx, customerId, 'marketing', channelType)) await recordConsent(tx, { customerId, purpose: 'marketing', channelType, isGranted: false, source: 'form', proof: { page: 'berhenti' } })
  })
}

function shorten(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
}

function lengthen(short: string): string {
  return Buffer.from(short, 'base64url').toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
