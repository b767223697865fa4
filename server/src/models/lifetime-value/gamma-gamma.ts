import { ModelInputError } from '../input-error.ts'
import { minimise } from '../linear-algebra/minimise.ts'
import { digamma, logGamma } from '../special-functions/gamma.ts'
import type { NotEnoughData, PurchaseHistory } from './purchase-history.ts'

/** A purchase is Gamma(p, ν) with ν from Gamma(q, gamma): people differ in what they spend, and spend around their own mean. */
export interface GammaGammaParameters {
  p: number
  q: number
  /** In the unit of the amounts. */
  gamma: number
}

export interface GammaGammaFit {
  status: 'fitted'
  parameters: GammaGammaParameters
  logLikelihood: number
  customers: number
  isAtBound: boolean
}

export type Spending = Pick<PurchaseHistory, 'repeats' | 'meanSpend'>

const fewest = 8
/** Of p, q and gamma over the mean spending. q stays above 1, where the mean of the population is finite. */
const lower = [1e-2, 1.01, 1e-4].map(Math.log)
const upper = [1e4, 1e4, 1e6].map(Math.log)

/**
 * Fits Gamma–Gamma by maximum likelihood to the customers with a repeat and a mean spending above 0. It takes spending
 * as independent of how often somebody buys: look at their correlation before believing it.
 *
 * Source: Fader & Hardie (2013), "The Gamma-Gamma Model of Monetary Value", eq. 1a.
 * @throws ModelInputError for a mean spending that is not finite.
 */
export function fitGammaGamma(histories: readonly Spending[]): GammaGammaFit | NotEnoughData {
  const { repeats, means } = repeatSpending(histories)
  if (repeats.length < fewest) return { status: 'not-enough-data', reason: 'no-spending', have: repeats.length, need: fewest }
  // Amounts in units of their mean, so that rupiah and dollars start, and are bounded, alike.
  const unit = means.reduce((a, b) => a + b, 0) / means.length
  const scaled = means.map((mean) => mean / unit)
  const counts = Int32Array.from(new Set(repeats)).sort()
  const groupOf = new Map(Array.from(counts, (x, at) => [x, at] as const))
  const group = Int32Array.from(repeats, (x) => groupOf.get(x) ?? 0)
  const objective = (x: Float64Array, gradient: Float64Array) => negativeMean(repeats, scaled, counts, group, x, gradient)
  const found = [[2, 3, 2], [5, 4, 15 / 35]]
    .map((start) => minimise(objective, start.map(Math.log), { lower, upper, tolerance: 1e-10 }))
    .reduce((best, other) => (other.value < best.value - 1e-12 ? other : best))
  const [p, q, gamma] = found.x.map(Math.exp)
  return {
    status: 'fitted',
    parameters: { p, q, gamma: gamma * unit },
    logLikelihood: -found.value * repeats.length - repeats.length * Math.log(unit),
    customers: repeats.length,
    isAtBound: found.x.some((value, i) => value <= lower[i] || value >= upper[i]),
  }
}

/**
 * Expected spending of a purchase: the customer's own mean, drawn towards that of all by p, q and how often they bought.
 * Without repeats it is the mean of all. Source: Fader & Hardie (2013), eq. 5.
 */
export function expectedSpend({ p, q, gamma }: GammaGammaParameters, { repeats, meanSpend }: Spending): number {
  const known = repeats > 0 && meanSpend !== undefined && meanSpend > 0 ? repeats : 0
  return (p * (gamma + known * (meanSpend ?? 0))) / (p * known + q - 1)
}

function repeatSpending(histories: readonly Spending[]) {
  const repeats: number[] = []
  const means: number[] = []
  for (const { repeats: count, meanSpend } of histories) {
    if (count < 1 || meanSpend === undefined || meanSpend <= 0) continue
    if (!Number.isFinite(meanSpend)) throw new ModelInputError('lifetime_value.invalid_number', `A mean spending is finite, got ${meanSpend}`)
    repeats.push(count)
    means.push(meanSpend)
  }
  return { repeats, means }
}

function negativeMean(
  repeats: number[], means: number[], counts: Int32Array, group: Int32Array, x: Float64Array, gradient: Float64Array,
): number {
  const n = repeats.length
  const [p, q, gamma] = x.map(Math.exp)
  const logGammaQ = logGamma(q)
  const digammaQ = digamma(q)
  const table = Array.from(counts, (count) => ({
    logs: logGamma(p * count + q) - logGamma(p * count) - logGammaQ,
    byP: digamma(p * count + q) - digamma(p * count),
    byQ: digamma(p * count + q) - digammaQ,
  }))
  let value = 0
  let byP = 0
  let byQ = 0
  let byGamma = 0
  for (let i = 0; i < n; i++) {
    const count = repeats[i]
    const { logs, byP: slopeP, byQ: slopeQ } = table[group[i]]
    const sum = gamma + count * means[i]
    const logSum = Math.log(sum)
    const logSpent = Math.log(count * means[i])
    value += logs + q * x[2] + p * count * logSpent - Math.log(means[i]) - (p * count + q) * logSum
    byP += count * (slopeP + logSpent - logSum)
    byQ += slopeQ + x[2] - logSum
    byGamma += q / gamma - (p * count + q) / sum
  }
  gradient[0] = (-byP * p) / n
  gradient[1] = (-byQ * q) / n
  gradient[2] = (-byGamma * gamma) / n
  return -value / n
}
