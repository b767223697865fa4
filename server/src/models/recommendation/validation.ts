import { boughtBy, buyersPerItem, purchasesBefore, type Bought, type Interactions } from './interactions.ts'
import { rankingQuality, topItems, type Scorer } from './ranking.ts'

export interface ValidationOptions {
  k: number
  /** Rank what the person already owns as well. */
  repeat: boolean
}

export interface Window {
  /** What was known before the cut. */
  past: Interactions
  /** Who bought after it, up to the next cut: what they had then, and what they bought. */
  cases: { bought: Bought; relevant: ReadonlySet<number> }[]
}

export interface Validation extends ValidationOptions {
  windows: Window[]
}

const windowShare = 0.1
const windowCount = 3
const fewestCases = 30
const mostScores = 1e7 // Users × items kept in memory while settings are tried: 80 MB.

/**
 * Three windows, each the last tenth of purchases before the next, so that one odd month does not choose the settings.
 * Undefined when fewer than 30 people can be asked in all: then nothing can be chosen.
 */
export function splitByTime(interactions: Interactions, options: ValidationOptions): Validation | undefined {
  const days = interactions.day.slice().sort()
  const dayAt = (share: number) => days[Math.floor(days.length * share)] ?? 0
  const most = Math.max(100, Math.floor(mostScores / windowCount / Math.max(1, interactions.items.length)))
  const windows: Window[] = []
  for (let w = 1; w <= windowCount; w++) {
    const cut = dayAt(1 - w * windowShare)
    const end = w === 1 ? Infinity : dayAt(1 - (w - 1) * windowShare)
    if (days.length === 0 || cut <= days[0] || cut >= end) continue
    const past = purchasesBefore(interactions, cut)
    const cases = casesBetween(interactions, past, cut, end, options.repeat)
    if (cases.length > 0) windows.push({ past, cases: spread(cases, Math.min(most, 2_000)) })
  }
  return windows.reduce((sum, { cases }) => sum + cases.length, 0) < fewestCases ? undefined : { ...options, windows }
}

function casesBetween(all: Interactions, past: Interactions, cut: number, end: number, repeat: boolean): Window['cases'] {
  const known = buyersPerItem(past)
  const cases: Window['cases'] = []
  for (let u = 0; u < all.users.length; u++) {
    const bought = boughtBy(past, u)
    if (bought.item.length === 0) continue
    const owned = repeat ? undefined : new Set(bought.item)
    const relevant = new Set<number>()
    for (let p = all.rowStart[u]; p < all.rowStart[u + 1]; p++) {
      const days = all.day.subarray(all.dayStart[p], all.dayStart[p + 1])
      const isBought = days.some((day) => day >= cut && day < end)
      if (isBought && known[all.item[p]] > 0 && !owned?.has(all.item[p])) relevant.add(all.item[p])
    }
    if (relevant.size > 0) cases.push({ bought, relevant })
  }
  return cases
}

function spread<T>(values: T[], most: number): T[] {
  if (values.length <= most) return values
  return Array.from({ length: most }, (_, at) => values[Math.floor((at * values.length) / most)])
}

/** nDCG@k of each case in one window. */
export function tryScorer({ cases, past }: Window, scorer: Scorer, { k, repeat }: ValidationOptions): Float64Array {
  const scores = new Float64Array(past.items.length)
  return Float64Array.from(cases, ({ bought, relevant }) => {
    scorer(bought, scores)
    if (!repeat) for (const i of bought.item) scores[i] = -Infinity
    return rankingQuality(topItems(scores, k), relevant, k).ndcg
  })
}

/** nDCG@k of each case in all windows. */
export function tryEach(validation: Validation, scorerIn: (window: Window, at: number) => Scorer): Float64Array {
  return Float64Array.from(validation.windows.flatMap((window, at) => [...tryScorer(window, scorerIn(window, at), validation)]))
}

/** Mean of a − b with its standard error. */
export function compare(a: Float64Array, b: Float64Array): { rise: number; error: number } {
  const difference = a.map((value, at) => value - b[at])
  const rise = mean(difference)
  const variance = difference.reduce((sum, value) => sum + (value - rise) ** 2, 0) / Math.max(1, a.length - 1)
  return { rise, error: Math.sqrt(variance / a.length) }
}

export const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length
