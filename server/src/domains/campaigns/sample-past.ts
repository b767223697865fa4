import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { addCampaign } from './campaigns.ts'
import { changeCampaign, insertDeliveries } from './store.ts'
import { holdout, type Tables } from './tables.ts'

/** A list that an example shop sent by hand, at the transaction's time: who was written to and who was held out. */
export interface SampleCampaign {
  name: string
  text: string
  people: { customerId: string; isHeldOut: boolean }[]
}

/** Over long ago: nobody is written to. What it brought is measured like every campaign's, from the orders that are there. */
export async function addSampleCampaign(tx: Transaction, { name, text, people }: SampleCampaign): Promise<void> {
  const heldOut = people.filter((one) => one.isHeldOut).length / people.length
  const { id, variants } = await addCampaign(tx, {
    name, channelId: null, audience: { customerIds: people.map((one) => one.customerId) }, variants: [{ name: 'A', text }], productMode: 'none', variantId: null, offer: { kind: 'none', value: 0 },
    holdoutPercent: Math.round(heldOut * 100), measureDays: 14,
  })
  const now = tx.now()
  await insertDeliveries(tx, { campaignId: id, dueAt: now }, people.map(({ customerId, isHeldOut }) => (isHeldOut ? { customerId, arm: holdout, chance: heldOut, status: 'held_out' } : { customerId, arm: variants[0].name, chance: 1 - heldOut, status: 'copied' })))
  await tenant<Tables>(tx).update('campaignDeliveries').set({ sentAt: now }).where('campaignId', '=', id).where('status', '=', 'copied').execute()
  await changeCampaign(tx, id, { status: 'done', startsAt: now, launchedAt: now, finishedAt: now })
}
