import type { Term } from './terms.ts'

/** A sparse vector of length 1 (or 0): positions in the vocabulary, rising, and their weights. */
export interface Sparse {
  terms: Int32Array
  weights: Float64Array
}

export interface Vocabulary {
  /** Roots in alphabetical order: the order of texts changes nothing. */
  roots: string[]
  labels: string[]
  /** Number of texts with each term. */
  documentFrequency: Int32Array
  idf: Float64Array
  position: ReadonlyMap<string, number>
}

/** Terms in more than this share of texts tell none apart. */
const largestShare = 0.4

/**
 * The terms that at least `fewestTexts` texts and at most 40 % of them share. idf = ln((n + 1) / (df + ½)).
 * A term's label is the form that was written most often.
 */
export function buildVocabulary(texts: readonly (readonly Term[])[], fewestTexts: number): Vocabulary {
  const counts = new Map<string, { texts: number; last: number; labels: Map<string, number> }>()
  texts.forEach((terms, text) => {
    for (const { root, label } of terms) {
      const count = counts.get(root) ?? { texts: 0, last: -1, labels: new Map<string, number>() }
      if (count.last !== text) count.texts++
      count.last = text
      count.labels.set(label, (count.labels.get(label) ?? 0) + 1)
      counts.set(root, count)
    }
  })
  const kept = [...counts].filter(([, { texts: df }]) => df >= fewestTexts && df <= Math.max(fewestTexts, largestShare * texts.length))
  kept.sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    roots: kept.map(([root]) => root),
    labels: kept.map(([, { labels }]) => mostFrequent(labels)),
    documentFrequency: Int32Array.from(kept, ([, { texts: df }]) => df),
    idf: Float64Array.from(kept, ([, { texts: df }]) => Math.log((texts.length + 1) / (df + 0.5))),
    position: new Map(kept.map(([root], i) => [root, i])),
  }
}

/** tf–idf of a text, tf damped to 1 + ln tf, scaled to length 1. */
export function vectorOf(terms: readonly Term[], { position, idf }: Vocabulary): Sparse {
  const counts = new Map<number, number>()
  for (const { root } of terms) {
    const at = position.get(root)
    if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  const sorted = [...counts].sort(([a], [b]) => a - b)
  const weights = Float64Array.from(sorted, ([at, count]) => (1 + Math.log(count)) * idf[at])
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
  return { terms: Int32Array.from(sorted, ([at]) => at), weights: length > 0 ? weights.map((weight) => weight / length) : weights }
}

/** Cosine of a text with a dense direction of length 1. */
export function cosine({ terms, weights }: Sparse, direction: Float64Array): number {
  let sum = 0
  for (let i = 0; i < terms.length; i++) sum += weights[i] * direction[terms[i]]
  return sum
}

/** Scales to length 1 in place; all zero stays. */
export function normaliseLength(direction: Float64Array): Float64Array {
  const length = Math.sqrt(direction.reduce((sum, weight) => sum + weight * weight, 0))
  if (length > 0) for (let i = 0; i < direction.length; i++) direction[i] /= length
  return direction
}

/** Adds a sparse text to a dense direction, in place. */
export function addTo(direction: Float64Array, { terms, weights }: Sparse): void {
  for (let i = 0; i < terms.length; i++) direction[terms[i]] += weights[i]
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
  const [[label] = ['']] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return label
}
