import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { priceOrder } from '../order-price.ts'
import { readCounterCatalogue } from './catalogue.ts'
import { listCounterConflicts } from './conflicts.ts'
import { counterBatch, namedCode } from './schemas.ts'
import { counterSettings, getCounterSettings, saveCounterSettings } from './settings.ts'
import { listShifts } from './shifts.ts'
import { listNotices, markSeen, syncCounter } from './sync.ts'
import { entryOutcomes } from './tables.ts'

export const counterRoutes = {
  readCounter: route({
    method: 'GET',
    path: '/api/counter',
    summary: 'Goods with prices, receipt head and QRIS for selling without a network',
    permission: 'orders.write',
    answer: z.object({
      goods: z.array(z.object({ variantId: z.string(), name: z.string(), sku: z.string(), price: z.number().int().nullable(), available: z.number().int().nullable(), unit: z.string(), isMadeToOrder: z.boolean() })),
      shop: z.object({ name: z.string(), address: z.string(), phone: z.string() }),
      /** The printed QRIS around its amount; tag 54 and the checksum are the device's to add. */
      qris: z.object({ head: z.string(), tail: z.string() }).nullable(),
      discountLimit: z.number().int(),
      today: z.string(),
    }),
    handle: (ctx) => ctx.transaction(readCounterCatalogue),
  }),
  syncCounter: route({
    method: 'POST',
    path: '/api/counter/sync',
    summary: 'Take what a counter device did, perhaps days ago; sent again it adds nothing',
    permission: 'orders.write',
    body: counterBatch,
    answer: z.object({ results: z.array(z.object({ entryId: z.string(), outcome: z.enum(entryOutcomes), notices: z.array(z.string()), isReplay: z.boolean() })) }),
    handle: async (ctx, { body }) => ({ results: await syncCounter(ctx, body) }),
  }),
  priceCode: route({
    method: 'POST',
    path: '/api/counter/code',
    summary: 'What a code that the buyer names takes off these goods, or why it does not count',
    permission: 'orders.write',
    body: namedCode,
    answer: z.object({ discountCode: z.string().nullable(), discount: z.number().int(), discountNote: z.string() }),
    handle: (ctx, { body }) => ctx.transaction((tx) => priceOrder(tx, { ...body, delivery: 'counter' })),
  }),
  listCounterConflicts: route({
    method: 'GET',
    path: '/api/counter/conflicts',
    summary: 'What the counter oversold, with the orders it touches, and entries to look at',
    permission: 'orders.read',
    answer: z.object({
      items: z.array(z.object({ conflictId: z.string(), saleId: z.string(), variantId: z.string(), name: z.string(), wanted: z.number().int(), missing: z.number().int(), at: timestamp, sentence: z.string(), holders: z.array(z.object({ orderId: z.string(), number: z.string(), source: z.string(), customerName: z.string(), quantity: z.number().int() })) })),
      notices: z.array(z.object({ entryId: z.string(), kind: z.string(), outcome: z.enum(entryOutcomes), notices: z.array(z.string()), happenedAt: timestamp })),
    }),
    handle: (ctx) => ctx.transaction(async (tx) => ({ items: await listCounterConflicts(tx), notices: await listNotices(tx) })),
  }),
  markCounterEntrySeen: route({
    method: 'POST',
    path: '/api/counter/entries/:entryId/seen',
    summary: 'Take an entry that was looked at off the list',
    permission: 'catalog.write',
    params: z.object({ entryId: z.uuid() }),
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => markSeen(tx, params.entryId))
      return {}
    },
  }),
  listCounterShifts: route({
    method: 'GET',
    path: '/api/counter/shifts',
    summary: 'Shifts with what their drawers should hold and did hold, newest first',
    permission: 'payments.confirm',
    query: pageQuery,
    answer: pageOf(z.object({ shiftId: z.string(), deviceId: z.string(), memberId: z.string().nullable(), openedAt: timestamp, closedAt: timestamp.nullable(), countedCash: z.number().int().nullable(), expected: z.number().int(), difference: z.number().int().nullable(), note: z.string() })),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listShifts(tx, query))
      return { items: items.map(({ id, ...shift }) => ({ shiftId: id, ...shift })), nextCursor }
    },
  }),
  getCounterSettings: route({
    method: 'GET',
    path: '/api/counter/settings',
    summary: 'How much staff may take off at the counter',
    permission: 'business.read',
    answer: counterSettings,
    handle: (ctx) => ctx.transaction(getCounterSettings),
  }),
  saveCounterSettings: route({
    method: 'PUT',
    path: '/api/counter/settings',
    summary: 'Decide how much staff may take off at the counter',
    permission: 'business.write',
    body: counterSettings,
    answer: counterSettings,
    handle: (ctx, { body }) => ctx.transaction((tx) => saveCounterSettings(tx, body)),
  }),
}
