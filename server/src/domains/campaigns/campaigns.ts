import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { cutPage, fromTimeCursor } from '#platform/http/paging'
import { newId } from '#platform/ids'
import { getSegment } from '#domains/activity'
import { recordAudit } from '#domains/businesses'
import { readGoods } from '#domains/catalog'
import { listSendingChannels } from '#domains/conversations'
import { byHand, createShortLink, rootsOf } from '#domains/customers'
import { channelUnusable, codeNotTold, linkMissing, notInDraft, offerMissing, productMissing, unknownTrigger } from './errors.ts'
import { changeCampaign, getCampaign, lockCampaign } from './store.ts'
import type { Audience, CampaignRow, Offer, Tables, Variant } from './tables.ts'
import { findTrigger } from './types/registry.ts'
import { needsProduct } from './recipients.ts'
import { compileVariant, mentions, type CompiledVariant } from './wording.ts'

export interface CampaignInput {
  name: string
  /** The account that it leaves from; `null` for a list that a person sends by hand. */
  channelId: string | null
  audience: Audience
  variants: Variant[]
  productMode: CampaignRow['productMode']
  variantId: string | null
  offer: Offer
  /** Where `{{tautan}}` leads. */
  linkUrl?: string | null | undefined
  holdoutPercent: number
  measureDays: number
  /** Given: speaks by itself whenever this happens to a customer. */
  trigger?: string | undefined
  triggerDays?: number | undefined
  /** The campaign that this one repeats: their results are pooled. */
  repeatOf?: string | undefined
}

/** Plans a campaign; nobody is drawn and nothing leaves before it is launched. */
export async function addCampaign(tx: Transaction, input: CampaignInput): Promise<CampaignRow> {
  const values = await checked(tx, input)
  const campaignId = newId()
  const seriesId = input.repeatOf ? (await getCampaign(tx, input.repeatOf)).seriesId : campaignId
  await tenant<Tables>(tx)
    .insert('campaigns')
    .values({
      businessId: tx.businessId, id: campaignId, ...values, linkCode: values.linkUrl === null ? null : await createShortLink(tx, 'campaign', campaignId), seriesId, status: 'draft', startsAt: null, launchedAt: null, finishedAt: null, holdReason: null,
      createdBy: tx.actor.kind === 'member' ? tx.actor.memberId : null, createdAt: tx.now(), updatedAt: tx.now(),
    })
    .execute()
  await recordAudit(tx, { action: 'campaign.create', subjectType: 'campaign', subjectId: campaignId, after: { name: input.name, kind: values.kind } })
  await tx.notify({ topic: 'campaign', id: campaignId })
  return getCampaign(tx, campaignId)
}

export async function updateCampaign(tx: Transaction, campaignId: string, input: CampaignInput): Promise<CampaignRow> {
  const before = await lockCampaign(tx, campaignId)
  if (before.status !== 'draft') throw notInDraft()
  const values = await checked(tx, input)
  const linkCode = values.linkUrl === null ? null : (before.linkCode ?? (await createShortLink(tx, 'campaign', campaignId)))
  await tenant<Tables>(tx).update('campaigns').set({ ...values, linkCode, updatedAt: tx.now() }).where('id', '=', campaignId).execute()
  await recordAudit(tx, { action: 'campaign.update', subjectType: 'campaign', subjectId: campaignId, before: { name: before.name }, after: { name: input.name } })
  await tx.notify({ topic: 'campaign', id: campaignId })
  return getCampaign(tx, campaignId)
}

export async function removeDraft(tx: Transaction, campaignId: string): Promise<void> {
  const campaign = await lockCampaign(tx, campaignId)
  if (campaign.status !== 'draft') throw notInDraft()
  await tenant<Tables>(tx).delete('campaigns').where('id', '=', campaignId).execute()
  await recordAudit(tx, { action: 'campaign.delete', subjectType: 'campaign', subjectId: campaignId, before: { name: campaign.name } })
  await tx.notify({ topic: 'campaign', id: campaignId })
}

export async function listCampaigns(tx: Transaction, input: { kind?: CampaignRow['kind'] | undefined; cursor?: string | undefined; limit: number }): Promise<{ items: CampaignRow[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('campaigns').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.kind) query = query.where('kind', '=', input.kind)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('createdAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.createdAt, row.id])
  return { items: page, nextCursor }
}

/** A campaign as it was, planned anew: both are judged together. */
export async function repeatCampaign(tx: Transaction, campaignId: string): Promise<CampaignRow> {
  const { id, name, channelId, audience, variants, productMode, variantId, offer, linkUrl, holdoutPercent, measureDays } = await getCampaign(tx, campaignId)
  return addCampaign(tx, { name, channelId, audience, variants, productMode, variantId, offer, linkUrl, holdoutPercent, measureDays, repeatOf: id })
}

export async function renameCampaign(tx: Transaction, campaignId: string, name: string): Promise<CampaignRow> {
  const before = await lockCampaign(tx, campaignId)
  await changeCampaign(tx, campaignId, { name })
  await recordAudit(tx, { action: 'campaign.rename', subjectType: 'campaign', subjectId: campaignId, before: { name: before.name }, after: { name } })
  return getCampaign(tx, campaignId)
}

/** A code is for one product, whose floor is known, and worth nothing to who is not told it. */
function checkOffer({ offer, productMode }: CampaignInput, variants: CompiledVariant[]): void {
  const hasCode = 'code' in offer
  if (hasCode && productMode !== 'fixed') throw productMissing()
  if (hasCode && !variants.every((variant) => mentions(variant, 'kode'))) throw codeNotTold()
  const unknown = [...(hasCode ? [] : (['kode', 'sampai'] as const)), ...(offer.kind === 'bundle' ? [] : (['jumlah'] as const))].find((slot) => variants.some((variant) => mentions(variant, slot)))
  if (unknown) throw offerMissing(unknown)
}

async function checked(tx: Transaction, input: CampaignInput) {
  const channels = await listSendingChannels(tx)
  const channel = channels.find((one) => one.channelId === input.channelId)
  if (input.channelId !== null && !channel) throw channelUnusable()
  const compiled = input.variants.map(compileVariant)
  if (input.productMode === 'none' && needsProduct(compiled)) throw productMissing()
  if (input.productMode === 'fixed') {
    if (input.variantId === null) throw productMissing()
    await readGoods(tx, [input.variantId])
  }
  checkOffer(input, compiled)
  if (!input.linkUrl && compiled.some((variant) => mentions(variant, 'tautan'))) throw linkMissing()
  if (input.trigger !== undefined && !findTrigger(input.trigger)) throw unknownTrigger()
  if (input.audience.segmentId !== undefined) await getSegment(tx, input.audience.segmentId)
  const { customerIds, ...rule } = input.audience
  // People of this business alone, under the ids that their pages have.
  const people = customerIds && [...new Set((await rootsOf(tx, customerIds)).values())]
  const { name, channelId, productMode, holdoutPercent, measureDays, trigger, triggerDays } = input
  return {
    kind: trigger === undefined ? ('broadcast' as const) : ('journey' as const),
    name, channelId, productMode, holdoutPercent, measureDays,
    channelType: channel?.type ?? byHand,
    audience: JSON.stringify({ ...rule, ...(people ? { customerIds: people } : {}) }),
    variants: JSON.stringify(input.variants),
    variantId: productMode === 'fixed' ? input.variantId : null,
    offer: JSON.stringify(input.offer),
    linkUrl: input.linkUrl ?? null,
    trigger: trigger ?? null,
    triggerDays: trigger === undefined ? null : (triggerDays ?? findTrigger(trigger)?.days ?? null),
  }
}
