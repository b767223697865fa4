import type { SparseRows } from './features-matrix.ts'
import { trainSvm, type LinearModel, type SvmSettings } from './linear-svm.ts'

export interface LinearProblem {
  rows: SparseRows
  /** Class of each row, 0 … classCount − 1. */
  classes: Int32Array
  classCount: number
  featureCount: number
}

export interface LinearSettings extends SvmSettings {
  /** Cost of the plain tf-idf machine, and of the one on naive Bayes ratios. */
  cost: number
  ratioCost: number
  /** 0: every row counts the same; 1: every class counts the same. */
  balance: number
}

/** Decision of class k = biases[k] + Σ value·weights[feature·classCount + k]. */
export interface ClassWeights {
  weights: Float32Array
  biases: Float32Array
}

/** The two machines of every class, before they are mixed. */
export interface LinearMembers {
  /** Linear SVM on tf-idf. */
  plain: ClassWeights
  /** NB-SVM: an SVM on tf-idf times the log-count ratio of naive Bayes (Wang and Manning 2012, equations 1–4). */
  ratio: ClassWeights
}

/** One-versus-rest machines of both kinds. A class without rows gets the decision −1. */
export function trainLinear(problem: LinearProblem, settings: LinearSettings): LinearMembers {
  const { rows, classes, classCount, featureCount } = problem
  const support = new Int32Array(classCount)
  for (const label of classes) support[label]++
  const present = support.filter((count) => count > 0).length
  const costOf = Float64Array.from(classes, (label) => (classes.length / (present * support[label])) ** settings.balance)
  const indices = Int32Array.from(classes.keys())
  const members = { plain: noWeights(featureCount, classCount), ratio: noWeights(featureCount, classCount) }
  for (let label = 0; label < classCount; label++) {
    if (support[label] === 0) {
      members.plain.biases[label] = members.ratio.biases[label] = -1
      continue
    }
    const signs = Int8Array.from(classes, (other) => (other === label ? 1 : -1))
    const base = { rows, indices, signs, featureCount }
    const costs = (cost: number) => costOf.map((weight) => weight * cost)
    place(members.plain, label, trainSvm({ ...base, costs: costs(settings.cost) }, settings))
    const scale = logCountRatios(rows, signs, featureCount)
    place(members.ratio, label, trainSvm({ ...base, costs: costs(settings.ratioCost), scale }, settings))
  }
  return members
}

/** Both machines are linear in the same features, so a mixture of them is one weight per feature and class. */
export function mix({ plain, ratio }: LinearMembers, ratioShare: number): ClassWeights {
  const blend = (a: Float32Array, b: Float32Array) => a.map((value, i) => value + (b[i] - value) * ratioShare)
  return { weights: blend(plain.weights, ratio.weights), biases: blend(plain.biases, ratio.biases) }
}

const noWeights = (featureCount: number, classCount: number): ClassWeights => ({
  weights: new Float32Array(featureCount * classCount),
  biases: new Float32Array(classCount),
})

function place({ weights, biases }: ClassWeights, label: number, model: LinearModel): void {
  const classCount = biases.length
  biases[label] = model.bias
  for (let feature = 0; feature < model.weights.length; feature++) {
    weights[feature * classCount + label] = model.weights[feature]
  }
}

/**
 * ln of (share of rows of sign +1 that have the feature) / (share among the others), each share (count + 1) / (rows + 2).
 *
 * Source: Wang and Manning (2012), equation 1 on presence, except that shares are of rows rather than of all features
 * counted: that moves every ratio by the same amount.
 */
export function logCountRatios(rows: SparseRows, signs: Int8Array, featureCount: number): Float32Array {
  const inside = new Float64Array(featureCount).fill(1)
  const outside = new Float64Array(featureCount).fill(1)
  let [insideRows, outsideRows] = [2, 2]
  for (let row = 0; row < rows.count; row++) {
    if (signs[row] > 0) insideRows++
    else outsideRows++
    const counts = signs[row] > 0 ? inside : outside
    for (let i = rows.starts[row]; i < rows.starts[row + 1]; i++) counts[rows.features[i]]++
  }
  return Float32Array.from(inside, (count, feature) =>
    Math.log(count / insideRows / (outside[feature] / outsideRows)),
  )
}
