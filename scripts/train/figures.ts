import { createHash } from 'node:crypto'
import { classifierScores } from '../../server/src/models/language/classifier-scores.ts'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import type { Classifier, Example } from '../../server/src/models/language/classifier.ts'

/** Prints accuracy and macro-F1 of a classifier on texts, with a 95 % bootstrap interval (1,000 samples, seed 1). */
export function report(name: string, classifier: Classifier, examples: readonly Example[]): void {
  reportPredictions(
    name,
    examples.map(({ label }) => label),
    examples.map(({ text }) => classifier.predict(text).label),
  )
}

export function reportPredictions(name: string, expected: string[], predicted: string[]): void {
  const { accuracy, macroF1 } = classifierScores(expected, predicted)
  const random = seededRandom(1)
  const samples = Array.from({ length: 1000 }, () => {
    const rows = expected.map(() => Math.floor(random() * expected.length))
    return classifierScores(
      rows.map((row) => expected[row]),
      rows.map((row) => predicted[row]),
    ).macroF1
  }).sort((a, b) => a - b)
  const percent = (value: number) => (value * 100).toFixed(1)
  console.log(
    `| ${name} | ${expected.length} | **${percent(macroF1)}** (${percent(samples[25])}–${percent(samples[974])}) | ${percent(accuracy)} |`,
  )
}

/** Fold 0–3 of a product: its reviews stay together. */
export const productFold = (product: string) => createHash('sha1').update(product).digest().readUInt32BE(8) % 4
