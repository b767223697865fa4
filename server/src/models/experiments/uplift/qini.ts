import type { Random } from '../../randomness/seeded-random.ts'
import { ExperimentInputError } from '../errors.ts'
import type { Interval } from '../proportions.ts'

/** One randomised test: who was messaged (1) or held out (0), and the outcome (0 or 1, or an amount). */
export interface Trial {
  treatment: ArrayLike<number>
  outcome: ArrayLike<number>
}

/** A trial in order of falling score; customers with equal scores form one group, as nothing tells them apart. */
export interface Ranking {
  /** Customers in ranked order. */
  order: Int32Array
  /** Where each group of equal scores ends in `order`. */
  groupEnds: Int32Array
}

/**
 * Ranks customers by falling score.
 * @throws ExperimentInputError for a score that is NaN.
 */
export function rank(scores: ArrayLike<number>): Ranking {
  const sortable = Float64Array.from(scores)
  if (sortable.some(Number.isNaN)) throw new ExperimentInputError('experiments.invalid_number', 'A score is NaN')
  const order = Int32Array.from({ length: sortable.length }, (_, i) => i).sort((a, b) => sortable[b] - sortable[a] || a - b)
  const groupEnds: number[] = []
  for (let i = 0; i < order.length; i++) {
    if (i + 1 === order.length || sortable[order[i + 1]] !== sortable[order[i]]) groupEnds.push(i + 1)
  }
  return { order, groupEnds: Int32Array.from(groupEnds) }
}

/**
 * Relative Qini of a ranking: ∫(q(x) − x·q(1))dx / |q(1)| with q(x) = Yt − Yc·Nt/Nc over the best-ranked share x.
 * 0: no better than messaging at random; negative: worse. At most about ½ when all of a positive effect sits in few
 * customers, more when the message also puts others off.
 *
 * @param weights times that each customer counts, 0 to 255; default once.
 * @returns `undefined` when the message has no effect in total (q(1) = 0), or an arm is empty.
 * Source: Radcliffe (2007), "Using control groups to target on predicted lift", §4.
 */
export function relativeQini(ranking: Ranking, trial: Trial, weights?: ArrayLike<number>): number | undefined {
  return qiniOf(inOrder(ranking, trial), weights ? Uint8Array.from(weights) : new Uint8Array(ranking.order.length).fill(1))
}

/** A ranking with the trial's columns in ranked order: one is read hundreds of times by the bootstrap. */
interface RankedTrial extends Ranking {
  treatment: Uint8Array
  outcome: Float64Array
}

function inOrder({ order, groupEnds }: Ranking, { treatment, outcome }: Trial): RankedTrial {
  return {
    order,
    groupEnds,
    treatment: Uint8Array.from(order, (customer) => treatment[customer]),
    outcome: Float64Array.from(order, (customer) => outcome[customer]),
  }
}

function qiniOf({ order, groupEnds, treatment, outcome }: RankedTrial, weights: Uint8Array): number | undefined {
  let [treated, control, treatedSum, controlSum, area, lastQ, lastSeen] = [0, 0, 0, 0, 0, 0, 0]
  let at = 0
  for (let group = 0; group < groupEnds.length; group++) {
    for (const end = groupEnds[group]; at < end; at++) {
      const weight = weights[order[at]]
      if (treatment[at] === 1) {
        treated += weight
        treatedSum += weight * outcome[at]
      } else {
        control += weight
        controlSum += weight * outcome[at]
      }
    }
    const q = control === 0 ? treatedSum : treatedSum - (controlSum * treated) / control
    area += ((q + lastQ) / 2) * (treated + control - lastSeen)
    lastQ = q
    lastSeen = treated + control
  }
  if (lastQ === 0 || treated === 0 || control === 0) return undefined
  return (area / lastSeen - lastQ / 2) / Math.abs(lastQ)
}

/**
 * Bootstrap over customers of the relative Qini of several rankings of one trial: one row of draws for each ranking,
 * paired, so that rankings can be compared draw by draw.
 *
 * Each customer counts Poisson(1) times, which needs no random access. Source: Chamandy et al. (2012), "Estimating
 * uncertainty for massive data streams".
 */
export function bootstrapQini(rankings: readonly Ranking[], trial: Trial, { draws, random }: { draws: number; random: Random }): number[][] {
  const results: number[][] = rankings.map(() => [])
  const ranked = rankings.map((ranking) => inOrder(ranking, trial))
  const weights = new Uint8Array(trial.treatment.length)
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < weights.length; i++) weights[i] = drawPoisson(random)
    const values = ranked.map((one) => qiniOf(one, weights))
    if (values.includes(undefined)) continue
    for (const [i, value] of values.entries()) if (value !== undefined) results[i].push(value)
  }
  return results
}

/** Poisson with mean 1, by inversion. */
function drawPoisson(random: Random): number {
  let left = random() - 1 / Math.E
  let mass = 1 / Math.E
  let count = 0
  while (left > 0 && count < 20) {
    mass /= ++count
    left -= mass
  }
  return count
}

/** The interval between the 5th and 95th percentile, when at least 20 draws are defined. */
export function percentileInterval(draws: readonly number[], confidence = 0.9): Interval | undefined {
  if (draws.length < 20) return undefined
  const sorted = Float64Array.from(draws).sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  return [at((1 - confidence) / 2), at((1 + confidence) / 2)]
}

/**
 * Treated mean − control mean among the best-ranked `share`; customers with the score at the edge count in part.
 * @returns `undefined` when an arm is empty there.
 */
export function upliftInTop({ order, groupEnds }: Ranking, { treatment, outcome }: Trial, share: number): number | undefined {
  const wanted = share * order.length
  let [treated, control, treatedSum, controlSum] = [0, 0, 0, 0]
  let at = 0
  for (const end of groupEnds) {
    const weight = Math.min(1, (wanted - at) / (end - at))
    if (weight <= 0) break
    for (; at < end; at++) {
      const customer = order[at]
      if (treatment[customer] === 1) {
        treated += weight
        treatedSum += weight * outcome[customer]
      } else {
        control += weight
        controlSum += weight * outcome[customer]
      }
    }
  }
  return treated === 0 || control === 0 ? undefined : treatedSum / treated - controlSum / control
}
