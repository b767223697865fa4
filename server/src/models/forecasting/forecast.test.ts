import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom, type Random } from '../randomness/seeded-random.ts'
import { indonesianCalendar } from './calendar-id.ts'
import { forecastDemand, type DemandForecast } from './forecast.ts'
import { madeToOrderPlan } from './made-to-order.ts'
import { newsvendorServiceLevel, reorderAdvice } from './reorder.ts'
import { demandQuantile, totalDemand } from './total-demand.ts'

const steady = forecastOf(Array.from({ length: 60 }, (_, t) => 8 + (t % 5)))

describe('forecast', () => {
  test('a steady item is forecast at its mean, one without sales not at all', () => {
    const [sold, unsold, young] = forecastDemand([[...Array<number>(30).fill(4), 5], Array<number>(31).fill(0), [...Array<number>(28).fill(0), 1, 2, 1]], { horizon: 4 })
    expect(sold).toMatchObject({ status: 'ok' })
    if (sold?.status === 'ok') for (const units of sold.mean) expect(Math.abs(units - 4)).toBeLessThan(0.6)
    expect(unsold).toEqual({ status: 'not-enough-data', reason: 'no-demand' })
    expect(young).toEqual({ status: 'not-enough-data', reason: 'fewer-than-four-periods' })
  })

  test('weekdays are found in daily sales and carried into the future', () => {
    const random = seededRandom(3)
    const week = [10, 10, 10, 10, 20, 40, 40]
    const demand = Array.from({ length: 140 }, (_, t) => Math.round((week[t % 7] ?? 0) * (0.8 + 0.4 * random())))
    const forecast = forecastOf(demand, { horizon: 7, timeline: { start: '2025-01-06', periodDays: 1 }, calendar: [] })
    expect(forecast.effects).toEqual(['weekday'])
    expect((forecast.mean[5] ?? 0) / (forecast.mean[0] ?? 1)).toBeGreaterThan(2.5)
  })

  test('learns from a range whose items die out that levels must shrink', () => {
    const random = seededRandom(5)
    const series = Array.from({ length: 200 }, () => {
      const rate = 1 + 3 * random()
      return Array.from({ length: 60 }, (_, t) => Math.floor(2 * random() * rate * 0.95 ** t * 5))
    })
    const forecasts = forecastDemand(series.map((units) => units.slice(0, 52)), { horizon: 8 })
    const total = (of: (i: number) => number) => series.reduce((sum, _, i) => sum + of(i), 0)
    const actual = total((i) => series[i]?.slice(52).reduce((a, b) => a + b, 0) ?? 0)
    const expected = total((i) => asForecast(forecasts[i]).mean.reduce((a, b) => a + b, 0))
    const lastTwelve = total((i) => ((series[i]?.slice(40, 52).reduce((a, b) => a + b, 0) ?? 0) / 12) * 8)
    expect(forecasts.some((one) => one.status === 'ok' && one.method === 'learned-combination')).toBe(true)
    expect(Math.abs(expected - actual)).toBeLessThan(0.5 * Math.abs(lastTwelve - actual))
  })

  test('is finite, not negative, and the same for every order of the series', () => {
    const item = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e6 })), { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 30 }), (series, horizon) => {
        const forwards = forecastDemand(series, { horizon })
        const backwards = forecastDemand(series.toReversed(), { horizon }).toReversed()
        forwards.forEach((one, i) => {
          expect(backwards[i]?.status).toBe(one.status)
          if (one.status !== 'ok') return
          expect(one.mean).toHaveLength(horizon)
          const other = asForecast(backwards[i])
          one.mean.forEach((units, h) => {
            expect(units).toBeGreaterThanOrEqual(0)
            expect(Number.isFinite(units)).toBe(true)
            expect(units).toBeCloseTo(other.mean[h] ?? -1, 6)
          })
        })
      }),
      {
        numRuns: 50,
        // Two candidates of equal error, told apart by the order of a sum.
        examples: [[[[624000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 254707, 0, 30954, 0, 0, 0, 0, 0], [0, 271571, 0, 253164, 467873, 567007, 25027, 0, 669500, 453177, 0, 0, 110205, 0, 0, 348290, 384653, 525707, 0, 0], [808013, 0, 0, 0, 526284, 0, 0, 414507, 280262, 0, 68166, 0, 0, 0, 0, 0, 311760, 179528, 791595, 0]], 4]],
      },
    )
  })

  test('refuses what is no demand, and lengths that do not match', () => {
    for (const demand of [[1, Number.NaN], [1, -1], [1, Infinity], [1, 1e13]]) {
      expect(() => forecastDemand([demand], { horizon: 1 })).toThrow(expect.objectContaining({ code: 'forecasting.invalid_demand' }))
    }
    expect(() => forecastDemand([[1, 2], [1]], { horizon: 1 })).toThrow(/same periods/)
    for (const horizon of [0, 1.5, 1001, Number.NaN]) {
      expect(() => forecastDemand([[1, 2]], { horizon })).toThrow(expect.objectContaining({ code: 'forecasting.invalid_option' }))
    }
    expect(forecastDemand([], { horizon: 1 })).toEqual([])
    expect(forecastDemand([[]], { horizon: 1 })).toEqual([{ status: 'not-enough-data', reason: 'no-demand' }])
  })

  test('dated effects of Lebaran are used when two years of days show them', () => {
    const start = '2023-01-02'
    const days = 900
    const isLebaran = (t: number) => {
      const date = new Date(Date.parse(start) + t * 86_400_000).toISOString().slice(0, 10)
      return indonesianCalendar.some(({ kind, from, to }) => (kind === 'ramadan-late' || kind === 'twin-date') && from <= date && date <= to)
    }
    const random = seededRandom(7)
    const demand = Array.from({ length: days }, (_, t) => Math.round((isLebaran(t) ? 60 : 20) * (0.8 + 0.4 * random())))
    const forecast = forecastOf(demand, { horizon: 28, timeline: { start, periodDays: 1 }, calendar: indonesianCalendar })
    expect(forecast.effects).toContain('calendar')
  })
})

describe('total demand', () => {
  // R 4.2.2: qnbinom(c(.1, .5, .9, .95), size = 2.5, mu = 4); qnbinom(c(.1, .9, .99), size = 0.3, mu = 1.2); qgamma(.95, 50) * 20
  test('without past errors the quantiles are those of a negative binomial', () => {
    const quantiles = (mean: number, size: number, ps: number[]) => ps.map((p) => demandQuantile({ mean, variance: mean + mean ** 2 / size, errors: new Float64Array(0) }, p))
    expect(quantiles(4, 2.5, [0.1, 0.5, 0.9, 0.95])).toEqual([1, 3, 8, 10])
    expect(quantiles(1.2, 0.3, [0.1, 0.9, 0.99])).toEqual([0, 4, 12])
    expect(demandQuantile({ mean: 1000, variance: 20_000, errors: new Float64Array(0) }, 0.95)).toBeCloseTo(1243.421, 2)
  })

  test('past errors count by the conformal rank', () => {
    const errors = Float64Array.from({ length: 19 }, (_, i) => i)
    // ⌈20 · 0.9⌉ = 18th smallest: 17.
    expect(demandQuantile({ mean: 0, variance: 0, errors }, 0.9)).toBe(17)
  })

  test('covers Poisson demand at least as often as it says', () => {
    const random = seededRandom(11)
    const series = Array.from({ length: 300 }, () => Array.from({ length: 56 }, () => poisson(2, random)))
    const forecasts = forecastDemand(series.map((units) => units.slice(0, 52)), { horizon: 4 })
    const covered = forecasts.filter((one, i) => demandQuantile(totalDemand(asForecast(one), 4), 0.9) >= (series[i]?.slice(52).reduce((a, b) => a + b, 0) ?? 0))
    expect(covered.length / series.length).toBeGreaterThan(0.87)
  })

  test('quantiles rise with the probability and are never negative', () => {
    const demand = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 8, maxLength: 40 }).filter((units) => units.slice(0, 4).some((value) => value > 0))
    const probabilities = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999]
    fc.assert(
      fc.property(demand, (units) => {
        const total = totalDemand(forecastOf(units, { horizon: 3 }), 3)
        const quantiles = probabilities.map((p) => demandQuantile(total, p))
        expect(quantiles.every((value, i) => value >= (quantiles[i - 1] ?? 0))).toBe(true)
      }),
    )
  })
})

describe('reorder', () => {
  const input = { forecast: steady, onHand: 5, onOrder: 0, leadTimePeriods: 2, reviewPeriods: 1, serviceLevel: 0.95 }

  test('orders whole packs up to the level that covers lead time and review', () => {
    const advice = reorderAdvice({ ...input, packSize: 12 })
    expect(advice.orderUpTo).toBeGreaterThan(30)
    expect(advice.quantity % 12).toBe(0)
    expect(advice.quantity).toBeGreaterThanOrEqual(advice.orderUpTo - 5)
    expect(advice.quantity).toBeLessThan(advice.orderUpTo - 5 + 12)
    expect(reorderAdvice({ ...input, onHand: advice.orderUpTo }).quantity).toBe(0)
    expect(reorderAdvice({ ...input, onOrder: 40 }).quantity).toBe(0)
    expect(advice.reorderPoint).toBeLessThan(advice.orderUpTo)
  })

  test.each([[2, 7], [5, 1], [3, 14]])('lead time %i, a look every %i days: stock lasts to the next delivery about as often as asked', (leadTimePeriods, reviewPeriods) => {
    const random = seededRandom(11)
    const sold = Array.from({ length: 150 }, () => poisson(10, random))
    const arrivals = new Map<number, number>()
    let [onHand, onOrder, cycles, short, ranOut] = [250, 0, 0, 0, false]
    for (let day = 0; cycles < 300; day++) {
      const arrived = arrivals.get(day)
      if (arrived !== undefined) {
        if (ranOut) short++
        cycles++
        ranOut = false
        onOrder -= arrived
        onHand += arrived
      }
      if (day % reviewPeriods === 0) {
        const forecast = forecastOf(sold.slice(-150), { horizon: leadTimePeriods + reviewPeriods })
        const { quantity } = reorderAdvice({ forecast, leadTimePeriods, reviewPeriods, serviceLevel: 0.95, onHand, onOrder })
        arrivals.set(day + leadTimePeriods, quantity)
        onOrder += quantity
      }
      sold.push(poisson(10, random))
      onHand -= sold.at(-1) ?? 0
      if (onHand < 0) ranOut = true
    }
    expect(short / cycles).toBeLessThan(0.1)
  })

  test('never orders more than is expected to sell before it spoils', () => {
    const fresh = reorderAdvice({ ...input, leadTimePeriods: 0, reviewPeriods: 4, onHand: 0, shelfLifePeriods: 2 })
    expect(fresh.limitedBy).toBe('shelf-life')
    expect(fresh.quantity).toBeLessThanOrEqual(2 * 12)
    expect(reorderAdvice({ ...input, leadTimePeriods: 0, onHand: 0, shelfLifePeriods: 1, packSize: 50 })).toMatchObject({ quantity: 0, limitedBy: 'shelf-life' })
  })

  test('a higher service level never orders less, more stock never orders more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 0.999, noNaN: true }), fc.double({ min: 0.5, max: 0.999, noNaN: true }), fc.integer({ min: -20, max: 60 }), (a, b, onHand) => {
        const low = reorderAdvice({ ...input, serviceLevel: Math.min(a, b) })
        const high = reorderAdvice({ ...input, serviceLevel: Math.max(a, b) })
        expect(high.orderUpTo).toBeGreaterThanOrEqual(low.orderUpTo)
        expect(high.reorderPoint).toBeGreaterThanOrEqual(low.reorderPoint)
        expect(high.reorderPoint).toBeLessThanOrEqual(high.orderUpTo)
        expect(reorderAdvice({ ...input, onHand: onHand + 1 }).quantity).toBeLessThanOrEqual(reorderAdvice({ ...input, onHand }).quantity)
      }),
    )
  })

  test('refuses numbers that mean nothing, and a forecast too short for the lead time', () => {
    for (const wrong of [{ serviceLevel: 1 }, { packSize: 0 }, { leadTimePeriods: 1.5 }, { onHand: Number.NaN }, { onOrder: -1 }, { leadTimePeriods: 20 }]) {
      expect(() => reorderAdvice({ ...input, ...wrong })).toThrow(expect.objectContaining({ code: 'forecasting.invalid_option' }))
    }
  })

  test('newsvendor: sold at 10,000, made for 6,000, worth nothing tomorrow, is stocked for 40 % of days', () => {
    expect(newsvendorServiceLevel({ price: 10_000, cost: 6000 })).toBeCloseTo(0.4, 12)
    expect(newsvendorServiceLevel({ price: 10_000, cost: 6000, salvage: 6000 })).toBe(0.999)
    expect(newsvendorServiceLevel({ price: 5000, cost: 6000 })).toBe(0.01)
  })
})

describe('made to order', () => {
  test('promises what the backlog allows and says when the workshop falls short', () => {
    const roomy = madeToOrderPlan({ forecast: steady, capacityPerPeriod: 20, backlog: 30, serviceLevel: 0.9 })
    expect(roomy).toMatchObject({ promisePeriods: 2, firstShortPeriod: 1 })
    expect(roomy.utilisation).toBeCloseTo(0.5, 1)
    expect(roomy.spareUnits).toBeGreaterThan(0)
    const full = madeToOrderPlan({ forecast: steady, capacityPerPeriod: 9, backlog: 0, serviceLevel: 0.9 })
    expect(full.utilisation).toBeGreaterThan(1)
    expect(full.spareUnits).toBe(0)
    expect(() => madeToOrderPlan({ forecast: steady, capacityPerPeriod: 0, backlog: 0, serviceLevel: 0.9 })).toThrow(/capacityPerPeriod/)
  })
})

/** Knuth's product of uniform numbers. */
function poisson(mean: number, random: Random): number {
  let [count, product] = [0, random()]
  while (product > Math.exp(-mean)) [count, product] = [count + 1, product * random()]
  return count
}

function forecastOf(demand: readonly number[], options: Partial<Parameters<typeof forecastDemand>[1]> = {}): DemandForecast {
  return asForecast(forecastDemand([demand], { horizon: 8, ...options })[0])
}

function asForecast(result: ReturnType<typeof forecastDemand>[number] | undefined): DemandForecast {
  if (result?.status !== 'ok') throw new Error(`no forecast: ${JSON.stringify(result)}`)
  return result
}
