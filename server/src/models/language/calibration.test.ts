import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitTemperature, negativeLogLikelihood, percentiles, shareAbove, softmax } from './calibration.ts'

describe('calibration', () => {
  it('keeps the order of decisions at every temperature', () => {
    const decisions = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(decisions, fc.double({ min: 0.02, max: 20, noNaN: true }), (values, temperature) => {
        const probabilities = softmax(values, temperature, new Float64Array(values.length))
        expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
        for (let i = 1; i < values.length; i++) {
          if (values[i] > values[i - 1]) expect(probabilities[i]).toBeGreaterThanOrEqual(probabilities[i - 1])
        }
      }),
    )
  })

  it('finds the temperature that labels were drawn with', () => {
    const temperature = 0.4
    const decisions = new Float64Array(40_000)
    const classes = new Int32Array(20_000)
    let state = 7
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
    for (let row = 0; row < classes.length; row++) {
      decisions[2 * row] = random() - 0.5
      const chance = 1 / (1 + Math.exp(-decisions[2 * row] / temperature))
      classes[row] = random() < chance ? 0 : 1
    }
    expect(fitTemperature(decisions, classes, 2)).toBeCloseTo(temperature, 1)
  })

  it('is never worse than no calibration, and falls back to 1 without rows', () => {
    const decisions = Float64Array.of(2, 0, 0, 1, 1, 0.5)
    const classes = Int32Array.of(0, 1, 1)
    const fitted = fitTemperature(decisions, classes, 2)
    expect(negativeLogLikelihood(decisions, classes, 2, fitted)).toBeLessThanOrEqual(
      negativeLogLikelihood(decisions, classes, 2, 1),
    )
    expect(fitTemperature(decisions, Int32Array.of(-1, -1, -1), 2)).toBe(1)
  })

  it('tells which share of a distribution lies above a value', () => {
    const quantiles = percentiles(Array.from({ length: 1001 }, (_, i) => i / 1000))
    expect(quantiles[50]).toBeCloseTo(0.5, 6)
    expect(shareAbove(quantiles, 2)).toBe(0)
    expect(shareAbove(quantiles, -1)).toBe(1)
    expect(shareAbove(quantiles, 0.75)).toBeCloseTo(0.25, 1)
    expect(shareAbove(percentiles([]), 0.5)).toBe(0)
  })
})
