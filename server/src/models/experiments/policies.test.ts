import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaCdf, betaQuantile, logBeta } from '#models/special-functions/beta'
import { seededRandom, type Random } from '../randomness/seeded-random.ts'
import { offPolicyValue, type LoggedChoice } from './off-policy.ts'
import { thompsonSampling, thompsonShares, type ArmRecord } from './thompson-sampling.ts'
import { ModelInputError } from '../input-error.ts'

const arm = (successes: number, failures: number): ArmRecord => ({ successes, failures })
const someArms = fc.array(fc.record({ successes: fc.nat(200), failures: fc.nat(2_000) }), { minLength: 1, maxLength: 5 })

describe('Thompson sampling', () => {
  it('gives each arm its chance of being best', () => {
    // P(Beta(2, 1) > Beta(1, 1)) = 2/3, by integrating 2x·x.
    expect(thompsonShares([arm(1, 0), arm(0, 0)], { floor: 0 })[0]).toBeCloseTo(2 / 3, 3)
    const shares = thompsonShares([arm(20, 380), arm(30, 370), arm(5, 100)], { floor: 0 })
    const random = seededRandom(1)
    const drawn = [0, 0, 0]
    for (let i = 0; i < 40_000; i++) drawn[thompsonSampling([arm(20, 380), arm(30, 370), arm(5, 100)], random, { floor: 0 })]++
    for (const [i, share] of shares.entries()) expect(Math.abs(drawn[i] / 40_000 - share)).toBeLessThan(0.01)
  })

  it('gives two arms the chance that the sum over whole counts gives', () => {
    // P(B > A) = Σ B(a₁ + i, b₁ + b₂) / ((b₂ + i) B(1 + i, b₂) B(a₁, b₁)) for i < a₂. Source: Miller (2015), "Formulas for Bayesian A/B testing".
    for (const [one, other] of [[arm(5, 95), arm(9, 91)], [arm(0, 3), arm(400, 30_000)], [arm(120, 80), arm(2, 2)], [arm(3_000, 9e6), arm(3_100, 9e6)]]) {
      const [a1, b1, a2, b2] = [one.successes + 1, one.failures + 1, other.successes + 1, other.failures + 1]
      let second = 0
      for (let i = 0; i < a2; i++) second += Math.exp(logBeta(a1 + i, b1 + b2) - Math.log(b2 + i) - logBeta(1 + i, b2) - logBeta(a1, b1))
      expect(Math.abs(thompsonShares([one, other], { floor: 0 })[1] - second)).toBeLessThan(0.001)
    }
  })

  it('gives many arms the chance that integrating over each one’s quantiles gives', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ successes: fc.nat(300), failures: fc.nat(3_000) }), { minLength: 2, maxLength: 5 }), (arms) => {
        const shares = thompsonShares(arms, { floor: 0 })
        for (const [i, share] of shares.entries()) expect(Math.abs(share - chanceByQuantiles(arms, i))).toBeLessThan(0.002)
      }),
      { numRuns: 15 },
    )
  })

  it('divides everybody, and never less than the floor', () => {
    fc.assert(
      fc.property(someArms, fc.double({ min: 0, max: 1, noNaN: true }), (arms, floor) => {
        const shares = thompsonShares(arms, { floor, floorCustomers: Infinity })
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        for (const share of shares) expect(share).toBeGreaterThanOrEqual(Math.min(floor, 1 / arms.length) - 1e-12)
      }),
      { numRuns: 30 },
    )
  })

  it('lets the floor fall once enough is known', () => {
    const [worse] = thompsonShares([arm(100, 9_900), arm(1_000, 9_000)], { floor: 0.1, floorCustomers: 200 })
    expect(worse).toBeCloseTo((0.1 * 200) / 20_000, 6)
  })

  it('loses far less than an even split, with late and batched outcomes too', () => {
    const [rates, customers] = [[0.03, 0.06], 10_000]
    const evenSplit = customers * 0.015
    for (const batch of [1, 1_000]) {
      const losses = Array.from({ length: 20 }, (_, seed) => lossOf(rates, customers, batch, seededRandom(seed)))
      expect(losses.reduce((sum, loss) => sum + loss, 0) / losses.length).toBeLessThan(0.35 * evenSplit)
    }
  })

  it('refuses what is no record', () => {
    const random = seededRandom(1)
    expect(() => thompsonSampling([], random)).toThrow(ModelInputError)
    for (const bad of [arm(-1, 0), arm(0.5, 1), arm(NaN, 1)]) expect(() => thompsonShares([bad])).toThrow(ModelInputError)
    expect(() => thompsonShares([arm(1, 1)], { floor: 2 })).toThrow('floor')
    expect(thompsonShares([arm(0, 0)])).toEqual([1])
  })
})

/** ∫ Π Fⱼ dFᵢ at 1,000 evenly likely rates of arm i. */
function chanceByQuantiles(arms: readonly ArmRecord[], i: number): number {
  let sum = 0
  for (let node = 0; node < 1_000; node++) {
    const rate = betaQuantile((node + 0.5) / 1_000, 1 + arms[i].successes, 1 + arms[i].failures)
    sum += arms.reduce((so, { successes, failures }, j) => (j === i ? so : so * betaCdf(rate, 1 + successes, 1 + failures)), 1)
  }
  return sum / 1_000
}

/** Customers who would have bought with the best arm and were sent another; outcomes are known a batch later. */
function lossOf(rates: number[], customers: number, batch: number, random: Random): number {
  const arms = rates.map(() => arm(0, 0))
  let loss = 0
  for (let sent = 0; sent < customers; sent += batch) {
    const known = arms.map((one) => ({ ...one }))
    for (let i = 0; i < batch; i++) {
      const chosen = thompsonSampling(known, random)
      if (random() < rates[chosen]) arms[chosen].successes++
      else arms[chosen].failures++
      loss += Math.max(...rates) - rates[chosen]
    }
  }
  return loss
}

describe('value of another rule', () => {
  /** Two variants sent at 0.7 / 0.3 with rewards 0.1 / 0.3; the rule to be judged always sends the second. */
  function logs(n: number, random: Random): LoggedChoice[] {
    return Array.from({ length: n }, () => {
      const second = random() < 0.3
      const reward = random() < (second ? 0.3 : 0.1) ? 1 : 0
      return { loggedChance: second ? 0.3 : 0.7, targetChance: second ? 1 : 0, reward, model: { ofChoice: second ? 0.25 : 0.1, ofRule: 0.25 } }
    })
  }

  it('covers the true value in about 95 % of logs, by all three estimates', () => {
    const random = seededRandom(4)
    const covered = { ips: 0, snips: 0, doublyRobust: 0 }
    for (let i = 0; i < 300; i++) {
      const result = offPolicyValue(logs(600, random))
      if (result.status !== 'ok') throw new Error(result.reason)
      for (const estimate of ['ips', 'snips', 'doublyRobust'] as const) {
        const [lower, upper] = result[estimate]?.interval ?? [NaN, NaN]
        if (lower <= 0.3 && 0.3 <= upper) covered[estimate]++
      }
    }
    for (const share of Object.values(covered)) expect(share / 300).toBeGreaterThan(0.91)
  })

  it('is the plain mean when the rule is the one that was followed', () => {
    const choices = logs(500, seededRandom(8)).map((choice) => ({ ...choice, targetChance: choice.loggedChance, model: undefined }))
    const result = offPolicyValue(choices)
    if (result.status !== 'ok') throw new Error(result.reason)
    const mean = choices.reduce((sum, { reward }) => sum + reward, 0) / choices.length
    expect(result.ips.value).toBeCloseTo(mean, 12)
    expect(result.snips.value).toBeCloseTo(mean, 12)
    expect(result.effectiveSampleSize).toBeCloseTo(500, 9)
    expect(result.doublyRobust).toBeUndefined()
  })

  it('refuses when a few customers carry everything', () => {
    const choices = logs(2_000, seededRandom(2)).map((choice) => ({ ...choice, targetChance: 0.01 }))
    choices[0] = { ...choices[0], loggedChance: 0.0001, targetChance: 1 }
    const result = offPolicyValue(choices)
    expect(result).toMatchObject({ status: 'not-enough-data', reason: 'effective-sample-too-small' })
    expect(result.effectiveSampleSize).toBeLessThan(100)
    expect(result.largestWeight).toBeGreaterThan(0.9)
    expect(offPolicyValue([])).toMatchObject({ status: 'not-enough-data', effectiveSampleSize: 0 })
    expect(offPolicyValue(logs(150, seededRandom(2)))).toMatchObject({ status: 'not-enough-data' })
  })

  it('refuses a rule whose choices were hardly ever made', () => {
    const choices = Array.from({ length: 5_000 }, (_, i) => ({ loggedChance: 0.5, targetChance: i % 10 === 0 ? 1 : 0, reward: 1 }))
    expect(offPolicyValue(choices)).toMatchObject({ status: 'not-enough-data', reason: 'no-overlap' })
  })

  it('refuses chances that are none', () => {
    for (const [loggedChance, targetChance] of [[0, 1], [1.5, 1], [0.5, -1], [NaN, 0.5]]) {
      expect(() => offPolicyValue([{ loggedChance, targetChance, reward: 1 }])).toThrow(ModelInputError)
    }
    expect(() => offPolicyValue([{ loggedChance: 0.5, targetChance: 0.5, reward: NaN }])).toThrow(ModelInputError)
  })
})
