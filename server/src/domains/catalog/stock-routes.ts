import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { readCapacity } from './availability.ts'
import { conflictItem, movementItem, stockCount, stockEntry, stockItem, stockSettings } from './schemas.ts'
import { listConflicts, resolveConflict } from './stock-conflicts.ts'
import { countStock, enterStock, produceStock } from './stock-entries.ts'
import { listMovements, listStock } from './stock-list.ts'
import { getStockSettings, saveStockSettings } from './stock-settings.ts'

const variantParams = z.object({ variantId: z.uuid() })
const flag = z.enum(['true', 'false']).optional()

export const stockRoutes = {
  listStock: route({
    method: 'GET',
    path: '/api/stock',
    summary: 'One stock over all channels: on hand, reserved and what can be promised',
    permission: 'catalog.read',
    query: pageQuery.extend({ search: z.string().max(100).optional(), isLow: flag }),
    answer: pageOf(stockItem),
    handle: (ctx, { query }) => ctx.transaction((tx) => listStock(tx, { ...query, isLow: query.isLow === 'true' })),
  }),
  listStockMovements: route({
    method: 'GET',
    path: '/api/stock/movements',
    summary: 'The stock ledger, newest first',
    permission: 'catalog.read',
    query: pageQuery.extend({ variantId: z.uuid().optional() }),
    answer: pageOf(movementItem),
    handle: (ctx, { query }) => ctx.transaction((tx) => listMovements(tx, query)),
  }),
  enterStock: route({
    method: 'POST',
    path: '/api/stock/entries',
    summary: 'Enter goods received, returned or corrected',
    permission: 'catalog.write',
    body: stockEntry,
    answer: z.object({}),
    handle: async (ctx, { body }) => {
      await ctx.transaction((tx) => enterStock(tx, body))
      return {}
    },
  }),
  countStock: route({
    method: 'POST',
    path: '/api/stock/counts',
    summary: 'Enter a stock take; sales made while counting stay right',
    permission: 'catalog.write',
    body: stockCount,
    answer: z.object({ lines: z.array(z.object({ variantId: z.string(), difference: z.number().int(), onHand: z.number().int(), reserved: z.number().int() })) }),
    handle: async (ctx, { body }) => ({ lines: await ctx.transaction((tx) => countStock(tx, body.lines)) }),
  }),
  produceStock: route({
    method: 'POST',
    path: '/api/variants/:variantId/production',
    summary: 'Make pieces from their recipe: ingredients out, finished pieces in',
    permission: 'catalog.write',
    params: variantParams,
    body: z.strictObject({ quantity: z.number().int().min(1).max(1_000_000) }),
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => produceStock(tx, { ...params, ...body }))
      return {}
    },
  }),
  getStockSettings: route({
    method: 'GET',
    path: '/api/variants/:variantId/stock-settings',
    summary: 'How a variant is stocked and what it is made of',
    permission: 'catalog.read',
    params: variantParams,
    answer: stockSettings,
    handle: (ctx, { params }) => ctx.transaction((tx) => getStockSettings(tx, params.variantId)),
  }),
  saveStockSettings: route({
    method: 'PUT',
    path: '/api/variants/:variantId/stock-settings',
    summary: 'Set how a variant is stocked: counted, composed, made to order, pre-order, with warnings and buffer',
    permission: 'catalog.write',
    params: variantParams,
    body: stockSettings,
    answer: stockSettings,
    handle: (ctx, { params, body }) => ctx.transaction((tx) => saveStockSettings(tx, params.variantId, body)),
  }),
  readCapacity: route({
    method: 'GET',
    path: '/api/variants/:variantId/capacity',
    summary: 'Places taken and free by day, for what is made to order',
    permission: 'catalog.read',
    params: variantParams,
    query: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
    answer: z.object({ days: z.array(z.object({ day: z.string(), taken: z.number().int(), free: z.number().int().nullable() })) }),
    handle: (ctx, { params, query }) => {
      const from = query.from ?? ctx.now().toISOString().slice(0, 10)
      return ctx.transaction(async (tx) => ({ days: await readCapacity(tx, params.variantId, { from, to: query.to ?? from }) }))
    },
  }),
  listStockConflicts: route({
    method: 'GET',
    path: '/api/stock/conflicts',
    summary: 'Goods sold although they were promised or gone, not settled yet',
    permission: 'catalog.read',
    answer: z.object({ items: z.array(conflictItem) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listConflicts)).map(({ id, ...conflict }) => ({ conflictId: id, ...conflict })) }),
  }),
  resolveStockConflict: route({
    method: 'POST',
    path: '/api/stock/conflicts/:conflictId/resolve',
    summary: 'Mark a stock conflict as settled',
    permission: 'catalog.write',
    params: z.object({ conflictId: z.uuid() }),
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => resolveConflict(tx, params.conflictId))
      return {}
    },
  }),
}
