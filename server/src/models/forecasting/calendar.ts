import { addDays, weekday } from '../language/calendar.ts'

/** What can move demand on dated days. `payday` also covers the days after wages arrive. */
export type CalendarKind =
  | 'payday'
  | 'twin-date'
  | 'ramadan-early'
  | 'ramadan-late'
  | 'lebaran'
  | 'after-lebaran'
  | 'holiday'
  | 'year-end'

/** Inclusive local dates `YYYY-MM-DD`. Estimated dates may shift by a day or two when the government decides. */
export interface CalendarPeriod {
  kind: CalendarKind
  name: string
  from: string
  to: string
  certainty: 'fixed' | 'estimated'
}

/** One thing that multiplies demand: the share of each period that it covers (0–1), training periods first, then future. */
export interface Effect {
  name: string
  share: Float64Array
  /** An occurrence this many occurrences ago counts half: weekdays are steady, customers tire of twin dates. */
  halfLife: number
}

const weekdayHalfLife = 26
const seasonHalfLife = 3
const calendarHalfLife = 3

/** Start dates of equally long periods: daily (1 day) or weekly (7 days). */
export interface Timeline {
  /** First day of the first period. */
  start: string
  periodDays: 1 | 7
}

const weekdayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Seven weekday effects of daily periods. */
export function weekdayEffects({ start }: Timeline, periods: number): Effect[] {
  const first = weekday(start)
  return weekdayNames.map((name, day) => ({
    name,
    halfLife: weekdayHalfLife,
    share: Float64Array.from({ length: periods }, (_, t) => ((first + t) % 7 === day ? 1 : 0)),
  }))
}

/** Twelve (or four) season-of-year effects of periods without dates, such as months. */
export function seasonEffects(length: number, periods: number): Effect[] {
  return Array.from({ length }, (_, season) => ({
    name: `season-${season + 1}`,
    halfLife: seasonHalfLife,
    share: Float64Array.from({ length: periods }, (_, t) => (t % length === season ? 1 : 0)),
  }))
}

/** One effect for each kind of the calendar that touches the timeline. */
export function calendarEffects({ start, periodDays }: Timeline, periods: number, calendar: readonly CalendarPeriod[]): Effect[] {
  const position = new Map<string, number>()
  for (let day = 0; day < periods * periodDays; day++) position.set(addDays(start, day), Math.floor(day / periodDays))
  const effects = new Map<string, Effect>()
  const counted = new Set<string>()
  for (const { kind, from, to } of calendar) {
    for (let date = from; date <= to; date = addDays(date, 1)) {
      const t = position.get(date)
      // Two periods of one kind on the same day count once.
      if (t === undefined || counted.has(kind + date)) continue
      counted.add(kind + date)
      const effect = effects.get(kind) ?? { name: kind, halfLife: calendarHalfLife, share: new Float64Array(periods) }
      effect.share[t] += 1 / periodDays
      effects.set(kind, effect)
    }
  }
  return [...effects.values()]
}
