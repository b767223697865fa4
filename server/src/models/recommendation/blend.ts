import type { Bought, Interactions } from './interactions.ts'
import { decay, popularity, trendFactor, type TrendSettings } from './popularity.ts'
import type { Scorer } from './ranking.ts'

export interface BlendSettings {
  trend: TrendSettings
  /** What sells now, for people of whom little is known; `weight` is the share of a typical best score. */
  popularity: { halfLifeDays: number; weight: number }
  /** What this person bought before; only where goods are bought again. `weight` as above. */
  history: { halfLifeDays: number; weight: number }
}

export const plain: BlendSettings = {
  trend: { halfLifeDays: 30, exponent: 0 },
  popularity: { halfLifeDays: 30, weight: 0 },
  history: { halfLifeDays: 60, weight: 0 },
}

export interface Blend {
  settings: BlendSettings
  /** A factor per item. */
  trend: Float64Array
  /** A summand per item; never 0 for an item that sold, so that it decides where the model has nothing to say. */
  popularity: Float64Array
  historyWeight: number
  now: number
}

const tieBreak = 1e-6

/**
 * What turns a model's scores into a ranking for a shop: base · trend + popularity + own history.
 *
 * @param typical the size of a good base score, by which the weights are scaled.
 */
export function blend(interactions: Interactions, settings: BlendSettings, typical: number): Blend {
  const sales = popularity(interactions, settings.popularity.halfLifeDays)
  const most = sales.reduce((a, b) => Math.max(a, b), 0) || 1
  const share = typical * Math.max(settings.popularity.weight, tieBreak)
  return {
    settings,
    trend: trendFactor(interactions, settings.trend),
    popularity: sales.map((value) => (share * value) / most),
    historyWeight: typical * settings.history.weight,
    now: interactions.now,
  }
}

/** `base` undefined: popularity and history alone. */
export function blendScorer(base: Scorer | undefined, { settings, trend, popularity: extra, historyWeight, now }: Blend): Scorer {
  return (bought, scores) => {
    if (base) base(bought, scores)
    else scores.fill(0)
    for (let i = 0; i < scores.length; i++) scores[i] = scores[i] * trend[i] + extra[i]
    if (historyWeight > 0) addHistory(bought, scores, now, settings.history.halfLifeDays, historyWeight)
  }
}

function addHistory({ item, dayStart, day }: Bought, scores: Float64Array, now: number, halfLifeDays: number, weight: number) {
  for (let p = 0; p < item.length; p++) {
    let times = 0
    for (let e = dayStart[p]; e < dayStart[p + 1]; e++) times += decay(now - day[e], halfLifeDays)
    scores[item[p]] += weight * times
  }
}
