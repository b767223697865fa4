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

/** One column of decisions per class: decision of class k = biases[k] + Σ value·weights[feature·classCount + k]. */
export interface ClassWeights {
  weights: Float32Array
  biases: Float32Array
}

/**
 * One-versus-rest machines, each the mean of a linear SVM on tf-idf and an NB-SVM: an SVM on tf-idf times the
 * log-count ratio of naive Bayes (Wang and Manning 2012, equations 1–4, with smoothing 1 and document counts).
 * Both are linear in the same features, so their mean is one weight per feature and class.
 */
export function trainLinear(problem: LinearProblem, settings: LinearSettings): ClassWeights {
  const { rows, classes, classCount, featureCount } = problem
  const support = new Int32Array(classCount)
  for (const label of classes) support[label]++
  const present = support.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
  const rowCost = support.map(Number)
  const weightOf = Float64Array.from(rowCost, (count) =>
    count === 0 ? 1 : (classes.length / (present * count)) ** settings.balance,
  )
  const indices = Int32Array.from(classes.keys())
  const weights = new Float32Array(featureCount * classCount)
  const biases = new Float32Array(classCount)
  for (let label = 0; label < classCount; label++) {
    if (support[label] === 0) {
      biases[label] = -1
      continue
    }
    const signs = Int8Array.from(classes, (other) => (other === label ? 1 : -1))
    const costs = (cost: number) => Float64Array.from(classes, (other) => cost * weightOf[other])
    const plain = { rows, indices, signs, featureCount, costs: costs(settings.cost) }
    const scale = logCountRatios(rows, signs, featureCount)
    const members: LinearModel[] = [
      trainSvm(plain, settings),
      trainSvm({ ...plain, costs: costs(settings.ratioCost), scale }, settings),
    ]
    for (const member of members) {
      biases[label] += member.bias / members.length
      for (let feature = 0; feature < featureCount; feature++) {
        weights[feature * classCount + label] += member.weights[feature] / members.length
      }
    }
  }
  return { weights, biases }
}

/** ln of (share of a feature among rows of sign +1) / (share among the others), over document counts plus one. */
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
