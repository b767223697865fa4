import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alwaysValid } from './always-valid.ts'
import { spendingBounds } from './alpha-spending.ts'
import { holm } from './holm.ts'
import { checkSampleRatio } from './sample-ratio.ts'
import { detectableDifference, sampleSizeForMeans, sampleSizeForProportions } from './sample-size.ts'
import { ModelInputError } from '../input-error.ts'

describe('sample size', () => {
  it('equals power.prop.test and power.t.test of R', () => {
    // R help pages: power.prop.test(p1 = .50, p2 = .75, power = .90) n = 76.7; power.t.test(power = .90, delta = 1) n = 22.02.
    expect(sampleSizeForProportions({ baseline: 0.5, difference: 0.25 }, { power: 0.9 })).toEqual({ treated: 77, control: 77, total: 154 })
    const { treated } = sampleSizeForMeans({ standardDeviation: 1, difference: 1 }, { power: 0.9 })
    expect(Math.abs(treated - 23)).toBeLessThanOrEqual(1)
  })

  it('is smallest for an even split and falls with the difference', () => {
    const total = (difference: number, treatedShare: number) => sampleSizeForProportions({ baseline: 0.1, difference }, { treatedShare }).total
    expect(total(0.05, 0.5)).toBeLessThan(total(0.05, 0.8))
    expect(total(0.1, 0.5)).toBeLessThan(total(0.05, 0.5))
  })

  it('is the inverse of the detectable difference', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.6, noNaN: true }), fc.integer({ min: 100, max: 20_000 }), (baseline, total) => {
        const difference = detectableDifference({ baseline, total })
        fc.pre(difference !== undefined)
        expect(sampleSizeForProportions({ baseline, difference }).total).toBeLessThanOrEqual(total)
        expect(sampleSizeForProportions({ baseline, difference: difference * 0.98 }).total).toBeGreaterThan(total * 0.98)
      }),
    )
    expect(detectableDifference({ baseline: 0.5, total: 5 })).toBeUndefined()
  })

  it('refuses what cannot be planned', () => {
    expect(() => sampleSizeForProportions({ baseline: 0.1, difference: 0 })).toThrow(ModelInputError)
    expect(() => sampleSizeForProportions({ baseline: 0.9, difference: 0.2 })).toThrow('baseline + difference')
    expect(() => sampleSizeForMeans({ standardDeviation: 0, difference: 1 })).toThrow(ModelInputError)
    expect(() => sampleSizeForProportions({ baseline: NaN, difference: 0.1 })).toThrow(ModelInputError)
  })
})

describe('looks before the end', () => {
  it('has the Lan–DeMets bounds of the ldbounds package', () => {
    const published = {
      'obrien-fleming': [4.8769, 3.3569, 2.6803, 2.2898, 2.031],
      pocock: [2.438, 2.4268, 2.4101, 2.3966, 2.3859],
    } as const
    for (const spending of ['obrien-fleming', 'pocock'] as const) {
      const bounds = spendingBounds([0.2, 0.4, 0.6, 0.8, 1], { spending })
      for (const [look, bound] of published[spending].entries()) expect(Math.abs(bounds[look] - bound)).toBeLessThan(3e-4)
    }
    expect(spendingBounds([1])[0]).toBeCloseTo(1.959964, 5)
    expect(spendingBounds([])).toEqual([])
    expect(() => spendingBounds([0.5, 0.5])).toThrow(ModelInputError)
    expect(() => spendingBounds([0.5, 1.2])).toThrow(ModelInputError)
  })

  it('is never narrower than a single test, whenever the owner looks', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0.01, max: 10, noNaN: true }), (estimate, standardError) => {
        const { interval, pValue } = alwaysValid({ estimate, standardError, finalStandardError: 0.1 })
        expect(interval[1] - interval[0]).toBeGreaterThan(2 * 1.96 * standardError)
        // Claim by p-value and by interval are the same claim.
        expect(pValue < 0.05).toBe(interval[0] > 0 || interval[1] < 0)
      }),
    )
  })

  it('is about half as wide again at the planned end', () => {
    const { interval } = alwaysValid({ estimate: 0, standardError: 1, finalStandardError: 1 })
    // Howard et al. (2021): the tuned normal mixture, √((1 + 1/m)(6 + ln(1 + m))) with m = 6 + ln 7 − here 2.99.
    expect(interval[1]).toBeGreaterThan(2.9)
    expect(interval[1]).toBeLessThan(3.1)
    expect(() => alwaysValid({ estimate: 0, standardError: 0, finalStandardError: 1 })).toThrow(ModelInputError)
  })
})

describe('several comparisons', () => {
  it('gives Holm’s adjusted values', () => {
    // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm") and a textbook mix.
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([0.9, null, 0.6])).toEqual([1, null, 1])
    expect(holm([])).toEqual([])
  })

  it('never lowers a p-value and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (pValues) => {
        const adjusted = holm(pValues)
        for (const [i, p] of pValues.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p)
          for (const [j, q] of pValues.entries()) if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? NaN)
        }
      }),
    )
  })
})

describe('sample ratio', () => {
  it('finds the published mismatch and lets chance pass', () => {
    // Fabijan et al. (2019): 821,588 against 815,482 in an even split has p = 1.8e-6.
    const mismatch = checkSampleRatio([821_588, 815_482])
    expect(mismatch.ok).toBe(false)
    expect(mismatch.pValue).toBeGreaterThan(1.7e-6)
    expect(mismatch.pValue).toBeLessThan(1.9e-6)
    expect(checkSampleRatio([21_306, 21_307, 21_387]).ok).toBe(true)
    expect(checkSampleRatio([120, 60], [2, 1])).toEqual({ chiSquare: 0, pValue: 1, ok: true })
  })

  it('has nothing to say about one arm or none', () => {
    for (const sizes of [[], [5], [0, 0]]) expect(checkSampleRatio(sizes)).toEqual({ chiSquare: 0, pValue: null, ok: true })
    expect(() => checkSampleRatio([1, -1])).toThrow(ModelInputError)
    expect(() => checkSampleRatio([1, 1], [1])).toThrow(ModelInputError)
  })
})
