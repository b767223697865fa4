import { describe, expect, test } from 'vitest'
import { addDays } from '../language/calendar.ts'
import { drawBinomial } from '../randomness/distributions.ts'
import { seededRandom } from '../randomness/seeded-random.ts'
import { indonesianCalendar } from './calendar-id.ts'
import { datedEffects } from './dated-effects.ts'

const start = '2024-01-03'
const days = 800
const on = (kind: string, day: string) => indonesianCalendar.some((one) => one.kind === kind && one.from <= day && one.to >= day)

/** Sales that grow by half over the time, with busy weekends. */
function shop(seed: number, factors: Record<string, number>, usual = 8): Float64Array {
  const random = seededRandom(seed)
  return Float64Array.from({ length: days }, (_, t) => {
    const day = addDays(start, t)
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    const times = Object.entries(factors).reduce((product, [kind, factor]) => product * (on(kind, day) ? factor : 1), 1)
    return drawBinomial(1_000, (usual * (1 + t / days / 2) * (weekday === 0 || weekday === 6 ? 1.4 : 0.9) * times) / 1_000, random)
  })
}

const judge = (demand: Float64Array, at = start) => datedEffects(demand, { start: at, periodDays: 1 }, indonesianCalendar, { payday: 6, 'ramadan-late': 2 })

describe('dated effects', () => {
  test('eight of ten intervals hold the true factor, of what is there and of what is not', () => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed + 1)
    for (const truth of [{ payday: 1.35, 'ramadan-late': 1.8 }, { payday: 1, 'ramadan-late': 1 }]) {
      for (const kind of ['payday', 'ramadan-late'] as const) {
        const found = seeds.map((seed) => judge(shop(seed, truth))[kind])
        const held = found.filter((one) => one?.status === 'known' && one.interval[0] <= truth[kind] && one.interval[1] >= truth[kind]).length
        expect(held / seeds.length, `${kind} ${truth[kind]}`).toBeGreaterThan(0.68)
      }
    }
  })

  test('each time that it came stands beside what those days would have sold', () => {
    const { payday } = judge(shop(3, { payday: 1.35 }))
    if (payday?.status !== 'known') throw new Error('expected to be known')
    expect(payday.occurrences.length).toBeGreaterThan(24)
    for (const { from, to } of payday.occurrences) expect([addDays(start, from).slice(8), addDays(start, to).slice(8)]).toEqual(['25', '01'])
    expect(payday.factor).toBeGreaterThan(1.25)
  })

  test('nothing is said of a short past, few sales, or what came once', () => {
    expect(judge(shop(1, {}).subarray(0, 60))['payday']).toEqual({ status: 'not-enough-data', reason: 'too-short', have: 60, need: 84 })
    expect(judge(shop(1, {}, 0.02))['payday']).toMatchObject({ reason: 'too-few-sales', need: 100 })
    expect(judge(shop(1, {}).subarray(0, 365))['ramadan-late']).toEqual({ status: 'not-enough-data', reason: 'too-few-occurrences', have: 1, need: 2 })
  })
})
