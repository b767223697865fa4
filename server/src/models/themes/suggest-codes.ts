import { termsOf } from './terms.ts'
import { addTo, buildVocabulary, cosine, normaliseLength, vectorOf } from './vectors.ts'

/** A code of the codebook with texts that a person has given it. */
export interface CodeExamples {
  code: string
  texts: readonly string[]
}

/** A suggestion for a person to confirm or refuse; nothing is coded by itself. */
export interface CodeSuggestion {
  code: string
  /** Cosine with the mean of the code's examples, 0–1: order, not probability. */
  similarity: number
  /** Words of the text that speak for the code. */
  because: readonly string[]
}

const fewestSimilarity = 0.1

/**
 * Up to `most` codes for each text, nearest first, from what people have coded before (nearest centroid: J. J. Rocchio,
 * 1971, on tf–idf of roots). A text unlike every example gets none.
 */
export function suggestCodes(texts: readonly string[], codebook: readonly CodeExamples[], most = 3): CodeSuggestion[][] {
  const terms = texts.map(termsOf)
  const examples = codebook.map(({ code, texts: coded }) => ({ code, terms: coded.map(termsOf) }))
  const vocabulary = buildVocabulary([...terms, ...examples.flatMap((one) => one.terms)], 1)
  const centroids = examples.map(({ code, terms: coded }) => {
    const direction = new Float64Array(vocabulary.roots.length)
    for (const one of coded) addTo(direction, vectorOf(one, vocabulary))
    return { code, direction: normaliseLength(direction) }
  })
  return terms.map((one) => {
    const vector = vectorOf(one, vocabulary)
    return centroids
      .map(({ code, direction }) => ({
        code,
        similarity: Math.min(1, cosine(vector, direction)),
        because: [...vector.terms]
          .map((term, i) => ({ label: vocabulary.labels[term], weight: vector.weights[i] * direction[term] }))
          .filter(({ weight }) => weight > 0)
          .sort((a, b) => b.weight - a.weight || (a.label < b.label ? -1 : 1))
          .slice(0, 3)
          .map(({ label }) => label),
      }))
      .filter(({ similarity }) => similarity >= fewestSimilarity)
      .sort((a, b) => b.similarity - a.similarity || (a.code < b.code ? -1 : 1))
      .slice(0, most)
  })
}
