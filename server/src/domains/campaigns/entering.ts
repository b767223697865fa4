import type { GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { tenant } from '#platform/database/tenant'
import { forEachBusiness } from '#domains/businesses'
import { armsOf, pickArm } from './drawing.ts'
import { usableLength } from './launching.ts'
import { giveLinks } from './links.ts'
import { judgeAudience, readFacts } from './recipients.ts'
import { learntShares } from './series.ts'
import { changeDeliveries, insertDeliveries, listByStatus, listUnderWay, type NewDelivery } from './store.ts'
import { holdout, type CampaignRow, type Tables } from './tables.ts'
import { findTrigger } from './types/registry.ts'
import type { Trigger } from './types/trigger.ts'

const mostWaiting = 5_000

/** Whoever's turn it is enters their journey; the same occasion of a customer never twice. */
export function enterJourneys(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      for (const campaign of await listUnderWay(tx, ['running'])) if (campaign.kind === 'journey') await enter(tx, campaign)
    }),
  )
}

async function enter(tx: Transaction, campaign: CampaignRow): Promise<void> {
  const trigger = findTrigger(campaign.trigger ?? '')
  if (trigger) await dropOver(tx, campaign, trigger)
  const found = (await trigger?.findEntries(tx, campaign.triggerDays ?? 0)) ?? []
  const known = await readOccasions(tx, campaign.id)
  const entries = found.filter(({ customerId, occasion }) => !known.has(`${customerId} ${occasion}`))
  if (entries.length === 0) return
  const facts = await readFacts(tx, campaign, await usableLength(tx, campaign), entries.map((entry) => entry.customerId), entries)
  const judged = new Map(judgeAudience(facts).map((one) => [one.customerId, one.judgement]))
  const shares = await learntShares(tx, campaign)
  const arms = armsOf(campaign.holdoutPercent, campaign.variants.map(({ name }, index) => ({ name, share: shares[index] })))
  const rows = entries.flatMap(({ customerId, occasion }): NewDelivery[] => {
    const judgement = judged.get(customerId)
    if (!judgement) return []
    if ('reason' in judgement) return [{ customerId, occasion, arm: '', status: 'left_out', reason: judgement.reason }]
    const { name, share } = pickArm(arms, () => tx.random())
    return [{ customerId, occasion, arm: name, chance: share, status: name === holdout ? 'held_out' : campaign.channelId === null ? 'to_copy' : 'planned', conversationId: judgement.conversationId ?? undefined }]
  })
  await insertDeliveries(tx, { campaignId: campaign.id, dueAt: tx.now() }, rows)
  await giveLinks(tx, campaign)
  if (rows.some((row) => row.status === 'planned')) await tx.enqueue({ name: 'run-campaign', payload: { campaignId: campaign.id }, key: campaign.id, onceKey: campaign.id })
}

/** Who waits for the morning, or for a channel, and has meanwhile done what the message asks for. */
async function dropOver(tx: Transaction, campaign: CampaignRow, trigger: Trigger): Promise<void> {
  if (!trigger.findOver) return
  const waiting = await listByStatus(tx, campaign.id, ['planned', 'to_copy'], mostWaiting)
  if (waiting.length === 0) return
  const over = await trigger.findOver(tx, waiting.map((row) => row.occasion))
  await changeDeliveries(tx, waiting.filter((row) => over.has(row.occasion)).map((row) => ({ id: row.id, status: 'left_out', reason: 'occasion_over' })))
}

async function readOccasions(tx: Transaction, campaignId: string): Promise<Set<string>> {
  const rows = await tenant<Tables>(tx).select('campaignDeliveries').select(['customerId', 'occasion']).where('campaignId', '=', campaignId).execute()
  return new Set(rows.map((row) => `${row.customerId} ${row.occasion}`))
}
