import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { draftPromotion, draftTones } from '#domains/assistant'
import { listSendingChannels } from '#domains/conversations'
import { addCampaign, listCampaigns, removeDraft, renameCampaign, repeatCampaign, updateCampaign } from './campaigns.ts'
import { markCopied, readCopyList } from './copying.ts'
import { launchCampaign, undoLaunch } from './launching.ts'
import { readPreview } from './large-preview.ts'
import { previewFor, sendTest } from './preview.ts'
import { readResult } from './results.ts'
import { campaign, campaignInput, copyItem, delivery, deliveryStatus, personPreview, previewAnswer, result, suggestedInput } from './schemas.ts'
import { campaignSettings, getCampaignSettings, saveCampaignSettings } from './settings.ts'
import { endCampaign, pauseCampaign, resumeCampaign } from './stopping.ts'
import { getCampaign } from './store.ts'
import { suggestCampaigns } from './suggestions.ts'
import type { CampaignRow } from './tables.ts'
import { listDeliveries, readTotals } from './totals.ts'
import { triggers } from './types/registry.ts'

const params = z.object({ campaignId: z.uuid() })
const deliveryParams = params.extend({ deliveryId: z.uuid() })
const channel = z.object({ channelId: z.string(), type: z.string(), label: z.string(), name: z.string(), isActive: z.boolean(), hasTemplates: z.boolean(), windowHours: z.number().nullable(), perSecond: z.number() })

async function present(tx: Transaction, rows: CampaignRow[]) {
  const totals = await readTotals(tx, rows.map((row) => row.id))
  return rows.map(({ id, ...row }) => ({ campaignId: id, ...row, totals: totals.get(id) ?? noTotals }))
}

const noTotals = { audience: 0, heldOut: 0, leftOut: 0, waiting: 0, sent: 0, delivered: 0, read: 0, rejected: 0, uncertain: 0, optOuts: 0 }

async function presentOne(tx: Transaction, row: CampaignRow) {
  return (await present(tx, [row]))[0]
}

export const routes = {
  listCampaigns: route({
    method: 'GET',
    path: '/api/campaigns',
    summary: 'Campaigns with their totals, newest first',
    permission: 'campaigns.read',
    query: pageQuery.extend({ kind: z.enum(['broadcast', 'journey']).optional() }),
    answer: pageOf(campaign),
    handle: (ctx, { query }) =>
      ctx.transaction(async (tx) => {
        const { items, nextCursor } = await listCampaigns(tx, query)
        return { items: await present(tx, items), nextCursor }
      }),
  }),
  addCampaign: route({
    method: 'POST',
    path: '/api/campaigns',
    summary: 'Plan a campaign; nobody is drawn and nothing leaves yet',
    permission: 'campaigns.write',
    body: campaignInput,
    answer: campaign,
    status: 201,
    handle: (ctx, { body }) => ctx.transaction(async (tx) => presentOne(tx, await addCampaign(tx, body))),
  }),
  getCampaign: route({
    method: 'GET',
    path: '/api/campaigns/:campaignId',
    summary: 'A campaign with its totals',
    permission: 'campaigns.read',
    params,
    answer: campaign,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction(async (tx) => presentOne(tx, await getCampaign(tx, campaignId))),
  }),
  updateCampaign: route({
    method: 'PUT',
    path: '/api/campaigns/:campaignId',
    summary: 'Change a campaign that has not been launched',
    permission: 'campaigns.write',
    params,
    body: campaignInput,
    answer: campaign,
    handle: (ctx, { params: { campaignId }, body }) => ctx.transaction(async (tx) => presentOne(tx, await updateCampaign(tx, campaignId, body))),
  }),
  renameCampaign: route({
    method: 'PATCH',
    path: '/api/campaigns/:campaignId',
    summary: 'Give a campaign another name',
    permission: 'campaigns.write',
    params,
    body: z.strictObject({ name: z.string().trim().min(1).max(80) }),
    answer: campaign,
    handle: (ctx, { params: { campaignId }, body }) => ctx.transaction(async (tx) => presentOne(tx, await renameCampaign(tx, campaignId, body.name))),
  }),
  removeCampaign: route({
    method: 'DELETE',
    path: '/api/campaigns/:campaignId',
    summary: 'Remove a campaign that has not been launched',
    permission: 'campaigns.write',
    params,
    answer: z.object({}),
    handle: (ctx, { params: { campaignId } }) => ctx.transaction((tx) => removeDraft(tx, campaignId)).then(() => ({})),
  }),
  repeatCampaign: route({
    method: 'POST',
    path: '/api/campaigns/:campaignId/repeats',
    summary: 'Plan the same campaign again; both are judged together',
    permission: 'campaigns.write',
    params,
    answer: campaign,
    status: 201,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction(async (tx) => presentOne(tx, await repeatCampaign(tx, campaignId))),
  }),
  draftCampaignText: route({
    method: 'POST',
    path: '/api/campaign-texts/drafts',
    summary: 'A promotion or caption in other words, by the language model; kept nowhere until a person saves it',
    permission: 'campaigns.write',
    limitPerMinute: 10,
    body: z.strictObject({ text: z.string().trim().min(3).max(2_000), tone: z.enum(draftTones) }),
    answer: z.object({ text: z.string().nullable(), problem: z.enum(['no_model', 'limit', 'refused']).nullable() }),
    handle: (ctx, { body }) => draftPromotion(ctx, body),
  }),
  previewCampaign: route({
    method: 'GET',
    path: '/api/campaigns/:campaignId/preview',
    summary: 'Who would get it, who not and why, what it costs, and real texts',
    permission: 'campaigns.read',
    params,
    answer: previewAnswer,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction((tx) => readPreview(tx, campaignId)),
  }),
  previewCampaignFor: route({
    method: 'GET',
    path: '/api/campaigns/:campaignId/preview/:customerId',
    summary: "One customer's own text, or why they get none",
    permission: 'campaigns.read',
    params: params.extend({ customerId: z.uuid() }),
    answer: personPreview,
    handle: (ctx, { params: { campaignId, customerId } }) => ctx.transaction((tx) => previewFor(tx, campaignId, customerId)),
  }),
  sendCampaignTest: route({
    method: 'POST',
    path: '/api/campaigns/:campaignId/tests',
    summary: "Send one customer's text to their chat, marked as a test",
    permission: 'campaigns.write',
    limitPerMinute: 10,
    params,
    body: z.strictObject({ customerId: z.uuid() }),
    answer: z.object({ messageId: z.string(), text: z.string() }),
    handle: (ctx, { params: { campaignId }, body }) => ctx.transaction((tx) => sendTest(tx, campaignId, body.customerId)),
  }),
  launchCampaign: route({
    method: 'POST',
    path: '/api/campaigns/:campaignId/launch',
    summary: 'Draw who is held out and send; can be taken back for ten seconds',
    permission: 'campaigns.write',
    params,
    body: z.strictObject({ startsAt: z.iso.datetime({ offset: true }).optional() }),
    answer: campaign,
    handle: (ctx, { params: { campaignId }, body }) => ctx.transaction(async (tx) => presentOne(tx, await launchCampaign(tx, campaignId, body.startsAt === undefined ? undefined : new Date(body.startsAt)))),
  }),
  undoCampaign: route({
    method: 'DELETE',
    path: '/api/campaigns/:campaignId/launch',
    summary: 'Take a launch back before anything has left',
    permission: 'campaigns.write',
    params,
    answer: campaign,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction(async (tx) => presentOne(tx, await undoLaunch(tx, campaignId))),
  }),
  pauseCampaign: route({
    method: 'POST',
    path: '/api/campaigns/:campaignId/pause',
    summary: 'Hold everything that has not begun to leave',
    permission: 'campaigns.write',
    params,
    answer: campaign,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction(async (tx) => presentOne(tx, await pauseCampaign(tx, campaignId))),
  }),
  resumeCampaign: route({
    method: 'POST',
    path: '/api/campaigns/:campaignId/resume',
    summary: 'Go on where it was held',
    permission: 'campaigns.write',
    params,
    answer: campaign,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction(async (tx) => presentOne(tx, await resumeCampaign(tx, campaignId))),
  }),
  endCampaign: route({
    method: 'POST',
    path: '/api/campaigns/:campaignId/end',
    summary: 'End a campaign; who was not written to is left out',
    permission: 'campaigns.write',
    params,
    answer: campaign,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction(async (tx) => presentOne(tx, await endCampaign(tx, campaignId))),
  }),
  listCampaignDeliveries: route({
    method: 'GET',
    path: '/api/campaigns/:campaignId/deliveries',
    summary: 'What became of it for each customer',
    permission: 'campaigns.read',
    params,
    query: pageQuery.extend({ status: deliveryStatus.optional(), arm: z.string().max(80).optional() }),
    answer: pageOf(delivery),
    handle: (ctx, { params: { campaignId }, query }) =>
      ctx.transaction(async (tx) => {
        await getCampaign(tx, campaignId)
        const { items, nextCursor } = await listDeliveries(tx, { campaignId, ...query })
        return { items: items.map(({ id, ...row }) => ({ deliveryId: id, ...row })), nextCursor }
      }),
  }),
  getCampaignResult: route({
    method: 'GET',
    path: '/api/campaigns/:campaignId/result',
    summary: 'Extra orders and rupiah against who was held out, once the days are over',
    permission: 'campaigns.read',
    params,
    answer: result,
    handle: (ctx, { params: { campaignId } }) => ctx.transaction((tx) => readResult(tx, campaignId)),
  }),
  getCopyList: route({
    method: 'GET',
    path: '/api/campaigns/:campaignId/copy-list',
    summary: 'The next people of a list that is sent by hand, each with their own text',
    permission: 'campaigns.write',
    params,
    answer: z.object({ items: z.array(copyItem), left: z.number(), copied: z.number() }),
    handle: (ctx, { params: { campaignId } }) => ctx.transaction((tx) => readCopyList(tx, campaignId)),
  }),
  markCopied: route({
    method: 'PUT',
    path: '/api/campaigns/:campaignId/copy-list/:deliveryId',
    summary: 'Say that one was sent by hand, or take that back',
    permission: 'campaigns.write',
    params: deliveryParams,
    body: z.strictObject({ isCopied: z.boolean() }),
    answer: z.object({ deliveryId: z.string(), isCopied: z.boolean() }),
    handle: async (ctx, { params: { campaignId, deliveryId }, body }) => {
      const row = await ctx.transaction((tx) => markCopied(tx, campaignId, deliveryId, body.isCopied))
      return { deliveryId: row.id, isCopied: row.status === 'copied' }
    },
  }),
  suggestCampaigns: route({
    method: 'GET',
    path: '/api/campaign-suggestions',
    summary: 'Campaigns that could be sent today as they stand',
    permission: 'campaigns.read',
    answer: z.object({ items: z.array(z.object({ recipe: z.enum(['silent', 'loyal', 'everyone']), audience: z.number(), reachable: z.number(), input: suggestedInput })) }),
    handle: (ctx) => ctx.transaction(async (tx) => ({ items: await suggestCampaigns(tx) })),
  }),
  listJourneyTriggers: route({
    method: 'GET',
    path: '/api/journey-triggers',
    summary: 'What a journey may start from, with the days that fit most shops',
    permission: 'campaigns.read',
    answer: z.object({ items: z.array(z.object({ trigger: z.string(), days: z.number().int() })) }),
    handle: () => Promise.resolve({ items: triggers.map(({ type, days }) => ({ trigger: type, days })) }),
  }),
  getCampaignSettings: route({
    method: 'GET',
    path: '/api/campaign-settings',
    summary: 'Hours, limits and prices of promotions, and the accounts that they may leave from',
    permission: 'campaigns.read',
    answer: campaignSettings.extend({ channels: z.array(channel) }),
    handle: (ctx) => ctx.transaction(async (tx) => ({ ...(await getCampaignSettings(tx)), channels: (await listSendingChannels(tx)).map(({ textLength: _, ...one }) => one) })),
  }),
  saveCampaignSettings: route({
    method: 'PUT',
    path: '/api/campaign-settings',
    summary: 'Change hours, limits and prices of promotions',
    permission: 'campaigns.write',
    body: campaignSettings,
    answer: campaignSettings,
    handle: (ctx, { body }) => ctx.transaction((tx) => saveCampaignSettings(tx, body)),
  }),
}
