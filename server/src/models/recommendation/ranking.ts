import type { Bought } from './interactions.ts'

/** Writes a score for every item into `scores`, for someone who bought this. Higher is better. */
export type Scorer = (bought: Bought, scores: Float64Array) => void

/**
 * The k items of highest score, best first; ties go to the smaller index. Items scored −Infinity or NaN never appear.
 * Linear in the number of items for small k.
 */
export function topItems(scores: Float64Array, k: number): Int32Array {
  const best = new Int32Array(Math.min(k, scores.length))
  let size = 0
  let threshold = -Infinity
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]
    if (!(score > threshold)) continue
    let at = size < best.length ? size++ : size - 1
    while (at > 0 && scores[best[at - 1]] < score) {
      best[at] = best[at - 1]
      at -= 1
    }
    best[at] = i
    if (size === best.length) threshold = scores[best[size - 1]]
  }
  return best.subarray(0, size)
}

export interface RankingQuality {
  ndcg: number
  recall: number
  /** Recall divided by min(k, relevant) instead of by all relevant items. */
  recallCapped: number
  hitRate: number
  map: number
}

/**
 * Quality of one ranking against a non-empty set of relevant items. Gain 1 / log2(rank + 1), ideal over
 * min(k, relevant); average precision divided by min(k, relevant).
 */
export function rankingQuality(ranking: ArrayLike<number>, relevant: ReadonlySet<number>, k: number): RankingQuality {
  const possible = Math.min(k, relevant.size)
  let gain = 0
  let ideal = 0
  let hits = 0
  let precision = 0
  for (let rank = 1; rank <= k; rank++) {
    const worth = 1 / Math.log2(rank + 1)
    if (rank <= possible) ideal += worth
    if (rank <= ranking.length && relevant.has(ranking[rank - 1])) {
      hits += 1
      gain += worth
      precision += hits / rank
    }
  }
  return {
    ndcg: gain / ideal,
    recall: hits / relevant.size,
    recallCapped: hits / possible,
    hitRate: hits > 0 ? 1 : 0,
    map: precision / possible,
  }
}

/** Each measure's mean; undefined for no rankings at all. */
export function meanQuality(all: readonly RankingQuality[]): RankingQuality | undefined {
  if (all.length === 0) return undefined
  const mean = (measure: keyof RankingQuality) => all.reduce((sum, one) => sum + one[measure], 0) / all.length
  return {
    ndcg: mean('ndcg'),
    recall: mean('recall'),
    recallCapped: mean('recallCapped'),
    hitRate: mean('hitRate'),
    map: mean('map'),
  }
}
