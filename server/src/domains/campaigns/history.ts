import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { readResult } from './results.ts'
import type { Tables } from './tables.ts'
import { readTotals } from './totals.ts'

/** More would take longer than a page may. */
const most = 100

/** `measuring`: its days are not over, and nothing is said before. */
export type Outlook = 'measuring' | 'more' | 'fewer' | 'not-enough-evidence' | 'no-holdout' | 'broken-split'

export interface PastCampaign {
  campaignId: string
  name: string
  kind: 'broadcast' | 'journey'
  launchedAt: Date
  sent: number
  heldOut: number
  clicked: number | null
  replied: number | null
  optOuts: number
  cost: number
  outlook: Outlook
  /** Against who was held out; `null` while it cannot be said. */
  extraOrders: { estimate: number; interval: readonly [number, number] } | null
  /** Rupiah, likewise. */
  extraAmount: { estimate: number; interval: readonly [number, number] } | null
}

/** Campaigns launched in a period, newest first, with what can be said about each. */
export async function readCampaignHistory(tx: Transaction, period: { from: Date; to: Date }): Promise<PastCampaign[]> {
  const campaigns = await tenant<Tables>(tx).select('campaigns').select(['id', 'name', 'kind', 'launchedAt']).where('launchedAt', '>=', period.from).where('launchedAt', '<', period.to).orderBy('launchedAt', 'desc').orderBy('id').limit(most).execute()
  const totals = await readTotals(tx, campaigns.map((campaign) => campaign.id))
  const past: PastCampaign[] = []
  for (const { id, name, kind, launchedAt } of campaigns) {
    const { responses, verdict, extraOrders, extraAmount, state } = await readResult(tx, id)
    const { sent, heldOut, optOuts } = totals.get(id) ?? { sent: 0, heldOut: 0, optOuts: 0 }
    past.push({
      campaignId: id, name, kind, sent, heldOut, optOuts,
      launchedAt: launchedAt ?? period.from,
      clicked: responses.clicked, replied: responses.replied, cost: responses.cost,
      outlook: state === 'closed' && verdict ? verdict.code : 'measuring',
      extraOrders: extraOrders && { estimate: extraOrders.estimate, interval: extraOrders.interval },
      extraAmount: extraAmount && { estimate: extraAmount.estimate, interval: extraAmount.interval },
    })
  }
  return past
}
