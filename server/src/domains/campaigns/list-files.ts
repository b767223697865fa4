import { z } from 'zod'
import type { Context } from '#platform/context'
import { spreadsheetForms, type CellValue } from '#platform/files/spreadsheet'
import { rawRoute } from '#platform/http/route'
import { listFile, sendSheet } from '#domains/businesses'
import { readOutcomes } from './outcomes.ts'
import { readReplied } from './responses.ts'
import { routes } from './routes.ts'
import { socialRoutes } from './social/routes.ts'
import { getCampaign } from './store.ts'
import { listDeliveries } from './totals.ts'

const states = { draft: 'rancangan', waiting: 'menunggu', running: 'berjalan', paused: 'dijeda', stopped: 'dihentikan', done: 'selesai' }
const postStates = { draft: 'rancangan', posted: 'sudah diunggah', skipped: 'dilewati' }
const headings = ['Pelanggan', 'Kelompok', 'Keadaan', 'Alasan', 'Dikirim', 'Minta berhenti', 'Membalas', 'Buka tautan', 'Pesanan', 'Rupiah', 'Pesan']

export const listFiles = {
  exportCampaigns: listFile(routes.listCampaigns, {
    name: 'promosi',
    columns: {
      Dibuat: (campaign) => campaign.createdAt,
      Mulai: (campaign) => campaign.launchedAt,
      Selesai: (campaign) => campaign.finishedAt,
      Nama: (campaign) => campaign.name,
      Jenis: (campaign) => (campaign.kind === 'broadcast' ? 'sekali kirim' : 'otomatis'),
      Keadaan: (campaign) => states[campaign.status],
      Saluran: (campaign) => campaign.channelType,
      Sasaran: (campaign) => campaign.totals.audience,
      'Sengaja tidak dikirimi': (campaign) => campaign.totals.heldOut,
      'Tidak bisa dikirimi': (campaign) => campaign.totals.leftOut,
      Menunggu: (campaign) => campaign.totals.waiting,
      Terkirim: (campaign) => campaign.totals.sent,
      Sampai: (campaign) => campaign.totals.delivered,
      Dibaca: (campaign) => campaign.totals.read,
      Ditolak: (campaign) => campaign.totals.rejected,
      'Belum pasti': (campaign) => campaign.totals.uncertain,
      'Minta berhenti': (campaign) => campaign.totals.optOuts,
    },
  }),
  exportSocialPosts: listFile(socialRoutes.listSocialPosts, {
    name: 'unggahan',
    columns: {
      Dibuat: (post) => post.createdAt,
      Diunggah: (post) => post.postedAt,
      Barang: (post) => post.name,
      Keadaan: (post) => postStates[post.status],
      Kode: (post) => post.code,
      'Terbit di': (post) => post.publications.filter((one) => one.status === 'published').map((one) => one.outlet).join(', '),
      Harga: (post) => post.price,
      Klik: (post) => post.clicks,
      Percakapan: (post) => post.chats,
      Pesanan: (post) => post.orders,
      Rupiah: (post) => post.amount,
      'Kata-kata': (post) => post.casualCaption,
    },
  }),
  /** With what each customer bought, which is worked out for the whole campaign at once and not for a page of it. */
  exportCampaignDeliveries: rawRoute({
    method: 'GET',
    path: '/api/exports/campaigns/:campaignId/deliveries',
    summary: 'Every customer of a campaign with group, state and orders, as CSV or Excel (`form=csv|xlsx`)',
    access: { permission: 'campaigns.read' },
    limitPerMinute: 10,
    params: z.object({ campaignId: z.uuid() }),
    query: z.object({ form: z.enum(spreadsheetForms).default('csv') }),
    async handle({ tenant: ctx, reply }, { params: { campaignId }, query: { form } }) {
      await ctx.transaction((tx) => getCampaign(tx, campaignId))
      return sendSheet(ctx, reply, form, { name: 'kampanye', headings, rows: deliveryRows(ctx, campaignId) })
    },
  }),
}

async function* deliveryRows(ctx: Context, campaignId: string): AsyncGenerator<CellValue[]> {
  const outcomes = new Map((await ctx.transaction(async (tx) => readOutcomes(tx, await getCampaign(tx, campaignId)))).map((outcome) => [outcome.customerId, outcome]))
  const replied = await ctx.transaction(async (tx) => readReplied(tx, await getCampaign(tx, campaignId)))
  let cursor: string | undefined
  do {
    const page = await ctx.transaction((tx) => listDeliveries(tx, { campaignId, limit: 200, cursor }))
    for (const item of page.items) {
      const outcome = outcomes.get(item.customerId)
      yield [item.name, item.arm === 'holdout' ? 'tidak dikirimi' : item.arm, item.status, item.reason, item.sentAt, item.optedOutAt, replied && item.messageId ? (replied.has(item.messageId) ? 'ya' : 'tidak') : null, item.clickedAt, outcome?.orders, outcome?.amount, item.text]
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
