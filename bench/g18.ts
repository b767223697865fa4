/** G18: uplift on Hillstrom's e-mail test, seeded halvings, and coverage of the 90 % interval on simulated effects. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { fitUplift, type UpliftData } from '../server/src/models/experiments/uplift/choose.ts'
import { encode, fitEncoding, type Feature } from '../server/src/models/experiments/uplift/features.ts'
import { judgeUplift } from '../server/src/models/experiments/uplift/judge.ts'
import { bootstrapQini, percentileInterval, rank, relativeQini } from '../server/src/models/experiments/uplift/qini.ts'
import { shuffle } from '../server/src/models/randomness/distributions.ts'
import { bySize, exponent, score, seededRandom, sharedFile, skip } from './harness.ts'
import { findPython, type Python } from './subprocess.ts'

const goal = 'G18'
/** Seeded halvings, each half once to learn from and once to judge on (5 × 2 cross-validation, Dietterich 1998): every customer counts equally often. */
const splits = 2 * bySize({ small: 2, normal: 5, full: 20 })

const python = findPython(['sklearn'])
const twoModel = `
import numpy as np
from sklearn.linear_model import LogisticRegression
def run(data):
    x, t, y, test = (np.array(data[k], float) for k in ('x', 't', 'y', 'test'))
    fit = lambda arm: LogisticRegression(C=0.1, max_iter=500).fit(x[t == arm], y[t == arm])
    return (fit(1).predict_proba(test)[:, 1] - fit(0).predict_proba(test)[:, 1]).tolist()
`

const file = sharedFile('experiments/hillstrom.csv')
if (file) {
  const [names, ...rows]: string[][] = parse(readFileSync(file, 'utf8'))
  for (const arm of ['Womens', 'Mens']) compareOnSplits(arm, toData(names, rows, arm))
} else {
  skip(goal, 'Hillstrom', 'shared/data/experiments is absent')
}
coverSimulatedEffects()
await exponent({
  goal,
  what: 'fit',
  unit: 'customers',
  sizes: bySize({ small: [8_000, 16_000, 32_000], normal: [20_000, 40_000, 80_000], full: [20_000, 60_000, 180_000] }),
  prepare: (size) => {
    const data = simulate(size, seededRandom(size))
    return () => fitUplift(data, seededRandom(1))
  },
  atMost: 1.05,
  rounds: 3,
})

function compareOnSplits(arm: string, data: UpliftData): void {
  const results = Array.from({ length: splits }, (_, index) => {
    const [train, test] = split(data, index)
    const fit = fitUplift(train, seededRandom(1))
    const { qini, baselineQini, upliftTop30, verdict } = judgeUplift(fit, test, { random: seededRandom(2) })
    return { qini: qini ?? NaN, response: baselineQini ?? NaN, top30: upliftTop30 ?? NaN, verdict, method: fit.method, peer: python && scikitLearnQini(python, train, test) }
  })
  const [qini, response] = [mean(results.map((one) => one.qini)), mean(results.map((one) => one.response))]
  const error = standardError(results.map((one) => one.response))
  const verdicts = [...new Set(results.map((one) => `${one.method} → ${one.verdict}`))].join(', ')
  const shared = { goal, ours: qini, n: splits, unit: 'relative Qini', note: `${verdicts}; top 30 %: ${mean(results.map((one) => one.top30)).toFixed(4)}` }
  if (arm === 'Womens') {
    score({ ...shared, what: `${arm} e-mail, visits`, against: 'published level', peer: 0.16, target: { atLeast: 0.16 } })
    score({ ...shared, what: `${arm} e-mail, visits`, against: 'response model', peer: response, target: { ratioAtLeast: 3 } })
  } else {
    score({ ...shared, what: `${arm} e-mail, visits`, against: 'response model − 1 s.e.', peer: response - error, target: { differenceAtLeast: 0 } })
  }
  if (!python) return skip(goal, `${arm}, two-model of scikit-learn`, 'no Python with sklearn')
  const theirs = results.map((one) => one.peer ?? NaN)
  const difference = standardError(results.map((one, i) => one.qini - theirs[i]))
  score({ ...shared, what: `${arm} e-mail, visits`, against: 'scikit-learn two-model logistic', peer: mean(theirs), target: { differenceAtLeast: -2 * difference } })
}

/** Its scores from the same standardised columns, judged by the same Qini. */
function scikitLearnQini({ run }: Python, train: UpliftData, test: UpliftData): number {
  const encoding = fitEncoding(train.features)
  const matrix = (data: UpliftData) => {
    const { rows, columns, values } = encode(data.features, encoding)
    return Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns)))
  }
  const { answer } = run<number[]>(twoModel, { x: matrix(train), t: [...train.treatment], y: [...train.outcome], test: matrix(test) })
  return relativeQini(rank(answer), test) ?? NaN
}

function split(data: UpliftData, index: number): [UpliftData, UpliftData] {
  const order = shuffle(Int32Array.from({ length: data.treatment.length }, (_, i) => i), seededRandom(index >> 1))
  const middle = order.length >> 1
  const halves = [take(data, order.subarray(0, middle)), take(data, order.subarray(middle))]
  return index % 2 === 0 ? [halves[0], halves[1]] : [halves[1], halves[0]]
}

function take({ features, treatment, outcome }: UpliftData, indices: Int32Array): UpliftData {
  return {
    treatment: Uint8Array.from(indices, (i) => treatment[i]),
    outcome: Uint8Array.from(indices, (i) => outcome[i]),
    features: features.map((feature): Feature =>
      feature.kind === 'number'
        ? { ...feature, values: Float64Array.from(indices, (i) => feature.values[i]) }
        : { ...feature, values: Array.from(indices, (i) => feature.values[i]) }),
  }
}

function toData(names: string[], rows: string[][], arm: string): UpliftData {
  const segment = names.indexOf('segment')
  const chosen = rows.filter((cells) => cells[segment].startsWith(arm) || cells[segment].startsWith('No'))
  const categories = ['history_segment', 'zip_code', 'channel']
  const features = names.slice(0, segment).map((name, j): Feature => categories.includes(name)
    ? { name, kind: 'category', values: chosen.map((cells) => cells[j]) }
    : { name, kind: 'number', values: Float64Array.from(chosen, (cells) => Number(cells[j])) })
  return {
    features,
    treatment: Uint8Array.from(chosen, (cells) => (cells[segment].startsWith(arm) ? 1 : 0)),
    outcome: Uint8Array.from(chosen, (cells) => Number(cells[names.indexOf('visit')])),
  }
}

/** Rankings of known quality on new samples: the interval should hold the population's Qini in 90 %. */
function coverSimulatedEffects(): void {
  const trials = bySize({ small: 60, normal: 200, full: 500 })
  const noisy = (data: Simulated, random: () => number) => rank(data.effect.map((effect) => effect + 0.1 * random()))
  const population = simulate(1_000_000, seededRandom(1))
  const truth = relativeQini(noisy(population, seededRandom(2)), population) ?? NaN
  const random = seededRandom(3)
  let covered = 0
  for (let i = 0; i < trials; i++) {
    const data = simulate(3_000, random)
    const [lower, upper] = percentileInterval(bootstrapQini([noisy(data, random)], data, { draws: 300, random })[0]) ?? [NaN, NaN]
    if (lower <= truth && truth <= upper) covered++
  }
  const slack = 2 * Math.sqrt(0.09 / trials)
  score({ goal, what: '90 % interval holds the simulated Qini', against: 'nominal', ours: covered / trials, peer: 0.9, n: trials, unit: 'share', target: { differenceAtLeast: -Number(slack.toFixed(3)) } })
}

interface Simulated extends UpliftData {
  effect: Float64Array
}

function simulate(n: number, random: () => number): Simulated {
  const columns = Array.from({ length: 8 }, () => Float64Array.from({ length: n }, random))
  const effect = columns[0].map((x, i) => 0.05 + 0.1 * (x - 0.5) + (columns[1][i] > 0.7 ? 0.05 : 0))
  const treatment = Uint8Array.from({ length: n }, () => (random() < 0.5 ? 1 : 0))
  const outcome = Uint8Array.from({ length: n }, (_, i) => (random() < 0.1 + 0.1 * columns[2][i] + treatment[i] * effect[i] ? 1 : 0))
  return { features: columns.map((values, j): Feature => ({ name: `x${j}`, kind: 'number', values })), treatment, outcome, effect }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function standardError(values: number[]): number {
  const centre = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1) / values.length)
}
