import { calendarEffects, seasonEffects, weekdayEffects, type CalendarPeriod, type Effect, type Timeline } from './calendar.ts'
import { combination } from './candidates.ts'
import { fitEffects, multipliers } from './effects.ts'
import { asMultiplier, candidateLevel, horizonErrors, isOldEnough, prepare, rollingOrigins, type Multiplier } from './rolling.ts'

export interface EffectInput {
  horizon: number
  /** Dates of the periods; without them there are no weekday or calendar effects. */
  timeline?: Timeline | undefined
  /** Dated effects; used with a timeline. */
  calendar?: readonly CalendarPeriod[]
  /** Length of the year for periods without dates, e.g. 12 for months; needs three years. */
  seasonLength?: number | undefined
}

export interface ChosenEffects {
  names: readonly string[]
  /** Multiplier of each training and future period of a series. */
  multiplierOf: (demand: Float64Array) => Multiplier
}

/** Below this many units a series has nothing to say against the effects of the whole shop. */
const fewestUnits = 100
/** Effects must lower the error by this share. */
const smallestGain = 0.002

/**
 * Which effects to use for these series: none, weekdays (or seasons), the calendar, or both, by the error of the median
 * combination at rolling origins. For the comparison the effects are fitted on the older half only.
 */
export function chooseEffects(series: readonly Float64Array[], input: EffectInput): ChosenEffects {
  const n = series[0]?.length ?? 0
  const options = effectSets(n, input)
  const origins = rollingOrigins(n, input.horizon)
  if (options.length === 0 || origins.length < 6) return noEffects(n + input.horizon)
  const half = origins[0] + 1
  const scored = [noEffects(n + input.horizon), ...options.map((set) => fitted(set, series, half))].map((effects, i) => ({
    error: totalError(series, effects, origins, input.horizon) * (i === 0 ? 1 - smallestGain : 1),
    set: options[i - 1],
  }))
  const best = scored.reduce((lowest, one) => (one.error < lowest.error ? one : lowest))
  return best.set ? fitted(best.set, series, n) : noEffects(n + input.horizon)
}

interface EffectSet {
  names: string[]
  effects: Effect[]
  levelPeriods: number
}

function effectSets(n: number, { horizon, timeline, calendar = [], seasonLength }: EffectInput): EffectSet[] {
  const periods = n + horizon
  if (!timeline) {
    if (seasonLength === undefined || n < 3 * seasonLength) return []
    return [{ names: ['season'], effects: seasonEffects(seasonLength, periods), levelPeriods: 2 * seasonLength + 1 }]
  }
  const halfYear = Math.round(182 / timeline.periodDays)
  const dated = { names: ['calendar'], effects: calendarEffects(timeline, periods, calendar), levelPeriods: halfYear }
  const sets = dated.effects.length > 0 && n >= 2 * halfYear ? [dated] : []
  if (timeline.periodDays !== 1 || n < 56) return sets
  const week = { names: ['weekday'], effects: weekdayEffects(timeline, periods), levelPeriods: halfYear }
  return [week, ...sets.flatMap((set) => [set, { ...set, names: ['weekday', 'calendar'], effects: [...week.effects, ...set.effects] }])]
}

/** Effects of the whole shop from its first `known` periods; a series that sells enough gets its own, drawn to them. */
function fitted({ names, effects, levelPeriods }: EffectSet, series: readonly Float64Array[], known: number): ChosenEffects {
  const total = new Float64Array(known)
  for (const demand of series) for (let t = 0; t < known; t++) total[t] += demand[t]
  const shop = fitEffects(total, effects, { levelPeriods })
  const periods = effects[0].share.length
  const ofShop = asMultiplier(multipliers(effects, effects.map(({ name }) => shop[name]), periods))
  return {
    names,
    multiplierOf: (demand) => {
      const past = demand.subarray(0, known)
      if (series.length === 1 || past.reduce((sum, units) => sum + units, 0) < fewestUnits) return ofShop
      const own = fitEffects(past, effects, { levelPeriods, prior: shop })
      return asMultiplier(multipliers(effects, effects.map(({ name }) => own[name]), periods))
    },
  }
}

function noEffects(periods: number): ChosenEffects {
  const neutral = asMultiplier(new Float64Array(periods).fill(1))
  return { names: [], multiplierOf: () => neutral }
}

function totalError(series: readonly Float64Array[], { multiplierOf }: ChosenEffects, origins: readonly number[], horizon: number): number {
  let sum = 0
  for (const demand of series) {
    const one = prepare(demand, multiplierOf(demand))
    if (!one) continue
    let squared = 0
    let n = 0
    for (const origin of origins) {
      if (!isOldEnough(one, origin)) continue
      squared += horizonErrors(one, origin, horizon, candidateLevel(one.paths, combination, [], origin)).squared
      n++
    }
    if (n > 0) sum += Math.sqrt(squared / n) / one.scale
  }
  return sum
}
