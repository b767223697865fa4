import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accuracy, meanAccuracy, naiveErrors } from './accuracy.ts'
import { demandClass } from './demand-class.ts'

describe('accuracy', () => {
  // R 4.2.2, forecast 8.20: f <- naive(x, h = 3); accuracy(f, c(21, 15, 18))
  const training = [12, 15, 9, 20, 14, 13, 18, 22, 16, 19]

  test('MASE and RMSSE agree with the forecast package of R', () => {
    const score = accuracy(training, [21, 15, 18], [19, 19, 19])
    expect(score?.mase).toBeCloseTo(0.4666666667, 9)
    expect(score?.rmsse).toBeCloseTo(2.645751311 / 5.666666667, 8)
    expect(score?.bias).toBe(3)
    expect(score?.totalError).toBe(3)
  })

  test('the scale ignores the time before the first sale, and is missing for a series that never changes', () => {
    expect(naiveErrors([0, 0, ...training])).toEqual(naiveErrors(training))
    expect(accuracy([0, 5, 5, 5], [5], [4])).toBeUndefined()
    expect(accuracy([0, 0], [5], [4])).toBeUndefined()
    expect(accuracy([], [5], [4])).toBeUndefined()
  })

  const units = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 30 })

  test('scaled errors do not depend on the unit, totals and bias grow with it, a perfect forecast has none', () => {
    fc.assert(fc.property(units, units, fc.integer({ min: 2, max: 50 }), (past, future, factor) => {
      const times = (values: number[]) => values.map((value) => value * factor)
      const flat = future.map(() => 7)
      const [one, other] = [accuracy(past, future, flat), accuracy(times(past), times(future), times(flat))]
      if (!one || !other) return expect(one).toBe(other)
      expect(other.rmsse).toBeCloseTo(one.rmsse, 9)
      expect(other.mase).toBeCloseTo(one.mase, 9)
      expect(other.bias).toBeCloseTo(factor * one.bias, 6)
      expect(Math.abs(one.bias)).toBe(one.totalError)
      expect(accuracy(past, future, future)).toEqual({ rmsse: 0, mase: 0, totalError: 0, bias: 0 })
    }))
  })

  test('means over series, none for none', () => {
    const one = { rmsse: 1, mase: 2, totalError: 3, bias: -3 }
    expect(meanAccuracy([one, { rmsse: 3, mase: 0, totalError: 1, bias: 1 }])).toEqual({ rmsse: 2, mase: 1, totalError: 2, bias: -1 })
    expect(meanAccuracy([])).toBeUndefined()
  })
})

test('demand classes at the published cut-offs', () => {
  expect(demandClass([5, 4, 5, 6, 5])).toBe('smooth')
  expect(demandClass([1, 20, 1, 1, 30])).toBe('erratic')
  expect(demandClass([2, 0, 0, 2, 0, 3])).toBe('intermittent')
  expect(demandClass([1, 0, 0, 30, 0, 1])).toBe('lumpy')
})
