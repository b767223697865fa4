import { ModelInputError } from '../input-error.ts'
import { invertPositiveDefinite } from '../linear-algebra/invert.ts'
import { buyersPerItem, type Interactions } from './interactions.ts'
import type { Scorer } from './ranking.ts'
import type { OnProgress } from '../progress.ts'

/** Beyond this many items weights take more than 0.5 GB and the inverse minutes; the rest is left to neighbours or popularity. */
export const easeItemLimit = 6_000

export interface EaseOptions {
  /** Ridge penalty, above 0. Between 10 in a small shop and 1,000 in a busy one; choose it by validation. */
  lambda: number
  /** Learn only the items with the most buyers. Default and upper limit: 6,000. */
  maxItems?: number
  onProgress?: OnProgress
}

export interface EaseModel {
  /** The items it knows, ascending. */
  items: Int32Array
  /** Row-major; row i says how much having bought item i speaks for each item. The diagonal is 0. */
  weights: Float64Array
}

/**
 * EASE, a linear item-to-item model that predicts each item from all others and never from itself:
 * B = I − P · diag(P)⁻¹ with P = (XᵀX + λI)⁻¹ for the binary users × items matrix X.
 *
 * Time: Σ (items of a user)² for XᵀX, and items³ for the inverse: about 0.15 s at 1,000 items, 1 s at 2,500, 10 s at
 * 6,000, so call it in a worker (`background/fits.ts`). Memory 16 · items² bytes.
 *
 * Source: Steck (2019), "Embarrassingly Shallow Autoencoders for Sparse Data", eq. 8.
 * @throws ModelInputError unless λ is above 0 and finite.
 */
export function ease(interactions: Interactions, { lambda, maxItems = easeItemLimit, onProgress }: EaseOptions): EaseModel {
  if (!(lambda > 0 && lambda < Infinity)) throw new ModelInputError('recommendation.invalid_number', `EASE needs a positive lambda, got ${lambda}`)
  const items = mostBought(interactions, Math.min(maxItems, easeItemLimit))
  const n = items.length
  const weights = coOccurrence(interactions, items)
  for (let i = 0; i < n; i++) weights[i * n + i] += lambda
  invertPositiveDefinite(weights, n, onProgress)
  const scale = Float64Array.from({ length: n }, (_, i) => -1 / weights[i * n + i])
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) weights[i * n + j] *= scale[j]
    weights[i * n + i] = 0
  }
  return { items, weights }
}

/** Scores by summing the weights of what the user has bought; items the model does not know get 0. */
export function easeScorer({ items, weights }: EaseModel, itemCount: number): Scorer {
  const n = items.length
  const place = placesOf(items, itemCount)
  const sum = new Float64Array(n)
  const row = new Int32Array(n)
  return ({ item }, scores) => {
    let known = 0
    for (const i of item) if (place[i] >= 0) row[known++] = place[i] * n
    sumRows(weights, row, known, sum)
    scores.fill(0)
    for (let i = 0; i < n; i++) scores[items[i]] = sum[i]
  }
}

/** sum ← Σ rows, four at a time, so that the sums travel through memory a quarter as often. */
function sumRows(weights: Float64Array, row: Int32Array, known: number, sum: Float64Array): void {
  const n = sum.length
  sum.fill(0)
  let r = 0
  for (; r + 3 < known; r += 4) {
    const a = row[r]
    const b = row[r + 1]
    const c = row[r + 2]
    const d = row[r + 3]
    for (let i = 0; i < n; i++) sum[i] += weights[a + i] + weights[b + i] + (weights[c + i] + weights[d + i])
  }
  for (; r < known; r++) {
    const a = row[r]
    for (let i = 0; i < n; i++) sum[i] += weights[a + i]
  }
}

/** Lower triangle and diagonal of XᵀX for the chosen items, row-major. */
function coOccurrence({ rowStart, item, items: all }: Interactions, items: Int32Array): Float64Array {
  const n = items.length
  const place = placesOf(items, all.length)
  const counts = new Float64Array(n * n)
  const row = new Int32Array(n)
  for (let u = 0; u + 1 < rowStart.length; u++) {
    let known = 0
    for (let p = rowStart[u]; p < rowStart[u + 1]; p++) {
      if (place[item[p]] >= 0) row[known++] = place[item[p]]
    }
    for (let a = 0; a < known; a++) {
      const at = row[a] * n
      for (let b = 0; b <= a; b++) counts[at + row[b]] += 1
    }
  }
  return counts
}

/** The items with the most buyers, in ascending order of index. */
export function mostBought(interactions: Interactions, limit: number): Int32Array {
  const buyers = buyersPerItem(interactions)
  const known = Int32Array.from(buyers.keys()).filter((i) => buyers[i] > 0)
  if (known.length <= limit) return known
  return known.sort((a, b) => buyers[b] - buyers[a] || a - b).slice(0, limit).sort()
}

function placesOf(items: Int32Array, total: number): Int32Array {
  const place = new Int32Array(total).fill(-1)
  items.forEach((i, at) => (place[i] = at))
  return place
}
