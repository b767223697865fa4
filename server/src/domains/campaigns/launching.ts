import type { Transaction } from '#platform/context'
import { recordAudit } from '#domains/businesses'
import { listSendingChannels } from '#domains/conversations'
import { armsOf, drawArms } from './drawing.ts'
import { channelUnusable, nobodyToSend, undoTooLate, wrongState } from './errors.ts'
import { giveLinks } from './links.ts'
import { judgeAudience, readFacts } from './recipients.ts'
import { learntShares } from './series.ts'
import { changeCampaign, countStates, deleteDeliveries, getCampaign, insertDeliveries, lockCampaign, type NewDelivery } from './store.ts'
import { holdout, type CampaignRow } from './tables.ts'
import { closeOffer, openOffer } from './vouchers.ts'

/** How long a press of the button can be taken back. */
export const undoSeconds = 10

/**
 * Draws who is held out and who gets which variant, and stores it: one row for each customer of the audience, whether
 * they get something or not. Nothing leaves before the time for taking it back is over, or before `startsAt`.
 */
export async function launchCampaign(tx: Transaction, campaignId: string, startsAt?: Date): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status !== 'draft') throw wrongState(campaign.status)
  const textLength = await usableLength(tx, campaign)
  const earliest = new Date(tx.now().getTime() + undoSeconds * 1_000)
  const from = startsAt && startsAt > earliest ? startsAt : earliest
  if (campaign.kind === 'broadcast' && (await drawAudience(tx, campaign, textLength, from)) === 0) throw nobodyToSend()
  await openOffer(tx, campaign)
  await changeCampaign(tx, campaignId, { status: 'waiting', startsAt: from, launchedAt: tx.now() })
  await tx.enqueue({ name: 'run-campaign', payload: { campaignId }, runAt: from, key: campaignId, onceKey: campaignId })
  await recordAudit(tx, { action: 'campaign.launch', subjectType: 'campaign', subjectId: campaignId, after: { startsAt: from.toISOString() } })
  return getCampaign(tx, campaignId)
}

/** Takes a launch back before anything has left: the draw is forgotten, the campaign is a draft again. */
export async function undoLaunch(tx: Transaction, campaignId: string): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status === 'draft') return campaign
  if (campaign.status !== 'waiting') throw undoTooLate()
  if ((await countStates(tx, campaignId)).some(({ status }) => status === 'copied')) throw undoTooLate()
  await deleteDeliveries(tx, campaignId)
  await closeOffer(tx, campaign)
  await changeCampaign(tx, campaignId, { status: 'draft', startsAt: null, launchedAt: null })
  await recordAudit(tx, { action: 'campaign.undo', subjectType: 'campaign', subjectId: campaignId })
  return getCampaign(tx, campaignId)
}

/** What one text may hold there; a list sent by hand has no limit of its own. */
export async function usableLength(tx: Transaction, { channelId }: Pick<CampaignRow, 'channelId'>): Promise<number> {
  if (channelId === null) return 4_000
  const channel = (await listSendingChannels(tx)).find((one) => one.channelId === channelId)
  if (!channel) throw channelUnusable()
  return channel.textLength
}

/** Returns how many are to get a message. */
async function drawAudience(tx: Transaction, campaign: CampaignRow, textLength: number, dueAt: Date): Promise<number> {
  const facts = await readFacts(tx, campaign, textLength)
  const audience = judgeAudience(facts)
  const reachable = audience.filter(({ judgement }) => !('reason' in judgement)).length
  const shares = await learntShares(tx, campaign)
  const arms = armsOf(campaign.holdoutPercent, campaign.variants.map(({ name }, index) => ({ name, share: shares[index] })))
  const drawn = drawArms(reachable, arms, () => tx.random())
  // As drawn: whole people are never quite their share.
  const chances = new Map(arms.map(({ name }) => [name, drawn.filter((arm) => arm === name).length / drawn.length]))
  let place = 0
  const rows = audience.map(({ customerId, judgement }): NewDelivery => {
    if ('reason' in judgement) return { customerId, arm: '', status: 'left_out', reason: judgement.reason }
    const arm = drawn[place++]
    const status = arm === holdout ? 'held_out' : campaign.channelId === null ? 'to_copy' : 'planned'
    return { customerId, arm, chance: chances.get(arm), status, conversationId: judgement.conversationId ?? undefined }
  })
  await insertDeliveries(tx, { campaignId: campaign.id, dueAt }, rows)
  await giveLinks(tx, campaign)
  return drawn.filter((arm) => arm !== holdout).length
}
