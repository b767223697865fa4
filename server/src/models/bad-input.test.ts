import { describe, expect, test } from 'vitest'
import { attributePaths } from './attribution/attribute-paths.ts'
import { alwaysValid } from './experiments/always-valid.ts'
import { spendingBounds } from './experiments/alpha-spending.ts'
import { campaignResult } from './experiments/campaign-result.ts'
import { campaignRevenue } from './experiments/campaign-revenue.ts'
import { compareMeans } from './experiments/compare-means.ts'
import { compareProportions } from './experiments/compare-proportions.ts'
import { compareRatios } from './experiments/compare-ratios.ts'
import { compareWithPrePeriod } from './experiments/cuped.ts'
import { holm } from './experiments/holm.ts'
import { offPolicyValue } from './experiments/off-policy.ts'
import { poolCounts } from './experiments/pool-counts.ts'
import { randomEffects } from './experiments/random-effects.ts'
import { checkSampleRatio } from './experiments/sample-ratio.ts'
import { detectableDifference, sampleSizeForMeans, sampleSizeForProportions } from './experiments/sample-size.ts'
import { thompsonSampling, thompsonShares } from './experiments/thompson-sampling.ts'
import { fitUplift } from './experiments/uplift/choose.ts'
import { judgeUplift } from './experiments/uplift/judge.ts'
import { accuracy } from './forecasting/accuracy.ts'
import { forecastDemand } from './forecasting/forecast.ts'
import { madeToOrderPlan } from './forecasting/made-to-order.ts'
import { newsvendorServiceLevel, reorderAdvice } from './forecasting/reorder.ts'
import { timelineOf } from './forecasting/timeline.ts'
import { ModelInputError } from './input-error.ts'
import { findDates } from './language/dates.ts'
import { trainIntent } from './language/intent.ts'
import { normaliseText, normaliseWord } from './language/normalise.ts'
import { pretrainedEmotion, pretrainedSentiment } from './language/pretrained.ts'
import { findQuantities, parseRupiah } from './language/quantities.ts'
import { createSearchIndex } from './language/search-index.ts'
import { trainSentiment } from './language/sentiment.ts'
import { createSpelling } from './language/spelling.ts'
import { stem } from './language/stem.ts'
import { tokenise } from './language/tokenise.ts'
import { backtest } from './lifetime-value/backtest.ts'
import { fitBgNbd } from './lifetime-value/bg-nbd.ts'
import { forecastCustomer } from './lifetime-value/customer-forecast.ts'
import { fitGammaGamma } from './lifetime-value/gamma-gamma.ts'
import { chanceWithin, learnRhythm, nextPurchase } from './lifetime-value/next-purchase.ts'
import { purchaseHistories, type Transaction } from './lifetime-value/purchase-history.ts'
import { rfm } from './lifetime-value/rfm.ts'
import { forecastTotal } from './lifetime-value/total-forecast.ts'
import { seededRandom } from './randomness/seeded-random.ts'
import { associationRules } from './recommendation/association-rules.ts'
import { buyAgainOffers, learnBuyAgain } from './recommendation/buy-again.ts'
import { learnColdStart, recommendFromFew } from './recommendation/cold-start.ts'
import { basketOf, boughtBy, collectInteractions, type Purchase } from './recommendation/interactions.ts'
import { fitRecommender, recommendItems } from './recommendation/recommender.ts'
import { findThemes } from './themes/find-themes.ts'
import { cohenKappa } from './themes/kappa.ts'
import { krippendorffAlpha } from './themes/krippendorff.ts'
import { suggestCodes } from './themes/suggest-codes.ts'

/**
 * Every door of the models beside every kind of bad input: what comes back is a value without NaN or Infinity, or a
 * typed error, and it comes within a few seconds. Uploaded files and strangers' messages reach all of these.
 */
const secondsAllowed = 5
const random = () => seededRandom(1)

const texts: Record<string, string> = {
  empty: '',
  blank: ' \n\t\u00a0\u200b',
  'one letter': 'a',
  'no words': '?!… 😀😀 12',
  'half a surrogate pair': 'bagus \ud83d kok',
  'names of object members': '__proto__ constructor toString hasOwnProperty',
  'a long word': 'a'.repeat(50_000),
  'a long word of syllables': 'ngamemperke'.repeat(5_000),
  'very long': 'kak brp hrgny yg ukrn xl 2 lusin 15rb besok jam 4 ongkirnya '.repeat(2_000),
  'numbers without end': `Rp${'9'.repeat(5_000)} ${'1.'.repeat(2_000)}`,
  'marks without end': `${'-'.repeat(20_000)}${'('.repeat(20_000)}`,
  'combining marks': `e${'\u0301'.repeat(10_000)}`,
  'right to left and zero width': '\u202eagus\u202c\u2066ba\u2069\u200d\ufeff',
  'null bytes': 'harga\u0000berapa\u0007',
}

const numbers: Record<string, number[]> = {
  empty: [],
  single: [5],
  constant: Array<number>(40).fill(3),
  zeros: Array<number>(40).fill(0),
  NaN: [1, NaN, 3, 4, 5, 6],
  infinite: [1, Infinity, 3, 4],
  negative: [-1, -2, -3, -4, -5],
  huge: [1e308, 1e308, 1, 2, 3, 4],
  tiny: [5e-324, 1e-300, 1e-200, 0, 0, 0],
  'one giant': [...Array<number>(60).fill(0), 1e11],
  fractions: [0.1, 0.2, 0.3, 1.5, 2.25],
  long: Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 13),
}

const ten = Array.from({ length: 400 }, (_, i) => ({ customer: `c${i % 60}`, day: (i * 37) % 200, amount: 10 + (i % 9) }))
const transactions: Record<string, Transaction[]> = {
  empty: [],
  single: ten.slice(0, 1),
  'one customer': ten.map((row) => ({ ...row, customer: 'c' })),
  'one day': ten.map((row) => ({ ...row, day: 3 })),
  duplicated: [...ten, ...ten, ...ten],
  'NaN amount': [...ten, { customer: 'x', day: 1, amount: NaN }],
  'NaN day': [...ten, { customer: 'x', day: NaN, amount: 1 }],
  negative: ten.map((row) => ({ ...row, amount: -row.amount })),
  free: ten.map((row) => ({ ...row, amount: 0 })),
  'future dated': ten.map((row) => ({ ...row, day: row.day + 1e6 })),
  'partly future dated': [...ten, { customer: 'c1', day: 1e9, amount: 5 }],
  'before time began': [...ten, { customer: 'c1', day: -1e9, amount: 5 }],
  'giant amounts': ten.map((row, i) => ({ ...row, amount: i % 50 === 0 ? 1e15 : row.amount })),
  'daily for years': Array.from({ length: 9_000 }, (_, i) => ({ customer: `c${i % 30}`, day: Math.floor(i / 30), amount: 2 })),
  'names of object members': ten.map((row, i) => ({ ...row, customer: ['__proto__', 'constructor', 'toString'][i % 3] })),
}
const endDay = 200

const count = (successes: number, total: number) => ({ successes, total })
const counts: Record<string, { successes: number; total: number }[]> = {
  empty: [count(0, 0), count(0, 0)],
  'one empty arm': [count(1, 3), count(0, 0)],
  'nobody bought': [count(0, 50), count(0, 50)],
  'everybody bought': [count(50, 50), count(50, 50)],
  'more buyers than customers': [count(9, 3), count(1, 3)],
  negative: [count(-1, 3), count(1, 3)],
  fractions: [count(0.5, 3), count(1, 3)],
  NaN: [count(NaN, 3), count(1, NaN)],
  infinite: [count(1, Infinity), count(1, 3)],
  giant: [count(1_000_000, 9_000_000), count(999_000, 9_000_000)],
}

interface Case {
  name: string
  kind: string
  run: () => unknown
}

/** One case for each input of a kind and each door that takes it. */
function casesOf<T>(inputs: Record<string, T>, doors: Record<string, (input: T) => unknown>): Case[] {
  return Object.entries(doors).flatMap(([name, door]) => Object.entries(inputs).map(([kind, input]) => ({ name, kind, run: () => door(input) })))
}

const textDoors: Record<string, (text: string) => unknown> = {
  tokenise,
  normaliseText,
  normaliseWord,
  stem,
  parseRupiah,
  findQuantities: (text) => findQuantities(text),
  findDates: (text) => findDates(text, '2026-11-24'),
  'findDates, today': (text) => findDates('besok', text),
  'sentiment that ships': (text) => pretrainedSentiment().predict(text),
  'emotion that ships': (text) => pretrainedEmotion().predict(text),
  trainSentiment: (text) => trainSentiment([{ text, label: 'x' }, { text, label: 'y' }, { text: 'enak', label: 'x' }]).predict(text),
  trainIntent: (text) => trainIntent([{ text, label: text }, { text: 'harga', label: 'price' }]).predict('harga'),
  'search, query': (text) => createSearchIndex([{ sku: 'A', name: 'Batik tulis', category: 'Kain', variant: '', description: '' }]).search(text),
  'search, product': (text) => createSearchIndex([{ sku: text, name: text, category: text, variant: text, description: text }]).search('batik tulis'),
  spelling: (text) => createSpelling(new Map([[text, 1], ['batik', 2]])).suggest(text),
  findThemes: (text) => findThemes(Array.from({ length: 25 }, (_, i) => ({ id: String(i), text: text.slice(0, 20_000) }))),
  suggestCodes: (text) => suggestCodes([text], [{ code: text, texts: [text] }]),
  cohenKappa: (text) => cohenKappa([text, text, 'a'], [text, 'a', text]),
  timelineOf: (text) => timelineOf([text, text, text]),
  attributePaths: (text) => attributePaths([{ channels: [text, text], conversions: 1, value: 1, nulls: 1 }]),
  associationRules: (text) => associationRules([[text, text], [text]], { support: 0.5, confidence: 0 }),
}

const numberDoors: Record<string, (values: number[]) => unknown> = {
  forecastDemand: (values) => forecastDemand([values.slice(0, 5_000)], { horizon: 5 }),
  'forecastDemand, many': (values) => forecastDemand(Array<number[]>(20).fill(values.slice(0, 500)), { horizon: 5, timeline: { start: '2026-01-01', periodDays: 1 } }),
  reorderAdvice: (values) => {
    const [forecast] = forecastDemand([values.slice(0, 1_000)], { horizon: 10 })
    return forecast.status === 'ok' ? reorderAdvice({ forecast, onHand: 0, onOrder: 0, leadTimePeriods: 2, reviewPeriods: 1, serviceLevel: 0.95, packSize: 12, shelfLifePeriods: 3 }) : forecast
  },
  madeToOrderPlan: (values) => {
    const [forecast] = forecastDemand([values.slice(0, 1_000)], { horizon: 10 })
    return forecast.status === 'ok' ? madeToOrderPlan({ forecast, capacityPerPeriod: 1, backlog: 5, serviceLevel: 0.9 }) : forecast
  },
  accuracy: (values) => accuracy(values, values, values.map(() => 1)),
  newsvendorServiceLevel: ([price = 0, cost = 0, salvage = 0]) => newsvendorServiceLevel({ price, cost, salvage }),
  compareMeans: (values) => compareMeans(values, values),
  'compareMeans, unlike': (values) => compareMeans(values, [1, 2, 3]),
  compareRatios: (values) => compareRatios(values.map((numerator) => ({ numerator, denominator: 1 })), values.map((denominator) => ({ numerator: 1, denominator })), { random: random() }),
  compareWithPrePeriod: (values) => compareWithPrePeriod({ outcome: values, before: values }, { outcome: values, before: values }, { random: random() }),
  campaignRevenue: (values) => campaignRevenue({ treated: values.slice(0, 5_000), control: values.slice(0, 5_000) }, { random: random() }),
  holm: (values) => holm(values.filter((p) => p >= 0 && p <= 1)),
  checkSampleRatio: (values) => checkSampleRatio(values.slice(0, 50)),
  'checkSampleRatio, shares': (values) => checkSampleRatio(values.slice(0, 50).map(() => 5), values.slice(0, 50)),
  spendingBounds: (values) => spendingBounds(values),
  alwaysValid: ([estimate = 0, standardError = 0, finalStandardError = 0]) => alwaysValid({ estimate, standardError, finalStandardError }),
  sampleSizeForProportions: ([baseline = 0, difference = 0]) => sampleSizeForProportions({ baseline, difference }),
  sampleSizeForMeans: ([standardDeviation = 0, difference = 0]) => sampleSizeForMeans({ standardDeviation, difference }),
  detectableDifference: ([total = 0, baseline = 0]) => detectableDifference({ baseline, total }),
  randomEffects: (values) => randomEffects(values.map((effect) => ({ effect, variance: 1 }))),
  'randomEffects, variance': (values) => randomEffects(values.map((variance) => ({ effect: 1, variance }))),
  offPolicyValue: (values) => offPolicyValue(values.map((reward) => ({ loggedChance: 0.5, targetChance: 0.5, reward }))),
  'offPolicyValue, chances': (values) => offPolicyValue(values.map((loggedChance) => ({ loggedChance, targetChance: 1, reward: 1 }))),
  thompsonSampling: (values) => thompsonSampling(values.slice(0, 20).map((successes) => ({ successes, failures: 3 })), random()),
  thompsonShares: (values) => thompsonShares(values.slice(0, 10).map((failures) => ({ successes: 2, failures }))),
  rfm: (values) => rfm(values.map((value) => ({ recencyDays: value, frequency: value, monetary: value }))),
  learnRhythm: (values) => learnRhythm([values, values]),
  nextPurchase: (values) => {
    const rhythm = learnRhythm([[7, 8], [6]], { medianDays: 7, weight: 3 })
    if (rhythm.status !== 'known') return rhythm
    return [nextPurchase(rhythm, values, values[0] ?? 0), chanceWithin(rhythm, values, values[0] ?? 0, values[0] ?? 0)]
  },
  krippendorffAlpha: (values) => krippendorffAlpha([values.slice(0, 200), values.slice(0, 200)], { scale: 'interval', random: random() }),
  'krippendorffAlpha, ordinal': (values) => krippendorffAlpha([values.slice(0, 200), values.slice(0, 200).reverse()], { scale: 'ordinal' }),
  attributePaths: (values) => attributePaths(values.map((value, i) => ({ channels: [`c${i % 20}`, 'd'], conversions: value, value, nulls: value }))),
  uplift: (values) => {
    const data = { treatment: Uint8Array.from(values, (_, i) => i % 2), outcome: Uint8Array.from(values, (_, i) => (i % 5 === 0 ? 1 : 0)), features: [{ name: 'x', kind: 'number' as const, values: Float64Array.from(values) }] }
    const small = { ...data, treatment: data.treatment.subarray(0, 5_000), outcome: data.outcome.subarray(0, 5_000), features: data.features.map((one) => ({ ...one, values: one.values.subarray(0, 5_000) })) }
    const { qini, upliftTop30, verdict } = judgeUplift(fitUplift(small, random()), small, { random: random(), draws: 50 })
    return { qini, upliftTop30, verdict }
  },
}

const asPurchases = (rows: readonly Transaction[]): Purchase[] => rows.map(({ customer, day, amount }) => ({ user: customer, item: `p${amount % 7}`, day }))

const transactionDoors: Record<string, (rows: Transaction[]) => unknown> = {
  purchaseHistories: (rows) => purchaseHistories(rows, endDay).length,
  fitBgNbd: (rows) => fitBgNbd(purchaseHistories(rows, endDay)),
  fitGammaGamma: (rows) => fitGammaGamma(purchaseHistories(rows, endDay)),
  backtest: (rows) => backtest(rows, endDay, 10),
  'forecasts of customers and of all': (rows) => {
    const histories = purchaseHistories(rows, endDay)
    const fit = fitBgNbd(histories)
    const spending = fitGammaGamma(histories)
    if (fit.status !== 'fitted') return fit
    const total = forecastTotal(fit, histories, { weeks: 10, model: 'bgnbd', logRatios: [], random: random() })
    return [total, ...histories.slice(0, 5).map((one) => forecastCustomer(fit, spending.status === 'fitted' ? spending : undefined, one, { weeks: 10, random: random() }))]
  },
  recommender: (rows) => {
    const interactions = collectInteractions(asPurchases(rows))
    const { validation, ...recommender } = fitRecommender(interactions)
    return [validation, recommendItems({ validation, ...recommender }, basketOf([], 0))]
  },
  buyAgain: (rows) => {
    const interactions = collectInteractions(asPurchases(rows))
    const model = learnBuyAgain(interactions, { sector: 'food', today: endDay })
    return interactions.users.slice(0, 5).map((_, user) => buyAgainOffers(model, boughtBy(interactions, user), 7))
  },
  coldStart: (rows) => {
    const items = [...new Set(asPurchases(rows).map(({ item }) => item))].map((id) => ({ id, category: 'x' }))
    const model = learnColdStart(items, asPurchases(rows).map(({ item, day }) => ({ items: [item, item], day })))
    return model.status === 'learnt' ? [model.popularity, recommendFromFew(model, ['unknown'])] : model
  },
  associationRules: (rows) => associationRules(asPurchases(rows).map(({ item }) => [item, 'always']), { support: 0.001, confidence: 0 }).rules.length,
}

const countDoors: Record<string, (arms: { successes: number; total: number }[]) => unknown> = {
  compareProportions: ([treated, control]) => compareProportions(treated, control),
  campaignResult: ([treated, control]) => campaignResult({ control, arms: [{ name: 'a', count: treated }, { name: 'b', count: treated }], customersPerWeek: 10 }),
  poolCounts: ([treated, control]) => poolCounts([{ treated, control }, { treated: control, control: treated }, { treated, control }]),
}

const cases = [...casesOf(texts, textDoors), ...casesOf(numbers, numberDoors), ...casesOf(transactions, transactionDoors), ...casesOf(counts, countDoors)]

describe('a bad input gets a plain value or a typed error, in time', () => {
  test.each(cases)('$name: $kind', ({ run }) => {
    const started = performance.now()
    const result = outcomeOf(run)
    expect(performance.now() - started).toBeLessThan(secondsAllowed * 1000)
    if (result.error === undefined) expect(badNumbers(result.value)).toEqual([])
    else expect(isTyped(result.error), `untyped: ${String(result.error)}`).toBe(true)
  })

  test('every kind of input is tried', () => {
    expect(cases.length).toBeGreaterThan(800)
  })

  test('a NaN is found wherever it hides', () => {
    expect(badNumbers({ a: [1, { b: Float64Array.of(NaN) }], c: new Map([['d', Infinity]]) })).toEqual(['.a.1.b.0', '.c.0.1'])
  })
})

function outcomeOf(run: () => unknown): { value?: unknown; error?: unknown } {
  try {
    return { value: run() }
  } catch (error) {
    return { error }
  }
}

const isTyped = (error: unknown) => error instanceof ModelInputError

/** Where a value holds NaN or Infinity. */
function badNumbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path]
  if (typeof value !== 'object' || value === null) return []
  const entries: [string | number, unknown][] = value instanceof Map || ArrayBuffer.isView(value) || Array.isArray(value) ? [...Array.from(value as Iterable<unknown>).entries()] : Object.entries(value)
  return entries.flatMap(([key, inner]) => badNumbers(inner, `${path}.${key}`)).slice(0, 5)
}
