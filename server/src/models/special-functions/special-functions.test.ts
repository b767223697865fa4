import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaCdf, betaQuantile, logBeta } from './beta.ts'
import { chiSquareCdf, chiSquarePValue, chiSquareQuantile } from './chi-square.ts'
import { fCdf, fPValue, fQuantile } from './f-distribution.ts'
import { digamma, incompleteGamma, logGamma, trigamma } from './gamma.ts'
import { hypergeometric } from './hypergeometric.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { studentTCdf, studentTQuantile } from './student-t.ts'

/** Values of SciPy 1.17.1; logBeta(0.001, 1e5) of mpmath with 40 digits, where SciPy has only 11. */
const published: [name: string, got: () => number, want: number][] = [
  ['logGamma(0.001)', () => logGamma(0.001), 6.907178885383853],
  ['logGamma(2.5)', () => logGamma(2.5), 0.2846828704729192],
  ['logGamma(33.3)', () => logGamma(33.3), 82.60372358165493],
  ['logGamma(170)', () => logGamma(170), 701.4372638087372],
  ['digamma(0.1)', () => digamma(0.1), -10.423754940411076],
  ['digamma(5)', () => digamma(5), 1.5061176684318003],
  ['digamma(170)', () => digamma(170), 5.132854377083308],
  ['trigamma(0.1)', () => trigamma(0.1), 101.43329915079275],
  ['trigamma(1), π²/6', () => trigamma(1), Math.PI ** 2 / 6],
  ['P(0.5, 0.5)', () => incompleteGamma(0.5, 0.5)[0], 0.6826894921370859],
  ['P(100, 50)', () => incompleteGamma(100, 50)[0], 3.2000653245851495e-10],
  ['Q(9, 27)', () => incompleteGamma(9, 27)[1], 1.8351047101281386e-5],
  ['Q(10000, 10100)', () => incompleteGamma(10_000, 10_100)[1], 0.15865124955282037],
  ['logBeta(0.001, 1e5)', () => logBeta(0.001, 1e5), 6.895665964913891],
  ['logBeta(500, 700)', () => logBeta(500, 700), -816.9505701856592],
  ['logBeta(0.1, 0.2)', () => logBeta(0.1, 0.2), 2.680978479346915],
  ['betaCdf(0.3; 0.1, 0.2)', () => betaCdf(0.3, 0.1, 0.2), 0.6228433547203176],
  ['betaCdf(0.01; 5, 50)', () => betaCdf(0.01, 5, 50), 0.00021038263382405003],
  ['betaCdf(0.3; 1e4, 2e4)', () => betaCdf(0.3, 1e4, 2e4), 5.263114256614746e-36],
  ['betaQuantile(0.025; 5, 50)', () => betaQuantile(0.025, 5, 50), 0.030752785267523036],
  ['betaQuantile(0.999; 500, 700)', () => betaQuantile(0.999, 500, 700), 0.46096373383984957],
  ['normalCdf(-37)', () => normalCdf(-37), 5.725571222524577e-300],
  ['normalCdf(-5)', () => normalCdf(-5), 2.866515718791933e-7],
  ['normalCdf(1)', () => normalCdf(1), 0.8413447460685429],
  ['normalQuantile(1e-300)', () => normalQuantile(1e-300), -37.0470962993612],
  ['normalQuantile(0.975)', () => normalQuantile(0.975), 1.959963984540054],
  ['normalQuantile(0.07)', () => normalQuantile(0.07), -1.4757910281791706],
  ['studentTCdf(7; 3.3)', () => studentTCdf(7, 3.3), 0.9978223946586667],
  ['studentTCdf(-5; 10)', () => studentTCdf(-5, 10), 0.00026866680137822634],
  ['studentTCdf(-2; 1e7)', () => studentTCdf(-2, 1e7), 0.02275014544592148],
  ['studentTQuantile(0.025; 0.7)', () => studentTQuantile(0.025, 0.7), -36.611415031588706],
  ['studentTQuantile(0.005; 29)', () => studentTQuantile(0.005, 29), -2.7563859036706053],
  ['studentTQuantile(0.025; 1e7)', () => studentTQuantile(0.025, 1e7), -1.9599642217672055],
  ['chiSquareCdf(10; 5)', () => chiSquareCdf(10, 5), 0.9247647538534878],
  ['chiSquarePValue(600; 300)', () => chiSquarePValue(600, 300), 3.2908366136170686e-22],
  ['chiSquareQuantile(0.01; 1)', () => chiSquareQuantile(0.01, 1), 0.00015708785790970184],
  ['chiSquareQuantile(0.9999; 30)', () => chiSquareQuantile(0.9999, 30), 67.63263025741439],
  ['fCdf(0.5; 100, 200)', () => fCdf(0.5, 100, 200), 7.30636136660317e-5],
  ['fPValue(50; 10.5, 30)', () => fPValue(50, 10.5, 30), 4.381192585139611e-16],
  ['fQuantile(0.95; 5, 2)', () => fQuantile(0.95, 5, 2), 19.296409652017235],
  ['hypergeometric, z 0.39', () => hypergeometric(2.2426, 4.4259, 4.2188, 0.39), 3.216173046132303],
  ['hypergeometric, z 0.9', () => hypergeometric(2.2426, 4.4259, 4.2188, 0.9), 248.67619330287596],
  ['hypergeometric, x above 150', () => hypergeometric(150.2, 152.4, 152.2, 0.5), 1.88078012919137e45],
  ['hypergeometric, negative a', () => hypergeometric(-0.7, 0.3, 2.1, 0.95), 0.8970705520885609],
]

test.each(published)('%s agrees with SciPy to twelve digits', (_, got, want) => {
  expect(Math.abs(got() / want - 1)).toBeLessThan(1e-12)
})

describe('invariants', () => {
  const positive = fc.double({ min: 1e-3, max: 1e4, noNaN: true })
  const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })

  test('logGamma obeys its recurrence and has digamma as its slope', () => {
    fc.assert(
      fc.property(positive, (x) => {
        const scale = Math.max(1, Math.abs(logGamma(x)))
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) / scale).toBeLessThan(1e-13)
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-12 * Math.max(1, 1 / x))
      }),
    )
  })

  test('a quantile is where the distribution function says so', () => {
    fc.assert(
      fc.property(probability, fc.double({ min: 0.3, max: 500, noNaN: true }), (p, a) => {
        expect(chiSquareCdf(chiSquareQuantile(p, a), a)).toBeCloseTo(p, 11)
        expect(studentTCdf(studentTQuantile(p, a), a)).toBeCloseTo(p, 11)
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13)
        expect(fCdf(fQuantile(p, a, 7), a, 7)).toBeCloseTo(p, 11)
        expect(betaCdf(betaQuantile(p, a, 3), a, 3)).toBeCloseTo(p, 11)
      }),
    )
  })

  test('tails mirror: I_x(a, b) + I_{1−x}(b, a) = 1 and P + Q = 1', () => {
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 1e-3, max: 0.999, noNaN: true }), (a, b, x) => {
        expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 9)
        const [lower, upper] = incompleteGamma(a, b)
        expect(lower + upper).toBeCloseTo(1, 14)
      }),
    )
  })

  test('the hypergeometric function is symmetric in a and b, and 1/(1−z)ᵃ when b = c', () => {
    const parameter = fc.double({ min: 0.01, max: 20, noNaN: true })
    fc.assert(
      fc.property(parameter, parameter, parameter, fc.double({ min: 0, max: 0.99, noNaN: true }), (a, b, c, z) => {
        expect(hypergeometric(a, b, c, z) / hypergeometric(b, a, c, z)).toBeCloseTo(1, 11)
        expect(hypergeometric(a, b, b, z) * (1 - z) ** a).toBeCloseTo(1, 11)
      }),
    )
  })
})

test('arguments outside the domain are refused, not answered with NaN', () => {
  for (const call of [
    () => logGamma(0), () => logGamma(NaN), () => digamma(-1), () => trigamma(0), () => incompleteGamma(1, -1),
    () => logBeta(0, 1), () => betaCdf(1.1, 1, 1), () => normalQuantile(1.5), () => normalQuantile(NaN),
    () => studentTQuantile(0.5, 0), () => chiSquareQuantile(-0.1, 3), () => fQuantile(0.5, NaN, 1),
    () => hypergeometric(1, 1, 2, 1), () => hypergeometric(1, 1, 0, 0.5),
  ]) {
    expect(call).toThrow(RangeError)
  }
})

test('the ends of the probability scale are the ends of the support', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
  expect([studentTQuantile(0, 4), studentTQuantile(1, 4)]).toEqual([-Infinity, Infinity])
  expect([chiSquareQuantile(0, 4), chiSquareQuantile(1, 4)]).toEqual([0, Infinity])
  expect(studentTQuantile(0.975, Infinity)).toBe(normalQuantile(0.975))
})
