/**
 * A bag-of-n-grams network beside the linear classifier, for docs/models/sentiment.md: the same features, one hidden
 * layer, softmax; trained by AdaGrad with dropout of inputs. `node scripts/train/neural.ts [hidden] [epochs]`.
 */
import { createRowWriter, learnFeatureSpace } from '../../server/src/models/language/features-matrix.ts'
import { feelingFeatures } from '../../server/src/models/language/feelings.ts'
import { trainSentiment } from '../../server/src/models/language/sentiment.ts'
import { shuffle } from '../../server/src/models/randomness/distributions.ts'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import type { Example } from '../../server/src/models/language/classifier.ts'
import { smsa } from './corpora.ts'
import { reportPredictions } from './figures.ts'
import { smsaResplit } from './smsa-resplit.ts'

const [hidden = 32, epochs = 4] = process.argv.slice(2).map(Number)
const dropout = 0.4
const rate = 0.03
const labels = ['negative', 'neutral', 'positive']

const folds = smsaResplit(4)
compare('SmSA valid', [{ train: smsa('train'), test: smsa('valid') }])
compare('SmSA off-topic re-split', folds)

function compare(name: string, splits: { train: Example[]; test: Example[] }[]): void {
  const expected = splits.flatMap(({ test }) => test.map(({ label }) => label))
  const linear: number[][] = []
  const neural: number[][] = []
  for (const { train, test } of splits) {
    const classifier = trainSentiment(train)
    const network = trainNetwork(train)
    for (const { text } of test) {
      const { probabilities } = classifier.predict(text)
      linear.push(labels.map((label) => probabilities[label] ?? 0))
      neural.push(network(text))
    }
  }
  reportPredictions(`${name}, linear (shipped)`, expected, linear.map(best))
  reportPredictions(`${name}, network of ${hidden}`, expected, neural.map(best))
  reportPredictions(`${name}, mean of both`, expected, linear.map((row, i) => best(row.map((p, k) => p + (neural[i]?.[k] ?? 0)))))
}

function best(probabilities: readonly number[]): string {
  return labels[probabilities.indexOf(Math.max(...probabilities))] ?? ''
}

/** Probabilities of the labels of a text, by a network that learnt from these examples. */
function trainNetwork(examples: readonly Example[]): (text: string) => number[] {
  const documents = examples.map(({ text }) => ({ text, features: feelingFeatures(text) }))
  const { space, rows } = learnFeatureSpace(documents, { wordMax: 2, charMin: 3, charMax: 5 }, 3)
  const random = seededRandom(1)
  const first = weightsOf(space.vocabulary.size * hidden, 0.1, random)
  const second = weightsOf(hidden * labels.length, 1 / Math.sqrt(hidden), random)
  const classes = examples.map(({ label }) => labels.indexOf(label))
  const importance = labels.map((_, k) => Math.sqrt(classes.length / labels.length / Math.max(1, classes.filter((one) => one === k).length)))
  const order = Int32Array.from(classes.keys())
  const activity = new Float32Array(hidden)
  const slope = new Float32Array(hidden)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const step = rate * (1 - epoch / epochs)
    for (const row of shuffle(order, random)) {
      const kept: number[] = []
      for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at++) if (random() >= dropout) kept.push(at)
      const input = kept.map((at) => ({ from: rows.features[at] * hidden, value: rows.values[at] / (1 - dropout) }))
      const probabilities = forward(input, first.values, second.values, activity)
      slope.fill(0)
      for (const [k, probability] of probabilities.entries()) {
        const error = (probability - (classes[row] === k ? 1 : 0)) * importance[classes[row]]
        for (let j = 0; j < hidden; j++) {
          if (activity[j] === 0) continue
          slope[j] += error * second.values[j * labels.length + k]
          descend(second, j * labels.length + k, error * activity[j], step)
        }
      }
      for (const { from, value } of input) {
        for (let j = 0; j < hidden; j++) if (activity[j] > 0) descend(first, from + j, value * slope[j], step)
      }
    }
  }
  const write = createRowWriter(space)
  return (text) => {
    const row = write(text, feelingFeatures(text))
    const input = Array.from({ length: row.count }, (_, i) => ({ from: row.features[i] * hidden, value: row.values[i] }))
    return forward(input, first.values, second.values, activity)
  }
}

interface Weights {
  values: Float32Array
  /** AdaGrad's sums of squared gradients. */
  squares: Float32Array
}

function weightsOf(size: number, spread: number, random: () => number): Weights {
  return { values: Float32Array.from({ length: size }, () => (2 * random() - 1) * spread), squares: new Float32Array(size).fill(1e-6) }
}

function descend({ values, squares }: Weights, at: number, gradient: number, step: number): void {
  squares[at] += gradient * gradient
  values[at] -= (step * gradient) / Math.sqrt(squares[at])
}

/** Fills `activity` with the hidden layer (rectified) and returns the softmax over the labels. */
function forward(input: readonly { from: number; value: number }[], first: Float32Array, second: Float32Array, activity: Float32Array): number[] {
  activity.fill(0)
  for (const { from, value } of input) for (let j = 0; j < hidden; j++) activity[j] += value * first[from + j]
  const scores = labels.map(() => 0)
  for (let j = 0; j < hidden; j++) {
    activity[j] = Math.max(0, activity[j])
    for (const k of labels.keys()) scores[k] += activity[j] * second[j * labels.length + k]
  }
  const largest = Math.max(...scores)
  const exponentials = scores.map((score) => Math.exp(score - largest))
  const total = exponentials.reduce((sum, value) => sum + value, 0)
  return exponentials.map((value) => value / total)
}
