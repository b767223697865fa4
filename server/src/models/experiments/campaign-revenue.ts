import { compareRevenue, type MeanComparison, type NotEnoughData } from './compare-means.ts'
import type { Interval } from './proportions.ts'
import type { Random } from '../randomness/seeded-random.ts'
import { sampleSizeForMeans } from './sample-size.ts'

export interface CampaignRevenue {
  status: 'ok'
  verdict: 'more' | 'less' | 'not-enough-evidence'
  /** Rupiah that the messages brought about, over all customers messaged, with its interval. */
  extra: { amount: number; interval: Interval }
  /** What holding out cost: the same effect on the customers held out. */
  holdoutCost: { amount: number; interval: Interval }
  /** The same per customer, with the check for a few large orders carrying everything. */
  perCustomer: MeanComparison
  /** With too little evidence: customers beyond those already there that would show the difference seen, when finite. */
  customersNeeded: number | undefined
}

/**
 * The campaign's result in rupiah: spending of every customer messaged and of every one held out, 0 for those who
 * bought nothing. The claim needs both the permutation p-value and an interval beyond zero.
 * @throws ModelInputError when an amount is not finite or the confidence is outside (0, 1).
 */
export function campaignRevenue(
  { treated, control }: { treated: ArrayLike<number>; control: ArrayLike<number> },
  { confidence = 0.95, random }: { confidence?: number; random: Random },
): CampaignRevenue | NotEnoughData {
  const perCustomer = compareRevenue(treated, control, { confidence, random })
  if (perCustomer.status !== 'ok') return perCustomer
  const [lower, upper] = perCustomer.interval
  const times = (customers: number) => ({
    amount: perCustomer.difference * customers,
    interval: [lower * customers, upper * customers] as const,
  })
  const isShown = perCustomer.pValue < 1 - confidence && (lower > 0 || upper < 0)
  const verdict = !isShown ? 'not-enough-evidence' : perCustomer.difference > 0 ? 'more' : 'less'
  return {
    status: 'ok',
    verdict,
    extra: times(treated.length),
    holdoutCost: times(control.length),
    perCustomer,
    customersNeeded: isShown ? undefined : customersNeeded(perCustomer, confidence),
  }
}

/** In the same split, with 80 % power. */
function customersNeeded({ difference, treated, control }: MeanComparison, confidence: number): number | undefined {
  if (difference === 0) return undefined
  const total = treated.n + control.n
  const variance = (treated.variance * (treated.n - 1) + control.variance * (control.n - 1)) / (total - 2)
  const design = { confidence, treatedShare: treated.n / total }
  const needed = sampleSizeForMeans({ standardDeviation: Math.sqrt(variance), difference }, design).total
  return needed - total <= 100_000 ? Math.max(1, needed - total) : undefined
}
