/** G17: bandit. Regret of Thompson sampling, with the product's floor, against an even split, ε-greedy, UCB1 and the Lai–Robbins limit. */
import { drawBinomial } from '../server/src/models/randomness/distributions.ts'
import { thompsonSampling, thompsonShares, type ArmRecord } from '../server/src/models/experiments/thompson-sampling.ts'
import { sampleSizeForProportions } from '../server/src/models/experiments/sample-size.ts'
import { bySize, score, seededRandom, type Claim } from './harness.ts'

const goal = 'G17'
const horizon = 100_000
const marks = [1_000, 10_000, horizon]
const seeds = bySize({ small: 20, normal: 100, full: 1_000 })
/** Response rates between 1 and 5 %. */
const settings = [[0.03, 0.05], [0.01, 0.02], [0.01, 0.02, 0.03, 0.05]]

type Policy = (arms: ArmRecord[], random: () => number) => number

const policies: Record<string, Policy> = {
  thompson: (arms, random) => thompsonSampling(arms, random),
  'even split': (arms, random) => Math.floor(random() * arms.length),
  'ε-greedy (0.1)': (arms, random) => (random() < 0.1 ? Math.floor(random() * arms.length) : best(arms, ({ successes, failures }) => (successes + failures === 0 ? Infinity : successes / (successes + failures)))),
  UCB1: (arms) => {
    const total = arms.reduce((sum, { successes, failures }) => sum + successes + failures, 0)
    return best(arms, ({ successes, failures }) => {
      const n = successes + failures
      return n === 0 ? Infinity : successes / n + Math.sqrt((2 * Math.log(total)) / n)
    })
  },
}

for (const rates of settings) {
  const regrets = Object.fromEntries(Object.entries(policies).map(([name, policy]) => [name, meanRegrets(rates, (random) => oneByOne(rates, policy, random))]))
  const thompson = regrets['thompson']
  const claim = (against: string, target: Claim['target'], note?: string): Claim => ({
    goal,
    what: `regret at ${horizon}, rates ${rates.join(' / ')}`,
    against,
    n: seeds,
    unit: 'orders lost',
    target,
    ...(note ? { note } : {}),
  })
  const last = (values: number[]) => values[values.length - 1]
  score({ ...claim('even split', { ratioAtMost: 0.35 }), ours: last(thompson), peer: last(regrets['even split']) })
  score({ ...claim('ε-greedy (0.1)', { ratioAtMost: 1 }), ours: last(thompson), peer: last(regrets['ε-greedy (0.1)']) })
  score({ ...claim('UCB1', { ratioAtMost: 1 }), ours: last(thompson), peer: last(regrets['UCB1']) })
  score({ ...claim('Lai–Robbins limit', { ratioAtMost: 2.5 }), ours: last(thompson), peer: laiRobbins(rates) })
  const planned = meanRegrets(rates, (random) => oneByOne(rates, plannedTest(rates), random))
  score({ ...claim('even test of planned size, then the winner', { ratioAtMost: 1 }, 'the plan knows the true rates'), ours: last(thompson), peer: last(planned) })
  const batched = meanRegrets(rates, (random) => inBatches(rates, 1_000, random))
  score({ ...claim('rewards at once', { ratioAtMost: 1.3 }, 'ours: rewards in batches of 1,000'), ours: last(batched), peer: last(thompson) })
  // Regret ∝ ln T: over the last decade it grows about as the limit does.
  const growth = (last(thompson) - thompson[1]) / (Math.log(horizon) - Math.log(marks[1]))
  score({ ...claim('Lai–Robbins limit', { ratioAtMost: 1.3 }, `growth per unit of ln T from ${marks[1]} on`), ours: growth, peer: laiRobbins(rates) / Math.log(horizon) })
}

function meanRegrets(rates: number[], run: (random: () => number) => number[]): number[] {
  const sums = marks.map(() => 0)
  for (let seed = 0; seed < seeds; seed++) {
    for (const [i, regret] of run(seededRandom(7_919 * seed + rates.length)).entries()) sums[i] += regret / seeds
  }
  return sums
}

function oneByOne(rates: number[], policy: Policy, random: () => number): number[] {
  const arms = rates.map(() => ({ successes: 0, failures: 0 }))
  const top = Math.max(...rates)
  const regrets: number[] = []
  let regret = 0
  for (let customer = 1; customer <= horizon; customer++) {
    const arm = policy(arms, random)
    regret += top - rates[arm]
    if (random() < rates[arm]) arms[arm].successes++
    else arms[arm].failures++
    if (marks.includes(customer)) regrets.push(regret)
  }
  return regrets
}

/** Outcomes of a batch are known before the next batch is divided. */
function inBatches(rates: number[], batch: number, random: () => number): number[] {
  const arms = rates.map(() => ({ successes: 0, failures: 0 }))
  const top = Math.max(...rates)
  const regrets: number[] = []
  let regret = 0
  for (let sent = batch; sent <= horizon; sent += batch) {
    const shares = thompsonShares(arms)
    let [left, share] = [batch, 1]
    for (const [arm, rate] of rates.entries()) {
      const customers = arm === rates.length - 1 ? left : drawBinomial(left, Math.min(1, shares[arm] / share), random)
      const successes = drawBinomial(customers, rate, random)
      arms[arm].successes += successes
      arms[arm].failures += customers - successes
      regret += customers * (top - rate)
      left -= customers
      share -= shares[arm]
    }
    if (marks.includes(sent)) regrets.push(regret)
  }
  return regrets
}

/** An even test with 80 % power for the difference of the two best arms, then the arm that led. */
function plannedTest(rates: number[]): Policy {
  const [first, second] = rates.toSorted((a, b) => b - a)
  const perArm = sampleSizeForProportions({ baseline: second, difference: first - second }).treated
  let sent = 0
  let winner = 0
  return (arms) => {
    if (sent++ < perArm * arms.length) return sent % arms.length
    if (sent === perArm * arms.length + 1) winner = best(arms, ({ successes, failures }) => successes / (successes + failures))
    return winner
  }
}

function laiRobbins(rates: number[]): number {
  const top = Math.max(...rates)
  return rates.reduce((sum, rate) => (rate === top ? sum : sum + ((top - rate) / divergence(rate, top)) * Math.log(horizon)), 0)
}

/** Kullback–Leibler divergence of two response rates. */
function divergence(p: number, q: number): number {
  return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q))
}

function best(arms: ArmRecord[], value: (arm: ArmRecord) => number): number {
  let highest = 0
  for (let arm = 1; arm < arms.length; arm++) if (value(arms[arm]) > value(arms[highest])) highest = arm
  return highest
}
