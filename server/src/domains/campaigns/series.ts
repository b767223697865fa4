import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { thompsonShares, type ArmRecord } from '#models/experiments/thompson-sampling'
import { readOutcomes, type Outcome } from './outcomes.ts'
import { holdout, type CampaignRow, type Tables } from './tables.ts'

/** Campaigns that repeat one another, this one included, oldest first. */
export function readSeries(tx: Transaction, campaign: Pick<CampaignRow, 'seriesId'>): Promise<CampaignRow[]> {
  return tenant<Tables>(tx).select('campaigns').selectAll().where('seriesId', '=', campaign.seriesId).where('launchedAt', 'is not', null).orderBy('launchedAt').execute()
}

/**
 * How the variants share those who get a message: evenly at first, then by what earlier customers of the series did
 * (Thompson sampling with a floor, so that none is forgotten). Only outcomes that are known count.
 */
export async function learntShares(tx: Transaction, campaign: CampaignRow): Promise<number[]> {
  if (campaign.variants.length < 2) return campaign.variants.map(() => 1)
  const outcomes: Outcome[] = []
  for (const one of await readSeries(tx, campaign)) outcomes.push(...(await readOutcomes(tx, one)))
  return thompsonShares(armRecords(campaign.variants.map(({ name }) => name), outcomes))
}

export function armRecords(names: string[], outcomes: Outcome[]): ArmRecord[] {
  return names.map((name) => {
    const known = outcomes.filter((outcome) => outcome.arm === name && outcome.arm !== holdout && outcome.isKnown)
    const successes = known.filter(({ orders }) => orders > 0).length
    return { successes, failures: known.length - successes }
  })
}
