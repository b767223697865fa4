import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { renewTimeline } from './journey-renewal.ts'
import { allowMerge, listMergeSuggestions, refuseMerge, suggestMerges, type MergeSuggestion } from './merge-suggestions.ts'
import { listMerges, mergeCustomers, undoMerge } from './merging.ts'
import type { CustomerMergeRow } from './tables.ts'
import { listTimeline } from './timeline.ts'

const customerParams = z.object({ customerId: z.uuid() })

const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phone'), value: z.string(), isProven: z.boolean() }),
  z.object({ kind: z.literal('email'), value: z.string() }),
  z.object({ kind: z.literal('parcel-card'), value: z.string() }),
  z.object({ kind: z.literal('name'), value: z.string() }),
])
const person = z.object({ customerId: z.string(), name: z.string(), phone: z.string().nullable(), email: z.string().nullable(), channelTypes: z.array(z.string()), lastSeenAt: timestamp })
const suggestionSchema = z.object({ customer: person, other: person, evidence: z.array(evidence), isWeak: z.boolean() })
const mergeSchema = z.object({ mergeId: z.string(), survivorId: z.string(), absorbedId: z.string(), evidence: z.array(evidence), statement: z.string(), mergedAt: timestamp, undoneAt: timestamp.nullable() })
const timelineItem = z.object({
  entryId: z.string(),
  kind: z.string(),
  at: timestamp,
  channelType: z.string().nullable(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  details: z.record(z.string(), z.json()),
})

export const mergeRoutes = {
  listCustomerTimeline: route({
    method: 'GET',
    path: '/api/customers/:customerId/timeline',
    summary: 'The dated journey of a customer over all channels, newest first',
    permission: 'customers.read',
    params: customerParams,
    query: pageQuery,
    answer: pageOf(timelineItem),
    handle: (ctx, { params, query }) => ctx.transaction((tx) => listTimeline(tx, params.customerId, query)),
  }),
  renewCustomerTimeline: route({
    method: 'POST',
    path: '/api/customers/:customerId/timeline/renewal',
    summary: 'Write the journey of a customer anew from chats, orders, consents, points and ratings',
    permission: 'customers.write',
    params: customerParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => renewTimeline(tx, params.customerId))
      return {}
    },
  }),
  suggestMerges: route({
    method: 'GET',
    path: '/api/customers/:customerId/merge-suggestions',
    summary: 'Who else may be this person, with reasons, and the merges that stand',
    permission: 'customers.read',
    params: customerParams,
    answer: z.object({ suggestions: z.array(suggestionSchema), merges: z.array(mergeSchema.extend({ absorbedName: z.string() })) }),
    handle: (ctx, { params }) =>
      ctx.transaction(async (tx) => ({
        suggestions: (await suggestMerges(tx, params.customerId)).map(presentSuggestion),
        merges: (await listMerges(tx, params.customerId)).map((merge) => ({ ...presentMerge(merge), absorbedName: merge.absorbedName })),
      })),
  }),
  listMergeSuggestions: route({
    method: 'GET',
    path: '/api/merge-suggestions',
    summary: 'Pairs of customers that share a phone number or e-mail address',
    permission: 'customers.read',
    query: pageQuery,
    answer: pageOf(suggestionSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listMergeSuggestions(tx, query))
      return { items: items.map(presentSuggestion), nextCursor }
    },
  }),
  mergeCustomers: route({
    method: 'POST',
    path: '/api/customers/:customerId/merges',
    summary: 'Make another customer one with this one; undone by its id',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ otherCustomerId: z.uuid(), statement: z.string().trim().max(500).optional() }),
    answer: mergeSchema,
    handle: (ctx, { params, body }) =>
      ctx.transaction(async (tx) => presentMerge(await mergeCustomers(tx, { survivorId: params.customerId, absorbedId: body.otherCustomerId, statement: body.statement }))),
  }),
  undoMerge: route({
    method: 'DELETE',
    path: '/api/merges/:mergeId',
    summary: 'Take a merge back: two customers again, everything in its place',
    permission: 'customers.write',
    params: z.object({ mergeId: z.uuid() }),
    answer: mergeSchema,
    handle: (ctx, { params }) => ctx.transaction(async (tx) => presentMerge(await undoMerge(tx, params.mergeId))),
  }),
  refuseMerge: route({
    method: 'POST',
    path: '/api/customers/:customerId/merge-refusals',
    summary: 'Say that two customers are different people',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ otherCustomerId: z.uuid() }),
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => refuseMerge(tx, params.customerId, body.otherCustomerId))
      return {}
    },
  }),
  allowMerge: route({
    method: 'DELETE',
    path: '/api/customers/:customerId/merge-refusals/:otherCustomerId',
    summary: 'Suggest this pair again',
    permission: 'customers.write',
    params: z.object({ customerId: z.uuid(), otherCustomerId: z.uuid() }),
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => allowMerge(tx, params.customerId, params.otherCustomerId))
      return {}
    },
  }),
}

function presentSuggestion({ customer, other, ...rest }: MergeSuggestion) {
  return { customer: presentPerson(customer), other: presentPerson(other), ...rest }
}

function presentPerson({ customerId, name, phone, email, identities, lastSeenAt }: MergeSuggestion['customer']) {
  return { customerId, name, phone, email, channelTypes: [...new Set(identities.map((identity) => identity.channelType))], lastSeenAt }
}

function presentMerge({ id, evidence: found, ...merge }: CustomerMergeRow) {
  return { mergeId: id, ...merge, evidence: z.array(evidence).parse(found) }
}
