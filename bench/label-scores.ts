import { classifierScores } from '../server/src/models/language/classifier-scores.ts'
import { seededRandom } from '../server/src/models/randomness/seeded-random.ts'

export interface Labelled {
  expected: readonly string[]
  ours: readonly string[]
  peer: readonly string[]
}

export const macroF1 = (expected: readonly string[], predicted: readonly string[]) => classifierScores(expected, predicted).macroF1

/** Macro-F1 of both on the same rows, and the paired bootstrap of their difference (1,000 samples, seed 1): 95 % interval in points. */
export function comparedF1({ expected, ours, peer }: Labelled): { ours: number; peer: number; note: string } {
  const random = seededRandom(1)
  const differences = Array.from({ length: 1000 }, () => {
    const rows = expected.map(() => Math.floor(random() * expected.length))
    const take = (labels: readonly string[]) => rows.map((row) => labels[row] ?? '')
    const truth = take(expected)
    return macroF1(truth, take(ours)) - macroF1(truth, take(peer))
  }).sort((a, b) => a - b)
  const points = (index: number) => ((differences[index] ?? 0) * 100).toFixed(1)
  return { ours: macroF1(expected, ours), peer: macroF1(expected, peer), note: `difference ${points(25)} to ${points(974)} points (95 %, paired bootstrap)` }
}
