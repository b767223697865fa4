import { trainClassifier, type Classifier, type Example, type TrainingOptions } from './classifier.ts'
import type { FeatureSettings } from './features.ts'
import { normaliseTokens } from './normalise.ts'

/**
 * A classifier for what a customer wants: n-grams of the message as written, and, beside them, words and pairs of
 * words in standard Indonesian (`brp` → `berapa`, `regine` → `harganya`). Labels are those of the examples.
 *
 * @throws ModelInputError as `trainClassifier`.
 */
export function trainIntent(examples: readonly Example[], options?: TrainingOptions): Classifier {
  const marked = examples.map(({ text, label }) => ({ text, label, features: normalNgrams(text) }))
  const classifier = trainClassifier(marked, { features: letterGroups, ...options })
  return { ...classifier, predict: (text) => classifier.predict(text, normalNgrams(text)) }
}

/** Letter groups of 3 and 4 do as well on short messages as 2 to 5 (.765 and .762 in 5 folds), in half the time. */
const letterGroups: FeatureSettings = { wordMax: 2, charMin: 3, charMax: 4 }

function normalNgrams(text: string): string[] {
  const words = normaliseTokens(text).map(({ normal }) => normal)
  return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)]
}
