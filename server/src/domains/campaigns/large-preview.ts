import { z } from 'zod'
import type { Transaction } from '#platform/context'
import type { WorkHandler } from '#platform/events/dispatcher'
import { countCustomers, listPeopleAfter } from '#domains/customers'
import { usableLength } from './launching.ts'
import { countPeople, presentPreview, previewCampaign, type Preview } from './preview.ts'
import { judgeAudience, readFacts } from './recipients.ts'
import { getCampaign, savePreview } from './store.ts'
import type { CampaignRow, PreviewState } from './tables.ts'

/** More people than this are counted by a job, so that no request waits for them. */
const mostAtOnce = 20_000
const pieceOf = 2_500
/** Stock, chats and consent move on: an older preview is worked out anew. */
const freshMs = 10 * 60_000

/** A preview, or how far it has got; the first look at a large one begins it. */
export async function readPreview(tx: Transaction, campaignId: string, { most = mostAtOnce, piece = pieceOf } = {}): Promise<Preview | { working: { done: number; all: number } }> {
  const campaign = await getCampaign(tx, campaignId)
  const all = campaign.audience.customerIds?.length ?? (await countCustomers(tx))
  if (all <= most) return previewCampaign(tx, campaignId)
  const state = campaign.preview
  if (!state || !isCurrent(tx, campaign, state)) {
    await savePreview(tx, campaignId, { version: versionOf(campaign), countedAt: tx.now().toISOString(), after: '', done: 0, all, counts: countPeople([]) })
    await tx.enqueue({ name: 'preview-campaign', payload: { campaignId, piece }, key: `preview:${campaignId}`, onceKey: `preview:${campaignId}` })
    return { working: { done: 0, all } }
  }
  if (state.after !== null) return { working: { done: Math.min(state.done, state.all), all: state.all } }
  const shown = [...state.counts.sampleIds, ...state.counts.leftOut.flatMap((group) => group.customerIds)]
  return presentPreview(tx, await readFacts(tx, campaign, await usableLength(tx, campaign), shown), state.counts)
}

/** Counts the next people, and comes again until all are; a change of the draft ends it. */
export const previewInPieces: WorkHandler = async (ctx, payload) => {
  const { campaignId, piece } = z.object({ campaignId: z.uuid(), piece: z.number().int() }).parse(payload)
  const isDone = await ctx.transaction(async (tx) => {
    const campaign = await getCampaign(tx, campaignId)
    const state = campaign.preview
    if (!state || state.after === null || !isCurrent(tx, campaign, state)) return true
    const ids = await listPeopleAfter(tx, state.after, piece)
    const facts = await readFacts(tx, campaign, await usableLength(tx, campaign), ids)
    const after = ids.length < piece ? null : ids[ids.length - 1]
    await savePreview(tx, campaignId, { ...state, countedAt: tx.now().toISOString(), after, done: state.done + ids.length, counts: countPeople(judgeAudience(facts), state.counts) })
    return after === null
  })
  return isDone ? undefined : { postponedUntil: ctx.now() }
}

const versionOf = ({ updatedAt }: CampaignRow) => updatedAt.toISOString()

const isCurrent = (tx: Transaction, campaign: CampaignRow, state: PreviewState) => campaign.status === 'draft' && state.version === versionOf(campaign) && tx.now().getTime() - Date.parse(state.countedAt) < freshMs
