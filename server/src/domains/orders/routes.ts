import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { getOrder, listOrders, updateOrder, type OrderWithLines } from './orders.ts'
import { orderStatuses } from './tables.ts'

const orderParams = z.object({ orderId: z.uuid() })

const orderSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  source: z.string(),
  customerName: z.string(),
  phone: z.string().nullable(),
  status: z.enum(orderStatuses),
  subtotal: z.number().int(),
  discount: z.number().int(),
  shippingFee: z.number().int(),
  total: z.number().int(),
  courier: z.string(),
  trackingNumber: z.string().nullable(),
  promisedOn: z.string().nullable(),
  isSample: z.boolean(),
  placedAt: timestamp,
  lines: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.number().int(), unitPrice: z.number().int() })),
})

export const routes = {
  listOrders: route({
    method: 'GET',
    path: '/api/orders',
    summary: 'Orders, newest first',
    permission: 'orders.read',
    query: pageQuery.extend({ status: z.enum(orderStatuses).optional(), search: z.string().max(100).optional() }),
    answer: pageOf(orderSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listOrders(tx, query))
      return { items: items.map(present), nextCursor }
    },
  }),
  getOrder: route({
    method: 'GET',
    path: '/api/orders/:orderId',
    summary: 'One order',
    permission: 'orders.read',
    params: orderParams,
    answer: orderSchema,
    handle: async (ctx, { params }) => present(await ctx.transaction((tx) => getOrder(tx, params.orderId))),
  }),
  updateOrder: route({
    method: 'PATCH',
    path: '/api/orders/:orderId',
    summary: 'Change status, courier, tracking number or promised date of an order',
    permission: 'orders.write',
    params: orderParams,
    body: z.strictObject({
      status: z.enum(orderStatuses).optional(),
      courier: z.string().trim().max(100).optional(),
      trackingNumber: z.string().trim().max(100).nullable().optional(),
      promisedOn: z.iso.date().nullable().optional(),
    }),
    answer: orderSchema,
    handle: async (ctx, { params, body }) => present(await ctx.transaction((tx) => updateOrder(tx, params.orderId, body))),
  }),
}

function present({ id, ...order }: OrderWithLines) {
  return { orderId: id, ...order }
}
