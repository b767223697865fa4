import { z } from 'zod'
import type { Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { recordAudit } from '#domains/businesses'
import { withdrawPlanned } from '#domains/conversations'
import { familyOf } from '#domains/customers'
import { wrongState } from './errors.ts'
import { settle } from './settling.ts'
import { getCampaignSettings, type CampaignSettings } from './settings.ts'
import { changeCampaign, changeDeliveries, countOptOuts, countSent, countWaiting, getCampaign, listByStatus, listUnderWay, lockCampaign, markOptOuts } from './store.ts'
import type { CampaignRow } from './tables.ts'

/** A few first answers must not end a campaign by chance: opt-outs are weighed against at least so many messages. */
const fewest = 50
/** An opt-out so long after a message is counted as its answer. */
const countedDays = 7

/** Holds a campaign at once: whatever has not begun to leave waits. */
export async function pauseCampaign(tx: Transaction, campaignId: string): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status === 'paused') return campaign
  if (campaign.status !== 'running' && campaign.status !== 'waiting') throw wrongState(campaign.status)
  await takeBack(tx, campaignId)
  await changeCampaign(tx, campaignId, { status: 'paused', holdReason: null })
  await recordAudit(tx, { action: 'campaign.pause', subjectType: 'campaign', subjectId: campaignId })
  return getCampaign(tx, campaignId)
}

/** Goes on where it was held; each customer still gets at most one message. */
export async function resumeCampaign(tx: Transaction, campaignId: string): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status === 'running') return campaign
  if (campaign.status !== 'paused' && campaign.status !== 'stopped') throw wrongState(campaign.status)
  await changeCampaign(tx, campaignId, { status: 'running', holdReason: campaign.status === 'stopped' ? 'opt_outs_accepted' : null })
  await tx.enqueue({ name: 'run-campaign', payload: { campaignId }, key: campaignId, onceKey: campaignId })
  await recordAudit(tx, { action: 'campaign.resume', subjectType: 'campaign', subjectId: campaignId })
  return getCampaign(tx, campaignId)
}

/** Ends a campaign for good: who has not been written to is left out. */
export async function endCampaign(tx: Transaction, campaignId: string): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status === 'done') return campaign
  if (campaign.status === 'draft') throw wrongState(campaign.status)
  await takeBack(tx, campaignId)
  await leaveOutOpen(tx, campaignId)
  await changeCampaign(tx, campaignId, { status: 'done', finishedAt: tx.now(), holdReason: null })
  await recordAudit(tx, { action: 'campaign.end', subjectType: 'campaign', subjectId: campaignId })
  return getCampaign(tx, campaignId)
}

/**
 * What was under way as the campaign was held, and was then refused, waits to be tried again: it must not leave either.
 * Returns whether anything is still under way.
 */
export async function keepHeld(tx: Transaction, { id, status }: CampaignRow): Promise<boolean> {
  await takeBack(tx, id)
  if (status === 'done') await leaveOutOpen(tx, id)
  return (await countWaiting(tx, id)).inFlight > 0
}

async function leaveOutOpen(tx: Transaction, campaignId: string): Promise<void> {
  for (let open = await openRows(tx, campaignId); open.length > 0; open = await openRows(tx, campaignId)) {
    await changeDeliveries(tx, open.map(({ id }) => ({ id, status: 'left_out', reason: 'stopped' })))
  }
}

const openRows = (tx: Transaction, campaignId: string) => listByStatus(tx, campaignId, ['planned', 'to_copy'], 5_000)

/** Too many people leave: better no message than the wrong one. Returns whether the campaign was stopped. */
export async function stopAboveLimit(tx: Transaction, campaign: CampaignRow, settings: CampaignSettings): Promise<boolean> {
  const optOuts = await countOptOuts(tx, campaign.id)
  if (optOuts <= (fewest * settings.optOutLimitPercent) / 100) return false
  const sent = await countSent(tx, campaign.id, (optOuts * 100) / settings.optOutLimitPercent)
  if (optOuts <= (sent * settings.optOutLimitPercent) / 100) return false
  // Told once; whoever lets it go on has seen it.
  if (campaign.holdReason === 'opt_outs_accepted') return false
  await takeBack(tx, campaign.id)
  await changeCampaign(tx, campaign.id, { status: 'stopped', holdReason: 'opt_outs' })
  await recordAudit(tx, { action: 'campaign.stop', subjectType: 'campaign', subjectId: campaign.id, after: { sent, optOuts } })
  return true
}

/** Somebody leaves: campaigns that wrote to them hear it, and stop when it is too many. */
export const countOptOut: WorkHandler = (ctx, payload) =>
  ctx.transaction(async (tx) => {
    const { customerId, purpose } = z.object({ customerId: z.uuid(), purpose: z.string() }).parse(payload)
    if (purpose !== 'marketing') return
    const since = new Date(tx.now().getTime() - countedDays * 86_400_000)
    const concerned = await markOptOuts(tx, await familyOf(tx, customerId), since)
    const settings = await getCampaignSettings(tx)
    const running = new Set((await listUnderWay(tx, ['running'])).map((row) => row.id))
    for (const campaignId of concerned.filter((id) => running.has(id)).sort()) {
      const campaign = await lockCampaign(tx, campaignId)
      if (campaign.status === 'running') await stopAboveLimit(tx, campaign, settings)
    }
  })

/** What was handed to the send protocol and has not begun to leave stands in the campaign's own line again. */
async function takeBack(tx: Transaction, campaignId: string): Promise<void> {
  await settle(tx, campaignId)
  const handed = await listByStatus(tx, campaignId, ['handed'], 5_000)
  const back = new Set(await withdrawPlanned(tx, handed.flatMap((row) => (row.messageId ? [row.messageId] : []))))
  await changeDeliveries(tx, handed.filter((row) => row.messageId && back.has(row.messageId)).map(({ id }) => ({ id, status: 'planned', reason: null })))
}
