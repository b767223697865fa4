import type { fitUpliftScores } from '../experiments/uplift/uplift-scores.ts'
import type { forecastDemand } from '../forecasting/forecast.ts'
import type { valueCustomers } from '../lifetime-value/customer-values.ts'
import type { associationRules } from '../recommendation/association-rules.ts'
import type { ease } from '../recommendation/ease.ts'
import type { fitRecommender } from '../recommendation/recommender.ts'
import type { findThemes } from '../themes/find-themes.ts'
import { runInWorker, type WorkerControl } from './run-in-worker.ts'

/**
 * The fits that can take longer than the 50 ms a request has, each on a thread of its own, with progress and cancel:
 * `await forecastDemandInWorker([series, { horizon: 28 }], { onProgress, signal })`. Arguments and result are those of the
 * function of the same name; give the options, if only `{}`, for progress travels in them. Many small objects take long to copy; typed arrays do not.
 */
export const valueCustomersInWorker = apart<typeof valueCustomers>('lifetime-value/customer-values.ts', 'valueCustomers')
export const forecastDemandInWorker = apart<typeof forecastDemand>('forecasting/forecast.ts', 'forecastDemand')
export const fitRecommenderInWorker = apart<typeof fitRecommender>('recommendation/recommender.ts', 'fitRecommender')
export const easeInWorker = apart<typeof ease>('recommendation/ease.ts', 'ease')
export const associationRulesInWorker = apart<typeof associationRules>('recommendation/association-rules.ts', 'associationRules')
export const findThemesInWorker = apart<typeof findThemes>('themes/find-themes.ts', 'findThemes')
export const fitUpliftScoresInWorker = apart<typeof fitUpliftScores>('experiments/uplift/uplift-scores.ts', 'fitUpliftScores')

function apart<Fit extends (...args: never[]) => unknown>(module: string, name: string) {
  return (args: Parameters<Fit>, control: WorkerControl = {}): Promise<ReturnType<Fit>> =>
    runInWorker({ module: new URL(`../${module}`, import.meta.url), name, args }, control)
}
