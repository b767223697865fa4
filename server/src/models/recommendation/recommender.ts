import { baseScorer, chooseLambda, fitEase, fitItemKnn, typicalOf, type BaseModel, type RecommenderModel } from './base-model.ts'
import { blend, blendScorer, plain, type Blend, type BlendSettings } from './blend.ts'
import { chooseBlend, type Trial } from './choose-blend.ts'
import { easeItemLimit } from './ease.ts'
import type { Bought, Interactions } from './interactions.ts'
import { topItems, type Scorer } from './ranking.ts'
import { mean, splitByTime, type Validation } from './validation.ts'
import { ModelInputError } from '../input-error.ts'
import type { OnProgress } from '../progress.ts'

export interface RecommenderOptions {
  /** `auto` (default) chooses by a time split of these interactions; a name gives that model as published. */
  model?: RecommenderModel | 'auto'
  /** Whether items may be offered again to those who have them. Default false. */
  repeat?: boolean
  /** Length of the rankings by which settings are chosen. Default 10. */
  k?: number
  onProgress?: OnProgress
}

/** Plain data, so that it can leave a worker. */
export interface Recommender {
  base: BaseModel
  blend: Blend
  itemCount: number
  repeat: boolean
  /** How it fared on purchases set aside; undefined where there were too few. */
  validation: { users: number; ndcg: number; popularityNdcg: number; settingsTried: number } | undefined
}

/** Validation scores every item for every customer set aside: beyond this it takes hours. */
const mostItems = 200_000
/** EASE learns this many items when the model is chosen automatically; neighbours know all. */
const autoEaseItems = 2_500
/** And this many in each window while it is being chosen. */
const trialEaseItems = 1_200

/**
 * Learns what to recommend. `popularity` is what sold, by the half-life that validates best; `itemknn` and `ease` are
 * the published models, λ by validation. `auto` is whichever validates best of popularity, neighbours, and EASE with
 * neighbours; scores are multiplied by each item's trend and blended with popularity and, with `repeat`, with the
 * person's own history.
 *
 * Time: for `auto` two EASE fits of at most 2,500 items (about a second each), for `ease` one of at most 6,000 (10 s). Run it
 * in a worker (`background/fits.ts`).
 * @throws ModelInputError above 200,000 items.
 */
export function fitRecommender(interactions: Interactions, options: RecommenderOptions = {}): Recommender {
  const { model = 'auto', repeat = false, k = 10, onProgress } = options
  if (interactions.items.length > mostItems) {
    throw new ModelInputError('recommendation.too_many_items', `Got ${interactions.items.length} items, more than ${mostItems}: leave out what is no longer sold`)
  }
  const validation = splitByTime(interactions, { repeat, k })
  const result = { itemCount: interactions.items.length, repeat, validation: undefined }
  if (model === 'auto') return fitBest(interactions, validation, repeat, onProgress)
  if (model === 'popularity') {
    const base: BaseModel = { model }
    const settings = validation ? chooseBlend(validation, validation.windows.map(() => base), false).settings : plain
    return { ...result, base, blend: blend(interactions, { ...plain, popularity: settings.popularity }, 1) }
  }
  if (model === 'itemknn') return { ...result, base: fitItemKnn(interactions), blend: blend(interactions, plain, 0) }
  const { lambda } = chooseLambda(interactions, validation)
  const base = fitEase(interactions, { lambda, maxItems: easeItemLimit, neighbours: undefined }, onProgress)
  return { ...result, base, blend: blend(interactions, plain, 0) }
}

/** Ranks items for anyone: make it once, call it often. */
export function recommenderScorer({ base, blend: chosen, itemCount }: Recommender): Scorer {
  return blendScorer(baseScorer(base, itemCount), chosen)
}

export interface RankOptions {
  /** Default 10. */
  k?: number
  /** Items not to offer, such as those out of stock. */
  exclude?: Iterable<number>
}

/** The best items for someone, best first; without what they have, unless the recommender repeats. */
export function recommendItems(
  recommender: Recommender, bought: Bought, { k = 10, exclude = [] }: RankOptions = {},
): Int32Array {
  const scores = new Float64Array(recommender.itemCount)
  recommenderScorer(recommender)(bought, scores)
  for (const i of exclude) scores[i] = -Infinity
  if (!recommender.repeat) for (const i of bought.item) scores[i] = -Infinity
  return topItems(scores, k)
}

function fitBest(
  interactions: Interactions, validation: Validation | undefined, repeat: boolean, onProgress?: OnProgress,
): Recommender {
  const result = { itemCount: interactions.items.length, repeat }
  if (!validation) {
    const { lambda } = chooseLambda(interactions, undefined)
    const base = fitEase(interactions, { lambda, maxItems: autoEaseItems, neighbours: fitItemKnn(interactions) }, onProgress)
    return { ...result, base, blend: blend(interactions, untested(repeat), typicalOf(base)), validation: undefined }
  }

  const pasts = validation.windows.map(({ past }) => past)
  const { lambda, tried } = chooseLambda(interactions, validation)
  onProgress?.(0.3)
  const neighbours = pasts.map((past) => fitItemKnn(past))
  const candidates: { bases: BaseModel[]; trial: Trial }[] = [
    pasts.map((): BaseModel => ({ model: 'popularity' })),
    neighbours,
    pasts.map((past, at) => fitEase(past, { lambda, maxItems: trialEaseItems, neighbours: neighbours[at] })),
  ].map((bases) => ({ bases, trial: chooseBlend(validation, bases, repeat) }))
  onProgress?.(0.6)
  const best = candidates.reduce((a, b) => (mean(b.trial.ndcg) > mean(a.trial.ndcg) ? b : a))

  const base = refit(interactions, best.bases[0], (share) => onProgress?.(0.6 + 0.4 * share))
  return {
    ...result,
    base,
    blend: blend(interactions, best.trial.settings, typicalOf(base)),
    validation: {
      users: best.trial.ndcg.length,
      ndcg: mean(best.trial.ndcg),
      popularityNdcg: mean(candidates[0].trial.ndcg),
      settingsTried: candidates.reduce((sum, { trial }) => sum + trial.tried, tried),
    },
  }
}

/** The same kind of model on all interactions. */
function refit(interactions: Interactions, base: BaseModel, onProgress: OnProgress): BaseModel {
  if (base.model === 'popularity') return base
  if (base.model === 'itemknn') return fitItemKnn(interactions)
  return fitEase(interactions, { lambda: base.lambda, maxItems: autoEaseItems, neighbours: fitItemKnn(interactions) }, onProgress)
}

/** Cautious settings for a shop too small to choose by validation: popularity leads, the model follows. */
function untested(repeat: boolean): BlendSettings {
  return {
    trend: { halfLifeDays: 30, exponent: 0.5 },
    popularity: { halfLifeDays: 30, weight: 1 },
    history: { halfLifeDays: 90, weight: repeat ? 3 : 0 },
  }
}
