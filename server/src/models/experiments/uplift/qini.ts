import type { Random } from '../../randomness/seeded-random.ts'
import type { Interval } from '../proportions.ts'
import { ModelInputError } from '../../input-error.ts'
import type { OnProgress } from '../../progress.ts'

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
 * @throws ModelInputError for a score that is NaN.
 */
export function rank(scores: ArrayLike<number>): Ranking {
  const sortable = Float64Array.from(scores)
  if (sortable.some(Number.isNaN)) throw new ModelInputError('experiments.invalid_number', 'A score is NaN')
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
 * @param weights times that each customer counts; default once.
 * @returns `undefined` when the message has no effect in total (q(1) = 0), or an arm is empty.
 * Source: Radcliffe (2007), "Using control groups to target on predicted lift", §4.
 */
export function relativeQini(ranking: Ranking, trial: Trial, weights?: ArrayLike<number>): number | undefined {
  const blocks = cut(ranking, ranking.order.length)
  return qiniOf(blocks, trial, weights ?? new Uint8Array(ranking.order.length).fill(1))
}

/** Which block of the ranking, from 0 = best, each customer is in. */
interface Blocks {
  count: number
  blockOf: Int32Array
}

/** Cuts a ranking into about `most` blocks of whole groups of equal scores. */
function cut({ order, groupEnds }: Ranking, most: number): Blocks {
  const blockOf = new Int32Array(order.length)
  let [count, start, at] = [0, 0, 0]
  for (const end of groupEnds) {
    for (; at < end; at++) blockOf[order[at]] = count
    if ((end - start) * most < order.length) continue
    count++
    start = end
  }
  return { count: start < order.length ? count + 1 : count, blockOf }
}

/** Sums in the order of customers, which is quick, then one pass over the curve. Between blocks q is a straight line. */
function qiniOf({ count, blockOf }: Blocks, { treatment, outcome }: Trial, weights: ArrayLike<number>): number | undefined {
  const [customers, sums] = [new Float64Array(2 * count), new Float64Array(2 * count)]
  for (let i = 0; i < blockOf.length; i++) {
    const cell = 2 * blockOf[i] + treatment[i]
    customers[cell] += weights[i]
    sums[cell] += weights[i] * outcome[i]
  }
  let [treated, control, treatedSum, controlSum, area, lastQ] = [0, 0, 0, 0, 0, 0]
  for (let cell = 0; cell < 2 * count; cell += 2) {
    control += customers[cell]
    treated += customers[cell + 1]
    controlSum += sums[cell]
    treatedSum += sums[cell + 1]
    const q = control === 0 ? treatedSum : treatedSum - (controlSum * treated) / control
    area += ((q + lastQ) / 2) * (customers[cell] + customers[cell + 1])
    lastQ = q
  }
  if (lastQ === 0 || treated === 0 || control === 0) return undefined
  return (area / (treated + control) - lastQ / 2) / Math.abs(lastQ)
}

/** Blocks of the curve in each bootstrap draw: finer ones change the third digit of nothing. */
const bootstrapBlocks = 500

/**
 * Bootstrap over customers of the relative Qini of several rankings of one trial: one row of draws for each ranking,
 * paired, so that rankings can be compared draw by draw.
 *
 * Each customer counts Poisson(1) times. Source: Chamandy et al. (2012), "Estimating uncertainty for massive data
 * streams".
 */
export function bootstrapQini(rankings: readonly Ranking[], trial: Trial, { draws, random, onProgress }: { draws: number; random: Random; onProgress?: OnProgress }): number[][] {
  const results: number[][] = rankings.map(() => [])
  const blocks = rankings.map((ranking) => cut(ranking, bootstrapBlocks))
  const weights = new Uint8Array(trial.treatment.length)
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < weights.length; i++) weights[i] = drawPoisson(random)
    const values = blocks.map((one) => qiniOf(one, trial, weights))
    onProgress?.((draw + 1) / draws)
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
