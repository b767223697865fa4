import { z } from 'zod'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { countCustomers } from '#domains/customers'
import { applyFix, undoFix } from './fixes.ts'
import { judgeQuality } from './quality.ts'
import { fixKinds } from './tables.ts'

const kind = z.enum(fixKinds)
const item = z.object({
  kind,
  name: z.string(),
  variantId: z.string().optional(),
  customerId: z.string().optional(),
  otherCustomerId: z.string().optional(),
  otherName: z.string().optional(),
  evidence: z.array(z.object({ kind: z.string(), value: z.string() })).optional(),
  offer: z.number().int().optional(),
  price: z.number().int().nullable().optional(),
  countedAt: timestamp.optional(),
  rows: z.number().int(),
})

export const routes = {
  getDataQuality: route({
    method: 'GET',
    path: '/api/data-quality',
    summary: 'How good the data are, and the cheapest fixes first',
    permission: 'customers.read',
    answer: z.object({
      score: z.number().int().nullable(),
      checks: z.array(z.object({ kind, bad: z.number().int(), total: z.number().int() })),
      fixes: z.array(z.object({ kind, items: z.array(item) })),
      unreadablePhones: z.array(z.object({ customerId: z.string(), name: z.string(), phone: z.string() })),
    }),
    handle: (ctx) => ctx.transaction(async (tx) => judgeQuality(tx, await countCustomers(tx))),
  }),
  applyQualityFix: route({
    method: 'POST',
    path: '/api/data-quality/fixes',
    summary: 'Put one thing right; undone by its id',
    permission: 'business.write',
    body: z.strictObject({ kind, variantId: z.uuid().optional(), customerId: z.uuid().optional(), otherCustomerId: z.uuid().optional(), amount: z.number().int().min(0).max(10_000_000_000).optional() }),
    answer: z.object({ fixId: z.string(), kind, rows: z.number().int() }),
    handle: async (ctx, { body }) => {
      const { id, kind: fixed, rowCount } = await ctx.transaction((tx) => applyFix(tx, body))
      return { fixId: id, kind: fixed, rows: rowCount }
    },
  }),
  undoQualityFix: route({
    method: 'DELETE',
    path: '/api/data-quality/fixes/:fixId',
    summary: 'Take a fix back',
    permission: 'business.write',
    params: z.object({ fixId: z.uuid() }),
    answer: z.object({ fixId: z.string(), undoneAt: timestamp.nullable() }),
    handle: async (ctx, { params }) => {
      const { id, undoneAt } = await ctx.transaction((tx) => undoFix(tx, params.fixId))
      return { fixId: id, undoneAt }
    },
  }),
}
