import {
  createFeatureBuffer,
  extractFeatures,
  featureGroups,
  type FeatureBuffer,
  type FeatureSettings,
} from './features.ts'
import { addFeature, createVocabulary, findFeature, vocabularyOf, type Vocabulary } from './features-vocabulary.ts'

/** Sparse rows: row i holds entries `starts[i]` … `starts[i + 1]`. */
export interface SparseRows {
  count: number
  starts: Int32Array
  features: Int32Array
  values: Float32Array
}

/** What turns a text into a row: tf-idf with 1 + ln(tf), each group of features scaled to length 1. */
export interface FeatureSpace {
  settings: FeatureSettings
  vocabulary: Vocabulary
  idf: Float32Array
}

export interface Document {
  text: string
  features?: readonly string[]
}

/**
 * Learns vocabulary and idf from documents, and returns their rows.
 * Features in fewer than `minDocuments` documents are left out. idf = ln((1 + n) / (1 + df)) + 1, as scikit-learn.
 */
export function learnFeatureSpace(
  documents: readonly Document[],
  settings: FeatureSettings,
  minDocuments: number,
): { space: FeatureSpace; rows: SparseRows } {
  const all = createVocabulary(1 << 16)
  const frequencies: number[] = []
  const lastSeen: number[] = []
  const buffer = createFeatureBuffer()
  for (const [index, document] of documents.entries()) {
    extractFeatures(document.text, document.features ?? [], settings, buffer)
    for (const group of buffer.groups) {
      for (let i = 0; i < group.count; i++) {
        const feature = addFeature(all, group.hashes[i])
        if (lastSeen[feature] === index) continue
        lastSeen[feature] = index
        frequencies[feature] = (frequencies[feature] ?? 0) + 1
      }
    }
  }
  const kept = Int32Array.from(frequencies.keys().filter((feature) => frequencies[feature] >= minDocuments))
  const space = {
    settings,
    vocabulary: vocabularyOf(kept.map((feature) => all.hashes[feature])),
    idf: Float32Array.from(kept, (feature) => Math.log((1 + documents.length) / (1 + frequencies[feature])) + 1),
  }
  return { space, rows: rowsOf(documents, space) }
}

/** Rows of documents in a space that is already known. */
export function rowsOf(documents: readonly Document[], space: FeatureSpace): SparseRows {
  const writer = createRowWriter(space)
  const starts = new Int32Array(documents.length + 1)
  let features = new Int32Array(documents.length * 64 + 64)
  let values = new Float32Array(features.length)
  let end = 0
  for (const [index, document] of documents.entries()) {
    const row = writer(document.text, document.features ?? [])
    if (end + row.count > features.length) {
      const larger = Math.max(features.length * 2, end + row.count)
      const [oldFeatures, oldValues] = [features, values]
      features = new Int32Array(larger)
      features.set(oldFeatures)
      values = new Float32Array(larger)
      values.set(oldValues)
    }
    features.set(row.features.subarray(0, row.count), end)
    values.set(row.values.subarray(0, row.count), end)
    end += row.count
    starts[index + 1] = end
  }
  return { count: documents.length, starts, features: features.slice(0, end), values: values.slice(0, end) }
}

/** One row, valid until the next call of its writer. */
export interface Row {
  count: number
  features: Int32Array
  values: Float32Array
  /** Share of the word n-grams that training has seen, 0–1; 0 for a text without words. */
  known: number
}

/** Returns a function that writes one text's row. Its memory is used again at each call. */
export function createRowWriter(space: FeatureSpace): (text: string, extra: readonly string[]) => Row {
  const buffer: FeatureBuffer = createFeatureBuffer()
  const counts = new Uint16Array(space.vocabulary.size)
  const longest = buffer.groups.reduce((sum, group) => sum + group.hashes.length, 0)
  const row = { count: 0, features: new Int32Array(longest), values: new Float32Array(longest), known: 0 }
  return (text, extra) => {
    extractFeatures(text, extra, space.settings, buffer)
    row.count = 0
    for (let index = 0; index < featureGroups; index++) {
      const group = buffer.groups[index]
      const start = row.count
      let seen = 0
      for (let i = 0; i < group.count; i++) {
        const feature = findFeature(space.vocabulary, group.hashes[i])
        if (feature < 0) continue
        seen++
        if (counts[feature]++ === 0) row.features[row.count++] = feature
      }
      if (index === 0) row.known = group.count === 0 ? 0 : seen / group.count
      weigh(row, start, counts, space.idf)
    }
    return row
  }
}

function weigh(row: Row, start: number, counts: Uint16Array, idf: Float32Array): void {
  let squares = 0
  for (let i = start; i < row.count; i++) {
    const feature = row.features[i]
    const count = counts[feature]
    counts[feature] = 0
    const value = (count === 1 ? 1 : 1 + Math.log(count)) * idf[feature]
    row.values[i] = value
    squares += value * value
  }
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares)
  for (let i = start; i < row.count; i++) row.values[i] *= scale
}
