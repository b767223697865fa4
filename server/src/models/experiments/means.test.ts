import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import { drawNormal } from '../randomness/distributions.ts'
import { campaignRevenue } from './campaign-revenue.ts'
import { compareMeans, compareRevenue } from './compare-means.ts'
import { compareRatios } from './compare-ratios.ts'
import { compareWithPrePeriod } from './cuped.ts'
import { permutationPValue } from './permutation.ts'
import { summarise } from './summary.ts'
import { ModelInputError } from '../input-error.ts'

const someValues = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 40 })

describe('difference of means', () => {
  it('gives the Welch test of the sleep data in R’s manual', () => {
    // ?t.test, t.test(extra ~ group, data = sleep): t = −1.8608, df = 17.776, p = 0.07939, −3.3654832 to 0.2054832.
    const group1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
    const group2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    const result = expectOk(compareMeans(group1, group2))
    expect(result.difference / result.standardError).toBeCloseTo(-1.8608, 4)
    expect(result.degreesOfFreedom).toBeCloseTo(17.776, 3)
    expect(result.pValue).toBeCloseTo(0.07939, 5)
    expect(result.interval[0]).toBeCloseTo(-3.3654832, 6)
    expect(result.interval[1]).toBeCloseTo(0.2054832, 6)
  })

  it('moves with the data and not with their order', () => {
    fc.assert(
      fc.property(someValues, someValues, fc.integer({ min: -1_000, max: 1_000 }), (a, b, shift) => {
        const result = compareMeans(a, b)
        fc.pre(result.status === 'ok')
        const moved = expectOk(compareMeans(a.map((x) => x + shift).toReversed(), b))
        expect(moved.difference).toBeCloseTo(result.difference + shift, 4)
        expect(moved.standardError / result.standardError).toBeCloseTo(1, 8)
      }),
    )
  })

  it('says "not enough data" instead of NaN', () => {
    expect(compareMeans([], [1, 2])).toEqual({ status: 'not-enough-data', reason: 'fewer-than-two-customers' })
    expect(compareMeans([5], [1, 2])).toMatchObject({ reason: 'fewer-than-two-customers' })
    expect(compareMeans([3, 3, 3], [7, 7])).toMatchObject({ reason: 'no-variation' })
    expect(compareMeans([0.1, 0.1, 0.1], [0.1, 0.1])).toMatchObject({ reason: 'no-variation' })
  })

  it('refuses NaN, infinite and absurdly large values', () => {
    for (const bad of [NaN, Infinity, -1e200]) expect(() => compareMeans([1, bad], [1, 2])).toThrow(ModelInputError)
  })

  it('warns when one customer carries the difference', () => {
    const usual = Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 100 + (i % 7) : 0))
    const result = expectOk(compareMeans([...usual, 50_000], usual))
    expect(result.tail).toMatchObject({ heavy: true })
    expect(result.tail.largestShare).toBeGreaterThan(0.9)
    const even = Array.from({ length: 400 }, (_, i) => i % 20)
    expect(expectOk(compareMeans(even, even)).tail.heavy).toBe(false)
  })
})

describe('moments', () => {
  it('keep precision far from zero', () => {
    const { variance } = summarise([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
    expect(variance).toBe(30)
  })

  it('know the skewness of an exponential sample', () => {
    const random = seededRandom(3)
    expect(summarise(Array.from({ length: 100_000 }, () => -Math.log(1 - random()))).skewness).toBeCloseTo(2, 0)
  })
})

describe('permutation p-value', () => {
  it('equals the share of all divisions when they can be listed', () => {
    // Of the 20 divisions of 1, 2, 3, 10, 11, 15 into 3 + 3, only the seen one and its mirror are as extreme.
    const p = permutationPValue([10, 11, 15], [1, 2, 3], seededRandom(1))
    expect(Math.abs(p - 0.1)).toBeLessThan(0.03)
  })

  it('is never 0, and 1 for arms with equal means', () => {
    const far = Array.from({ length: 50 }, (_, i) => 1_000 + i)
    expect(permutationPValue(far, far.map((x) => x - 1_000), seededRandom(1))).toBe(1 / 2_000)
    expect(permutationPValue([1, 2], [2, 1], seededRandom(1))).toBe(1)
  })

  it('makes few false claims where a single large order decides', () => {
    const random = seededRandom(9)
    let claims = 0
    for (let i = 0; i < 400; i++) {
      const spend = () => (random() < 0.1 ? Math.exp(11 + 1.5 * drawNormal(random)) : 0)
      const result = compareRevenue(Array.from({ length: 60 }, spend), Array.from({ length: 30 }, spend), { random })
      if (result.status === 'ok' && result.pValue < 0.05) claims++
    }
    expect(claims / 400).toBeLessThan(0.05 + 2 * Math.sqrt((0.05 * 0.95) / 400))
  })
})

describe('campaign in rupiah', () => {
  it('scales the difference to all customers messaged and says how many more are needed', () => {
    const treated = Array.from({ length: 120 }, (_, i) => (i % 8 === 0 ? 100_000 + 1_000 * i : 0))
    const control = Array.from({ length: 60 }, (_, i) => (i % 15 === 0 ? 90_000 + 1_000 * i : 0))
    const result = campaignRevenue({ treated, control }, { random: seededRandom(1) })
    if (result.status !== 'ok') throw new Error(result.reason)
    expect(result.verdict).toBe('not-enough-evidence')
    expect(result.extra.amount).toBeCloseTo(result.perCustomer.difference * 120, 6)
    expect(result.extra.interval[0]).toBeLessThan(0)
    expect(result.customersNeeded).toBeGreaterThan(0)
  })

  it('claims what is plain', () => {
    const treated = Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? 100_000 + i : 0))
    const control = Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? 100_000 + i : 0))
    expect(campaignRevenue({ treated, control }, { random: seededRandom(1) })).toMatchObject({
      verdict: 'more',
      customersNeeded: undefined,
    })
    expect(campaignRevenue({ treated: [], control }, { random: seededRandom(1) })).toMatchObject({ status: 'not-enough-data' })
  })
})

describe('ratio of sums', () => {
  const customer = (orders: number, each: number) => ({ numerator: orders * each, denominator: orders })

  it('has the standard error that resampling customers gives', () => {
    const random = seededRandom(5)
    const arm = (size: number) =>
      Array.from({ length: size }, () => customer(random() < 0.5 ? 1 + Math.floor(3 * random()) : 0, 50_000 * Math.exp(drawNormal(random) / 2)))
    const [treated, control] = [arm(400), arm(300)]
    const result = compareRatios(treated, control, { random })
    if (result.status !== 'ok') throw new Error(result.reason)
    const ratio = (values: typeof treated) =>
      values.reduce((sum, v) => sum + v.numerator, 0) / values.reduce((sum, v) => sum + v.denominator, 0)
    expect(result.treated).toBeCloseTo(ratio(treated), 6)
    const resample = (values: typeof treated) => values.map(() => values[Math.floor(random() * values.length)])
    const differences = Array.from({ length: 2_000 }, () => ratio(resample(treated)) - ratio(resample(control)))
    expect(result.standardError / Math.sqrt(summarise(differences).variance)).toBeCloseTo(1, 1)
  })

  it('declines with few buyers and refuses negative counts', () => {
    const few = Array.from({ length: 50 }, (_, i) => customer(i < 19 ? 1 : 0, 10_000 + i))
    const random = seededRandom(1)
    expect(compareRatios(few, few, { random })).toEqual({ status: 'not-enough-data', reason: 'denominator-uncertain' })
    expect(compareRatios([], [], { random })).toMatchObject({ status: 'not-enough-data' })
    expect(() => compareRatios([customer(-1, 5)], [], { random })).toThrow(ModelInputError)
  })
})

describe('adjusting for spending before', () => {
  const random = seededRandom(11)
  const arm = (size: number, effect: number) => {
    const before = Array.from({ length: size }, () => 100 + 20 * drawNormal(random))
    return { before, outcome: before.map((x) => x + effect + 10 * drawNormal(random)) }
  }

  it('removes the share of variance that the correlation promises, and keeps the effect', () => {
    const result = expectOk(compareWithPrePeriod(arm(2_000, 5), arm(2_000, 0), { random }))
    // r² = 400 / 500.
    expect(result.varianceReduction).toBeCloseTo(0.8, 1)
    expect(result.slope).toBeCloseTo(1, 1)
    expect(Math.abs(result.difference - 5)).toBeLessThan(3 * result.standardError)
  })

  it('equals least squares on arm and past spending', () => {
    // Computed with NumPy's lstsq on the ten rows: slope 1.1, arm 2.3, standard error of the arm 0.340168.
    const treated = { before: [1, 2, 3, 4, 5], outcome: [4, 4, 6, 7, 8] }
    const control = { before: [2, 3, 4, 5, 6], outcome: [2, 4, 5, 5, 7] }
    const result = expectOk(compareWithPrePeriod(treated, control, { random }))
    expect(result.slope).toBeCloseTo(1.1, 10)
    expect(result.difference).toBeCloseTo(2.3, 10)
    expect(result.standardError).toBeCloseTo(0.340168, 5)
  })

  it('is the unadjusted comparison when past spending says nothing', () => {
    const constant = (values: number[]) => ({ outcome: values, before: values.map(() => 7) })
    const [a, b] = [[1, 5, 3, 8, 2], [2, 2, 9, 4, 4]]
    expect(compareWithPrePeriod(constant(a), constant(b), { random })).toMatchObject({ difference: 3.8 - 4.2, slope: 0, varianceReduction: 0 })
    expect(() => compareWithPrePeriod({ outcome: a, before: [1] }, constant(b), { random })).toThrow(ModelInputError)
  })
})

function expectOk<T extends { status: string }>(result: T): Extract<T, { status: 'ok' }> {
  expect(result.status).toBe('ok')
  return result as Extract<T, { status: 'ok' }> // Checked by the line above.
}
