import { z } from 'zod'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { getCustomer } from '#domains/customers'
import { offerBeside, offerToCustomer } from './offering.ts'

const count = z.number().int()
const reason = z.union([
  z.object({ kind: z.literal('buy-again'), usualDays: count, sinceDays: count }),
  z.object({ kind: z.literal('also-bought'), with: z.string().default(''), together: count, of: count }),
  z.object({ kind: z.literal('taste') }),
  z.object({ kind: z.literal('best-seller'), orders: count, days: count }),
])
const offers = z.object({
  items: z.array(z.object({ variantId: z.string(), name: z.string(), price: count, available: count.nullable(), reason })),
  fallback: z.object({ reason: z.enum(['few-orders', 'few-people', 'not-better']), have: count, need: count }).nullable(),
  measured: z.object({ tried: count, hits: count, bestSellerHits: count }).nullable(),
  computedAt: timestamp.nullable(),
})
/** Ids with commas between. */
const ids = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:,|$))*$/
const limit = z.coerce.number().int().min(1).max(12).default(4)

export const routes = {
  listOffersToCustomer: route({
    method: 'GET',
    path: '/api/customers/:customerId/recommendations',
    summary: 'What to offer to a customer, each with why, and how often such offers were right on the shop’s own orders',
    permission: 'customers.read',
    params: z.object({ customerId: z.uuid() }),
    query: z.object({ limit }),
    answer: offers,
    handle: (ctx, { params, query }) => ctx.transaction(async (tx) => offerToCustomer(tx, (await getCustomer(tx, params.customerId)).customerId, query.limit)),
  }),
  listOffersBeside: route({
    method: 'GET',
    path: '/api/recommendations',
    summary: 'What goes with these goods; the best sellers where nothing is known',
    permission: 'catalog.read',
    query: z.object({ basket: z.string().max(1_900).regex(ids).default(''), limit: limit.default(3) }),
    answer: offers,
    handle: (ctx, { query }) => ctx.transaction((tx) => offerBeside(tx, query.basket.split(',').filter(Boolean), query.limit)),
  }),
}
