import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { changeLines, previewLines } from './changing-lines.ts'
import { sellAtCounter } from './counter.ts'
import { listPayments } from './money.ts'
import { changeDetails, listOrders, listSources, listWork } from './orders.ts'
import { listNeeds } from './needs.ts'
import { placeOrder } from './placing.ts'
import { cancelOrder, moveOrder, restoreOrder } from './progress.ts'
import { listPromises, movePromise } from './promises.ts'
import { listRefunds } from './refunds.ts'
import { listReturns, returnOrder } from './returns.ts'
import { changedPrice, counterSale, detailChanges, lineChange, newOrder, newReturn, orderDetailSchema, orderParams, orderSchema, presentOrder, presentPayment, presentRefund, presentStage, stageSchema } from './schemas.ts'
import { enterStage, listStages } from './stages.ts'
import { getOrder } from './store.ts'
import { orderStatuses } from './tables.ts'

export const routes = {
  listOrders: route({
    method: 'GET',
    path: '/api/orders',
    summary: 'Orders of every channel, newest first',
    permission: 'orders.read',
    query: pageQuery.extend({ status: z.enum(orderStatuses).optional(), source: z.string().max(40).optional(), isLate: z.enum(['true', 'false']).optional(), customerId: z.uuid().optional(), conversationId: z.uuid().optional(), search: z.string().max(100).optional() }),
    answer: pageOf(orderSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listOrders(tx, { ...query, isLate: query.isLate === 'true' }))
      return { items: items.map(presentOrder), nextCursor }
    },
  }),
  listOrderSources: route({
    method: 'GET',
    path: '/api/orders/sources',
    summary: 'Where this shop has orders from',
    permission: 'orders.read',
    answer: z.object({ sources: z.array(z.string()) }),
    handle: async (ctx) => ({ sources: await ctx.transaction(listSources) }),
  }),
  listWork: route({
    method: 'GET',
    path: '/api/orders/work',
    summary: 'Orders in work for the board, the promised first',
    permission: 'orders.read',
    answer: z.object({ items: z.array(orderSchema) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listWork)).map(presentOrder) }),
  }),
  listIngredientNeeds: route({
    method: 'GET',
    path: '/api/orders/needs',
    summary: 'Ingredients that orders in work need, and what has to be bought',
    permission: 'orders.read',
    query: z.object({ until: z.iso.date().optional() }),
    answer: z.object({ items: z.array(z.object({ variantId: z.string(), name: z.string(), unit: z.string(), needed: z.number().int(), available: z.number().int().nullable(), missing: z.number().int() })) }),
    handle: async (ctx, { query }) => ({ items: await ctx.transaction((tx) => listNeeds(tx, query.until)) }),
  }),
  placeOrder: route({
    method: 'POST',
    path: '/api/orders',
    summary: 'Take an order: priced from the shop’s rows, goods held until it is paid',
    permission: 'orders.write',
    body: newOrder,
    status: 201,
    answer: orderDetailSchema,
    handle: (ctx, { body }) => ctx.transaction(async (tx) => readDetail(tx, (await placeOrder(tx, body)).id)),
  }),
  sellAtCounter: route({
    method: 'POST',
    path: '/api/orders/counter-sales',
    summary: 'Record a sale over the counter: goods and money change hands at once',
    permission: 'orders.write',
    body: counterSale,
    status: 201,
    answer: orderDetailSchema,
    handle: (ctx, { body }) => ctx.transaction(async (tx) => readDetail(tx, (await sellAtCounter(tx, body)).id)),
  }),
  getOrder: route({
    method: 'GET',
    path: '/api/orders/:orderId',
    summary: 'One order with its payments, returns, stages and promised dates',
    permission: 'orders.read',
    params: orderParams,
    answer: orderDetailSchema,
    handle: (ctx, { params }) => ctx.transaction((tx) => readDetail(tx, params.orderId)),
  }),
  updateOrder: route({
    method: 'PATCH',
    path: '/api/orders/:orderId',
    summary: 'Move an order forward, or change courier, tracking number, address or note',
    permission: 'orders.write',
    params: orderParams,
    body: detailChanges.extend({ status: z.enum(orderStatuses).optional(), before: detailChanges.optional() }),
    answer: orderDetailSchema,
    handle: (ctx, { params: { orderId }, body: { status, before, ...changes } }) =>
      ctx.transaction(async (tx) => {
        await changeDetails(tx, orderId, changes, before)
        if (status) await moveOrder(tx, orderId, status)
        return readDetail(tx, orderId)
      }),
  }),
  previewOrderLines: route({
    method: 'POST',
    path: '/api/orders/:orderId/lines/preview',
    summary: 'What an order that is not paid would cost with other goods, and a text for its buyer; changes nothing',
    permission: 'orders.write',
    params: orderParams,
    body: lineChange,
    answer: changedPrice,
    handle: (ctx, { params, body }) => ctx.transaction((tx) => previewLines(tx, params.orderId, body)),
  }),
  changeOrderLines: route({
    method: 'PUT',
    path: '/api/orders/:orderId/lines',
    summary: 'Put other goods on an order that is not paid: priced anew, held anew, or nothing changes',
    permission: 'orders.write',
    params: orderParams,
    body: lineChange,
    answer: changedPrice,
    handle: (ctx, { params, body }) => ctx.transaction((tx) => changeLines(tx, params.orderId, body)),
  }),
  movePromise: route({
    method: 'POST',
    path: '/api/orders/:orderId/promise',
    summary: 'Move the promised date; the old one stays in the history',
    permission: 'orders.promise',
    params: orderParams,
    body: z.strictObject({ promisedOn: z.iso.date().nullable(), reason: z.string().trim().max(300).default('') }),
    answer: orderDetailSchema,
    handle: (ctx, { params: { orderId }, body }) =>
      ctx.transaction(async (tx) => {
        await movePromise(tx, orderId, body)
        return readDetail(tx, orderId)
      }),
  }),
  cancelOrder: route({
    method: 'POST',
    path: '/api/orders/:orderId/cancel',
    summary: 'Give an order up: goods go back, money that came is listed to be given back',
    permission: 'orders.write',
    params: orderParams,
    body: z.strictObject({ reason: z.string().trim().max(300).default('') }),
    answer: orderDetailSchema,
    handle: (ctx, { params: { orderId }, body }) =>
      ctx.transaction(async (tx) => {
        await cancelOrder(tx, orderId, body.reason)
        return readDetail(tx, orderId)
      }),
  }),
  restoreOrder: route({
    method: 'POST',
    path: '/api/orders/:orderId/restore',
    summary: 'Take a cancellation back while the goods are still there',
    permission: 'orders.write',
    params: orderParams,
    answer: orderDetailSchema,
    handle: (ctx, { params: { orderId } }) =>
      ctx.transaction(async (tx) => {
        await restoreOrder(tx, orderId)
        return readDetail(tx, orderId)
      }),
  }),
  returnOrder: route({
    method: 'POST',
    path: '/api/orders/:orderId/returns',
    summary: 'Take goods back, all or some, with a refund to make',
    permission: 'orders.write',
    params: orderParams,
    body: newReturn,
    answer: orderDetailSchema,
    handle: (ctx, { params: { orderId }, body }) =>
      ctx.transaction(async (tx) => {
        await returnOrder(tx, orderId, body)
        return readDetail(tx, orderId)
      }),
  }),
  enterStage: route({
    method: 'POST',
    path: '/api/orders/:orderId/stages',
    summary: 'Note the step that the work has reached',
    permission: 'orders.write',
    params: orderParams,
    body: z.strictObject({ stage: z.string().trim().min(1).max(40), note: z.string().trim().max(500).default('') }),
    status: 201,
    answer: stageSchema,
    handle: async (ctx, { params, body }) => presentStage(await ctx.transaction((tx) => enterStage(tx, params.orderId, body))),
  }),
}

async function readDetail(tx: Transaction, orderId: string) {
  const order = await getOrder(tx, orderId)
  return {
    ...presentOrder(order),
    payments: (await listPayments(tx, orderId)).map(presentPayment),
    refunds: (await listRefunds(tx, orderId)).map(presentRefund),
    returns: await listReturns(tx, orderId),
    stages: (await listStages(tx, orderId)).map(presentStage),
    promises: await listPromises(tx, orderId),
  }
}
