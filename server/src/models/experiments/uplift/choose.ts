import { shuffle } from '../../randomness/distributions.ts'
import type { Random } from '../../randomness/seeded-random.ts'
import type { Interval } from '../proportions.ts'
import { summarise } from '../summary.ts'
import { responseModel, upliftMethods, type Scorer, type TrainingSet, type UpliftMethod } from './candidates.ts'
import { encode, fitEncoding, takeRows, type Encoding, type Feature } from './features.ts'
import { bootstrapQini, percentileInterval, rank, relativeQini } from './qini.ts'
import { ModelInputError } from '../../input-error.ts'
import { stageOf, type OnProgress } from '../../progress.ts'

export interface UpliftData {
  features: readonly Feature[]
  /** 1 messaged, 0 held out; drawn at random, or nothing here holds. */
  treatment: Uint8Array
  /** 1 responded, 0 not. */
  outcome: Uint8Array
}

export interface UpliftFit {
  /** `response` when no uplift method clearly ranks better on training customers it had not seen. */
  method: UpliftMethod | 'response'
  /** Relative Qini of each on held-out folds of the training customers; `undefined` when there is no total effect. */
  crossValidated: Record<UpliftMethod | 'response', number | undefined>
  /** 90 % interval of the chosen uplift method − response model, on the same folds. */
  advantage: Interval | undefined
  encoding: Encoding
  score: Scorer
  response: Scorer
}

/** Rows × columns²: a few minutes at the very most. Beyond it a random part of the customers is learnt from. */
const mostWork = 2e9
const folds = 5
const draws = 400

/**
 * Learns whom to message from an earlier campaign with a random hold-out, and falls back to the plain response model
 * unless an uplift method ranks better beyond doubt: the 90 % interval of its advantage, on folds it was not trained on,
 * lies above zero. Most campaigns of a small shop end with the response model, and that is right.
 *
 * Needs both arms with responders; with fewer than 100 customers in an arm the answer is the response model.
 * Work: linear in customers, about 30 fits: seconds for 30,000 customers, so run it in a worker; from about 140,000
 * customers with 120 columns a random part is used. `random` decides part, folds and bootstrap; `onProgress` hears about the
 * fits and the bootstrap.
 * Source: Künzel et al. (2019) and Gutierrez & Gérardy (2017) for the methods; the choice is plain cross-validation.
 * @throws ModelInputError for lengths that differ, or values of treatment or outcome other than 0 and 1.
 */
export function fitUplift(data: UpliftData, random: Random, onProgress?: OnProgress): UpliftFit {
  assertTrial(data)
  const encoding = fitEncoding(data.features)
  const training = limited({ x: encode(data.features, encoding), treatment: data.treatment, outcome: data.outcome }, random)
  const response = responseModel(training)
  const fallback: UpliftFit = {
    method: 'response',
    crossValidated: { response: undefined, 'few-modifiers': undefined, 'two-model': undefined, 'class-transformation': undefined, 'boosted-trees': undefined },
    advantage: undefined,
    encoding,
    score: response,
    response,
  }
  const treated = training.treatment.reduce((sum, value) => sum + value, 0)
  if (Math.min(treated, training.x.rows - treated) < 100 || training.x.columns === 0) return fallback

  const names = Object.keys(upliftMethods) as UpliftMethod[] // The record's own keys.
  const scores = crossValidate(training, [responseModel, ...names.map((name) => upliftMethods[name])], random, stageOf(onProgress, 0, 0.55))
  const [responseRanking, ...rankings] = scores.map(rank)
  const crossValidated = { ...fallback.crossValidated, response: relativeQini(responseRanking, training) }
  for (const [i, name] of names.entries()) crossValidated[name] = relativeQini(rankings[i], training)
  const [responseDraws, ...methodDraws] = bootstrapQini([responseRanking, ...rankings], training, { draws, random, onProgress: stageOf(onProgress, 0.55, 0.9) })
  const best = simplestOfTheBest(names.map((name) => crossValidated[name] ?? -Infinity), methodDraws)
  const advantage = percentileInterval(methodDraws[best].map((value, i) => value - responseDraws[i]))
  if (!advantage || advantage[0] <= 0) return { ...fallback, crossValidated, advantage }
  const method = names[best]
  const score = upliftMethods[method](training)
  onProgress?.(1)
  return { method, crossValidated, advantage, encoding, score, response }
}

/** A later, more flexible method replaces an earlier one only when it is ahead by more than one standard error. */
function simplestOfTheBest(qinis: number[], methodDraws: number[][]): number {
  let best = 0
  for (let i = 1; i < qinis.length; i++) {
    const differences = methodDraws[i].map((value, draw) => value - methodDraws[best][draw])
    if (qinis[i] - qinis[best] > Math.sqrt(summarise(differences).variance)) best = i
  }
  return best
}

/** Each method's scores of every customer, from models fitted without that customer's fold. */
function crossValidate(training: TrainingSet, methods: ((training: TrainingSet) => Scorer)[], random: Random, onDone: OnProgress): Float64Array[] {
  const { x } = training
  const order = shuffle(Int32Array.from({ length: x.rows }, (_, i) => i), random)
  const scores = methods.map(() => new Float64Array(x.rows))
  for (let fold = 0; fold < folds; fold++) {
    const held = order.filter((_, i) => i % folds === fold)
    const kept = order.filter((_, i) => i % folds !== fold)
    const part = takeCustomers(training, kept)
    const heldRows = takeRows(x, held)
    for (const [m, method] of methods.entries()) {
      const predicted = method(part)(heldRows)
      for (let i = 0; i < held.length; i++) scores[m][held[i]] = predicted[i]
      onDone((fold * methods.length + m + 1) / (folds * methods.length))
    }
  }
  return scores
}

function limited(training: TrainingSet, random: Random): TrainingSet {
  const most = Math.floor(mostWork / (training.x.columns + 1) ** 2)
  if (training.x.rows <= most) return training
  return takeCustomers(training, shuffle(Int32Array.from({ length: training.x.rows }, (_, i) => i), random).subarray(0, most))
}

function takeCustomers({ x, treatment, outcome }: TrainingSet, indices: Int32Array): TrainingSet {
  return { x: takeRows(x, indices), treatment: takeBytes(treatment, indices), outcome: takeBytes(outcome, indices) }
}

const takeBytes = (values: Uint8Array, indices: Int32Array) => Uint8Array.from(indices, (i) => values[i])

function assertTrial({ features, treatment, outcome }: UpliftData): void {
  if (outcome.length !== treatment.length || features.some(({ values }) => values.length !== treatment.length)) {
    throw new ModelInputError('experiments.invalid_count', 'Features, treatment and outcome have different lengths')
  }
  if (![treatment, outcome].every((values) => values.every((value) => value === 0 || value === 1))) {
    throw new ModelInputError('experiments.invalid_number', 'Treatment and outcome are 0 or 1')
  }
}
