import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { rawRoute, route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { streamDataCopy } from './data-copy.ts'
import { closeDataRequest, countOpenDataRequests, isOverdue, listDataRequests, registerDataRequest, type DataRequest } from './data-requests.ts'
import { eraseCustomer } from './erasing.ts'
import { setAssistantOff, setRestricted } from './restriction.ts'
import { customerSchema } from './schemas.ts'
import { dataRequestKinds, dataRequestStatuses } from './tables.ts'

const customerParams = z.object({ customerId: z.uuid() })

const dataRequestSchema = z.object({
  dataRequestId: z.string(),
  /** `null` once the person was erased. */
  customerId: z.string().nullable(),
  customerName: z.string(),
  kind: z.enum(dataRequestKinds),
  status: z.enum(dataRequestStatuses),
  source: z.string(),
  note: z.string(),
  outcome: z.string(),
  receivedAt: timestamp,
  /** 3×24 hours after it was received. */
  dueAt: timestamp,
  isOverdue: z.boolean(),
  closedAt: timestamp.nullable(),
})
const erasureSchema = z.object({ removed: z.record(z.string(), z.number().int()), emptied: z.record(z.string(), z.number().int()), fileCount: z.number().int() })

export const dataRequestRoutes = {
  listDataRequests: route({
    method: 'GET',
    path: '/api/data-requests',
    summary: 'What people asked about their data, with its 3×24 hour clock; the time of the server for the countdown',
    permission: 'customers.read',
    query: pageQuery.extend({ state: z.enum(['open', 'closed']).default('open'), customerId: z.uuid().optional() }),
    answer: pageOf(dataRequestSchema).extend({ now: timestamp, openCount: z.number().int(), overdueCount: z.number().int() }),
    handle: (ctx, { query }) =>
      ctx.transaction(async (tx) => {
        const { items, nextCursor } = await listDataRequests(tx, { ...query, isOpen: query.state === 'open' })
        const { open, overdue } = await countOpenDataRequests(tx)
        return { items: items.map((request) => present(request, tx.now())), nextCursor, now: tx.now(), openCount: open, overdueCount: overdue }
      }),
  }),
  registerDataRequest: route({
    method: 'POST',
    path: '/api/customers/:customerId/data-requests',
    summary: 'Note that a customer asked something about their data',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ kind: z.enum(dataRequestKinds), source: z.enum(['chat', 'counter', 'phone', 'letter', 'email']), note: z.string().trim().max(2_000).default(''), receivedAt: z.iso.datetime({ offset: true }).optional() }),
    answer: dataRequestSchema,
    handle: (ctx, { params, body }) =>
      ctx.transaction(async (tx) => present(await registerDataRequest(tx, { customerId: params.customerId, kind: body.kind, source: body.source, note: body.note, ...(body.receivedAt ? { receivedAt: new Date(body.receivedAt) } : {}) }), tx.now())),
  }),
  closeDataRequest: route({
    method: 'POST',
    path: '/api/data-requests/:dataRequestId/closing',
    summary: 'Honour or refuse a request: restrict, erase and object are done at once',
    permission: 'privacy.write',
    params: z.object({ dataRequestId: z.uuid() }),
    body: z.strictObject({ status: z.enum(['done', 'refused']), outcome: z.string().trim().max(2_000).default(''), objectsTo: z.enum(['marketing', 'assistant']).optional() }),
    answer: z.object({ request: dataRequestSchema, erasure: erasureSchema.nullable() }),
    handle: (ctx, { params, body }) =>
      ctx.transaction(async (tx) => {
        const { request, erasure } = await closeDataRequest(tx, params.dataRequestId, body)
        return { request: present(request, tx.now()), erasure }
      }),
  }),
  downloadCustomerData: rawRoute({
    method: 'GET',
    path: '/api/customers/:customerId/data.zip',
    summary: 'Everything that is kept of a customer, as JSON, a page to read, and files, in one ZIP',
    access: { permission: 'privacy.write' },
    limitPerMinute: 20,
    params: customerParams,
    handle: async (ctx, { params }) => {
      const zip = await streamDataCopy(ctx.tenant, params.customerId)
      return ctx.reply.headers({ 'content-type': 'application/zip', 'content-disposition': `attachment; filename="data-pelanggan-${ctx.now().toISOString().slice(0, 10)}.zip"` }).send(zip)
    },
  }),
  eraseCustomer: route({
    method: 'DELETE',
    path: '/api/customers/:customerId',
    summary: 'Erase a customer everywhere; orders stay without who bought',
    permission: 'privacy.write',
    params: customerParams,
    answer: erasureSchema,
    handle: (ctx, { params }) => ctx.transaction((tx) => eraseCustomer(tx, params.customerId)),
  }),
  restrictCustomer: route({
    method: 'PUT',
    path: '/api/customers/:customerId/restriction',
    summary: 'Let the data of a customer rest, or wake them: nothing is sent, the assistant is silent',
    permission: 'privacy.write',
    params: customerParams,
    body: z.strictObject({ isRestricted: z.boolean() }),
    answer: customerSchema,
    handle: (ctx, { params, body }) => ctx.transaction((tx) => setRestricted(tx, params.customerId, body.isRestricted)),
  }),
  setAssistantForCustomer: route({
    method: 'PUT',
    path: '/api/customers/:customerId/assistant',
    summary: 'Whether the assistant may answer this customer, or people alone',
    permission: 'customers.write',
    params: customerParams,
    body: z.strictObject({ isOff: z.boolean() }),
    answer: customerSchema,
    handle: (ctx, { params, body }) => ctx.transaction((tx) => setAssistantOff(tx, params.customerId, body.isOff)),
  }),
  listProcessing: route({
    method: 'GET',
    path: '/api/processing-records',
    summary: 'Records of processing: every column about customers, what it is kept for, and what erasing does to it',
    permission: 'customers.read',
    answer: z.object({ items: z.array(z.object({ domain: z.string(), table: z.string(), title: z.string(), onErase: z.enum(['delete', 'anonymise']), columns: z.array(z.object({ name: z.string(), purpose: z.string() })) })) }),
    handle: async (ctx) => ({
      items: (ctx.personalData ?? []).flatMap(({ domain, tables }) =>
        Object.entries(tables).map(([table, { title, personal, onErase }]) => ({
          domain,
          table,
          title,
          onErase: onErase === 'delete' ? ('delete' as const) : ('anonymise' as const),
          columns: Object.entries(personal).map(([name, purpose]) => ({ name, purpose })),
        })),
      ),
    }),
  }),
}

function present({ id, customer, ...request }: DataRequest, now: Date) {
  return { dataRequestId: id, ...request, customerId: request.customerId, customerName: customer?.name ?? '', isOverdue: isOverdue(request, now) }
}
