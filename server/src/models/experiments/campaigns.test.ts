import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { campaignResult } from './campaign-result.ts'
import { poolCounts } from './pool-counts.ts'
import { newcombeInterval, type Count } from './proportions.ts'
import { randomEffects } from './random-effects.ts'
import { ModelInputError } from '../input-error.ts'

const count = (successes: number, total: number): Count => ({ successes, total })
const someCount = fc.nat(40).chain((total) => fc.nat(total).map((successes) => count(successes, total)))

describe('campaign result', () => {
  it('answers 9 and 6 of 60 against 4 of 60 with "not enough evidence"', () => {
    const result = campaignResult({
      control: count(4, 60),
      arms: [{ name: 'A', count: count(9, 60) }, { name: 'B', count: count(6, 60) }],
      plannedShares: [1, 1, 1],
      customersPerWeek: 60,
    })
    expect(result.verdict.code).toBe('not-enough-evidence')
    expect(result.extra.orders).toBeCloseTo(7, 10)
    expect(result.extra.messaged).toBe(120)
    const [lower, upper] = result.extra.interval
    expect(lower).toBeGreaterThan(-6)
    expect(lower).toBeLessThan(-3)
    expect(upper).toBeGreaterThan(16)
    expect(upper).toBeLessThan(18)
    expect(result.verdict).toMatchObject({ needed: { customers: 747, weeks: 13 } })
    expect(result.arms.map(({ verdict }) => verdict)).toEqual(['not-shown', 'not-shown'])
  })

  it('asks for several hundred more after 4 of 9 against 1 of 3', () => {
    const { verdict, extra } = campaignResult({ control: count(1, 3), arms: [{ name: 'A', count: count(4, 9) }] })
    if (verdict.code !== 'not-enough-evidence') throw new Error(verdict.code)
    expect(verdict.needed.customers).toBeGreaterThan(300)
    expect(verdict.needed.customers).toBeLessThan(1_000)
    expect(extra.interval[0]).toBeLessThan(0)
    expect(extra.interval[1]).toBeGreaterThan(0)
  })

  it('claims a plain difference, in either direction', () => {
    const arms = [{ name: 'A', count: count(60, 200) }]
    expect(campaignResult({ control: count(10, 100), arms }).verdict.code).toBe('more')
    expect(campaignResult({ control: count(60, 100), arms }).verdict.code).toBe('fewer')
  })

  it('says nothing without a hold-out, or when the draw was broken', () => {
    const arms = [{ name: 'A', count: count(15, 120) }]
    expect(campaignResult({ control: count(0, 0), arms }).verdict).toEqual({ code: 'no-holdout' })
    expect(campaignResult({ control: count(3, 60), arms: [] }).verdict).toEqual({ code: 'no-holdout' })
    expect(campaignResult({ control: count(4, 60), arms, plannedShares: [1, 1] }).verdict).toMatchObject({ code: 'broken-split' })
  })

  it('gives finite numbers for any counts, and never a claim that its range denies', () => {
    fc.assert(
      fc.property(someCount, fc.array(someCount, { maxLength: 3 }), (control, counts) => {
        const result = campaignResult({ control, arms: counts.map((one, i) => ({ name: `${i}`, count: one })) })
        const [lower, upper] = result.extra.interval
        for (const value of [lower, upper, result.extra.orders]) expect(value).toSatisfy(Number.isFinite)
        if (result.verdict.code === 'more') expect(lower).toBeGreaterThan(0)
        if (result.verdict.code === 'fewer') expect(upper).toBeLessThan(0)
        if (result.verdict.code === 'not-enough-evidence') {
          const { customers, difference } = result.verdict.needed
          expect(difference).toSatisfy(Number.isFinite)
          if (customers !== undefined) expect(customers).toBeGreaterThan(0)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('refuses counts that do not fit and options out of range', () => {
    expect(() => campaignResult({ control: count(5, 3), arms: [] })).toThrow(ModelInputError)
    const arms = [{ name: 'A', count: count(1, 9) }]
    expect(() => campaignResult({ control: count(1, 9), arms, smallestDifference: 0 })).toThrow('smallestDifference')
    expect(() => campaignResult({ control: count(1, 9), arms, confidence: 2 })).toThrow('confidence')
  })
})

describe('pooled campaigns', () => {
  it('are Newcombe’s interval for one campaign', () => {
    fc.assert(
      fc.property(someCount, someCount, (treated, control) => {
        fc.pre(treated.total > 0 && control.total > 0)
        const result = expectOk(poolCounts([{ treated, control }]))
        const [lower, upper] = newcombeInterval(treated, control)
        expect(result.interval[0]).toBeCloseTo(lower, 10)
        expect(result.interval[1]).toBeCloseTo(upper, 10)
      }),
    )
  })

  it('equal Fisher’s tea test for one campaign', () => {
    // Fisher (1935): 3 of 4 against 1 of 4 has P(≥ 3) = 17/70.
    const result = expectOk(poolCounts([{ treated: count(3, 4), control: count(1, 4) }]))
    expect(result.pValue).toBeCloseTo((2 * 17) / 70, 10)
  })

  it('show together what none shows alone', () => {
    const campaign = { treated: count(5, 9), control: count(0, 3) }
    expect(expectOk(poolCounts([campaign])).pValue).toBeGreaterThan(0.05)
    const pooled = expectOk(poolCounts(Array.from({ length: 8 }, () => campaign)))
    expect(pooled.pValue).toBeLessThan(0.01)
    expect(pooled.interval[0]).toBeGreaterThan(0)
    expect(pooled.variation?.heterogeneity).toBe(0)
  })

  it('do not take a good season for an effect', () => {
    // Within each campaign the rates are equal; the busy one had more messages. Summed blindly it looks like + 22 points.
    const result = expectOk(poolCounts([
      { treated: count(80, 100), control: count(8, 10) },
      { treated: count(1, 10), control: count(10, 100) },
    ]))
    expect(result.difference).toBeCloseTo(0, 10)
    expect(result.pValue).toBe(1)
  })

  it('handle many large campaigns, and none', () => {
    const large = { treated: count(5_200, 100_000), control: count(5_000, 100_000) }
    const result = expectOk(poolCounts(Array.from({ length: 50 }, () => large)))
    expect(result.pValue).toBeLessThan(1e-6)
    expect(poolCounts([])).toMatchObject({ status: 'not-enough-data' })
    expect(poolCounts([{ treated: count(1, 5), control: count(0, 0) }])).toMatchObject({ status: 'not-enough-data' })
  })
})

describe('random effects', () => {
  it('give the published meta-analysis of the BCG vaccine', () => {
    // Colditz et al. (1994); metafor: rma(method = "DL", test = "knha") gives −0.7141 (se 0.1807), τ² 0.3088, I² 92.12 %.
    const table = [
      [4, 119, 11, 128], [6, 300, 29, 274], [3, 228, 11, 209], [62, 13536, 248, 12619], [33, 5036, 47, 5761],
      [180, 1361, 372, 1079], [8, 2537, 10, 619], [505, 87886, 499, 87892], [29, 7470, 45, 7232], [17, 1699, 65, 1600],
      [186, 50448, 141, 27197], [5, 2493, 3, 2338], [27, 16886, 29, 17825],
    ]
    const result = expectOk(randomEffects(table.map(([a, b, c, d]) => ({
      effect: Math.log(a / (a + b) / (c / (c + d))),
      variance: 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d),
    }))))
    expect(result.effect).toBeCloseTo(-0.7141, 4)
    expect(result.standardError).toBeCloseTo(0.1807, 4)
    expect(result.betweenVariance).toBeCloseTo(0.3088, 4)
    expect(result.heterogeneity).toBeCloseTo(0.9212, 4)
  })

  it('draw each campaign between itself and the mean', () => {
    const estimates = fc.array(
      fc.record({ effect: fc.double({ min: -1, max: 1, noNaN: true }), variance: fc.double({ min: 0.001, max: 1, noNaN: true }) }),
      { minLength: 3, maxLength: 10 },
    )
    fc.assert(
      fc.property(estimates, (campaigns) => {
        const result = expectOk(randomEffects(campaigns))
        for (const [i, { effect }] of campaigns.entries()) {
          const [low, high] = [Math.min(effect, result.effect), Math.max(effect, result.effect)]
          expect(result.shrunk[i]).toBeGreaterThanOrEqual(low - 1e-9)
          expect(result.shrunk[i]).toBeLessThanOrEqual(high + 1e-9)
        }
        expect(result.prediction[0]).toBeLessThanOrEqual(result.interval[0])
        expect(result.prediction[1]).toBeGreaterThanOrEqual(result.interval[1])
      }),
    )
  })

  it('need three campaigns with real variances', () => {
    expect(randomEffects([{ effect: 1, variance: 1 }])).toMatchObject({ status: 'not-enough-data' })
    expect(() => randomEffects([{ effect: 1, variance: 0 }])).toThrow(ModelInputError)
    expect(() => randomEffects([{ effect: NaN, variance: 1 }])).toThrow(ModelInputError)
  })
})

function expectOk<T extends { status: string }>(result: T): Extract<T, { status: 'ok' }> {
  expect(result.status).toBe('ok')
  return result as Extract<T, { status: 'ok' }> // Checked by the line above.
}
