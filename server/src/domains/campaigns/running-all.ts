import type { GlobalDatabase, Services, Transaction } from '#platform/context'
import type { ContextFactory } from '#platform/context-factory'
import { forEachBusiness } from '#domains/businesses'
import { settle } from './settling.ts'
import { countWaiting, listHearing, listUnderWay } from './store.ts'

type Installation = Services & GlobalDatabase & ContextFactory

/** How long after its end a campaign still hears late news: read marks, and the fate of uncertain messages. */
const newsDays = 7

/** Every campaign that is under way has its runner, also after one was lost. */
export function keepCampaignsRunning(installation: Installation): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      for (const campaign of await listUnderWay(tx, ['waiting', 'running'])) {
        // A journey without anybody under way sleeps until somebody enters.
        const isAwake = campaign.kind === 'broadcast' || campaign.status === 'waiting' || (await hasWork(tx, campaign.id))
        if (isAwake) await tx.enqueue({ name: 'run-campaign', payload: { campaignId: campaign.id }, key: campaign.id, onceKey: campaign.id, ...(campaign.startsAt && campaign.startsAt > tx.now() ? { runAt: campaign.startsAt } : {}) })
      }
      for (const campaign of await listHearing(tx, hearingSince(tx))) if (campaign.status !== 'running') await settle(tx, campaign.id)
    }),
  )
}

/** Delivered and read marks of what was sent; less often, because there are many. */
export function hearLateNews(installation: Installation): Promise<void> {
  return forEachBusiness(installation, (ctx) =>
    ctx.transaction(async (tx) => {
      for (const campaign of await listHearing(tx, hearingSince(tx))) await settle(tx, campaign.id, ['sent', 'delivered'])
    }),
  )
}

const hearingSince = (tx: Transaction) => new Date(tx.now().getTime() - newsDays * 86_400_000)

async function hasWork(tx: Transaction, campaignId: string): Promise<boolean> {
  const { due, inFlight } = await countWaiting(tx, campaignId)
  return due + inFlight > 0
}
