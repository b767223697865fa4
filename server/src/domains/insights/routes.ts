import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { findCustomers, getCustomer } from '#domains/customers'
import { findVariantFacts } from '#domains/catalog'
import { describeCustomer } from './customer-values.ts'
import { decide, findDecision, listDecisions } from './decisions.ts'
import { readHome } from './home.ts'
import { listOverstock } from './overstock.ts'
import { planRefresh, refreshWhenOld } from './refresh.ts'
import { getInsightSettings, insightSettings, saveInsightSettings } from './settings.ts'
import { supplierText } from './supplier-text.ts'
import { decisionStatuses, type DecisionRow } from './tables.ts'

const count = z.number().int()
const figures = z.object({ from: z.string(), to: z.string(), chats: count, ordering: count, orders: count, amount: count })
const decisionSchema = z.object({
  decisionId: z.string(),
  kind: z.string(),
  status: z.enum(decisionStatuses),
  facts: z.record(z.string(), z.custom<JsonValue>()),
  low: count,
  high: count,
  subjects: count,
})
const range = z.object({ low: count, high: count })

const present = ({ id, kind, status, facts, low, high, subjects }: DecisionRow) => ({ decisionId: id, kind, status, facts, low, high, subjects: subjects.length })

export const routes = {
  getHome: route({
    method: 'GET',
    path: '/api/home',
    summary: 'Yesterday and this week in figures, what waits, and this week’s suggestions',
    permission: 'figures.read',
    answer: z.object({
      today: z.string(),
      yesterday: figures,
      week: figures,
      weekBefore: figures,
      waiting: count,
      knownDays: count,
      calendar: z.array(z.string()),
      decisions: z.array(decisionSchema),
      refreshedAt: timestamp.nullable(),
    }),
    handle: async (ctx) => {
      const { refreshedAt } = await refreshWhenOld(ctx)
      return ctx.transaction(async (tx) => ({ ...(await readHome(tx)), decisions: (await listDecisions(tx)).map(present), refreshedAt }))
    },
  }),
  getDecision: route({
    method: 'GET',
    path: '/api/decisions/:decisionId',
    summary: 'The rows that a suggestion rests on',
    permission: 'figures.read',
    params: z.object({ decisionId: z.uuid() }),
    answer: z.object({ rows: z.array(z.object({ rowId: z.string(), type: z.enum(['customer', 'variant', 'conversation']), name: z.string() })) }),
    handle: (ctx, { params }) =>
      ctx.transaction(async (tx) => {
        const { kind, subjects } = await findDecision(tx, params.decisionId)
        if (kind === 'unanswered') return { rows: subjects.map((rowId) => ({ rowId, type: 'conversation' as const, name: '' })) }
        if (kind === 'slipping' || kind === 'long-gone') {
          const people = await findCustomers(tx, subjects)
          return { rows: subjects.map((rowId) => ({ rowId, type: 'customer' as const, name: people.get(rowId)?.name ?? '' })) }
        }
        const goods = await findVariantFacts(tx, subjects)
        return { rows: subjects.map((rowId) => ({ rowId, type: 'variant' as const, name: goods.get(rowId)?.name ?? '' })) }
      }),
  }),
  decide: route({
    method: 'POST',
    path: '/api/decisions/:decisionId',
    summary: 'Put a suggestion off, mark it done or wrong, or take that back; what is wrong does not come again on the same evidence',
    permission: 'business.write',
    params: z.object({ decisionId: z.uuid() }),
    body: z.strictObject({ status: z.enum(decisionStatuses) }),
    answer: decisionSchema,
    handle: async (ctx, { params, body }) => present(await ctx.transaction((tx) => decide(tx, params.decisionId, body.status))),
  }),
  getCustomerInsight: route({
    method: 'GET',
    path: '/api/customers/:customerId/insight',
    summary: 'What is known of a customer’s buying, each with how often it was seen; what was seen too seldom is null',
    permission: 'customers.read',
    params: z.object({ customerId: z.uuid() }),
    answer: z.object({
      orders: count,
      spend: count,
      firstOrderOn: z.string().nullable(),
      lastOrderOn: z.string().nullable(),
      favourites: z.array(z.object({ variantId: z.string(), name: z.string(), inOrders: count, pieces: count })),
      weekday: z.object({ weekday: count, inOrders: count }).nullable(),
      channel: z.object({ channel: z.string(), inOrders: count }).nullable(),
      usualAmount: range.nullable(),
      rhythm: z.object({ usualDays: count, sinceDays: count, nextFrom: z.string(), nextTo: z.string(), isLate: z.boolean() }).nullable(),
      value: range.extend({ spend: count, days: count }).nullable(),
      alivePercent: count.nullable(),
    }),
    handle: (ctx, { params }) => ctx.transaction(async (tx) => describeCustomer(tx, (await getCustomer(tx, params.customerId)).customerId)),
  }),
  getSupplierText: route({
    method: 'GET',
    path: '/api/stock-advice/text',
    summary: 'What to order now as a text for the supplier',
    permission: 'catalog.read',
    answer: z.object({ text: z.string(), goods: count }),
    handle: (ctx) => ctx.transaction(supplierText),
  }),
  listOverstock: route({
    method: 'GET',
    path: '/api/stock-advice/overstock',
    summary: 'Goods of which more is there than will sell soon, the longest first, at most 20',
    permission: 'catalog.read',
    answer: z.object({ items: z.array(z.object({ variantId: z.string(), name: z.string(), onHand: count, lastsDays: count.nullable() })) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listOverstock)).slice(0, 20).map(({ variantId, name, onHand, lastsDays }) => ({ variantId, name, onHand, lastsDays })) }),
  }),
  getInsightSettings: route({
    method: 'GET',
    path: '/api/insight-settings',
    summary: 'Minutes a reply takes by hand, and how long suppliers take',
    permission: 'orders.read',
    answer: insightSettings,
    handle: (ctx) => ctx.transaction(getInsightSettings),
  }),
  saveInsightSettings: route({
    method: 'PUT',
    path: '/api/insight-settings',
    summary: 'Change them',
    permission: 'business.write',
    body: insightSettings,
    answer: insightSettings,
    handle: (ctx, { body }) =>
      ctx.transaction(async (tx) => {
        const { supplierDays, orderEveryDays } = await getInsightSettings(tx)
        // How much to order follows from how long it takes.
        if (body.supplierDays !== supplierDays || body.orderEveryDays !== orderEveryDays) await planRefresh(tx)
        return saveInsightSettings(tx, body)
      }),
  }),
}
