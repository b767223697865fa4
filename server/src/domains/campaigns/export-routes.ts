import { z } from 'zod'
import type { Context } from '#platform/context'
import { notFound } from '#platform/errors'
import { sendSpreadsheet, spreadsheetForms, type CellValue } from '#platform/files/spreadsheet'
import { rawRoute } from '#platform/http/route'
import { readOutcomes } from './outcomes.ts'
import { getCampaign } from './store.ts'
import { listDeliveries } from './totals.ts'

const params = z.object({ campaignId: z.uuid() })
const query = z.object({ form: z.enum(spreadsheetForms).default('csv') })
const headings = ['Pelanggan', 'Kelompok', 'Keadaan', 'Alasan', 'Dikirim', 'Minta berhenti', 'Buka tautan', 'Pesanan', 'Rupiah', 'Pesan']

export const exportRoutes = {
  exportCampaign: rawRoute({
    method: 'GET',
    path: '/api/campaigns/:campaignId/export',
    summary: 'Every customer of a campaign with group, state and orders, as CSV or Excel (`form=csv|xlsx`)',
    access: { permission: 'campaigns.read' },
    limitPerMinute: 10,
    async handle({ tenant: ctx, request, reply }) {
      const given = params.safeParse(request.params)
      if (!ctx || !given.success) throw notFound('Kampanye')
      await ctx.transaction((tx) => getCampaign(tx, given.data.campaignId))
      return sendSpreadsheet(reply, query.parse(request.query).form, { name: 'kampanye', headings, rows: rows(ctx, given.data.campaignId) })
    },
  }),
}

async function* rows(ctx: Context, campaignId: string): AsyncGenerator<CellValue[]> {
  const outcomes = new Map((await ctx.transaction(async (tx) => readOutcomes(tx, await getCampaign(tx, campaignId)))).map((outcome) => [outcome.customerId, outcome]))
  let cursor: string | undefined
  do {
    const page = await ctx.transaction((tx) => listDeliveries(tx, { campaignId, limit: 200, cursor }))
    for (const item of page.items) {
      const outcome = outcomes.get(item.customerId)
      yield [item.name, item.arm === 'holdout' ? 'tidak dikirimi' : item.arm, item.status, item.reason, item.sentAt, item.optedOutAt, item.clickedAt, outcome?.orders, outcome?.amount, item.text]
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
