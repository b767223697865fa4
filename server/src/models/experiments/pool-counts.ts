import { logGamma } from '#models/special-functions/gamma'
import { normalCdf, normalQuantile } from '#models/special-functions/normal'
import { assertShare } from './errors.ts'
import { assertCount, rate, wilson, type Count, type Interval } from './proportions.ts'
import { randomEffects, type RandomEffects } from './random-effects.ts'

/** One campaign: who got the message and who was held out at random. */
export interface CampaignCounts {
  treated: Count
  control: Count
}

export interface PooledCounts {
  status: 'ok'
  /** Campaigns with customers in both arms; the others say nothing. */
  campaigns: number
  /** Average difference of rates, each campaign weighted by its size (Mantel–Haenszel). */
  difference: number
  interval: Interval
  /** Exact and two-sided, given each campaign's buyers. */
  pValue: number
  /** How much the effect changes from campaign to campaign, from three campaigns on. */
  variation: RandomEffects | undefined
}

/**
 * Pools repeated small campaigns, such as 4 of 9 against 1 of 3 each month: customers are compared within their
 * campaign only, so seasons and different audiences do not mislead. One campaign gives Newcombe's interval.
 *
 * The claim (`pValue`) is exact: within each campaign the treated buyers are hypergeometric when the message does
 * nothing, and the distributions of all campaigns are convolved; from a variance of 20,000 on (some 90,000 customers in equal
 * arms at a rate of one half) the normal distribution is within 1 % of it where it matters, and takes no time. The interval is for the average effect in these
 * campaigns; `variation.prediction` is for the next one.
 * Source: Mantel & Haenszel (1959) weights; a stratified Newcombe interval after Yan & Su (2010), Statistics in
 * Biopharmaceutical Research 2:323; Cox & Hinkley (1974) for the conditional test, two-sided as twice the smaller tail.
 * @throws ModelInputError for counts that are not whole or do not fit, and a confidence outside (0, 1).
 */
export function poolCounts(
  campaigns: readonly CampaignCounts[],
  confidence = 0.95,
): PooledCounts | { status: 'not-enough-data'; reason: 'no-campaign-with-both-arms' } {
  assertShare(confidence, 'confidence')
  for (const { treated, control } of campaigns) {
    assertCount(treated)
    assertCount(control)
  }
  const usable = campaigns.filter(({ treated, control }) => treated.total > 0 && control.total > 0)
  if (usable.length === 0) return { status: 'not-enough-data', reason: 'no-campaign-with-both-arms' }
  const sizes = usable.map(({ treated, control }) => (treated.total * control.total) / (treated.total + control.total))
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  const weights = sizes.map((size) => size / whole)
  const z = normalQuantile(1 - (1 - confidence) / 2)
  const one = stratifiedWilson(usable.map(({ treated }) => treated), weights, z)
  const other = stratifiedWilson(usable.map(({ control }) => control), weights, z)
  const difference = one.rate - other.rate
  const variation = randomEffects(usable.map(smoothedEstimate), confidence)
  return {
    status: 'ok',
    campaigns: usable.length,
    difference,
    interval: [
      Math.max(-1, difference - Math.hypot(one.rate - one.lower, other.upper - other.rate)),
      Math.min(1, difference + Math.hypot(one.upper - one.rate, other.rate - other.lower)),
    ],
    pValue: conditionalPValue(usable),
    variation: variation.status === 'ok' ? variation : undefined,
  }
}

/** Wilson's interval of a weighted rate: of an arm with the same rate and the same variance. */
function stratifiedWilson(counts: Count[], weights: number[], z: number) {
  const average = counts.reduce((sum, count, i) => sum + weights[i] * rate(count), 0)
  const effectiveTotal = 1 / counts.reduce((sum, { total }, i) => sum + weights[i] ** 2 / total, 0)
  const [lower, upper] = wilson(average * effectiveTotal, effectiveTotal, z)
  return { rate: average, lower: Math.min(lower, average), upper: Math.max(upper, average) }
}

/** Half a buyer and a non-buyer more in each arm: empty cells have a variance too. Source: Agresti & Caffo (2000), halved. */
function smoothedEstimate({ treated, control }: CampaignCounts) {
  const [p1, p2] = [treated, control].map(({ successes, total }) => (successes + 0.5) / (total + 1))
  return {
    effect: p1 - p2,
    variance: (p1 * (1 - p1)) / (treated.total + 1) + (p2 * (1 - p2)) / (control.total + 1),
  }
}

/** Of the number of treated buyers by luck: beyond it sums over every count bring nothing. */
const largestSummedVariance = 20_000

function conditionalPValue(campaigns: CampaignCounts[]): number {
  const [excess, variance] = campaigns.map(byLuck).reduce(([a, b], [c, d]) => [a + c, b + d])
  if (variance > largestSummedVariance) return Math.min(1, 2 * normalCdf((0.5 - Math.abs(excess)) / Math.sqrt(variance)))
  const whole = convolveAll(campaigns.map(treatedBuyers))
  const seen = campaigns.reduce((so, { treated }) => so + treated.successes, 0) - whole.first
  const below = sum(whole.masses.slice(0, Math.max(0, seen + 1)))
  const above = sum(whole.masses.slice(Math.max(0, seen)))
  return Math.min(1, 2 * Math.min(below, above))
}

/** Treated buyers beyond what luck brings on average, and the variance of that. */
function byLuck({ treated, control }: CampaignCounts): [excess: number, variance: number] {
  const total = treated.total + control.total
  const buyers = treated.successes + control.successes
  const share = buyers / total
  return [treated.successes - share * treated.total, total > 1 ? (share * (1 - share) * treated.total * control.total) / (total - 1) : 0]
}

/** Chances of `first`, `first` + 1, … */
interface Distribution {
  first: number
  masses: Float64Array
}

/** Hypergeometric: how many of the buyers would be treated by luck, within nine standard deviations. */
function treatedBuyers({ treated, control }: CampaignCounts): Distribution {
  const total = treated.total + control.total
  const buyers = treated.successes + control.successes
  const mean = (buyers * treated.total) / total
  const reach = 9 * Math.sqrt((mean * (control.total / total) * (total - buyers)) / total) + 30
  const first = Math.max(0, buyers - control.total, Math.floor(mean - reach))
  const last = Math.min(buyers, treated.total, Math.ceil(mean + reach))
  const masses = Float64Array.from({ length: last - first + 1 }, (_, i) =>
    Math.exp(logChoose(treated.total, first + i) + logChoose(control.total, buyers - first - i) - logChoose(total, buyers)),
  )
  return { first, masses }
}

/** Two by two, so that hundreds of campaigns cost little more than the last pair. */
function convolveAll(parts: Distribution[]): Distribution {
  if (parts.length === 1) return parts[0]
  const half = parts.length >> 1
  return convolve(convolveAll(parts.slice(0, half)), convolveAll(parts.slice(half)))
}

/** Distribution of the sum, without the ends that could never matter: that keeps many large campaigns fast. */
function convolve(a: Distribution, b: Distribution): Distribution {
  const masses = new Float64Array(a.masses.length + b.masses.length - 1)
  for (let i = 0; i < a.masses.length; i++) {
    for (let j = 0; j < b.masses.length; j++) masses[i + j] += a.masses[i] * b.masses[j]
  }
  const from = masses.findIndex((mass) => mass > 1e-18)
  const to = masses.findLastIndex((mass) => mass > 1e-18)
  return { first: a.first + b.first + from, masses: masses.slice(from, to + 1) }
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
