import { compareProportions, type ProportionComparison } from './compare-proportions.ts'
import { assertShare } from './errors.ts'
import { holm } from './holm.ts'
import { addCounts, assertCount, rate, type Count, type Interval } from './proportions.ts'
import { checkSampleRatio } from './sample-ratio.ts'
import { sampleSizeForProportions } from './sample-size.ts'
import { ModelInputError } from '../input-error.ts'

export interface CampaignInput {
  /** Held out at random: got no message. */
  control: Count
  /** One entry per message variant; `successes` are the customers who ordered. */
  arms: readonly { name: string; count: Count }[]
  confidence?: number
  /** Planned share of each arm, the control first; gives the check for a broken draw. Left out: not checked. */
  plannedShares?: readonly number[]
  /** Smallest difference of rates worth knowing; default: a quarter of the control's rate, at least one point. */
  smallestDifference?: number
  /** Customers a week that such campaigns reach, for an answer in weeks. */
  customersPerWeek?: number
}

/**
 * The answer as a code with its numbers; the words belong to the locales.
 * - `more` / `fewer`: the messages brought about more (fewer) orders, beyond chance.
 * - `not-enough-evidence`: chance alone explains it; `needed` says what it would take.
 * - `no-holdout`: nobody was held out, or nobody was messaged: no statement about extra orders is possible.
 * - `broken-split`: the arms are not as large as drawn; the numbers cannot be trusted.
 */
export type CampaignVerdict =
  | { code: 'more' | 'fewer'; pValue: number }
  | { code: 'not-enough-evidence'; pValue: number; needed: Needed }
  | { code: 'no-holdout' }
  | { code: 'broken-split'; pValue: number }

export interface Needed {
  /** Customers beyond those already in the campaign, in the same split; `undefined` when above `limit`. */
  customers: number | undefined
  weeks: number | undefined
  /** Difference of rates that the number is for: the one seen, or the smallest worth knowing when that is larger. */
  difference: number
  power: number
  limit: number
}

export interface CampaignResult {
  verdict: CampaignVerdict
  /** Orders that the messages brought about, over all customers messaged, with its interval. */
  extra: { orders: number; interval: Interval; messaged: number }
  arms: ArmResult[]
  /** What holding out cost: the same effect on the customers held out. Negative ends mean that it saved orders. */
  holdoutCost: { orders: number; interval: Interval }
}

export interface ArmResult extends ProportionComparison {
  name: string
  rate: number
  /** Holm over the arms. */
  pAdjusted: number
  verdict: 'better' | 'worse' | 'not-shown'
}

const power = 0.8
const limit = 100_000

/**
 * Did the campaign bring extra orders? Messaged customers against those held out at random: all variants together for
 * the headline (Newcombe's interval, exact p-value), then each variant (Holm).
 *
 * The number still needed comes from one rule, kept whatever the result: the customers, in this split, that show with
 * 80 % power a difference as large as the one seen, or as the smallest worth knowing if that is larger; less those
 * already there. It is a plan for a next campaign of the same kind, not a reason to go on until it is shown.
 * @throws ModelInputError for counts that are not whole or do not fit, and options out of range.
 */
export function campaignResult(input: CampaignInput): CampaignResult {
  const { control, arms, confidence = 0.95 } = input
  assertShare(confidence, 'confidence')
  assertCount(control)
  for (const { count } of arms) assertCount(count)
  const treated = addCounts(arms.map(({ count }) => count))
  const headline = compareProportions(treated, control, confidence)
  const [lower, upper] = headline.interval
  const times = (customers: number) => ({
    orders: headline.difference * customers,
    interval: [lower * customers, upper * customers] as const,
  })
  return {
    verdict: verdictOf(input, treated, headline, confidence),
    extra: { ...times(treated.total), messaged: treated.total },
    arms: armResults(input, confidence),
    holdoutCost: times(control.total),
  }
}

function verdictOf(input: CampaignInput, treated: Count, { difference, interval, pValue }: ProportionComparison, confidence: number): CampaignVerdict {
  const { control, arms, plannedShares } = input
  if (control.total === 0 || treated.total === 0) return { code: 'no-holdout' }
  if (plannedShares) {
    const split = checkSampleRatio([control.total, ...arms.map(({ count }) => count.total)], plannedShares)
    if (!split.ok && split.pValue !== null) return { code: 'broken-split', pValue: split.pValue }
  }
  if (isShown(pValue, interval, confidence)) return { code: difference > 0 ? 'more' : 'fewer', pValue }
  return { code: 'not-enough-evidence', pValue, needed: customersNeeded(input, treated, difference, confidence) }
}

/** A claim needs both the exact p-value and an interval beyond zero, so that headline and range never disagree. */
function isShown(pValue: number, [lower, upper]: Interval, confidence: number): boolean {
  return pValue < 1 - confidence && (lower > 0 || upper < 0)
}

function armResults({ control, arms }: CampaignInput, confidence: number): ArmResult[] {
  const comparisons = arms.map(({ count }) => compareProportions(count, control, confidence))
  const adjusted = holm(comparisons.map(({ pValue }) => pValue))
  return arms.map(({ name, count }, i) => {
    const pAdjusted = adjusted[i] ?? 1
    const shown = isShown(pAdjusted, comparisons[i].interval, confidence)
    const verdict = !shown ? 'not-shown' : comparisons[i].difference > 0 ? 'better' : 'worse'
    return { ...comparisons[i], name, rate: rate(count), pAdjusted, verdict }
  })
}

function customersNeeded(input: CampaignInput, treated: Count, seen: number, confidence: number): Needed {
  const { control, customersPerWeek } = input
  const baseline = usableRate(control)
  const smallest = input.smallestDifference ?? Math.max(0.01, baseline / 4)
  if (!(smallest > 0 && smallest < 1)) {
    throw new ModelInputError('experiments.invalid_option', `smallestDifference lies between 0 and 1, got ${smallest}`)
  }
  // A difference that would leave the range of rates is planned for in the other direction.
  const size = Math.max(Math.abs(seen), smallest)
  const wanted = seen < 0 && baseline - size > 0 ? -size : size
  const difference = Math.min(wanted, 0.999 - baseline)
  const inCampaign = treated.total + control.total
  const design = { power, confidence, treatedShare: treated.total / inCampaign }
  const more = Math.max(1, sampleSizeForProportions({ baseline, difference }, design).total - inCampaign)
  const customers = more <= limit ? more : undefined
  const weeks = customers !== undefined && customersPerWeek ? Math.ceil(customers / customersPerWeek) : undefined
  return { customers, weeks, difference, power, limit }
}

/** The control's rate, kept off 0 and 1 by half a customer: nobody having ordered yet does not mean that nobody will. */
function usableRate({ successes, total }: Count): number {
  return Math.min(Math.max(successes, 0.5), total - 0.5) / total
}
