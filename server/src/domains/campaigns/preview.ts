import type { Transaction } from '#platform/context'
import { listSendingChannels, planMany } from '#domains/conversations'
import { conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { armsOf, drawArms } from './drawing.ts'
import { usableLength } from './launching.ts'
import { judge, judgeAudience, readFacts, type Facts } from './recipients.ts'
import { nextLoudMoment, zoneOf } from './settings.ts'
import { getCampaign } from './store.ts'
import { holdout, type LeftOutReason } from './tables.ts'
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
  const audience = judgeAudience(facts)
  const ready = audience.flatMap(({ customerId, judgement }) => ('reason' in judgement ? [] : [{ customerId, judgement }]))
  const heldOut = drawArms(ready.length, armsOf(campaign.holdoutPercent, campaign.variants), () => tx.random()).filter((arm) => arm === holdout).length
  const messaged = ready.length - heldOut
  const closed = ready.filter(({ judgement }) => !judgement.isOpen).length
  const paidMessages = ready.length === 0 ? 0 : Math.round((closed * messaged) / ready.length)
  const channel = (await listSendingChannels(tx)).find((one) => one.channelId === campaign.channelId)
  const perSecond = Math.min(channel?.perSecond ?? Infinity, facts.settings.perSecond ?? Infinity)
  return {
    audience: audience.length, messaged, heldOut,
    leftOut: groupLeftOut(facts, audience),
    cost: { estimate: paidMessages * facts.settings.templatePrice, paidMessages, note: paidMessages > 0 ? facts.settings.templatePriceNote : '' },
    startsAt: nextLoudMoment(tx.now(), await zoneOf(tx), facts.settings),
    minutes: Number.isFinite(perSecond) ? Math.ceil(messaged / perSecond / 60) : 0,
    // Who gets something first: that is what people want to see.
    samples: [...ready, ...audience.filter(({ judgement }) => 'reason' in judgement)].slice(0, shownSamples).map(({ customerId }) => describe(facts, customerId)),
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

function groupLeftOut(facts: Facts, audience: ReturnType<typeof judgeAudience>): Preview['leftOut'] {
  const groups = new Map<LeftOutReason, { count: number; names: string[] }>()
  for (const { customerId, judgement } of audience) {
    if (!('reason' in judgement)) continue
    const group = groups.get(judgement.reason) ?? { count: 0, names: [] }
    groups.set(judgement.reason, group)
    group.count++
    const name = facts.people.get(customerId)?.name
    if (name && group.names.length < shownNames) group.names.push(name)
  }
  return [...groups].map(([reason, group]) => ({ reason, ...group })).sort((a, b) => b.count - a.count)
}
