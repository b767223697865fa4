import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { croston, exponentialSmoothing, mean, movingAverage, naive, syntetosBoylan, teunterSyntetosBabai, zero, type LevelPath } from './level.ts'

const last = (path: LevelPath, demand: readonly number[]) => path(Float64Array.from(demand)).at(-1)
const intermittent = [0, 0, 3, 0, 1, 0, 0, 0, 5, 2, 0, 0, 0, 4, 0, 0, 1, 0, 0, 2, 0, 0]

describe('level methods', () => {
  // R 4.2.2, forecast 8.20: croston(y, h = 1, alpha = …)$mean
  test('Croston agrees with the forecast package of R', () => {
    expect(last(croston(0.1), intermittent)).toBeCloseTo(0.931830288049, 11)
    expect(last(croston(0.2), intermittent)).toBeCloseTo(0.863512660295, 11)
  })

  test('Syntetos and Boylan is Croston times 1 − alpha/2', () => {
    expect(last(syntetosBoylan(0.2), intermittent)).toBeCloseTo(0.863512660295 * 0.9, 11)
  })

  test('Teunter, Syntetos and Babai by hand: size and probability revised apart, decaying without sales', () => {
    // Sizes 4, then 4 + 0.5 (2 − 4) = 3; probability 1, 1/2, 2/3, then 2/3 · (1 − 0.25) twice.
    expect(last(teunterSyntetosBabai(0.5, 0.25), [4, 0, 2])).toBeCloseTo(3 * (2 / 3), 12)
    expect(last(teunterSyntetosBabai(0.5, 0.25), [4, 0, 2, 0, 0])).toBeCloseTo(3 * (2 / 3) * 0.75 ** 2, 12)
  })

  test('exponential smoothing by hand: the mean until 1/n falls below alpha', () => {
    expect(last(exponentialSmoothing(0.5), [2, 4])).toBe(3)
    expect(last(exponentialSmoothing(0.5), [2, 4, 7])).toBe(5)
  })

  test('averages and naive', () => {
    expect(last(movingAverage(3), [9, 1, 2, 3])).toBe(2)
    expect(last(movingAverage(12), [1, 3])).toBe(2)
    expect(last(mean, [1, 2, 6])).toBe(3)
    expect(last(naive, [1, 2, 6])).toBe(6)
    expect(last(zero, [1, 2, 6])).toBe(0)
  })

  test('every level depends on the past alone, stays within what was sold, and scales with the unit', () => {
    const demand = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1000 })), { minLength: 1, maxLength: 60 })
    const paths = [mean, naive, zero, movingAverage(4), exponentialSmoothing(0.3), croston(0.1), syntetosBoylan(0.1), teunterSyntetosBabai(0.1, 0.2)]
    fc.assert(
      fc.property(demand, fc.constantFrom(...paths), fc.nat(), (units, path, cut) => {
        const whole = path(Float64Array.from(units))
        const known = 1 + (cut % units.length)
        expect(Array.from(path(Float64Array.from(units.slice(0, known))))).toEqual(Array.from(whole.subarray(0, known)))
        expect(Math.max(...whole)).toBeLessThanOrEqual(Math.max(...units) + 1e-9)
        expect(Math.min(...whole)).toBeGreaterThanOrEqual(0)
        path(Float64Array.from(units, (value) => value * 7)).forEach((level, t) => expect(level).toBeCloseTo(whole[t] * 7, 6))
      }),
    )
  })
})
