import { baseScorer, typicalOf, type BaseModel } from './base-model.ts'
import { blend, blendScorer, plain, type BlendSettings } from './blend.ts'
import type { Bought } from './interactions.ts'
import type { Scorer } from './ranking.ts'
import { compare, tryEach, type Validation, type Window } from './validation.ts'

export interface Trial {
  settings: BlendSettings
  /** nDCG of each validation case with these settings. */
  ndcg: Float64Array
  /** How many settings were tried. */
  tried: number
}

/**
 * Finds blend settings for a base model, one coordinate after another. A change must raise mean nDCG by more than the
 * standard error of the rise, so that noise does not choose. Between 6 and 50 settings are tried.
 *
 * @param bases the model learnt from the past of each window.
 * @param withHistory whether the person's own purchases may count.
 */
export function chooseBlend(validation: Validation, bases: readonly BaseModel[], withHistory: boolean): Trial {
  const cached = validation.windows.map((window, at) => cacheScores(window, bases[at]))
  const attempt = (settings: BlendSettings) =>
    tryEach(validation, ({ past }, at) => blendScorer(cached[at], blend(past, settings, typicalOf(bases[at]))))
  let best: Trial = { settings: plain, ndcg: attempt(plain), tried: 1 }
  const consider = (change: Partial<BlendSettings>) => {
    const settings = { ...best.settings, ...change }
    const ndcg = attempt(settings)
    const { rise, error } = compare(ndcg, best.ndcg)
    best = rise > error ? { settings, ndcg, tried: best.tried + 1 } : { ...best, tried: best.tried + 1 }
  }
  const considerHistory = () => {
    for (const weight of [0.3, 1, 3, 10]) for (const halfLifeDays of [30, 90, 360]) consider({ history: { halfLifeDays, weight } })
  }

  if (withHistory) considerHistory()
  if (bases.every(({ model }) => model === 'popularity')) {
    for (const halfLifeDays of [60, 14, 7, 180, Infinity]) consider({ popularity: { halfLifeDays, weight: 1 } })
  } else {
    for (const halfLifeDays of [30, 14, 7]) {
      for (const exponent of [0.25, 0.5, 0.75, 1, 1.5]) consider({ trend: { halfLifeDays, exponent } })
    }
    for (const weight of [0.03, 0.1, 0.3, 1]) for (const halfLifeDays of [7, 30]) consider({ popularity: { halfLifeDays, weight } })
  }
  if (withHistory) considerHistory()
  return best
}

/** A base model's scores do not change while blends are tried: each is computed once. */
function cacheScores({ cases, past }: Window, base: BaseModel): Scorer | undefined {
  const scorer = baseScorer(base, past.items.length)
  if (!scorer) return undefined
  const cache = new Map<Bought, Float64Array>()
  for (const { bought } of cases) {
    const scores = new Float64Array(past.items.length)
    scorer(bought, scores)
    cache.set(bought, scores)
  }
  return (bought, scores) => scores.set(cache.get(bought) ?? [])
}
