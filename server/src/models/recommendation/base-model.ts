import { ease, easeScorer, type EaseModel } from './ease.ts'
import { boughtBy, type Interactions } from './interactions.ts'
import { itemKnn, itemKnnScorer, type ItemKnnModel } from './item-knn.ts'
import { topItems, type Scorer } from './ranking.ts'
import { mean, tryScorer, type Validation } from './validation.ts'

export type RecommenderModel = 'ease' | 'itemknn' | 'popularity'

/** A learnt item-to-item model as plain data. `ease` with neighbours uses them for the items beyond its limit. */
export type BaseModel =
  | { model: 'popularity' }
  | { model: 'itemknn'; itemKnn: ItemKnnModel; typical: number }
  | { model: 'ease'; lambda: number; ease: EaseModel; tail: { itemKnn: ItemKnnModel; scale: number } | undefined; typical: number }

export interface EaseFit {
  lambda: number
  maxItems: number
  /** Score items beyond `maxItems` by neighbours instead of not at all. */
  withTail: boolean
}

export function fitItemKnn(interactions: Interactions): BaseModel {
  const model = itemKnn(interactions)
  return { model: 'itemknn', itemKnn: model, typical: typicalScore(interactions, itemKnnScorer(model)) }
}

export function fitEase(interactions: Interactions, fit: EaseFit, onProgress?: (share: number) => void): BaseModel {
  const model = ease(interactions, { lambda: fit.lambda, maxItems: fit.maxItems, onProgress })
  const typical = typicalScore(interactions, easeScorer(model, interactions.items.length))
  const base = { model: 'ease', lambda: fit.lambda, ease: model, typical } as const
  if (!fit.withTail || interactions.items.length <= fit.maxItems) return { ...base, tail: undefined }
  const neighbours = itemKnn(interactions)
  return { ...base, tail: { itemKnn: neighbours, scale: typical / typicalScore(interactions, itemKnnScorer(neighbours)) } }
}

/** Undefined for popularity, which has no scores of its own. */
export function baseScorer(base: BaseModel, itemCount: number): Scorer | undefined {
  if (base.model === 'popularity') return undefined
  if (base.model === 'itemknn') return itemKnnScorer(base.itemKnn)
  const head = easeScorer(base.ease, itemCount)
  if (!base.tail) return head
  const { scale, itemKnn: neighbours } = base.tail
  const tail = itemKnnScorer(neighbours)
  const headScores = new Float64Array(itemCount)
  return (bought, scores) => {
    head(bought, headScores)
    tail(bought, scores)
    for (let i = 0; i < itemCount; i++) scores[i] *= scale
    for (const i of base.ease.items) scores[i] = headScores[i]
  }
}

const lambdas = [5, 20, 50, 100, 200, 400, 800]
const easeItemsWhileChoosing = 1_000

/**
 * The ridge penalty that validates best on the 1,000 most bought items, where trying one takes a quarter of a second; it
 * depends on how many people there are, hardly on how many items. Without validation: 5 % of the users, 10 to 500.
 */
export function chooseLambda(interactions: Interactions, validation: Validation | undefined): { lambda: number; tried: number } {
  if (!validation) return { lambda: Math.min(500, Math.max(10, interactions.users.length * 0.05)), tried: 0 }
  const trials = lambdas.map((lambda) => {
    const model = ease(validation.past, { lambda, maxItems: easeItemsWhileChoosing })
    return { lambda, ndcg: mean(tryScorer(validation, easeScorer(model, validation.past.items.length))) }
  })
  return { lambda: trials.reduce((a, b) => (b.ndcg > a.ndcg ? b : a)).lambda, tried: trials.length }
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
