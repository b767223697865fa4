import { studentTQuantile } from '../special-functions/student-t.ts'
import { calendarEffects, weekdayEffects, type CalendarKind, type CalendarPeriod, type Timeline } from './calendar.ts'
import { fitEffects, multipliers } from './effects.ts'

/** One time that it came, whole: units sold, and what the same days would have sold without it. */
export interface Occurrence {
  /** Periods from the start of the demand, inclusive. */
  from: number
  to: number
  observed: number
  expected: number
}

export type DatedEffect =
  | { status: 'known'; factor: number; interval: readonly [number, number]; occurrences: Occurrence[] }
  | { status: 'not-enough-data'; reason: 'too-short' | 'too-few-sales' | 'too-few-occurrences'; have: number; need: number }

const levelDays = 91
const shortestDays = 84
const fewestUnits = 100

/**
 * How much more or less sells on the days of each kind than on days like them: observed units over the level around
 * (91 days, those of the kind left out) × weekday × the other dated effects (backfitting, `fitEffects`). The factor is
 * the geometric mean over whole occurrences; eight of ten intervals hold the true one, from how the occurrences differ
 * (Student t) and at least what counts differ by chance.
 *
 * @param demand units a day, oldest first, as long as anything is known.
 * @param needs least occurrences, by kind.
 */
export function datedEffects(demand: Float64Array, timeline: Timeline & { periodDays: 1 }, calendar: readonly CalendarPeriod[], needs: Partial<Record<CalendarKind, number>>): Partial<Record<CalendarKind, DatedEffect>> {
  const n = demand.length
  const units = demand.reduce((sum, value) => sum + value, 0)
  const dated = calendarEffects(timeline, n, calendar)
  const effects = [...weekdayEffects(timeline, n), ...dated]
  const factors = n < shortestDays ? {} : fitEffects(demand, effects, { levelPeriods: levelDays })
  const judge = (kind: CalendarKind, need: number): DatedEffect => {
    if (n < shortestDays) return { status: 'not-enough-data', reason: 'too-short', have: n, need: shortestDays }
    if (units < fewestUnits) return { status: 'not-enough-data', reason: 'too-few-sales', have: units, need: fewestUnits }
    const share = dated.find(({ name }) => name === kind)?.share
    const runs = share ? wholeRuns(share) : []
    if (!share || runs.length < need) return { status: 'not-enough-data', reason: 'too-few-occurrences', have: runs.length, need }
    const others = effects.filter(({ name }) => name !== kind)
    const usual = usualWithout(demand, share, multipliers(others, others.map(({ name }) => factors[name]), n))
    const sum = (values: Float64Array, [from, to]: readonly [number, number]) => values.subarray(from, to + 1).reduce((total, value) => total + value, 0)
    return summarise(runs.map((run) => ({ from: run[0], to: run[1], observed: sum(demand, run), expected: sum(usual, run) })))
  }
  return Object.fromEntries(Object.entries(needs).map(([kind, need]) => [kind, judge(kind as CalendarKind, need)]))
}

/** Runs of days that begin and end inside the series. */
function wholeRuns(share: Float64Array): [number, number][] {
  const runs: [number, number][] = []
  let from = -1
  share.forEach((value, t) => {
    if (value > 0 && (t === 0 || share[t - 1] === 0)) from = t
    if (value === 0 && t > 0 && share[t - 1] > 0 && from > 0) runs.push([from, t - 1])
  })
  return runs
}

/** What each day would have sold without the effect: the level of the days around that do not have it, times the others. */
function usualWithout(demand: Float64Array, share: Float64Array, others: Float64Array): Float64Array {
  const half = Math.floor(levelDays / 2)
  return demand.map((_, t) => {
    let [sold, weight] = [0, 0]
    for (let at = Math.max(0, t - half); at <= Math.min(demand.length - 1, t + half); at++) {
      if (share[at] > 0) continue
      sold += demand[at]
      weight += others[at]
    }
    return weight === 0 ? 0 : (sold / weight) * others[t]
  })
}

function summarise(occurrences: Occurrence[]): DatedEffect {
  const k = occurrences.length
  // Half a unit on both sides, so that none at all has a logarithm.
  const logs = occurrences.map(({ observed, expected }) => Math.log((observed + 0.5) / (expected + 0.5)))
  const mean = logs.reduce((sum, value) => sum + value, 0) / k
  const spread = k < 2 ? 0 : logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (k - 1) / k
  const chance = occurrences.reduce((sum, { expected }) => sum + 1 / (expected + 0.5), 0) / k ** 2
  const width = studentTQuantile(0.9, Math.max(1, k - 1)) * Math.sqrt(Math.max(spread, chance))
  return { status: 'known', factor: Math.exp(mean), interval: [Math.exp(mean - width), Math.exp(mean + width)], occurrences }
}
