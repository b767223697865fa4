import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { listAllPayments, listAllRefunds, listAllReturns } from './ledgers.ts'
import { paymentSchema, presentPayment, presentRefund, refundSchema, returnSchema } from './schemas.ts'

const ofOrder = { orderId: z.string(), number: z.string(), customerName: z.string() }

/** Money and goods of all orders in the order of time, for whoever keeps the books: together they are the turnover. */
export const ledgerRoutes = {
  listAllPayments: route({
    method: 'GET',
    path: '/api/ledgers/payments',
    summary: 'Payments of all orders, newest first',
    permission: 'figures.read',
    query: pageQuery,
    answer: pageOf(paymentSchema.extend(ofOrder)),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listAllPayments(tx, query))
      return { items: items.map(({ number, customerName, ...payment }) => ({ ...presentPayment(payment), number, customerName })), nextCursor }
    },
  }),
  listAllRefunds: route({
    method: 'GET',
    path: '/api/ledgers/refunds',
    summary: 'Money of all orders that was or is to be given back, newest first',
    permission: 'figures.read',
    query: pageQuery,
    answer: pageOf(refundSchema.extend(ofOrder)),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listAllRefunds(tx, query))
      return { items: items.map(({ number, customerName, ...refund }) => ({ ...presentRefund(refund), number, customerName })), nextCursor }
    },
  }),
  listAllReturns: route({
    method: 'GET',
    path: '/api/ledgers/returns',
    summary: 'Goods of all orders that came back, newest first',
    permission: 'figures.read',
    query: pageQuery,
    answer: pageOf(returnSchema.extend({ ...ofOrder, sku: z.string(), name: z.string() })),
    handle: (ctx, { query }) => ctx.transaction((tx) => listAllReturns(tx, query)),
  }),
}
