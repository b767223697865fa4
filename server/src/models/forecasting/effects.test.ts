import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../randomness/seeded-random.ts'
import { calendarEffects, weekdayEffects } from './calendar.ts'
import { indonesianCalendar } from './calendar-id.ts'
import { fitEffects, multipliers } from './effects.ts'
import { timelineOf } from './timeline.ts'

describe('calendar', () => {
  const on = (date: string, kind: string) => indonesianCalendar.some((period) => period.kind === kind && period.from <= date && date <= period.to)

  // Days decreed by the government, and Easter Sunday minus 2 and plus 39.
  test.each([
    ['2023-04-22', 'lebaran'], ['2024-04-10', 'lebaran'], ['2025-03-31', 'lebaran'], ['2026-03-21', 'lebaran'],
    ['2024-03-12', 'ramadan-early'], ['2025-03-20', 'ramadan-late'], ['2026-03-25', 'after-lebaran'],
    ['2025-06-06', 'holiday'], ['2026-05-27', 'holiday'], ['2025-08-17', 'holiday'], ['2027-03-26', 'holiday'], ['2028-05-25', 'holiday'],
    ['2025-12-12', 'twin-date'], ['2024-09-09', 'twin-date'], ['2026-01-28', 'payday'], ['2026-02-01', 'payday'], ['2025-12-31', 'year-end'],
  ])('%s is %s', (date, kind) => expect(on(date, kind)).toBe(true))

  test('ordinary days are ordinary, and undecided dates say so', () => {
    expect(on('2026-02-02', 'payday')).toBe(false)
    expect(on('2024-04-14', 'lebaran')).toBe(false)
    const later = indonesianCalendar.filter(({ kind, from }) => kind === 'lebaran' && from > '2027')
    expect(later.map(({ certainty }) => certainty)).toEqual(['estimated', 'estimated'])
    expect(indonesianCalendar.filter(({ from, to }) => from > to)).toEqual([])
  })

  test('a week holds the share of its days', () => {
    const [payday] = calendarEffects({ start: '2026-01-19', periodDays: 7 }, 3, [
      { kind: 'payday', name: 'Gajian', from: '2026-01-25', to: '2026-02-01', certainty: 'fixed' },
    ])
    expect([...(payday?.share ?? [])].map((share) => Math.round(share * 7))).toEqual([1, 7, 0])
  })

  test('labels of periods tell days, weeks, months and quarters', () => {
    expect(timelineOf(['2024-02-28', '2024-02-29', '2024-03-01'])).toEqual({ timeline: { start: '2024-02-28', periodDays: 1 } })
    expect(timelineOf(['2024-01-01 00:00', '2024-01-08 00:00'])).toEqual({ timeline: { start: '2024-01-01', periodDays: 7 } })
    expect(timelineOf(['1998-01', '1998-02', '1998-03'])).toEqual({ seasonLength: 12 })
    expect(timelineOf(['1998-01-01', '1998-04-01', '1998-07-01'])).toEqual({ seasonLength: 4 })
    expect(timelineOf(['1', '2', '3'])).toEqual({})
    expect(timelineOf(['2024-01-01', '2024-01-02', '2024-01-05'])).toEqual({})
  })
})

describe('effects', () => {
  const timeline = { start: '2024-01-01', periodDays: 1 } as const

  test('finds planted weekday and payday factors in noisy counts', () => {
    const n = 730
    const effects = [...weekdayEffects(timeline, n), ...calendarEffects(timeline, n, indonesianCalendar.filter(({ kind }) => kind === 'payday'))]
    const planted = effects.map(({ name }) => ({ sunday: 1.6, monday: 0.7, payday: 1.5 })[name] ?? 1)
    const expected = multipliers(effects, planted, n)
    const random = seededRandom(1)
    // Sum of 12 uniforms: mean 6, variance 1.
    const noise = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6)
    const demand = expected.map((factor) => Math.max(0, Math.round(40 * factor + Math.sqrt(40 * factor) * noise())))
    const found = fitEffects(demand, effects, { levelPeriods: 181 })
    const weekdayMean = planted.slice(0, 7).reduce((sum, factor) => sum + factor, 0) / 7
    expect(found['sunday']).toBeCloseTo(1.6 / weekdayMean, 0)
    expect((found['sunday'] ?? 0) / (found['monday'] ?? 1)).toBeGreaterThan(2)
    expect((found['sunday'] ?? 0) / (found['monday'] ?? 1)).toBeLessThan(2.5)
    expect(Math.abs((found['payday'] ?? 0) - 1.5)).toBeLessThan(0.15)
  })

  test('an effect without sales behind it keeps the prior of the shop', () => {
    const effects = weekdayEffects(timeline, 70)
    const prior = { sunday: 1.4 }
    expect(fitEffects(new Float64Array(70), effects, { levelPeriods: 29, prior })['sunday']).toBeCloseTo(1.4, 6)
  })

  test('factors stay within their limits and multipliers are positive, whatever was sold', () => {
    const demand = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 14, maxLength: 100 })
    fc.assert(
      fc.property(demand, (units) => {
        const effects = weekdayEffects(timeline, units.length)
        const factors = Object.values(fitEffects(Float64Array.from(units), effects, { levelPeriods: 29 }))
        for (const factor of factors) expect(factor).toBeGreaterThanOrEqual(0.2)
        for (const factor of factors) expect(factor).toBeLessThanOrEqual(4)
        expect(Math.min(...multipliers(effects, factors, units.length))).toBeGreaterThan(0)
      }),
      { numRuns: 50 },
    )
  })
})
