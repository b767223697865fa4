import { betaCdf, betaQuantile } from '#models/special-functions/beta'
import { drawBeta } from '../randomness/distributions.ts'
import type { Random } from '../randomness/seeded-random.ts'
import { ModelInputError } from '../input-error.ts'

/**
 * Customers of one variant whose outcome is known. One who may still respond is left out, not counted as a failure:
 * otherwise the variant sent last looks worst.
 */
export interface ArmRecord {
  successes: number
  failures: number
}

export interface Exploration {
  /** Least share of each arm, so that a slow starter is not forgotten; default 0.05, at most 1 / arms. */
  floor?: number
  /**
   * Customers with a known outcome until which the floor holds in full; afterwards it falls as 1 / customers, which
   * keeps its cost logarithmic. Default 400. Infinity: the floor never falls, for rates that change with the season.
   */
  floorCustomers?: number
}

/**
 * The arm for one customer: with the floor's chance any arm, else the arm with the highest draw from its Beta(1 + s,
 * 1 + f) posterior. Late and batched outcomes are fine: the records just lag behind.
 *
 * Source: Thompson (1933); Chapelle & Li (2011) for delays; regret bound of Agrawal & Goyal (2012).
 * @throws ModelInputError without arms, for records that are not counts, or a floor out of range.
 */
export function thompsonSampling(arms: readonly ArmRecord[], random: Random, exploration: Exploration = {}): number {
  const floor = floorOf(arms, exploration)
  if (random() < floor * arms.length) return Math.floor(random() * arms.length)
  let best = 0
  let highest = -1
  for (let arm = 0; arm < arms.length; arm++) {
    const drawn = drawBeta(1 + arms[arm].successes, 1 + arms[arm].failures, random)
    if (drawn <= highest) continue
    highest = drawn
    best = arm
  }
  return best
}

/**
 * The chance of each arm under `thompsonSampling`, summing to one: what a batch is divided by, and what must be stored
 * with each delivery if its outcome is to say anything about another rule later (see `offPolicyValue`).
 *
 * Chances of being best by 256 quantiles of each posterior, within 0.002. Under 50 ms up to five arms, a second for 50.
 * @throws ModelInputError as `thompsonSampling`, and above 50 arms or 100 million customers, where it would take minutes.
 */
export function thompsonShares(arms: readonly ArmRecord[], exploration: Exploration = {}): number[] {
  const floor = floorOf(arms, exploration)
  if (arms.length > mostArms || arms.some(({ successes, failures }) => successes + failures > mostCustomers)) {
    throw new ModelInputError('experiments.invalid_count', `Shares are for at most ${mostArms} arms of at most ${mostCustomers} customers`)
  }
  const chances = arms.map((_, arm) => chanceOfBest(arms, arm))
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  return chances.map((chance) => floor + ((1 - floor * arms.length) * chance) / total)
}

const nodes = 256
const mostArms = 50
const mostCustomers = 1e8

function chanceOfBest(arms: readonly ArmRecord[], arm: number): number {
  const own = arms[arm]
  let sum = 0
  for (let node = 0; node < nodes; node++) {
    const rate = betaQuantile((node + 0.5) / nodes, 1 + own.successes, 1 + own.failures)
    let chance = 1
    for (const [other, { successes, failures }] of arms.entries()) {
      if (other !== arm) chance *= betaCdf(rate, 1 + successes, 1 + failures)
    }
    sum += chance
  }
  return sum / nodes
}

function floorOf(arms: readonly ArmRecord[], { floor = 0.05, floorCustomers = 400 }: Exploration): number {
  if (arms.length === 0) throw new ModelInputError('experiments.invalid_option', 'There is no arm to choose from')
  if (!(floor >= 0 && floor <= 1 && floorCustomers >= 0)) {
    throw new ModelInputError('experiments.invalid_option', `A floor lies between 0 and 1, got ${floor} for ${floorCustomers} customers`)
  }
  let customers = 0
  for (const { successes, failures } of arms) {
    if (!(Number.isSafeInteger(successes) && Number.isSafeInteger(failures) && successes >= 0 && failures >= 0)) {
      throw new ModelInputError('experiments.invalid_count', `${successes} successes and ${failures} failures are not counts`)
    }
    customers += successes + failures
  }
  const held = Math.min(floor, 1 / arms.length)
  return customers <= floorCustomers ? held : (held * floorCustomers) / customers
}
