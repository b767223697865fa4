import { runInWorker, type WorkerControl } from '../background/run-in-worker.ts'
import type { EaseModel } from './ease.ts'
import type { Interactions } from './interactions.ts'
import type { Recommender, RecommenderOptions } from './recommender.ts'

/** `fitRecommender` on a thread of its own, with progress from 0 to 1 and cancel. */
export function fitRecommenderInWorker(
  interactions: Interactions, options: Omit<RecommenderOptions, 'onProgress'> = {}, control: WorkerControl = {},
): Promise<Recommender> {
  const module = new URL('./recommender.ts', import.meta.url)
  return runInWorker({ module, name: 'fitRecommender', args: [interactions, { ...options }] }, control)
}

/** `ease` on a thread of its own. */
export function easeInWorker(
  interactions: Interactions, options: { lambda: number; maxItems?: number }, control: WorkerControl = {},
): Promise<EaseModel> {
  const module = new URL('./ease.ts', import.meta.url)
  return runInWorker({ module, name: 'ease', args: [interactions, { ...options }] }, control)
}
