import { ModelInputError } from '../input-error.ts'
import { stageOf, type OnProgress } from '../progress.ts'
import { assign, cluster, dot, type Clusters } from './cluster.ts'
import { nameThemes } from './name-themes.ts'
import { termsOf } from './terms.ts'
import type { Theme, ThemeText } from './theme.ts'
import { buildVocabulary, normaliseLength, vectorOf, type Sparse, type Vocabulary } from './vectors.ts'

export interface Themes {
  status: 'ok'
  /** Largest first. */
  themes: readonly Theme[]
  /** Texts about none of them, or about nothing that three texts share. */
  withoutThemeIds: readonly string[]
}

export interface NotEnoughData {
  status: 'not-enough-data'
  reason: 'too-few-texts' | 'nothing-in-common'
  /** Texts with words in them, and how many it takes. */
  texts: number
  needed: number
}

export interface ThemeOptions {
  /** Themes of an earlier run: those that are still there keep key and name. */
  previous?: readonly Theme[]
  /** At most this many themes (2–30, default 12). */
  most?: number
  onProgress?: OnProgress
}

const fewestTexts = 20
const mostTexts = 100_000
const smallestTheme = 3
/** Larger collections are clustered on a sample; every text is assigned. */
const largestSample = 5000
/** Terms that may found a theme: the most informative ones. */
const mostAnchors = 250

/**
 * Groups complaints, reviews or interview answers by what they are about. Words are counted as roots in standard form,
 * so that slang and affixes do not split a theme. The result depends on the texts alone, not on their order or on
 * chance. Themes are suggestions to look at: a person confirms, renames or merges them.
 *
 * Empty texts and texts beyond 5,000 characters are read as far as they go. About 1 s for 2,000 reviews, linear: call it
 * through `background/fits.ts`.
 * @throws ModelInputError above 100,000 texts.
 */
export function findThemes(texts: readonly ThemeText[], options: ThemeOptions = {}): Themes | NotEnoughData {
  const found = groupTexts(texts, options)
  options.onProgress?.(1)
  return found
}

function groupTexts(texts: readonly ThemeText[], { previous = [], most = 12, onProgress }: ThemeOptions): Themes | NotEnoughData {
  if (texts.length > mostTexts) throw new ModelInputError('themes.too_many_texts', `Got ${texts.length} texts, more than ${mostTexts}: take the newest`)
  const sorted = texts.toSorted((a, b) => compare(a.id, b.id))
  const onRead = stageOf(onProgress, 0, 0.7)
  const terms = sorted.map(({ text }, i) => {
    onRead((i + 1) / sorted.length)
    return termsOf(text)
  })
  const withWords = terms.filter(({ length }) => length > 0).length
  if (withWords < fewestTexts) return { status: 'not-enough-data', reason: 'too-few-texts', texts: withWords, needed: fewestTexts }
  const vocabulary = buildVocabulary(terms, sorted.length < 500 ? 2 : 3)
  const vectors = terms.map((one) => vectorOf(one, vocabulary))
  const earlier = previous.map((theme) => ({ theme, direction: directionOf(theme, vocabulary) })).filter(({ direction }) => dot(direction, direction) > 0)
  const start = earlier.map(({ direction }) => direction)
  const clusters = clusterSample(vectors, vocabulary, { start, most: Math.min(30, Math.max(2, most)), onProgress: stageOf(onProgress, 0.7, 0.95) })
  const themes = nameThemes({ texts: sorted, vectors, vocabulary }, clusters, earlier)
  if (themes.length === 0) return { status: 'not-enough-data', reason: 'nothing-in-common', texts: withWords, needed: fewestTexts }
  return { status: 'ok', themes, withoutThemeIds: sorted.filter((_, i) => clusters.membership[i] < 0).map(({ id }) => id) }
}

function clusterSample(vectors: readonly Sparse[], vocabulary: Vocabulary, { start, most, onProgress }: { start: readonly Float64Array[]; most: number; onProgress: OnProgress }): Clusters {
  const { roots, documentFrequency, idf } = vocabulary
  const step = Math.max(1, vectors.length / largestSample)
  const sample = Array.from({ length: Math.min(vectors.length, largestSample) }, (_, i) => vectors[Math.floor(i * step)])
  const anchors = roots
    .map((_, term) => term)
    .filter((term) => documentFrequency[term] >= smallestTheme)
    .sort((a, b) => documentFrequency[b] * idf[b] - documentFrequency[a] * idf[a] || a - b)
    .slice(0, mostAnchors)
  const smallest = Math.max(smallestTheme, Math.ceil(Math.sqrt(sample.length) / 2))
  return assign(vectors, cluster(sample, { terms: roots.length, most, smallest, start, anchors, onProgress }).centroids)
}

function directionOf({ terms }: Theme, { roots, position }: Vocabulary): Float64Array {
  const direction = new Float64Array(roots.length)
  for (const { root, weight } of terms) {
    const at = position.get(root)
    if (at !== undefined) direction[at] = weight
  }
  return normaliseLength(direction)
}

/** By code unit: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
