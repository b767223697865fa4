import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { rootsOf } from '#domains/customers'
import { wrongState } from './errors.ts'
import { linkValue } from './links.ts'
import { judge, readFacts } from './recipients.ts'
import { changeCampaign, changeDeliveries, countStates, getCampaign, lockCampaign, listByStatus, type DeliveryChange } from './store.ts'
import type { DeliveryRow, Tables } from './tables.ts'
import { fill } from './wording.ts'

export interface CopyItem {
  deliveryId: string
  customerId: string
  name: string
  phone: string
  text: string
  isCopied: boolean
}

const shown = 50

/** The next people of a list that is sent by hand, each with their own text; who may not be written to any more is taken off it first. */
export async function readCopyList(tx: Transaction, campaignId: string): Promise<{ items: CopyItem[]; left: number; copied: number }> {
  const campaign = await getCampaign(tx, campaignId)
  if (campaign.channelId !== null) throw wrongState(campaign.status)
  const rows = await listByStatus(tx, campaignId, ['to_copy'], shown)
  const facts = await readFacts(tx, campaign, 4_000, rows.map((row) => row.customerId))
  const roots = await rootsOf(tx, rows.map((row) => row.customerId))
  const off: DeliveryChange[] = []
  const items = rows.flatMap((row): CopyItem[] => {
    const person = facts.people.get(roots.get(row.customerId) ?? row.customerId)
    const judgement = person && judge(facts, person)
    const variant = facts.variants.find((one) => one.name === row.arm)
    const wording = judgement && !('reason' in judgement) && variant ? fill(variant, { ...judgement.values, ...linkValue(facts.linkAddress, row) }, true) : undefined
    if (person?.phone && wording && !('missing' in wording)) return [{ deliveryId: row.id, customerId: row.customerId, name: person.name, phone: person.phone, text: wording.text, isCopied: false }]
    off.push({ id: row.id, status: 'left_out', reason: judgement && 'reason' in judgement ? judgement.reason : 'missing_value' })
    return []
  })
  await changeDeliveries(tx, off)
  const counts = await countStates(tx, campaignId)
  const count = (status: string) => counts.reduce((sum, one) => sum + (one.status === status ? one.count : 0), 0)
  return { items, left: count('to_copy'), copied: count('copied') }
}

/** A person says that they sent it, or takes that back. */
export async function markCopied(tx: Transaction, campaignId: string, deliveryId: string, isCopied: boolean): Promise<DeliveryRow> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.channelId !== null || campaign.status === 'draft') throw wrongState(campaign.status)
  const row = await tenant<Tables>(tx).select('campaignDeliveries').selectAll().where('campaignId', '=', campaignId).where('id', '=', deliveryId).forUpdate().executeTakeFirst()
  if (!row) throw notFound('Penerima')
  if (row.status !== 'to_copy' && row.status !== 'copied') throw wrongState(campaign.status)
  const status = isCopied ? ('copied' as const) : ('to_copy' as const)
  const changes = { status, sentAt: isCopied ? (row.sentAt ?? tx.now()) : null, settledAt: tx.now() }
  await tenant<Tables>(tx).update('campaignDeliveries').set(changes).where('id', '=', deliveryId).execute()
  const open = (await listByStatus(tx, campaignId, ['to_copy'], 1)).length
  if (campaign.kind === 'broadcast' && campaign.status !== 'paused') await changeCampaign(tx, campaignId, open === 0 ? { status: 'done', finishedAt: tx.now() } : { status: 'running', finishedAt: null })
  return { ...row, ...changes }
}
