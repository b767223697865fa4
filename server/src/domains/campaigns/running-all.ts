import type { GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { forEachBusiness } from '#domains/businesses'
import { settle } from './settling.ts'
import { countOptOuts, listUnderWay } from './store.ts'

/** How long after its end a campaign still hears late news: read marks, and the fate of uncertain messages. */
const newsDays = 7

/** Every campaign that is under way has its runner, also after one was lost; ended ones hear late news. */
export function keepCampaignsRunning(installation: Services & GlobalDatabase & ContextFactory): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      const since = tx.now().getTime() - newsDays * 86_400_000
      for (const campaign of await listUnderWay(tx, ['waiting', 'running', 'paused', 'stopped', 'done'])) {
        // A journey without anybody under way sleeps until somebody enters.
        const isAwake = campaign.kind === 'broadcast' || campaign.status === 'waiting' || (await hasWork(tx, campaign.id))
        if ((campaign.status === 'waiting' || campaign.status === 'running') && isAwake) await tx.enqueue({ name: 'run-campaign', payload: { campaignId: campaign.id }, key: campaign.id, onceKey: campaign.id, ...(campaign.startsAt && campaign.startsAt > tx.now() ? { runAt: campaign.startsAt } : {}) })
        const last = (campaign.finishedAt ?? campaign.updatedAt).getTime()
        if (campaign.kind === 'journey' || last >= since) await settle(tx, campaign.id, ['handed', 'uncertain', 'sent', 'delivered'])
      }
    }),
  )
}

async function hasWork(tx: Transaction, campaignId: string): Promise<boolean> {
  const { due, inFlight } = await countOptOuts(tx, campaignId)
  return due + inFlight > 0
}
