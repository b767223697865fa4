import { ease, easeScorer, type EaseModel } from './ease.ts'
import { boughtBy, type Interactions } from './interactions.ts'
import { itemKnn, itemKnnScorer, type ItemKnnModel } from './item-knn.ts'
import { topItems, type Scorer } from './ranking.ts'
import { mean, tryEach, type Validation, type Window } from './validation.ts'
import type { OnProgress } from '../progress.ts'

export type RecommenderModel = 'ease' | 'itemknn' | 'popularity'

/**
 * A learnt item-to-item model as plain data. `ease` may be joined by neighbours, each speaking with half the voice: the
 * two err differently, and neighbours also know the items beyond the limit of EASE.
 */
export type BaseModel =
  | { model: 'popularity' }
  | Neighbours
  | { model: 'ease'; lambda: number; ease: EaseModel; neighbours: Neighbours | undefined; typical: number }

export interface Neighbours {
  model: 'itemknn'
  itemKnn: ItemKnnModel
  /** The size of a good score of this model. */
  typical: number
}

export interface EaseFit {
  lambda: number
  maxItems: number
  neighbours: Neighbours | undefined
}

/** Neighbours of all items, with the score that they typically give: what blending measures by. */
export function fitItemKnn(interactions: Interactions): Neighbours {
  const model = itemKnn(interactions)
  return { model: 'itemknn', itemKnn: model, typical: typicalScore(interactions, itemKnnScorer(model)) }
}

/** EASE on the head, with the neighbours given for the tail, or without. */
export function fitEase(interactions: Interactions, fit: EaseFit, onProgress?: OnProgress): BaseModel {
  const model = ease(interactions, { lambda: fit.lambda, maxItems: fit.maxItems, onProgress })
  const typical = typicalScore(interactions, easeScorer(model, interactions.items.length))
  const base = { model: 'ease', lambda: fit.lambda, ease: model, typical } as const
  return { ...base, neighbours: fit.neighbours }
}

/** Undefined for popularity, which has no scores of its own. */
export function baseScorer(base: BaseModel, itemCount: number): Scorer | undefined {
  if (base.model === 'popularity') return undefined
  if (base.model === 'itemknn') return itemKnnScorer(base.itemKnn)
  const linear = easeScorer(base.ease, itemCount)
  if (!base.neighbours) return linear
  const near = itemKnnScorer(base.neighbours.itemKnn)
  const scale = base.typical / base.neighbours.typical
  const linearScores = new Float64Array(itemCount)
  return (bought, scores) => {
    linear(bought, linearScores)
    near(bought, scores)
    for (let i = 0; i < itemCount; i++) scores[i] = 0.5 * (linearScores[i] + scale * scores[i])
  }
}

/** The size of a good score of this model. */
export const typicalOf = (base: BaseModel) => (base.model === 'popularity' ? 1 : base.typical)

const lambdas = [10, 30, 100, 200, 300, 500, 800]
const easeItemsWhileChoosing = 600

/**
 * The ridge penalty by validation on the 600 most bought items, where a trial takes a tenth of a second; it depends on how
 * many people there are, hardly on how many items. The optimum is flat and its top is noise: of all within 1 % of the
 * best it is the smallest, since a larger one pulls towards what everybody buys. Without validation: 5 % of the users,
 * between 10 and 500.
 */
export function chooseLambda(interactions: Interactions, validation: Validation | undefined): { lambda: number; tried: number } {
  if (!validation) return { lambda: Math.min(500, Math.max(10, interactions.users.length * 0.05)), tried: 0 }
  const trials = lambdas.map((lambda) => {
    const scorerIn = ({ past }: Window) => easeScorer(ease(past, { lambda, maxItems: easeItemsWhileChoosing }), past.items.length)
    return mean(tryEach(validation, scorerIn))
  })
  const best = Math.max(...trials)
  return { lambda: lambdas[trials.findIndex((ndcg) => ndcg >= 0.99 * best)], tried: trials.length }
}

/** Mean tenth best score over up to 200 users: the unit in which other scores are added to this one. */
function typicalScore(interactions: Interactions, scorer: Scorer): number {
  const scores = new Float64Array(interactions.items.length)
  const step = Math.max(1, Math.floor(interactions.users.length / 200))
  let sum = 0
  let count = 0
  for (let u = 0; u < interactions.users.length; u += step) {
    scorer(boughtBy(interactions, u), scores)
    const last = topItems(scores, 10).at(-1)
    sum += last === undefined ? 0 : scores[last]
    count += 1
  }
  return Math.max(sum / Math.max(1, count), 1e-9)
}
