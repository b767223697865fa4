import { betaCdf } from '#models/special-functions/beta'
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
 * Chances of being best within 0.001. About 5 ms for four arms and 50 ms for 50, whatever the number of customers.
 * @throws ModelInputError as `thompsonSampling`, and above 50 arms or 100 million customers an arm.
 */
export function thompsonShares(arms: readonly ArmRecord[], exploration: Exploration = {}): number[] {
  const floor = floorOf(arms, exploration)
  if (arms.length > mostArms || arms.some(({ successes, failures }) => successes + failures > mostCustomers)) {
    throw new ModelInputError('experiments.invalid_count', `Shares are for at most ${mostArms} arms of at most ${mostCustomers} customers`)
  }
  const chances = chancesOfBest(arms)
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  return chances.map((chance) => floor + ((1 - floor * arms.length) * chance) / total)
}

const mostArms = 50
const mostCustomers = 1e8
/** The highest rate's chance between two rates that are looked at. */
const finest = 1 / 128
/** The chance that it lies below all of them: shared out roughly. */
const ignored = 1 / 4096

interface Point {
  rate: number
  /** Chance that each arm's rate is below. */
  below: number[]
  /** That all are below: the distribution of the highest rate. */
  all: number
  /** That all but one are. */
  others: number[]
}

/**
 * An arm is best with chance ∫ Π Fⱼ dFᵢ over the other arms j. Intervals are halved until the highest rate seldom falls
 * within one; there the trapezium rule says how the arms divide it.
 */
function chancesOfBest(arms: readonly ArmRecord[]): number[] {
  const chances = arms.map(() => 0)
  const open = [[pointAt(0, arms), pointAt(1, arms)] as const]
  for (let interval = open.pop(); interval; interval = open.pop()) {
    const [left, right] = interval
    const middle = (left.rate + right.rate) / 2
    const isCoarse = right.all - left.all > finest || (right.all > ignored && left.all < right.all / 2)
    if (isCoarse && middle > left.rate && middle < right.rate) {
      const between = pointAt(middle, arms)
      open.push([left, between], [between, right])
      continue
    }
    const parts = arms.map((_, arm) => (right.below[arm] - left.below[arm]) * (left.others[arm] + right.others[arm]))
    const whole = parts.reduce((sum, part) => sum + part, 0)
    if (whole > 0) for (const [arm, part] of parts.entries()) chances[arm] += ((right.all - left.all) * part) / whole
  }
  return chances
}

function pointAt(rate: number, arms: readonly ArmRecord[]): Point {
  const below = arms.map(({ successes, failures }) => betaCdf(rate, 1 + successes, 1 + failures))
  const product = (chances: number[]) => chances.reduce((so, chance) => so * chance, 1)
  return { rate, below, all: product(below), others: below.map((_, arm) => product(below.toSpliced(arm, 1))) }
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
