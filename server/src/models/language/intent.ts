import { trainClassifier, type Classifier, type Example, type TrainingOptions } from './classifier.ts'
import { normaliseTokens } from './normalise.ts'

/**
 * A classifier for what a customer wants: n-grams of the message as written, and, beside them, words and pairs of
 * words in standard Indonesian (`brp` → `berapa`, `regine` → `harganya`). Labels are those of the examples.
 *
 * @throws TrainingError when there is no example with a label
 */
export function trainIntent(examples: readonly Example[], options?: TrainingOptions): Classifier {
  const marked = examples.map(({ text, label }) => ({ text, label, features: normalNgrams(text) }))
  const classifier = trainClassifier(marked, options)
  return { ...classifier, predict: (text) => classifier.predict(text, normalNgrams(text)) }
}

function normalNgrams(text: string): string[] {
  const words = normaliseTokens(text).map(({ normal }) => normal)
  return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)]
}
