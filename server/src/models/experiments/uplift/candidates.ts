import { fitBoostedTrees, predictTrees } from './boosted-trees.ts'
import { takeRows, type Matrix } from './features.ts'
import { fitForwardSelection, predictLinear } from './forward-selection.ts'
import { fitLogistic, predictLogistic } from './logistic.ts'

/** Training customers: columns, who was messaged (0/1, drawn at random) and who responded (0/1). */
export interface TrainingSet {
  x: Matrix
  treatment: Uint8Array
  outcome: Uint8Array
}

/** Scores customers; a higher score should be messaged first. */
export type Scorer = (x: Matrix) => Float64Array

export type UpliftMethod = 'few-modifiers' | 'two-model' | 'class-transformation' | 'boosted-trees'

/** Penalty of the linear models, on standardised columns. */
const ridge = 10

/** Chance to respond, whether messaged or not: whom a shop would pick without an experiment. */
export function responseModel({ x, outcome }: TrainingSet): Scorer {
  const model = fitLogistic(x, outcome, ridge)
  return (rows) => predictLogistic(model, rows)
}

/** Ways to learn whom the message changes, simplest first. */
export const upliftMethods: Record<UpliftMethod, (training: TrainingSet) => Scorer> = {
  'few-modifiers': fewModifiers,
  'two-model': twoModel,
  'class-transformation': classTransformation,
  'boosted-trees': boostedTrees,
}

/** A linear effect in the few features that clearly change it: usually "has bought this kind before", and nothing else. */
function fewModifiers(training: TrainingSet): Scorer {
  const model = fitForwardSelection(training.x, individualEffects(training))
  return (rows) => predictLinear(model, rows)
}

/** Chance when messaged − chance when not, each from its own model. Source: Hansotia & Rukstales (2002). */
function twoModel(training: TrainingSet): Scorer {
  const { treated, control } = armModels(training)
  return (rows) => {
    const without = predictLogistic(control, rows)
    return predictLogistic(treated, rows).map((chance, i) => chance - without[i])
  }
}

/** One model of "responded when messaged, or not when not". Arms are weighed equally. Source: Jaskowski & Jaroszewicz (2012). */
function classTransformation({ x, treatment, outcome }: TrainingSet): Scorer {
  const changed = outcome.map((responded, i) => (responded === treatment[i] ? 1 : 0))
  const arms = [0, 1].map((arm) => indicesOf(treatment, arm))
  const smaller = Math.min(arms[0].length, arms[1].length)
  const kept = arms.flatMap((arm) => thin(arm, smaller))
  const model = fitLogistic(takeRows(x, kept), kept.map((i) => changed[i]), ridge)
  return (rows) => predictLogistic(model, rows)
}

/** Small trees on the same effects, for thresholds and combinations. */
function boostedTrees(training: TrainingSet): Scorer {
  const leastRows = Math.max(20, Math.round(training.x.rows / 50))
  const options = { rounds: 60, depth: 2, learningRate: 0.1, leastRows }
  const model = fitBoostedTrees(training.x, individualEffects(training), options)
  return (rows) => predictTrees(model, rows)
}

/**
 * Each customer's doubly robust effect: the two-model effect, corrected by what the customer did. Very noisy, but right
 * on average for any group of customers, so it can be regressed on features.
 * Source: Kennedy (2023), Electronic Journal of Statistics 17:3008 (DR-learner).
 */
function individualEffects(training: TrainingSet): Float64Array {
  const { x, treatment, outcome } = training
  const { treated, control } = armModels(training)
  const share = treatment.reduce((sum, value) => sum + value, 0) / x.rows
  const without = predictLogistic(control, x)
  return predictLogistic(treated, x).map((chance, i) => {
    const surprise = treatment[i] === 1 ? (outcome[i] - chance) / share : -(outcome[i] - without[i]) / (1 - share)
    return chance - without[i] + surprise
  })
}

function armModels({ x, treatment, outcome }: TrainingSet) {
  const [control, treated] = [0, 1].map((arm) => {
    const rows = indicesOf(treatment, arm)
    return fitLogistic(takeRows(x, rows), rows.map((i) => outcome[i]), ridge)
  })
  return { treated, control }
}

function indicesOf(treatment: Uint8Array, arm: number): number[] {
  const indices: number[] = []
  for (let i = 0; i < treatment.length; i++) if (treatment[i] === arm) indices.push(i)
  return indices
}

/** `size` of the items, evenly spaced. */
function thin(items: number[], size: number): number[] {
  return Array.from({ length: size }, (_, i) => items[Math.floor((i * items.length) / size)])
}
