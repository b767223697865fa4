import { ModelInputError } from '../input-error.ts'
import { fitTemperature, negativeLogLikelihood, percentiles, shareAbove, softmax } from './calibration.ts'
import { createRowWriter, learnFeatureSpace, type Document, type FeatureSpace, type Row } from './features-matrix.ts'
import { defaultFeatures, type FeatureSettings } from './features.ts'
import { seededRandom } from '../randomness/seeded-random.ts'
import { mix, trainLinear, type ClassWeights, type LinearSettings } from './naive-bayes-svm.ts'

/** A text and its label; `features` are further strings that say something about it, such as `has:price`. */
export interface Example extends Document {
  label: string
}

export interface TrainingOptions {
  /** Seed of the only randomness, the order in which rows are visited. */
  seed?: number
  features?: FeatureSettings
  cost?: number
  ratioCost?: number
  /** 0: frequent labels are favoured as in the data; 1: all labels alike. */
  balance?: number
}

export interface Prediction {
  label: string
  /** Calibrated probability of `label`, 0–1. */
  confidence: number
  /** By label; they sum to one. */
  probabilities: Record<string, number>
  /**
   * 0–1: share of held-out training texts that looked more familiar than this one. Flagging above 0.95 turns away
   * about 5 % of the texts that do belong.
   */
  outOfScope: number
}

export interface Classifier {
  readonly labels: readonly string[]
  predict(text: string, features?: readonly string[]): Prediction
  readonly model: ClassifierModel
}

/** Everything a classifier knows, as plain data. */
export interface ClassifierModel extends ClassWeights {
  labels: readonly string[]
  space: FeatureSpace
  temperature: number
  /** Percentiles of the familiarity of held-out training texts. */
  familiarity: Float32Array
}

/** Time and memory grow with labels times examples: at either end a minute of one core. */
const mostLabels = 300
const mostExamples = 200_000

/**
 * Learns to tell labels apart. How much of NB-SVM and how much of the plain SVM goes in, and the temperature, are
 * chosen on held-out parts of the examples. Their order does not matter: they are sorted first. About 12 s for 11,000
 * texts of 200 letters. With one label only, that label is always predicted.
 *
 * @throws ModelInputError without an example that has a label, and above 300 labels or 200,000 examples.
 */
export function trainClassifier(examples: readonly Example[], options: TrainingOptions = {}): Classifier {
  const sorted = examples.filter((example) => example.label !== '').toSorted(byTextThenLabel)
  if (sorted.length === 0) throw new ModelInputError('language.no_examples', 'There is no example with a label to learn from.')
  const labels = [...new Set(sorted.map((example) => example.label))].sort()
  if (labels.length > mostLabels || sorted.length > mostExamples) {
    throw new ModelInputError('language.too_many_examples', `${labels.length} labels in ${sorted.length} examples are more than ${mostLabels} in ${mostExamples}.`)
  }
  const { space, members } = fit(sorted, labels, options)
  const { ratioShare, ...calibration } = calibrate(sorted, labels, options)
  return classifierOf({ labels, space, ...mix(members, ratioShare), ...calibration })
}

/** The classifier of a model that was trained before. */
export function classifierOf(model: ClassifierModel): Classifier {
  const decide = createDecider(model)
  const { labels } = model
  return {
    labels,
    model,
    predict(text, features = []) {
      const { decisions, known } = decide(text, features)
      const probabilities = softmax(decisions, model.temperature, new Float64Array(labels.length))
      const best = probabilities.indexOf(Math.max(...probabilities))
      return {
        label: labels[best],
        confidence: probabilities[best],
        probabilities: Object.fromEntries(labels.map((label, k) => [label, probabilities[k]])),
        outOfScope: shareAbove(model.familiarity, familiarityOf(decisions, known)),
      }
    },
  }
}

function fit(examples: readonly Example[], labels: readonly string[], options: TrainingOptions) {
  const minDocuments = examples.length < 4_000 ? 1 : 2
  const { space, rows } = learnFeatureSpace(examples, options.features ?? defaultFeatures, minDocuments)
  const classes = Int32Array.from(examples, (example) => labels.indexOf(example.label))
  const problem = { rows, classes, classCount: labels.length, featureCount: space.vocabulary.size }
  return { space, members: trainLinear(problem, linearSettings(options)) }
}

function linearSettings(options: TrainingOptions): LinearSettings {
  return {
    cost: options.cost ?? 0.5,
    ratioCost: options.ratioCost ?? 0.1,
    balance: options.balance ?? 1,
    tolerance: 0.1,
    maxEpochs: 30,
    random: seededRandom(options.seed ?? 1),
  }
}

/** Mixture, temperature and familiarity, from texts that each part of the training did not see. */
function calibrate(examples: readonly Example[], labels: readonly string[], options: TrainingOptions) {
  const folds = foldsOf(examples)
  const foldCount = Math.max(...new Set(folds)) + 1
  const classes = Int32Array.from(examples, ({ label }) => (foldCount > 1 ? labels.indexOf(label) : -1))
  const held = shares.map((ratioShare) => ({ ratioShare, decisions: new Float64Array(examples.length * labels.length) }))
  const known = new Float64Array(examples.length)
  for (let fold = 0; fold < foldCount && foldCount > 1; fold++) {
    const { space, members } = fit(examples.filter((_, i) => folds[i] !== fold), labels, options)
    const outside = examples.keys().filter((i) => folds[i] === fold).toArray()
    for (const { ratioShare, decisions } of held) {
      const decide = createDecider({ labels, space, ...mix(members, ratioShare) })
      for (const i of outside) {
        const result = decide(examples[i].text, examples[i].features ?? [])
        decisions.set(result.decisions, i * labels.length)
        known[i] = result.known
      }
    }
  }
  const candidates = held.map(({ ratioShare, decisions }) => {
    const temperature = fitTemperature(decisions, classes, labels.length)
    return { ratioShare, decisions, temperature, loss: negativeLogLikelihood(decisions, classes, labels.length, temperature) }
  })
  const { ratioShare, decisions, temperature } = candidates.reduce((best, next) => (next.loss < best.loss ? next : best))
  const familiarity = [...classes.keys()]
    .filter((row) => classes[row] >= 0)
    .map((row) => familiarityOf(decisions.subarray(row * labels.length, (row + 1) * labels.length), known[row]))
  return { ratioShare, temperature, familiarity: percentiles(familiarity) }
}

/** Shares of NB-SVM that are tried; the first wins a tie, and where nothing can be held out. */
const shares = [0.5, 0, 0.25, 0.75, 1]

/** Folds with the labels spread evenly; equal texts share a fold. Examples are sorted by text. */
function foldsOf(examples: readonly Example[]): Int32Array {
  const most = examples.length < 3_000 ? 5 : 3
  const seen = new Map<string, number>()
  const folds = new Int32Array(examples.length)
  for (const [i, { text, label }] of examples.entries()) {
    if (i > 0 && examples[i - 1].text === text) {
      folds[i] = folds[i - 1]
      continue
    }
    const count = seen.get(label) ?? 0
    seen.set(label, count + 1)
    folds[i] = count % most
  }
  return folds
}

type Decide = (text: string, features: readonly string[]) => { decisions: Float64Array } & Pick<Row, 'known'>

function createDecider(model: Pick<ClassifierModel, 'labels' | 'space' | 'weights' | 'biases'>): Decide {
  const writeRow = createRowWriter(model.space)
  const { weights, biases } = model
  const classCount = model.labels.length
  return (text, features) => {
    const row = writeRow(text, features)
    const decisions = Float64Array.from(biases)
    for (let i = 0; i < row.count; i++) {
      const value = row.values[i]
      const start = row.features[i] * classCount
      for (let k = 0; k < classCount; k++) decisions[k] += value * weights[start + k]
    }
    return { decisions, known: row.known }
  }
}

/** How sure the surest one-versus-rest machine is, discounted for words never seen. */
function familiarityOf(decisions: Float64Array, known: number): number {
  return Math.max(...decisions) + known
}

function byTextThenLabel(a: Example, b: Example): number {
  return compare(a.text, b.text) || compare(a.label, b.label) || compare(featureKey(a), featureKey(b))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const featureKey = (example: Example) => (example.features ?? []).join('\n')
