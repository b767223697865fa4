import { z } from 'zod'
import type { Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { listSendingChannels, planMany, type PlannedText, type SendingChannel } from '#domains/conversations'
import { rootsOf } from '#domains/customers'
import { leftToday } from './daily-limit.ts'
import { linkValue } from './links.ts'
import { judge, readFacts, type Facts } from './recipients.ts'
import { settle } from './settling.ts'
import { getCampaignSettings, nextLoudMoment, zoneOf } from './settings.ts'
import { keepHeld, stopAboveLimit } from './stopping.ts'
import { changeCampaign, changeDeliveries, claimDue, countWaiting, listHeard, lockCampaign, type DeliveryChange } from './store.ts'
import type { CampaignRow, DeliveryRow } from './tables.ts'
import { fill } from './wording.ts'

/** Rows judged at once: few enough that requests pass between them. */
const batch = 300
/** Messages of a campaign that stand before the provider, in seconds of its pace: what a pause cannot take back at most. */
const secondsAhead = 2
const tickMs = 600
/** Sooner than a refused message is tried again. */
const heldMs = 300
/** A channel that does not answer, or a day that is over, is asked again then. */
const idleMs = 60_000
/** A limit of 24 hours frees a little at a time. */
const limitedMs = 10 * 60_000
/** Reasons to wait that end by themselves. */
const passing = new Set(['quiet_hours', 'channel_down', 'daily_limit'])

/**
 * One step of a campaign: hears what became of its messages, and hands the next ones to the send protocol, never more than
 * two seconds' worth. The row of the queue is the campaign's only runner, however many processes there are (F46); after a
 * crash the next one finds everything where the last commit left it.
 */
export const runCampaign: WorkHandler = async (ctx, payload) => {
  const { campaignId } = z.object({ campaignId: z.uuid() }).parse(payload)
  const nextTick = new Date(ctx.now().getTime() + tickMs)
  const turn = await ctx.transaction((tx) => lookAround(tx, campaignId))
  if (!('room' in turn)) return turn.again && { postponedUntil: turn.again }
  let handed = 0
  // Committed one after the other: the first leave while the next are written, and a pause never waits for all of them.
  for (let some = 1; some > 0 && handed < turn.room; handed += some) some = await ctx.transaction((tx) => handOver(tx, campaignId, turn.channel, turn.room - handed))
  const again = await ctx.transaction((tx) => whatNext(tx, campaignId, handed, nextTick))
  return again && { postponedUntil: again }
}

/** Whether the campaign sends now, how many and from where; otherwise when to look again. */
async function lookAround(tx: Transaction, campaignId: string): Promise<{ room: number; channel: SendingChannel } | { again: Date | undefined }> {
  const campaign = await lockCampaign(tx, campaignId)
  const now = tx.now()
  if (campaign.status === 'waiting') {
    if (campaign.startsAt && campaign.startsAt > now) return { again: campaign.startsAt }
    await changeCampaign(tx, campaignId, { status: 'running' })
  } else if (campaign.status !== 'running') {
    return { again: campaign.channelId !== null && (await keepHeld(tx, campaign)) ? new Date(now.getTime() + heldMs) : undefined }
  }
  await settle(tx, campaignId)
  const settings = await getCampaignSettings(tx)
  if (await stopAboveLimit(tx, campaign, settings)) return { again: undefined }
  const counts = await countWaiting(tx, campaignId)
  if (campaign.channelId === null) return { again: await finishWhenOver(tx, campaign, counts.inFlight + counts.due) }
  const loudAt = nextLoudMoment(now, await zoneOf(tx), settings)
  if (loudAt > now) return { again: await hold(tx, campaign, 'quiet_hours', loudAt) }
  const channel = (await listSendingChannels(tx)).find((one) => one.channelId === campaign.channelId)
  if (!channel?.isActive) return { again: await hold(tx, campaign, 'channel_down', new Date(now.getTime() + idleMs)) }
  const left = await leftToday(tx, campaign, channel)
  if (left === 0 && counts.due > 0) return { again: await hold(tx, campaign, 'daily_limit', new Date(now.getTime() + limitedMs)) }
  if (passing.has(campaign.holdReason ?? '')) await changeCampaign(tx, campaignId, { holdReason: null })
  const perSecond = Math.min(channel.perSecond, settings.perSecond ?? Infinity)
  return { room: Math.min(left, Math.max(0, Math.ceil(perSecond * secondsAhead) - counts.inFlight)), channel: { ...channel, perSecond } }
}

async function whatNext(tx: Transaction, campaignId: string, handed: number, nextTick: Date): Promise<Date | undefined> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status !== 'running') return new Date(tx.now().getTime() + heldMs)
  const { inFlight, due, nextDueAt } = await countWaiting(tx, campaignId)
  if (inFlight === 0 && due === 0) return finishWhenOver(tx, campaign, 0)
  // Journeys wait for their next entry; everything else goes on at once.
  const isIdle = handed === 0 && inFlight === 0 && nextDueAt !== null && nextDueAt > tx.now()
  return isIdle ? nextDueAt : nextTick
}

async function hold(tx: Transaction, campaign: CampaignRow, reason: string, until: Date): Promise<Date> {
  if (campaign.holdReason !== reason && campaign.holdReason !== 'opt_outs_accepted') await changeCampaign(tx, campaign.id, { holdReason: reason })
  return until
}

async function finishWhenOver(tx: Transaction, campaign: CampaignRow, open: number): Promise<Date | undefined> {
  if (open > 0) return new Date(tx.now().getTime() + tickMs)
  // A journey goes on: whoever enters next starts its runner again.
  if (campaign.kind === 'broadcast' && campaign.channelId !== null) await changeCampaign(tx, campaign.id, { status: 'done', finishedAt: tx.now(), holdReason: null })
  return undefined
}

/**
 * Hands over some of those that are due, `room` at most. Judged again as things stand now: stock, prices, consent and names
 * may have changed since the draw. Returns how many; none once the campaign no longer runs.
 */
async function handOver(tx: Transaction, campaignId: string, channel: SendingChannel, room: number): Promise<number> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status !== 'running') return 0
  const due = await claimDue(tx, campaignId, Math.min(batch, room))
  if (due.length === 0) return 0
  const facts = await readFacts(tx, campaign, channel.textLength, due.map((row) => row.customerId), due)
  const roots = await rootsOf(tx, due.map((row) => row.customerId))
  const heard = await readHeard(tx, facts, campaignId)
  const changes: DeliveryChange[] = []
  const texts: (PlannedText & { deliveryId: string })[] = []
  for (const row of due) {
    const customerId = roots.get(row.customerId) ?? row.customerId
    const isTwice = heard.has(`${customerId} ${row.occasion}`)
    heard.add(`${customerId} ${row.occasion}`)
    // Two rows that turned out to be one person since the draw: one message.
    const ready = isTwice ? { reason: 'same_person' } : prepare(facts, row, customerId)
    if ('reason' in ready) changes.push({ id: row.id, status: 'left_out', reason: ready.reason })
    else texts.push(ready)
  }
  const messageIds = await planMany(tx, channel.channelId, texts.map(({ deliveryId: _, ...text }) => text), channel.perSecond)
  texts.forEach(({ deliveryId, text, conversationId }, index) => changes.push({ id: deliveryId, status: 'handed', text, conversationId, messageId: messageIds[index], sentAt: tx.now() }))
  await changeDeliveries(tx, changes)
  return due.length
}

/** Who of those that stand for several merged rows has heard this campaign already, by root and occasion. */
async function readHeard(tx: Transaction, facts: Facts, campaignId: string): Promise<Set<string>> {
  const merged = [...facts.people.values()].filter((person) => person.familyIds.length > 1)
  const rootOf = new Map(merged.flatMap((person) => person.familyIds.map((id) => [id, person.customerId] as const)))
  return new Set((await listHeard(tx, campaignId, [...rootOf.keys()])).map(({ customerId, occasion }) => `${rootOf.get(customerId) ?? customerId} ${occasion}`))
}

function prepare(facts: Facts, row: DeliveryRow, customerId: string): (PlannedText & { deliveryId: string }) | { reason: string } {
  const person = facts.people.get(customerId)
  if (!person) return { reason: 'no_thread' }
  const judgement = judge(facts, person)
  if ('reason' in judgement) return judgement
  const variant = facts.variants.find((one) => one.name === row.arm)
  const wording = variant && fill(variant, { ...judgement.values, ...linkValue(facts.linkAddress, row) }, judgement.isOpen, facts.approved)
  if (!wording || 'missing' in wording || judgement.conversationId === null) return { reason: 'missing_value' }
  return { deliveryId: row.id, conversationId: judgement.conversationId, clientId: `campaign:${row.id}`, text: wording.text, subject: wording.subject, template: wording.template, purpose: 'marketing' }
}
