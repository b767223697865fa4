import type { Transaction } from '#platform/context'
import { listSendingChannels, planMany } from '#domains/conversations'
import { conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { isLimited } from './daily-limit.ts'
import { armsOf, drawArms } from './drawing.ts'
import { usableLength } from './launching.ts'
import { judge, judgeAudience, readFacts, type Facts } from './recipients.ts'
import { nextLoudMoment, zoneOf } from './settings.ts'
import { getCampaign } from './store.ts'
import { holdout, type LeftOutReason, type PreviewCounts } from './tables.ts'
import { fill } from './wording.ts'

export interface Preview {
  audience: number
  /** Who can be written to: `messaged` of them are, `heldOut` are not, by chance. */
  messaged: number
  heldOut: number
  leftOut: { reason: LeftOutReason; count: number; names: string[] }[]
  cost: { estimate: number; paidMessages: number; note: string }
  /** When the first may leave, with the quiet hours in mind. */
  startsAt: Date
  minutes: number
  /** The most customers in 24 hours, where the provider counts them: the rest follows by itself. */
  dailyLimit: number | null
  samples: PersonPreview[]
}

export interface PersonPreview {
  customerId: string
  name: string
  reason: LeftOutReason | null
  texts: { variant: string; text: string; subject: string | null }[]
}

const shownNames = 5
const shownSamples = 20

/** What launching would do, before it does anything. */
export async function previewCampaign(tx: Transaction, campaignId: string): Promise<Preview> {
  const campaign = await getCampaign(tx, campaignId)
  const facts = await readFacts(tx, campaign, await usableLength(tx, campaign))
  return presentPreview(tx, facts, countPeople(judgeAudience(facts)))
}

/** Adds people to what was counted before them. Who gets something is shown first: that is what people want to see. */
export function countPeople(audience: ReturnType<typeof judgeAudience>, before: PreviewCounts = { audience: 0, ready: 0, closed: 0, leftOut: [], sampleIds: [] }): PreviewCounts {
  const groups = new Map(before.leftOut.map((group) => [group.reason, { ...group }]))
  const counts = { ...before, audience: before.audience + audience.length }
  const ready: string[] = []
  const others: string[] = []
  for (const { customerId, judgement } of audience) {
    if (!('reason' in judgement)) {
      counts.ready++
      if (!judgement.isOpen) counts.closed++
      if (ready.length < shownSamples) ready.push(customerId)
      continue
    }
    const group = groups.get(judgement.reason) ?? { reason: judgement.reason, count: 0, customerIds: [] }
    groups.set(judgement.reason, { ...group, count: group.count + 1, customerIds: group.customerIds.length < shownNames ? [...group.customerIds, customerId] : group.customerIds })
    if (others.length < shownSamples) others.push(customerId)
  }
  const known = before.sampleIds.slice(0, before.ready)
  return { ...counts, leftOut: [...groups.values()], sampleIds: [...known, ...ready, ...before.sampleIds.slice(before.ready), ...others].slice(0, shownSamples) }
}

/** `facts`: at least of the people who are shown. */
export async function presentPreview(tx: Transaction, facts: Facts, counts: PreviewCounts): Promise<Preview> {
  const { campaign, settings } = facts
  const heldOut = drawArms(counts.ready, armsOf(campaign.holdoutPercent, campaign.variants), () => tx.random()).filter((arm) => arm === holdout).length
  const messaged = counts.ready - heldOut
  const paidMessages = counts.ready === 0 ? 0 : Math.round((counts.closed * messaged) / counts.ready)
  const channel = (await listSendingChannels(tx)).find((one) => one.channelId === campaign.channelId)
  const perSecond = Math.min(channel?.perSecond ?? Infinity, settings.perSecond ?? Infinity)
  return {
    audience: counts.audience, messaged, heldOut,
    leftOut: counts.leftOut.map(({ reason, count, customerIds }) => ({ reason, count, names: customerIds.flatMap((id) => facts.people.get(id)?.name || []) })).sort((a, b) => b.count - a.count),
    cost: { estimate: paidMessages * settings.templatePrice, paidMessages, note: paidMessages > 0 ? settings.templatePriceNote : '' },
    startsAt: nextLoudMoment(tx.now(), await zoneOf(tx), settings),
    minutes: Number.isFinite(perSecond) ? Math.ceil(messaged / perSecond / 60) : 0,
    dailyLimit: channel && isLimited(campaign, channel) ? channel.dailyLimit : null,
    samples: counts.sampleIds.map((customerId) => describe(facts, customerId)),
  }
}

/** Any customer's own message, or why they get none. */
export async function previewFor(tx: Transaction, campaignId: string, customerId: string): Promise<PersonPreview> {
  const campaign = await getCampaign(tx, campaignId)
  const facts = await readFacts(tx, campaign, await usableLength(tx, campaign), [customerId])
  const [rootId = customerId] = facts.people.keys()
  return describe(facts, rootId)
}

/** Sends one person's text to a chat of the shop's own choice, marked as a test. */
export async function sendTest(tx: Transaction, campaignId: string, customerId: string): Promise<{ messageId: string; text: string }> {
  const campaign = await getCampaign(tx, campaignId)
  const facts = await readFacts(tx, campaign, await usableLength(tx, campaign), [customerId])
  const [person] = facts.people.values()
  const thread = person && facts.threads.get(person.customerId)
  const judgement = person && judge(facts, person)
  if (!thread || !judgement || 'reason' in judgement) throw cannotTest()
  const wording = fill(facts.variants[0], judgement.values, judgement.isOpen, facts.approved)
  if ('missing' in wording || campaign.channelId === null) throw cannotTest()
  const text = wording.template ? wording.text : `[Uji coba] ${wording.text}`
  const [messageId] = await planMany(tx, campaign.channelId, [{ conversationId: thread.conversationId, clientId: `campaign-test:${newId()}`, text, subject: wording.subject, template: wording.template, purpose: 'marketing' }])
  return { messageId, text }
}

const cannotTest = () => conflict('campaigns.cannot_test', 'Uji kirim butuh chat yang terbuka dan setuju promosi. Belum ada yang dikirim. Pilih penerima lain.')

function describe(facts: Facts, customerId: string): PersonPreview {
  const person = facts.people.get(customerId)
  if (!person) return { customerId, name: '', reason: 'no_thread', texts: [] }
  const judgement = judge(facts, person)
  if ('reason' in judgement) return { customerId, name: person.name, reason: judgement.reason, texts: [] }
  const texts = facts.variants.flatMap((variant) => {
    const wording = fill(variant, judgement.values, judgement.isOpen, facts.approved)
    return 'missing' in wording ? [] : [{ variant: variant.name, text: wording.text, subject: wording.subject ?? null }]
  })
  return { customerId, name: person.name, reason: null, texts }
}
