import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { getCustomer } from './customers.ts'
import { earnPoints, getLoyaltySettings, readPoints, redeemPoints, saveLoyaltySettings } from './points.ts'
import { loyaltySettings } from './points-rules.ts'
import { countReferrals, issueReferralCode, listAdvocates, recordReferral } from './referrals.ts'
import { askForRating, summariseRatings } from './ratings.ts'

const customerParams = z.object({ customerId: z.uuid() })
const reference = z.string().trim().min(1).max(100)
const place = z.enum(['counter', 'chat', 'order', 'staff'])
const pointEntry = z.object({ entryId: z.string(), kind: z.enum(['earn', 'redeem', 'expire', 'reverse']), points: z.number().int(), reference: z.string(), place: z.string(), at: timestamp, expiresAt: timestamp.nullable() })

export const loyaltyRoutes = {
  getLoyaltySettings: route({
    method: 'GET',
    path: '/api/loyalty',
    summary: 'How the shop thanks: points or stamps',
    permission: 'customers.read',
    answer: loyaltySettings,
    handle: (ctx) => ctx.transaction(getLoyaltySettings),
  }),
  saveLoyaltySettings: route({
    method: 'PUT',
    path: '/api/loyalty',
    summary: 'Change how the shop thanks; what was earned stays',
    permission: 'business.write',
    body: loyaltySettings,
    answer: loyaltySettings,
    handle: (ctx, { body }) => ctx.transaction((tx) => saveLoyaltySettings(tx, body)),
  }),
  getCustomerPoints: route({
    method: 'GET',
    path: '/api/customers/:customerId/points',
    summary: 'Balance and ledger of a customer, newest first, without what is past its time',
    permission: 'customers.read',
    params: customerParams,
    query: pageQuery,
    answer: pageOf(pointEntry).extend({ balance: z.number().int(), settings: loyaltySettings }),
    handle: (ctx, { params, query }) =>
      ctx.transaction(async (tx) => {
        await getCustomer(tx, params.customerId)
        const { items, ...rest } = await readPoints(tx, params.customerId, query)
        return { ...rest, items: items.map(({ id, ...entry }) => ({ entryId: id, ...entry })) }
      }),
  }),
  earnPoints: route({
    method: 'POST',
    path: '/api/customers/:customerId/points/earned',
    summary: 'Points or a stamp for a purchase; the same reference earns once',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ amount: z.number().int().min(0).max(10_000_000_000), reference, place }),
    answer: z.object({ points: z.number().int(), balance: z.number().int() }),
    handle: (ctx, { params, body }) => ctx.transaction((tx) => earnPoints(tx, { customerId: params.customerId, ...body })),
  }),
  redeemPoints: route({
    method: 'POST',
    path: '/api/customers/:customerId/points/used',
    summary: 'Use points, or a full card of stamps; the same reference uses once',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ points: z.number().int().min(1).max(10_000_000), reference, place }),
    answer: z.object({ discount: z.number().int(), reward: z.string(), balance: z.number().int() }),
    handle: (ctx, { params, body }) => ctx.transaction((tx) => redeemPoints(tx, { customerId: params.customerId, ...body })),
  }),
  issueReferralCode: route({
    method: 'PUT',
    path: '/api/customers/:customerId/referral-code',
    summary: 'The code by which a customer brings others, made on first asking',
    permission: 'customers.write',
    params: customerParams,
    answer: z.object({ code: z.string(), newCustomers: z.number().int() }),
    handle: (ctx, { params }) =>
      ctx.transaction(async (tx) => {
        const { id, code } = await issueReferralCode(tx, params.customerId)
        return { code, newCustomers: await countReferrals(tx, id) }
      }),
  }),
  recordReferral: route({
    method: 'POST',
    path: '/api/customers/:customerId/referral',
    summary: 'Note that a new customer came by a code',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ code: z.string().trim().min(3).max(20), reference: z.string().trim().max(100).default('') }),
    answer: z.object({ advocateName: z.string() }),
    handle: (ctx, { params, body }) =>
      ctx.transaction(async (tx) => {
        const { advocateId } = await recordReferral(tx, { customerId: params.customerId, ...body })
        return { advocateName: (await getCustomer(tx, advocateId)).name }
      }),
  }),
  listAdvocates: route({
    method: 'GET',
    path: '/api/advocates',
    summary: 'Customers by how many new ones came with their code',
    permission: 'customers.read',
    answer: z.object({ items: z.array(z.object({ customerId: z.string(), code: z.string(), newCustomers: z.number().int() })) }),
    handle: async (ctx) => ({ items: await ctx.transaction((tx) => listAdvocates(tx)) }),
  }),
  askForRating: route({
    method: 'POST',
    path: '/api/customers/:customerId/ratings',
    summary: 'A link on which the customer says with one tap how an order or conversation was; the same one when asked again',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ subjectType: z.enum(['conversation', 'order']), subjectId: z.uuid() }),
    answer: z.object({ address: z.string(), isNew: z.boolean() }),
    handle: (ctx, { params, body }) =>
      ctx.transaction(async (tx) => {
        const { customerId } = await getCustomer(tx, params.customerId)
        const { address, isNew } = await askForRating(tx, { customerId, ...body })
        return { address, isNew }
      }),
  }),
  summariseRatings: route({
    method: 'GET',
    path: '/api/ratings/summary',
    summary: 'Satisfaction with its response rate and reasons, over the last days',
    permission: 'customers.read',
    query: z.object({ days: z.coerce.number().int().min(1).max(730).default(30) }),
    answer: z.object({
      asked: z.number().int(),
      answered: z.number().int(),
      responseRate: z.number().nullable(),
      csat: z.number().nullable(),
      average: z.number().nullable(),
      reasons: z.array(z.object({ reason: z.string(), good: z.number().int(), bad: z.number().int() })),
      channels: z.array(z.object({ channelType: z.string().nullable(), asked: z.number().int(), answered: z.number().int(), good: z.number().int() })),
    }),
    handle: (ctx, { query }) => ctx.transaction((tx) => summariseRatings(tx, new Date(tx.now().getTime() - query.days * 86_400_000))),
  }),
}
