import { blend, blendScorer, plain, type BlendSettings } from './blend.ts'
import { boughtBy, buyersPerItem, purchasesBefore, type Bought, type Interactions } from './interactions.ts'
import { rankingQuality, topItems, type Scorer } from './ranking.ts'

/** Fewer people than this to try settings on say nothing; then the defaults hold. */
export const fewestUsers = 30

export interface ValidationOptions {
  k: number
  /** Rank what the person already owns as well. */
  repeat: boolean
}

export interface Validation extends ValidationOptions {
  /** What was known before the cut. */
  past: Interactions
  cases: { bought: Bought; relevant: ReadonlySet<number> }[]
}

const mostScores = 1e7 // Users × items kept in memory while settings are tried: 80 MB.

/**
 * Sets the last tenth of purchases aside, or the last fifth or third in a small shop, and asks what the people who
 * bought then had bought before. Undefined when even the last third leaves fewer than 30 of them.
 */
export function splitByTime(interactions: Interactions, options: ValidationOptions): Validation | undefined {
  const days = interactions.day.slice().sort()
  for (const share of [0.1, 0.2, 0.33]) {
    const cut = days[Math.floor(days.length * (1 - share))]
    if (cut === undefined || cut === days[0]) continue
    const past = purchasesBefore(interactions, cut)
    const cases = casesAfter(interactions, past, cut, options.repeat)
    if (cases.length < fewestUsers) continue
    const most = Math.min(2_000, Math.max(200, Math.floor(mostScores / interactions.items.length)))
    const step = Math.max(1, cases.length / most)
    const sample = Array.from({ length: Math.min(most, cases.length) }, (_, at) => cases[Math.floor(at * step)])
    return { ...options, past, cases: sample }
  }
  return undefined
}

function casesAfter(all: Interactions, past: Interactions, cut: number, repeat: boolean): Validation['cases'] {
  const known = buyersPerItem(past)
  const cases: Validation['cases'] = []
  for (let u = 0; u < all.users.length; u++) {
    const bought = boughtBy(past, u)
    if (bought.item.length === 0) continue
    const owned = repeat ? undefined : new Set(bought.item)
    const relevant = new Set<number>()
    for (let p = all.rowStart[u]; p < all.rowStart[u + 1]; p++) {
      const isLater = all.day[all.dayStart[p + 1] - 1] >= cut
      if (isLater && known[all.item[p]] > 0 && !owned?.has(all.item[p])) relevant.add(all.item[p])
    }
    if (relevant.size > 0) cases.push({ bought, relevant })
  }
  return cases
}

/** nDCG@k of each case. */
export function tryScorer({ cases, past, k, repeat }: Validation, scorer: Scorer): Float64Array {
  const scores = new Float64Array(past.items.length)
  return Float64Array.from(cases, ({ bought, relevant }) => {
    scorer(bought, scores)
    if (!repeat) for (const i of bought.item) scores[i] = -Infinity
    return rankingQuality(topItems(scores, k), relevant, k).ndcg
  })
}

export interface Trial {
  settings: BlendSettings
  ndcg: Float64Array
  tried: number
}

/**
 * Finds blend settings for a base model, one coordinate after another. A change must raise mean nDCG by more than the
 * standard error of the rise, so that noise does not choose. About 40 settings are tried.
 *
 * @param typical the size of a good base score (see `blend`).
 */
export function chooseBlend(validation: Validation, base: Scorer | undefined, typical: number): Trial {
  const cached = base && cacheScores(validation, base)
  const attempt = (settings: BlendSettings) => tryScorer(validation, blendScorer(cached, blend(validation.past, settings, typical)))
  let best: Trial = { settings: plain, ndcg: attempt(plain), tried: 1 }
  const consider = (settings: BlendSettings) => {
    const ndcg = attempt(settings)
    const { rise, error } = compare(ndcg, best.ndcg)
    best = rise > error ? { settings, ndcg, tried: best.tried + 1 } : { ...best, tried: best.tried + 1 }
  }
  for (const halfLifeDays of [7, 14, 60, 180, Infinity]) {
    consider({ ...best.settings, popularity: { ...best.settings.popularity, halfLifeDays } })
  }
  const considerHistory = () => {
    for (const weight of [0.3, 1, 3, 10]) {
      for (const halfLifeDays of [30, 90, 360]) consider({ ...best.settings, history: { halfLifeDays, weight } })
    }
  }
  if (validation.repeat) considerHistory()
  if (base) {
    for (const halfLifeDays of [30, 14, 7]) {
      for (const exponent of [0.25, 0.5, 1, 1.5]) consider({ ...best.settings, trend: { halfLifeDays, exponent } })
    }
    for (const weight of [0.03, 0.1, 0.3, 1]) {
      for (const halfLifeDays of [7, 30]) consider({ ...best.settings, popularity: { halfLifeDays, weight } })
    }
    if (validation.repeat) considerHistory()
  }
  return best
}

/** Mean of a − b with its standard error. */
export function compare(a: Float64Array, b: Float64Array): { rise: number; error: number } {
  const difference = a.map((value, at) => value - b[at])
  const rise = mean(difference)
  const variance = difference.reduce((sum, value) => sum + (value - rise) ** 2, 0) / Math.max(1, a.length - 1)
  return { rise, error: Math.sqrt(variance / a.length) }
}

export const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length

/** The base model's scores do not change while blends are tried: compute each once. */
function cacheScores({ cases, past }: Validation, base: Scorer): Scorer {
  const cache = new Map<Bought, Float64Array>()
  for (const { bought } of cases) {
    const scores = new Float64Array(past.items.length)
    base(bought, scores)
    cache.set(bought, scores)
  }
  return (bought, scores) => scores.set(cache.get(bought) ?? [])
}
