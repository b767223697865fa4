import { stageOf, type OnProgress } from '../../progress.ts'
import { seededRandom } from '../../randomness/seeded-random.ts'
import { fitUplift, type UpliftData, type UpliftFit } from './choose.ts'
import { encode, type Feature } from './features.ts'

export interface UpliftScores extends Pick<UpliftFit, 'method' | 'crossValidated' | 'advantage'> {
  /** A score for each customer; the highest should be messaged first. */
  scores: Float64Array
}

/**
 * `fitUplift` on an earlier campaign, and the scores of the customers of the next one: plain data, which a worker can give
 * back. The same seed gives the same answer.
 * @throws ModelInputError as `fitUplift`, and when a feature of the earlier campaign is absent.
 */
export function fitUpliftScores(earlier: UpliftData, next: readonly Feature[], { seed, onProgress }: { seed: number; onProgress?: OnProgress }): UpliftScores {
  const { method, crossValidated, advantage, encoding, score } = fitUplift(earlier, seededRandom(seed), stageOf(onProgress, 0, 0.95))
  const scores = score(encode(next, encoding))
  onProgress?.(1)
  return { method, crossValidated, advantage, scores }
}
