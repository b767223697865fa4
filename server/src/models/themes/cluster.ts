import { stageOf, type OnProgress } from '../progress.ts'
import { addTo, cosine, normaliseLength, type Sparse } from './vectors.ts'

export interface Clusters {
  /** Directions of length 1 over the vocabulary. */
  centroids: Float64Array[]
  /** Cluster of each text; −1 for a text that is near none. */
  membership: Int32Array
  /** Cosine of each text with its centroid. */
  similarity: Float64Array
}

export interface ClusterOptions {
  terms: number
  most: number
  /** A cluster with fewer texts is dissolved. */
  smallest: number
  /** Centroids to start from, such as those of an earlier run. */
  start?: readonly Float64Array[]
  /** Positions of the terms that may found a cluster. */
  anchors: readonly number[]
  onProgress?: OnProgress
}

/** A text belongs to a cluster from this cosine on. */
const nearest = 0.12
/** Clusters closer than this are one. */
const tooClose = 0.55
/** Another cluster must bring this share of what the first one brought. */
const smallestGain = 0.08
/** And, in a few dozen texts, the likeness of two whole texts. */
const fewestGained = 2
const maxIterations = 30
/** Of the whole work: choosing the anchors. */
const anchorsShare = 0.8

/**
 * Spherical k-means (I. S. Dhillon & D. S. Modha, Machine Learning 42, 2001) without chance: it starts from anchor terms,
 * chosen one after the other so that the texts with them bring all texts nearest to some centroid (greedy facility
 * location: G. L. Nemhauser, L. A. Wolsey & M. L. Fisher, Mathematical Programming 14, 1978). A few rows more change
 * neither the anchors nor the result by much, and their order changes nothing.
 */
export function cluster(texts: readonly Sparse[], options: ClusterOptions): Clusters {
  let centroids = [...(options.start ?? [])]
  centroids.push(...chooseAnchors(texts, centroids, options))
  const onIteration = stageOf(options.onProgress, anchorsShare, 1)
  let result = assign(texts, centroids)
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    centroids = mergeClose(recentre(texts, result, options))
    const next = assign(texts, centroids)
    const isStable = centroids.length === result.centroids.length && next.membership.every((member, i) => member === result.membership[i])
    result = next
    onIteration((iteration + 1) / maxIterations)
    if (isStable) break
  }
  return result
}

function chooseAnchors(texts: readonly Sparse[], start: readonly Float64Array[], { terms, most, smallest, anchors, onProgress }: ClusterOptions): Float64Array[] {
  const { similarity: best } = assign(texts, start)
  // Clusters that we start from keep their texts: a new one must be founded by texts that are near none of them.
  const open = [...texts.keys()].filter((text) => start.length === 0 || best[text] < nearest)
  if (open.length < smallest) return []
  const onAnchor = stageOf(onProgress, 0, anchorsShare)
  const directions = anchors.map((anchor, i) => {
    onAnchor((i + 1) / anchors.length)
    return meanOfTextsWith(texts, anchor, terms)
  })
  const everyText = [...texts.keys()]
  const firstGain = Math.max(...directions.map((direction) => sumOf(similarityTo(texts, everyText, direction))))
  const similarity = directions.map((direction) => similarityTo(texts, open, direction))
  const reached = Float64Array.from(open, (text) => best[text])
  const chosen: Float64Array[] = []
  while (start.length + chosen.length < most) {
    const gains = similarity.map((row) => gainOver(row, reached))
    const gain = Math.max(0, ...gains)
    if (gain < Math.max(fewestGained, smallestGain * firstGain)) break
    const winner = gains.indexOf(gain)
    chosen.push(directions[winner])
    for (let i = 0; i < reached.length; i++) reached[i] = Math.max(reached[i], similarity[winner][i])
  }
  return chosen
}

function similarityTo(texts: readonly Sparse[], chosen: readonly number[], direction: Float64Array): Float64Array {
  const similarity = new Float64Array(chosen.length)
  for (let i = 0; i < chosen.length; i++) similarity[i] = cosine(texts[chosen[i]], direction)
  return similarity
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function gainOver(similarity: Float64Array, best: Float64Array): number {
  let gain = 0
  for (let i = 0; i < best.length; i++) if (similarity[i] > best[i]) gain += similarity[i] - best[i]
  return gain
}

function meanOfTextsWith(texts: readonly Sparse[], term: number, terms: number): Float64Array {
  const direction = new Float64Array(terms)
  for (const text of texts) if (text.terms.includes(term)) addTo(direction, text)
  return normaliseLength(direction)
}

/** Nearest centroid of every text; of two equally near ones the first. */
export function assign(texts: readonly Sparse[], centroids: readonly Float64Array[]): Clusters {
  const membership = new Int32Array(texts.length).fill(-1)
  const similarity = new Float64Array(texts.length)
  for (let i = 0; i < texts.length; i++) {
    for (let c = 0; c < centroids.length; c++) {
      const value = cosine(texts[i], centroids[c])
      if (value < nearest || value <= similarity[i]) continue
      similarity[i] = value
      membership[i] = c
    }
  }
  return { centroids: [...centroids], membership, similarity }
}

function recentre(texts: readonly Sparse[], { centroids, membership }: Clusters, { terms, smallest }: ClusterOptions): Float64Array[] {
  const sums = centroids.map(() => new Float64Array(terms))
  const sizes = new Int32Array(centroids.length)
  texts.forEach((text, i) => {
    const member = membership[i]
    if (member < 0) return
    addTo(sums[member], text)
    sizes[member]++
  })
  return sums.filter((_, c) => sizes[c] >= smallest).map(normaliseLength)
}

function mergeClose(centroids: readonly Float64Array[]): Float64Array[] {
  const kept: Float64Array[] = []
  for (const centroid of centroids) {
    const twin = kept.find((other) => dot(other, centroid) > tooClose)
    if (!twin) kept.push(centroid.slice())
    else {
      for (let i = 0; i < twin.length; i++) twin[i] += centroid[i]
      normaliseLength(twin)
    }
  }
  return kept
}

/** Σ aᵢ·bᵢ over the length of `a`. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
