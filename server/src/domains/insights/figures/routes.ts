import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { cutPage, fromCursor, pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { todayOf, type Period } from '#domains/activity'
import { findCustomers } from '#domains/customers'
import { readDuePromises } from '#domains/orders'
import { lastDays } from '../days.ts'
import { findResult } from '../results.ts'
import { listWriters } from './conversion.ts'
import { before, readFigures, shownDays, type Computed } from './figures.ts'

const count = z.number().int()
const period = z.object({ from: z.string(), to: z.string() })
const fourWeeks = z.object({ orders: count, basket: count.nullable(), buyers: count, returning: count, chats: count, ordering: count })
const waiting = z.object({ answers: count, median: count, ninth: count })
const share = z.object({ key: z.string(), people: count, ordering: count })
const range = z.object({ estimate: count, low: count, high: count })
const season = z.object({
  kind: z.string(),
  effect: z.object({ factor: z.number(), low: z.number(), high: z.number() }).nullable(),
  missing: z.object({ reason: z.enum(['too-short', 'too-few-sales', 'too-few-occurrences']), have: count, need: count }).nullable(),
  times: z.array(z.object({ from: z.string(), to: z.string(), orders: count, usual: count })),
})
const computed = z.object({
  period,
  conversion: z.object({ channels: z.array(share), answerers: z.array(share) }),
  promises: z.object({ due: count, kept: count, moved: count }),
  gainPeriod: period,
  gain: z.object({
    model: z.object({ answers: count, cost: count.nullable() }),
    messages: z.object({ sent: count, cost: count }),
    campaigns: z.object({ measured: count, measuring: count, unmeasurable: count }),
    extra: range.nullable(),
    margin: z.number().nullable(),
  }),
  seasons: z.array(season),
})
const writer = z.object({ customerId: z.string(), name: z.string(), conversationId: z.string(), wroteAt: timestamp, hasOrdered: z.boolean() })
const promise = z.object({ orderId: z.string(), number: z.string(), customerName: z.string(), promisedOn: z.string(), doneOn: z.string().nullable(), isKept: z.boolean(), wasMoved: z.boolean() })

export const figureRoutes = {
  getFigures: route({
    method: 'GET',
    path: '/api/figures',
    summary: 'Conversion by channel and by who answered, promises kept, cost against gain, paydays and Ramadan, and what the assistant saves',
    permission: 'figures.read',
    answer: z.object({
      computed: computed.nullable(),
      computedAt: timestamp.nullable(),
      fourWeeks: z.object({ now: fourWeeks, before: fourWeeks, ratings: z.object({ asked: count, answered: count, good: count }) }).nullable(),
      answers: z.object({ switchedOn: z.string().nullable(), before: waiting.nullable(), after: waiting.nullable() }).nullable(),
      workload: z.object({ replies: count, days: count, minutesPerReply: z.number(), minutes: count }),
    }),
    handle: (ctx) => ctx.transaction(readFigures),
  }),
  listFigureWriters: route({
    method: 'GET',
    path: '/api/figures/writers',
    summary: 'Who wrote, everybody or by channel or by who answered (`by=channel&key=whatsapp`, `by=answerer&key=person`), and whether they ordered',
    permission: 'figures.read',
    query: pageQuery.extend({ by: z.enum(['channel', 'answerer']).default('channel'), key: z.string().min(1).max(40).optional() }),
    answer: pageOf(writer).extend({ period }),
    handle: (ctx, { query }) =>
      ctx.transaction(async (tx) => {
        const days = await shownPeriod(tx)
        const all = (await listWriters(tx, days)).filter((one) => query.key === undefined || (query.by === 'channel' ? one.channelType : one.answeredBy) === query.key)
        const { items, nextCursor } = pageThrough(all, query, (row) => row.conversationId)
        const people = await findCustomers(tx, items.map((row) => row.customerId))
        return { period: days, nextCursor, items: items.map((row) => ({ ...row, name: people.get(row.customerId)?.name ?? '' })) }
      }),
  }),
  listFigurePromises: route({
    method: 'GET',
    path: '/api/figures/promises',
    summary: 'Orders whose promised day is over, the broken promises first',
    permission: 'orders.read',
    query: pageQuery,
    answer: pageOf(promise).extend({ period }),
    handle: (ctx, { query }) =>
      ctx.transaction(async (tx) => {
        const days = before(await shownPeriod(tx), await todayOf(tx))
        return { period: days, ...pageThrough(await readDuePromises(tx, days), query, (row) => row.orderId) }
      }),
  }),
}

/** The days that the figures on the page are about. */
async function shownPeriod(tx: Transaction): Promise<Period> {
  return (await findResult<Computed>(tx, 'figures'))?.result.period ?? lastDays(await todayOf(tx), shownDays)
}

/** A page of rows that are all there; after one that has gone, nothing. */
function pageThrough<Row>(all: Row[], { cursor, limit }: z.output<typeof pageQuery>, idOf: (row: Row) => string): { items: Row[]; nextCursor: string | null } {
  const [last] = cursor ? fromCursor(cursor) : []
  const at = all.findIndex((row) => idOf(row) === last)
  const start = cursor ? (at < 0 ? all.length : at + 1) : 0
  const { page, nextCursor } = cutPage(all.slice(start, start + limit + 1), limit, (row) => [idOf(row)])
  return { items: page, nextCursor }
}
