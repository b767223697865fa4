import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareProportions } from './compare-proportions.ts'
import { exactPValue } from './exact-test.ts'
import { addCounts, newcombeInterval, wilsonInterval, type Count } from './proportions.ts'
import { ModelInputError } from '../input-error.ts'

const count = (successes: number, total: number): Count => ({ successes, total })
const someCount = fc.nat(60).chain((total) => fc.nat(total).map((successes) => count(successes, total)))

describe('interval of one rate', () => {
  it('gives Newcombe’s published Wilson intervals', () => {
    // Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
    const published: [Count, number, number][] = [
      [count(81, 263), 0.2553, 0.3662],
      [count(15, 148), 0.0624, 0.1605],
      [count(0, 20), 0, 0.1611],
      [count(1, 29), 0.0061, 0.1718],
    ]
    for (const [seen, lower, upper] of published) {
      const interval = wilsonInterval(seen)
      expect(interval[0]).toBeCloseTo(lower, 4)
      expect(interval[1]).toBeCloseTo(upper, 4)
    }
  })

  it('says nothing without customers', () => {
    expect(wilsonInterval(count(0, 0))).toEqual([0, 1])
  })
})

describe('difference of two rates', () => {
  it('gives Newcombe’s published hybrid score intervals', () => {
    // Newcombe (1998), Statistics in Medicine 17:873, table II, method 10, examples (a) to (h).
    const published: [Count, Count, number, number][] = [
      [count(56, 70), count(48, 80), 0.0524, 0.3339],
      [count(9, 10), count(3, 10), 0.1705, 0.809],
      [count(6, 7), count(2, 7), 0.0582, 0.8062],
      [count(5, 56), count(0, 29), -0.0381, 0.1926],
      [count(0, 10), count(0, 20), -0.1611, 0.2775],
      [count(0, 10), count(0, 10), -0.2775, 0.2775],
      [count(10, 10), count(0, 20), 0.6791, 1],
      [count(10, 10), count(0, 10), 0.6075, 1],
    ]
    for (const [treated, control, lower, upper] of published) {
      const interval = newcombeInterval(treated, control)
      expect(interval[0]).toBeCloseTo(lower, 4)
      expect(interval[1]).toBeCloseTo(upper, 4)
    }
  })

  it('holds the seen difference, within [−1, 1], and turns round with the arms', () => {
    fc.assert(
      fc.property(someCount, someCount, (a, b) => {
        const { difference, interval } = compareProportions(a, b)
        expect(interval[0]).toBeGreaterThanOrEqual(-1)
        expect(interval[1]).toBeLessThanOrEqual(1)
        expect(interval[0]).toBeLessThanOrEqual(difference + 1e-12)
        expect(interval[1]).toBeGreaterThanOrEqual(difference - 1e-12)
        const swapped = newcombeInterval(b, a)
        expect(swapped[0]).toBeCloseTo(-interval[1], 12)
        expect(swapped[1]).toBeCloseTo(-interval[0], 12)
      }),
    )
  })

  it('is wider with more confidence', () => {
    fc.assert(
      fc.property(someCount, someCount, (a, b) => {
        const [narrow, wide] = [newcombeInterval(a, b, 0.8), newcombeInterval(a, b, 0.99)]
        expect(wide[0]).toBeLessThanOrEqual(narrow[0] + 1e-12)
        expect(wide[1]).toBeGreaterThanOrEqual(narrow[1] - 1e-12)
      }),
    )
  })
})

describe('exact p-value', () => {
  it('equals SciPy’s barnard_exact (pooled) when the common rate is not restricted', () => {
    const computed: [Count, Count, number][] = [
      [count(7, 12), count(8, 15), 0.826],
      [count(3, 20), count(11, 20), 0.008466],
      [count(0, 10), count(5, 10), 0.012779],
      [count(2, 30), count(9, 15), 0.000108],
    ]
    for (const [a, b, p] of computed) expect(Math.abs(exactPValue(a, b, { restricted: false }) - p)).toBeLessThan(0.006)
    expect(exactPValue(count(3, 20), count(11, 20), { restricted: false })).toBeCloseTo(0.008466, 5)
  })

  it('keeps its promise: under equal rates, p < α in at most a share α of results', () => {
    for (const [n1, n2] of [[9, 3], [12, 12], [20, 10]]) {
      for (const rate of [0.05, 0.2, 0.5, 0.77]) {
        let share = 0
        for (let a = 0; a <= n1; a++) {
          for (let b = 0; b <= n2; b++) {
            if (exactPValue(count(a, n1), count(b, n2)) < 0.05) share += chance(a, n1, rate) * chance(b, n2, rate)
          }
        }
        expect(share).toBeLessThanOrEqual(0.05)
      }
    }
  })

  it('does not depend on which arm is which, nor on counting buyers or non-buyers', () => {
    fc.assert(
      fc.property(someCount, someCount, (a, b) => {
        const p = exactPValue(a, b)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(exactPValue(b, a)).toBeCloseTo(p, 9)
        const others = [a, b].map(({ successes, total }) => count(total - successes, total))
        expect(exactPValue(others[0], others[1])).toBeCloseTo(p, 6)
      }),
      { numRuns: 60 },
    )
  })

  it('is 1 where nothing can be compared', () => {
    expect(exactPValue(count(0, 0), count(3, 5))).toBe(1)
    expect(exactPValue(count(0, 9), count(0, 5))).toBe(1)
    expect(exactPValue(count(2, 4), count(1, 2))).toBe(1)
  })

  it('goes over into the normal approximation without a step', () => {
    const exact = exactPValue(count(25_000, 500_000), count(25_330, 500_000))
    const approximate = exactPValue(count(25_000, 500_001), count(25_330, 500_001))
    expect(Math.abs(exact - approximate)).toBeLessThan(0.002)
  })

  it('answers for a million customers', () => {
    expect(exactPValue(count(50_000, 500_000), count(50_900, 500_000))).toBeLessThan(0.01)
  })
})

describe('counts', () => {
  it('are refused when they are not whole, negative or do not fit', () => {
    for (const bad of [count(-1, 5), count(6, 5), count(1.5, 5), count(NaN, 5), count(1, Infinity)]) {
      expect(() => wilsonInterval(bad)).toThrow(ModelInputError)
      expect(() => exactPValue(bad, count(1, 2))).toThrow(ModelInputError)
      expect(() => newcombeInterval(count(1, 2), bad)).toThrow(ModelInputError)
    }
    expect(() => wilsonInterval(count(1, 2), 1)).toThrow('confidence')
  })

  it('add up', () => {
    expect(addCounts([count(1, 2), count(3, 4)])).toEqual(count(4, 6))
    expect(addCounts([])).toEqual(count(0, 0))
  })
})

function chance(successes: number, total: number, rate: number): number {
  let ways = 1
  for (let i = 1; i <= successes; i++) ways *= (total - successes + i) / i
  return ways * rate ** successes * (1 - rate) ** (total - successes)
}
