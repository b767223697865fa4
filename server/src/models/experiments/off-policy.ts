import { normalQuantile } from '#models/special-functions/normal'
import { assertFinite, assertShare } from './errors.ts'
import type { Interval } from './proportions.ts'
import { ModelInputError } from '../input-error.ts'

/** One delivery of the past, chosen at random with a known chance. */
export interface LoggedChoice {
  /** Chance with which this choice was made then, stored with the delivery: 0 < p ≤ 1. */
  loggedChance: number
  /** Chance with which the rule to be judged would make the same choice for this customer. */
  targetChance: number
  reward: number
  /** A model's expected reward of the choice made, and of the rule to be judged. Needed by the doubly robust estimate only. */
  model?: { ofChoice: number; ofRule: number }
}

export interface ValueEstimate {
  value: number
  interval: Interval
}

export interface OffPolicyValue {
  status: 'ok'
  effectiveSampleSize: number
  /** Share of the whole weight that the heaviest customer carries. */
  largestWeight: number
  /** Inverse propensity: unbiased, the widest. */
  ips: ValueEstimate
  /** Self-normalised: slightly biased, usually the better one. */
  snips: ValueEstimate
  /** Doubly robust: only when each choice has its model. */
  doublyRobust: ValueEstimate | undefined
}

export interface OffPolicyRefusal {
  status: 'not-enough-data'
  /** `no-overlap`: the rule makes choices that were hardly ever made; no amount of such data can judge it. */
  reason: 'effective-sample-too-small' | 'no-overlap'
  effectiveSampleSize: number
  largestWeight: number
}

/** On real logs two customers can carry everything; below this the answer would be theirs. */
const leastEffective = 100

/**
 * Mean reward that another rule would have had, from deliveries whose choice was random with stored chances. Refuses
 * below an effective sample of 100, (Σw)² / Σw² with w = target / logged chance.
 *
 * Source: Horvitz & Thompson (1952); Swaminathan & Joachims (2015) for SNIPS, interval by the delta method; Dudík,
 * Langford & Li (2011) for the doubly robust estimate; Kong (1992) for the effective sample size.
 * @throws ModelInputError for chances out of range, numbers that are not finite, or a confidence outside (0, 1).
 */
export function offPolicyValue(choices: readonly LoggedChoice[], confidence = 0.95): OffPolicyValue | OffPolicyRefusal {
  assertShare(confidence, 'confidence')
  assertFinite(choices.map(({ reward }) => reward), 'rewards')
  const weights = choices.map(({ loggedChance, targetChance }) => {
    if (loggedChance > 0 && loggedChance <= 1 && targetChance >= 0 && targetChance <= 1) return targetChance / loggedChance
    throw new ModelInputError('experiments.invalid_number', `Chances lie in (0, 1], got ${loggedChance} and ${targetChance}`)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0)
  const effectiveSampleSize = total === 0 ? 0 : (total * total) / squares
  const largestWeight = total === 0 ? 0 : weights.reduce((largest, weight) => Math.max(largest, weight), 0) / total
  const refuse = (reason: OffPolicyRefusal['reason']) => ({ status: 'not-enough-data' as const, reason, effectiveSampleSize, largestWeight })
  if (effectiveSampleSize < leastEffective) return refuse('effective-sample-too-small')
  const z = normalQuantile(1 - (1 - confidence) / 2)
  const meanWeight = mean(weights, 4)
  // Weights average 1 where the rule's choices were all possible then.
  if (meanWeight.interval[1] < 1) return refuse('no-overlap')
  const snips = choices.reduce((sum, { reward }, i) => sum + (weights[i] / total) * reward, 0)
  const scale = choices.length / total
  return {
    status: 'ok',
    effectiveSampleSize,
    largestWeight,
    ips: mean(choices.map(({ reward }, i) => weights[i] * reward), z),
    snips: mean(choices.map(({ reward }, i) => snips + scale * weights[i] * (reward - snips)), z),
    doublyRobust: doublyRobust(choices, weights, z),
  }
}

function doublyRobust(choices: readonly LoggedChoice[], weights: number[], z: number): ValueEstimate | undefined {
  const values: number[] = []
  for (const [i, { reward, model }] of choices.entries()) {
    if (!model) return undefined
    values.push(model.ofRule + weights[i] * (reward - model.ofChoice))
  }
  assertFinite(values, 'modelled rewards')
  return mean(values, z)
}

function mean(values: number[], z: number): ValueEstimate {
  const value = values.reduce((sum, x) => sum + x / values.length, 0)
  const variance = values.reduce((sum, x) => sum + (x - value) ** 2, 0) / (values.length - 1)
  const half = z * Math.sqrt(variance / values.length)
  return { value, interval: [value - half, value + half] }
}
