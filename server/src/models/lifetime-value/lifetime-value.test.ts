import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import { backtest, bestModel } from './backtest.ts'
import { bgNbdLogLikelihood, fitBgNbd, type BgNbdParameters, type PurchaseCounts } from './bg-nbd.ts'
import { forecastCustomer } from './customer-forecast.ts'
import { expectedPurchases, probabilityAlive, purchaseDistribution } from './expected-purchases.ts'
import { expectedSpend, fitGammaGamma } from './gamma-gamma.ts'
import { purchaseHistories, type PurchaseHistory, type Transaction } from './purchase-history.ts'
import { forecastTotal } from './total-forecast.ts'

const shared = process.env.LARIS_SHARED ?? join(import.meta.dirname, '../../../../../shared')
const cdnow = join(shared, 'data/purchases/cdnow/CDNOW_sample.txt')
const published: BgNbdParameters = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }
const dayOf = (date: string) => Date.parse(date) / 86_400_000

describe.skipIf(!existsSync(cdnow))('on the CDNOW sample', () => {
  const transactions = () => readFileSync(cdnow, 'utf8').trim().split(/\r?\n/).map(readCdnowLine)
  const end = dayOf('1997-09-30')

  test('BG/NBD is as published by Fader, Hardie and Lee (2005)', () => {
    const fit = fitBgNbd(purchaseHistories(transactions(), end))
    if (fit.status !== 'fitted') throw new Error(fit.reason)
    expect(fit.customers).toBe(2357)
    expect(fit.logLikelihood).toBeCloseTo(-9582.429, 2)
    expect(fit.parameters.r).toBeCloseTo(0.243, 3)
    expect(fit.parameters.alpha).toBeCloseTo(4.414, 3)
    expect(fit.parameters.a).toBeCloseTo(0.793, 3)
    expect(fit.parameters.b).toBeCloseTo(2.426, 3)
    expect(expectedPurchases(fit.parameters, { repeats: 2, recency: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.226, 3)
  })

  test('Gamma–Gamma is as published by Fader and Hardie (2013)', () => {
    const fit = fitGammaGamma(purchaseHistories(transactions(), end))
    if (fit.status !== 'fitted') throw new Error(fit.reason)
    expect(fit.customers).toBe(946)
    expect(fit.logLikelihood).toBeCloseTo(-4055.918, 2)
    expect(fit.parameters.p).toBeCloseTo(6.25, 2)
    expect(fit.parameters.q).toBeCloseTo(3.74, 2)
    expect(fit.parameters.gamma).toBeCloseTo(15.44, 2)
  })

  test('the backtest prefers the model to the plain rate, and the interval covers what happened', () => {
    const known = transactions().filter(({ day }) => day <= end)
    const past = backtest(known, end, 39)
    expect(bestModel(past)).toBe('bgnbd')
    const histories = purchaseHistories(known, end)
    const fit = fitBgNbd(histories)
    if (fit.status !== 'fitted') throw new Error(fit.reason)
    const { purchases, interval } = forecastTotal(fit, histories, { weeks: 39, model: 'bgnbd', logRatios: past.logRatios, random: seededRandom(1) })
    expect(purchases).toBeCloseTo(1653.4, 0)
    expect(interval[0]).toBeLessThan(1882)
    expect(interval[1]).toBeGreaterThan(1882)
  })
})

const parameters = fc.record({
  r: fc.double({ min: 0.05, max: 5, noNaN: true }),
  alpha: fc.double({ min: 0.1, max: 50, noNaN: true }),
  a: fc.oneof(fc.double({ min: 0.01, max: 5, noNaN: true }), fc.constant(1)),
  b: fc.double({ min: 0.01, max: 10, noNaN: true }),
})
const history: fc.Arbitrary<PurchaseCounts> = fc
  .record({ repeats: fc.nat(400), share: fc.double({ min: 0.01, max: 1, noNaN: true }), age: fc.double({ min: 0.2, max: 300, noNaN: true }) })
  .map(({ repeats, share, age }) => ({ repeats, recency: repeats === 0 ? 0 : share * age, age }))

describe('expected purchases', () => {
  test('are the mean of the purchase distribution, an independent formula', () => {
    fc.assert(
      fc.property(parameters, history, fc.double({ min: 0.1, max: 100, noNaN: true }), (chosen, customer, weeks) => {
        const distribution = purchaseDistribution(chosen, customer, weeks, 1e-12)
        fc.pre(distribution.length < 10_000)
        expect(distribution.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 7)
        const mean = distribution.reduce((sum, p, y) => sum + p * y, 0)
        const expected = expectedPurchases(chosen, customer, weeks)
        expect(Math.abs(expected - mean)).toBeLessThan(1e-5 * Math.max(1, mean))
      }),
    )
  })

  test('grow with time, and stay finite for hundreds of repeats', () => {
    fc.assert(
      fc.property(parameters, history, fc.double({ min: 0, max: 500, noNaN: true }), (chosen, customer, weeks) => {
        const now = expectedPurchases(chosen, customer, weeks)
        expect(now).toBeGreaterThanOrEqual(0)
        expect(now).toBeLessThan(Infinity)
        expect(expectedPurchases(chosen, customer, weeks + 1)).toBeGreaterThanOrEqual(now)
        const alive = probabilityAlive(chosen, customer)
        expect(alive).toBeGreaterThanOrEqual(0)
        expect(alive).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a regular who has gone quiet is less likely to be there than one who just came', () => {
    const quiet = probabilityAlive(published, { repeats: 10, recency: 10, age: 39 })
    const fresh = probabilityAlive(published, { repeats: 10, recency: 38, age: 39 })
    expect(quiet).toBeLessThan(0.05)
    expect(fresh).toBeGreaterThan(0.9)
  })

  test('refuse a period that is none', () => {
    for (const weeks of [-1, NaN, Infinity]) {
      expect(() => expectedPurchases(published, { repeats: 1, recency: 1, age: 2 }, weeks)).toThrow(RangeError)
    }
  })
})

describe('fitBgNbd', () => {
  test('finds the parameters that made the customers', () => {
    const fit = fitBgNbd(simulate({ r: 0.8, alpha: 6, a: 0.9, b: 3 }, 6_000))
    if (fit.status !== 'fitted') throw new Error(fit.reason)
    expect(fit.parameters.r).toBeCloseTo(0.8, 0)
    expect(fit.parameters.r / fit.parameters.alpha).toBeCloseTo(0.8 / 6, 1)
    expect(fit.parameters.a / (fit.parameters.a + fit.parameters.b)).toBeCloseTo(0.9 / 3.9, 1)
    const errors = [0, 5, 10, 15].map((at) => Math.sqrt(fit.covariance?.[at] ?? NaN))
    for (const error of errors) expect(error).toBeLessThan(0.3)
  })

  test('no parameters nearby are likelier, and order does not matter', () => {
    const customers = simulate({ r: 0.5, alpha: 5, a: 1, b: 2 }, 500)
    const fit = fitBgNbd(customers)
    if (fit.status !== 'fitted') throw new Error(fit.reason)
    expect(bgNbdLogLikelihood(fit.parameters, customers)).toBeCloseTo(fit.logLikelihood, 8)
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      for (const factor of [0.97, 1.03]) {
        const other = { ...fit.parameters, [name]: fit.parameters[name] * factor }
        expect(bgNbdLogLikelihood(other, customers)).toBeLessThan(fit.logLikelihood)
      }
    }
    const turned = fitBgNbd(customers.toReversed())
    expect(turned.status === 'fitted' && turned.logLikelihood).toBeCloseTo(fit.logLikelihood, 6)
  })

  test('stays finite where the likelihood has no maximum: nobody ever leaves', () => {
    const faithful = Array.from({ length: 200 }, (_, i) => ({ repeats: 100 + (i % 150), recency: 50, age: 50 }))
    const fit = fitBgNbd(faithful)
    if (fit.status !== 'fitted') throw new Error(fit.reason)
    expect(fit.isAtBound).toBe(true)
    const expected = expectedPurchases(fit.parameters, faithful[0], 10)
    expect(expected).toBeGreaterThan(15)
    expect(expected).toBeLessThan(25)
  })

  test('says what is missing instead of guessing', () => {
    const once = { repeats: 0, recency: 0, age: 10 }
    expect(fitBgNbd([])).toEqual({ status: 'not-enough-data', reason: 'few-customers', have: 0, need: 20 })
    expect(fitBgNbd([once])).toMatchObject({ reason: 'few-customers', have: 1 })
    expect(fitBgNbd(Array.from({ length: 100 }, () => once))).toMatchObject({ reason: 'few-repeat-customers', have: 0 })
    expect(fitBgNbd(Array.from({ length: 100 }, () => ({ ...once, age: 0 })))).toMatchObject({ reason: 'no-time-passed' })
  })

  test('refuses histories that cannot be', () => {
    const good = Array.from({ length: 30 }, () => ({ repeats: 2, recency: 3, age: 5 }))
    for (const bad of [
      { repeats: -1, recency: 0, age: 5 }, { repeats: 1.5, recency: 1, age: 5 }, { repeats: 1, recency: 6, age: 5 },
      { repeats: 1, recency: NaN, age: 5 }, { repeats: 1, recency: 1, age: Infinity }, { repeats: 1e9, recency: 1, age: 5 },
    ]) {
      expect(() => fitBgNbd([...good, bad])).toThrow(RangeError)
    }
  })
})

describe('Gamma–Gamma', () => {
  test('fits rupiah as it fits dollars', () => {
    const random = seededRandom(2)
    const dollars = Array.from({ length: 300 }, () => ({ repeats: 1 + Math.floor(random() * 5), meanSpend: 5 + 60 * random() ** 2 }))
    const rupiah = dollars.map(({ repeats, meanSpend }) => ({ repeats, meanSpend: meanSpend * 16_000 }))
    const [small, large] = [fitGammaGamma(dollars), fitGammaGamma(rupiah)]
    if (small.status !== 'fitted' || large.status !== 'fitted') throw new Error('not fitted')
    expect(large.parameters.p).toBeCloseTo(small.parameters.p, 3)
    expect(large.parameters.gamma / small.parameters.gamma).toBeCloseTo(16_000, -1)
  })

  test('draws a customer towards the mean of all, less so the more often they bought', () => {
    const chosen = { p: 6.25, q: 3.74, gamma: 15.44 }
    const nobody = expectedSpend(chosen, { repeats: 0, meanSpend: undefined })
    expect(nobody).toBeCloseTo((6.25 * 15.44) / 2.74, 10)
    const once = expectedSpend(chosen, { repeats: 1, meanSpend: 100 })
    const often = expectedSpend(chosen, { repeats: 20, meanSpend: 100 })
    expect(nobody).toBeLessThan(once)
    expect(once).toBeLessThan(often)
    expect(often).toBeLessThan(100)
  })

  test('leaves out customers without repeats or with refunds only, and says when too few are left', () => {
    const refunds = Array.from({ length: 50 }, () => ({ repeats: 2, meanSpend: -3 }))
    expect(fitGammaGamma(refunds)).toMatchObject({ status: 'not-enough-data', reason: 'no-spending', have: 0 })
    expect(() => fitGammaGamma([{ repeats: 1, meanSpend: Infinity }])).toThrow(RangeError)
  })

  test('equal spending by everybody stays finite', () => {
    const fit = fitGammaGamma(Array.from({ length: 60 }, (_, i) => ({ repeats: 1 + (i % 4), meanSpend: 25_000 })))
    if (fit.status !== 'fitted') throw new Error(fit.reason)
    expect(fit.isAtBound).toBe(true)
    expect(expectedSpend(fit.parameters, { repeats: 2, meanSpend: 25_000 }) / 25_000).toBeCloseTo(1, 1)
  })
})

describe('purchase histories', () => {
  test('count days, not rows, and do not look past the end', () => {
    const rows = [10, 10.6, 24, 17, 99].map((day) => ({ customer: 'c', day, amount: 5 }))
    expect(purchaseHistories(rows, 31)).toEqual([{ customer: 'c', repeats: 2, recency: 2, age: 3, meanSpend: 5, totalSpend: 20 }])
  })

  test('do not depend on the order of rows', () => {
    const row = fc.record({ customer: fc.constantFrom('a', 'b'), day: fc.nat(40), amount: fc.integer({ min: -5, max: 9 }) })
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const sorted = (list: PurchaseHistory[]) => list.toSorted((p, q) => (p.customer < q.customer ? -1 : 1))
        expect(sorted(purchaseHistories(rows.toReversed(), 30))).toEqual(sorted(purchaseHistories(rows, 30)))
      }),
    )
  })

  test('refuse rows without a day or an amount', () => {
    expect(() => purchaseHistories([{ customer: 'c', day: NaN, amount: 1 }], 3)).toThrow(RangeError)
    expect(() => purchaseHistories([{ customer: 'c', day: 1, amount: Infinity }], 3)).toThrow(RangeError)
  })
})

test('the simulated interval of a customer covers eight in ten of what such customers do', () => {
  const truth = { r: 0.8, alpha: 6, a: 0.9, b: 3 }
  const fit = fitBgNbd(simulate(truth, 3_000))
  if (fit.status !== 'fitted') throw new Error(fit.reason)
  const customer = { customer: 'c', repeats: 6, recency: 25, age: 30, meanSpend: undefined, totalSpend: 0 }
  const { purchasesInterval, purchases, spend } = forecastCustomer(fit, undefined, customer, { weeks: 20, random: seededRandom(4), draws: 4_000 })
  const distribution = purchaseDistribution(truth, customer, 20)
  const covered = distribution.slice(purchasesInterval[0], purchasesInterval[1] + 1).reduce((a, b) => a + b, 0)
  expect(covered).toBeGreaterThan(0.75)
  expect(covered).toBeLessThan(0.97)
  expect(purchases).toBeGreaterThan(purchasesInterval[0])
  expect(spend).toBeUndefined()
})

function readCdnowLine(line: string): Transaction {
  const [, customer, date, , amount] = line.trim().split(/\s+/)
  return { customer, day: dayOf(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`), amount: Number(amount) }
}

/** Customers who behave as the model says, by forward simulation over 20 to 40 weeks. */
function simulate({ r, alpha, a, b }: BgNbdParameters, count: number): PurchaseCounts[] {
  const random = seededRandom(11)
  const gamma = (shape: number) => {
    // Sum of exponentials for the whole part, Ahrens–Dieter rejection for the rest: not the product's generator.
    let value = 0
    for (let k = 0; k < Math.floor(shape); k++) value -= Math.log(random())
    const rest = shape - Math.floor(shape)
    if (rest < 1e-9) return value
    for (;;) {
      const u = random() * (1 + rest / Math.E)
      const x = u <= 1 ? u ** (1 / rest) : -Math.log((1 + rest / Math.E - u) / rest)
      if (random() <= (u <= 1 ? Math.exp(-x) : x ** (rest - 1))) return value + x
    }
  }
  return Array.from({ length: count }, () => {
    const rate = gamma(r) / alpha
    const [left, right] = [gamma(a), gamma(b)]
    const leave = left / (left + right)
    const age = 20 + 20 * random()
    let repeats = 0
    let recency = 0
    for (let time = -Math.log(random()) / rate; time < age; time -= Math.log(random()) / rate) {
      repeats += 1
      recency = time
      if (random() < leave) break
    }
    return { repeats, recency, age }
  })
}
