import { z } from 'zod'
import type { Context } from '#platform/context'
import { invalidInput, notFound } from '#platform/errors'
import { sendSpreadsheet, spreadsheetForms } from '#platform/files/spreadsheet'
import { protect } from '#platform/http/protect'
import { rawRoute, route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { todayOf, type Period } from '#domains/activity'
import { findOwnBusiness } from '#domains/businesses'
import { addDays } from '#models/language/calendar'
import { reports } from './reports/registry.ts'
import type { Report, ReportResult } from './reports/report.ts'
import { scorecardPdf } from './scorecard-pdf.ts'
import { readScorecard } from './scorecard.ts'

const day = z.iso.date()
const reportQuery = z.object({ report: z.enum(reports.map((report) => report.key)).default('sales'), from: day.optional(), to: day.optional() })
const cell = z.union([z.string(), z.number(), z.null()])
const longestDays = 1_100

export const reportRoutes = {
  listReports: route({
    method: 'GET',
    path: '/api/reports',
    summary: 'The reports there are',
    permission: 'figures.read',
    answer: z.object({ items: z.array(z.object({ report: z.string(), hasPeriod: z.boolean() })) }),
    handle: () => Promise.resolve({ items: reports.map(({ key, hasPeriod }) => ({ report: key, hasPeriod })) }),
  }),
  getReport: route({
    method: 'GET',
    path: '/api/reports/result',
    summary: 'One report: figures for its sentence, a table, and which columns make its chart; the last 28 days unless told',
    permission: 'figures.read',
    query: reportQuery,
    answer: z.object({
      report: z.string(),
      period: z.object({ from: z.string(), to: z.string() }).nullable(),
      facts: z.record(z.string(), cell),
      columns: z.array(z.object({ key: z.string(), heading: z.string(), kind: z.enum(['text', 'count', 'rupiah', 'percent', 'day', 'seconds']) })),
      rows: z.array(z.array(cell)),
      chart: z.object({ kind: z.enum(['bars', 'line']), x: z.string(), y: z.string() }).nullable(),
      missing: z.object({ what: z.enum(['days', 'orders', 'people', 'texts', 'answers']), have: z.number(), need: z.number() }).nullable(),
      computedAt: timestamp.nullable(),
    }),
    handle: async (ctx, { query }) => {
      const { report, period, result } = await run(ctx, query)
      return { report: report.key, period: report.hasPeriod ? period : null, ...result }
    },
  }),
  downloadReport: rawRoute({
    method: 'GET',
    path: '/api/reports/file',
    summary: 'The table of a report as CSV or Excel (`report=sales&form=csv|xlsx`), safe against formulas',
    access: { permission: 'figures.read' },
    limitPerMinute: 20,
    async handle(ctx) {
      if (!ctx.tenant) return
      const { form, ...query } = reportQuery.extend({ form: z.enum(spreadsheetForms).default('csv') }).parse(ctx.request.query)
      const { report, period, result } = await run(ctx.tenant, query)
      const name = report.hasPeriod ? `laporan-${report.key}-${period.from}-${period.to}` : `laporan-${report.key}`
      return sendSpreadsheet(ctx.reply, form, { name, headings: result.columns.map((column) => column.heading), rows: rowsOf(result) })
    },
  }),
  downloadScorecard: rawRoute({
    method: 'GET',
    path: '/api/reports/scorecard.pdf',
    summary: 'A month in ten figures with fixed definitions, beside the month before, as PDF; this month unless told',
    access: { permission: 'figures.read' },
    limitPerMinute: 20,
    query: z.object({ month: z.string().regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/).optional() }),
    handle: async ({ tenant: ctx, reply }, { query }) => {
      const { card, shopName } = await ctx.transaction(async (tx) => {
        const today = await todayOf(tx)
        const month = query.month ?? today.slice(0, 7)
        if (`${month}-01` > today) throw invalidInput('Bulan ini belum mulai.')
        return { card: await readScorecard(tx, month, today), shopName: (await findOwnBusiness(tx))?.name ?? '' }
      })
      return protect(reply).type('application/pdf').header('content-disposition', `attachment; filename="rapor-${card.month}.pdf"`).send(await scorecardPdf(shopName, card))
    },
  }),
}

async function run(ctx: Context, query: { report: string; from?: string | undefined; to?: string | undefined }): Promise<{ report: Report; period: Period; result: ReportResult }> {
  const report = reports.find((one) => one.key === query.report)
  if (!report) throw notFound('Laporan')
  return ctx.transaction(async (tx) => {
    const to = query.to ?? (await todayOf(tx))
    const given = query.from ?? addDays(to, -27)
    const from = given > to ? to : given < addDays(to, -longestDays) ? addDays(to, -longestDays) : given
    return { report, period: { from, to }, result: await report.run(tx, { from, to }) }
  })
}

async function* rowsOf(result: ReportResult): AsyncGenerator<(string | number | null)[]> {
  yield* result.rows
}
