import { describe, expect, it } from 'vitest'
import { drawBeta, drawBinomial, drawGamma, drawNormal, shuffle } from './distributions.ts'
import { seededRandom } from './seeded-random.ts'

const draws = 40_000
function moments(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: draws }, draw)
  const mean = values.reduce((sum, x) => sum + x, 0) / draws
  return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws }
}

describe('random draws', () => {
  const random = seededRandom(1)
  const cases: [name: string, draw: () => number, mean: number, variance: number][] = [
    ['normal', () => drawNormal(random), 0, 1],
    ['gamma 0.3', () => drawGamma(0.3, random), 0.3, 0.3],
    ['gamma 7', () => drawGamma(7, random), 7, 7],
    ['beta 2, 5', () => drawBeta(2, 5, random), 2 / 7, 10 / (49 * 8)],
    ['binomial 9, 0.2', () => drawBinomial(9, 0.2, random), 1.8, 1.44],
    ['binomial 5000, 0.7', () => drawBinomial(5_000, 0.7, random), 3_500, 1_050],
  ]
  it.each(cases)('have the mean and variance of the distribution: %s', (_, draw, mean, variance) => {
    const seen = moments(draw)
    expect(Math.abs(seen.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / draws))
    expect(Math.abs(seen.variance / variance - 1)).toBeLessThan(0.1)
  })

  it('repeat for the same seed', () => {
    const again = () => Array.from({ length: 5 }, seededRandom(42))
    expect(again()).toEqual(again())
    expect(again()).not.toEqual(Array.from({ length: 5 }, seededRandom(43)))
  })

  it('put every item at every place equally often', () => {
    const first = [0, 0, 0, 0]
    for (let i = 0; i < draws; i++) first[shuffle([0, 1, 2, 3], random)[0]]++
    for (const count of first) expect(Math.abs(count - draws / 4)).toBeLessThan(4 * Math.sqrt(draws * 0.1875))
  })

  it('refuse shapes and chances outside their range', () => {
    expect(() => drawGamma(0, random)).toThrow(RangeError)
    expect(() => drawBinomial(-1, 0.5, random)).toThrow(RangeError)
    expect(() => drawBinomial(5, NaN, random)).toThrow(RangeError)
    expect(drawBinomial(0, 0.5, random)).toBe(0)
  })
})
