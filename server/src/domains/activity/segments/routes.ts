import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { findCustomers, getCustomer } from '#domains/customers'
import type { Reason } from './evaluate.ts'
import { conditionSchema, ruleSchema, type Condition, type Rule } from './rule.ts'
import { checkRule, countRule, getSegment, listMembers, listSegments, saveSegment, segmentsOf, setSegmentDeleted, type Segment, type SegmentMember } from './segments.ts'

const segmentParams = z.object({ segmentId: z.string().min(1).max(60) })
const ruleIn = z.union([conditionSchema, z.record(z.string(), z.unknown())]).transform((given): unknown => given).pipe(ruleSchema).meta({ description: 'A tree of {all: […]}, {any: […]}, {not: …} and conditions {field, operator, value}' })
const ruleOut = z.custom<Rule>()
const segmentSchema = z.object({ segmentId: z.string(), name: z.string(), rule: ruleOut, isReady: z.boolean() })
const segmentBody = z.strictObject({ name: z.string().trim().min(1, 'Nama kelompok belum diisi').max(60), rule: ruleIn })
const reasonSchema = z.object({ condition: z.custom<Condition>(), actual: z.number().int().nullable(), isNegated: z.boolean() }) satisfies z.ZodType<Reason>
const memberSchema = z.object({
  customerId: z.string(),
  name: z.string(),
  orders: z.number().int(),
  spend: z.number().int(),
  lastOrderOn: z.string().nullable(),
  reasons: z.array(reasonSchema),
})

export const segmentRoutes = {
  listSegments: route({
    method: 'GET',
    path: '/api/segments',
    summary: 'Groups of customers, ready and own, with how many are in each and how many of a month ago bought since',
    permission: 'customers.read',
    answer: z.object({ items: z.array(segmentSchema.extend({ members: z.number().int(), figure: z.object({ asOf: z.string(), members: z.number().int(), bought: z.number().int() }).nullable() })) }),
    handle: async (ctx) => ({ items: await ctx.transaction(listSegments) }),
  }),
  addSegment: route({
    method: 'POST',
    path: '/api/segments',
    summary: 'Keep a rule as a group of customers',
    permission: 'customers.write',
    body: segmentBody,
    status: 201,
    answer: segmentSchema,
    handle: (ctx, { body }) => ctx.transaction((tx) => saveSegment(tx, body)),
  }),
  changeSegment: route({
    method: 'PUT',
    path: '/api/segments/:segmentId',
    summary: "Change a group of the shop's own",
    permission: 'customers.write',
    params: z.object({ segmentId: z.uuid() }),
    body: segmentBody,
    answer: segmentSchema,
    handle: (ctx, { params, body }) => ctx.transaction((tx) => saveSegment(tx, { ...params, ...body })),
  }),
  setSegmentDeleted: route({
    method: 'POST',
    path: '/api/segments/:segmentId/deleted',
    summary: "Take a group of the shop's own away, or bring it back",
    permission: 'customers.write',
    params: z.object({ segmentId: z.uuid() }),
    body: z.strictObject({ isDeleted: z.boolean() }),
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => setSegmentDeleted(tx, params.segmentId, body.isDeleted))
      return {}
    },
  }),
  previewSegment: route({
    method: 'POST',
    path: '/api/segments/preview',
    summary: 'How many customers a rule finds, and the first of them with why',
    permission: 'customers.read',
    body: z.strictObject({ rule: ruleIn }),
    answer: z.object({ count: z.number().int(), people: z.array(memberSchema) }),
    handle: (ctx, { body }) => ctx.transaction(async (tx) => {
        await checkRule(tx, body.rule)
        return { count: await countRule(tx, body.rule), people: await present(tx, (await listMembers(tx, body.rule, { limit: 5 })).items) }
      }),
  }),
  listSegmentMembers: route({
    method: 'GET',
    path: '/api/segments/:segmentId/members',
    summary: 'Who is in a group, each with why',
    permission: 'customers.read',
    params: segmentParams,
    query: pageQuery,
    answer: pageOf(memberSchema).extend({ segment: segmentSchema }),
    handle: (ctx, { params, query }) =>
      ctx.transaction(async (tx) => {
        const segment: Segment = await getSegment(tx, params.segmentId)
        const { items, nextCursor } = await listMembers(tx, segment.rule, query)
        return { segment, items: await present(tx, items), nextCursor }
      }),
  }),
  listSegmentsOfCustomer: route({
    method: 'GET',
    path: '/api/customers/:customerId/segments',
    summary: 'The groups that a customer is in, each with why',
    permission: 'customers.read',
    params: z.object({ customerId: z.uuid() }),
    answer: z.object({ items: z.array(segmentSchema.extend({ reasons: z.array(reasonSchema) })) }),
    handle: async (ctx, { params }) => ({ items: await ctx.transaction(async (tx) => segmentsOf(tx, (await getCustomer(tx, params.customerId)).customerId)) }),
  }),
}

async function present(tx: Transaction, members: SegmentMember[]) {
  const names = await findCustomers(tx, members.map((member) => member.customerId))
  return members.map(({ customerId, profile, reasons }) => ({ customerId, name: names.get(customerId)?.name ?? '', orders: profile.orders, spend: profile.spend, lastOrderOn: profile.lastOrderOn, reasons }))
}
