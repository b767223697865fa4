import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shuffle } from '../../randomness/distributions.ts'
import { seededRandom, type Random } from '../../randomness/seeded-random.ts'
import { fitBoostedTrees, predictTrees } from './boosted-trees.ts'
import { fitUplift, type UpliftData } from './choose.ts'
import { encode, fitEncoding, type Feature } from './features.ts'
import { judgeUplift } from './judge.ts'
import { fitForwardSelection, predictLinear } from './forward-selection.ts'
import { fitLogistic } from './logistic.ts'
import { bootstrapQini, percentileInterval, rank, relativeQini, upliftInTop } from './qini.ts'
import { ModelInputError } from '../../input-error.ts'

const someTrial = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 5 }), treatment: fc.constantFrom(0, 1), outcome: fc.constantFrom(0, 1) }),
  { minLength: 2, maxLength: 60 },
)

describe('relative Qini', () => {
  it('is that of the curve drawn by hand', () => {
    // Ranked T1 C0 T0 C1: q = 1, 1, 2 − … by q = Yt − Yc·Nt/Nc: 1, 1, 1, 0; the total effect is 0.
    const trial = { treatment: [1, 0, 1, 0], outcome: [1, 0, 0, 1] }
    expect(relativeQini(rank([4, 3, 2, 1]), trial)).toBeUndefined()
    // T1 C0 T1 C1: q = 1, 1, 2, 1; trapezoids (½ + 1 + 1½ + 1½) / 4 = 1.125, minus half of q(1) = 1.
    expect(relativeQini(rank([4, 3, 2, 1]), { treatment: [1, 0, 1, 0], outcome: [1, 0, 1, 1] })).toBeCloseTo(0.625, 12)
  })

  it('is 0 when all scores are equal, and does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(someTrial, fc.integer(), (rows, seed) => {
        const columns = (list: typeof rows) => ({ treatment: list.map((r) => r.treatment), outcome: list.map((r) => r.outcome) })
        const qini = relativeQini(rank(rows.map((r) => r.score)), columns(rows))
        fc.pre(qini !== undefined)
        expect(relativeQini(rank(rows.map(() => 7)), columns(rows))).toBeCloseTo(0, 10)
        const mixed = shuffle([...rows], seededRandom(seed))
        expect(relativeQini(rank(mixed.map((r) => r.score)), columns(mixed))).toBeCloseTo(qini, 9)
        const monotone = rank(rows.map((r) => Math.exp(r.score)))
        expect(relativeQini(monotone, columns(rows))).toBeCloseTo(qini, 9)
      }),
    )
  })

  it('counts a weight of two like two customers', () => {
    const trial = { treatment: [1, 0, 1, 0, 1], outcome: [1, 0, 1, 1, 0] }
    const twice = (values: number[]) => [...values, values[0]]
    const weighted = relativeQini(rank([5, 4, 3, 2, 1]), trial, [2, 1, 1, 1, 1])
    expect(weighted).toBeCloseTo(relativeQini(rank(twice([5, 4, 3, 2, 1])), { treatment: twice(trial.treatment), outcome: twice(trial.outcome) }) ?? NaN, 12)
  })

  it('has a bootstrap interval that covers the value in the population', () => {
    const scores = (trial: Simulated) => rank(trial.strength)
    const everybody = simulate(150_000, seededRandom(99))
    const population = relativeQini(scores(everybody), everybody) ?? NaN
    const random = seededRandom(5)
    let covered = 0
    for (let i = 0; i < 60; i++) {
      const trial = simulate(1_000, random)
      const [lower, upper] = percentileInterval(bootstrapQini([scores(trial)], trial, { draws: 200, random })[0]) ?? [NaN, NaN]
      if (lower <= population && population <= upper) covered++
    }
    expect(covered).toBeGreaterThanOrEqual(48)
  })

  it('measures the uplift among the best-ranked, edge customers in part', () => {
    const trial = { treatment: [1, 0, 1, 0], outcome: [1, 0, 0, 0] }
    expect(upliftInTop(rank([4, 3, 2, 1]), trial, 0.5)).toBe(1)
    expect(upliftInTop(rank([1, 1, 1, 1]), trial, 0.3)).toBe(0.5)
    expect(upliftInTop(rank([4, 3, 2, 1]), trial, 0.25)).toBeUndefined()
    expect(() => rank([1, NaN])).toThrow(ModelInputError)
  })
})

describe('features', () => {
  it('become standardised columns; an unknown category and a missing number say nothing', () => {
    const city = Array.from({ length: 90 }, (_, i) => ['Semarang', 'Kudus', 'Demak'][i % 3])
    const spent = Float64Array.from({ length: 90 }, (_, i) => (i < 12 ? NaN : i))
    const features: Feature[] = [{ name: 'city', kind: 'category', values: city }, { name: 'spent', kind: 'number', values: spent }]
    const encoding = fitEncoding(features)
    const { columns, values, rows } = encode(features, encoding)
    expect(columns).toBe(5)
    for (let j = 0; j < 4; j++) {
      let sum = 0
      for (let i = 0; i < rows; i++) sum += values[i * columns + j]
      expect(sum).toBeCloseTo(0, 9)
    }
    const elsewhere = encode([{ name: 'city', kind: 'category', values: ['Solo'] }, { name: 'spent', kind: 'number', values: Float64Array.of(1e9) }], encoding)
    expect(elsewhere.values.every((value) => Math.abs(value) <= 5)).toBe(true)
    expect(() => encode([features[0]], encoding)).toThrow('spent')
  })

  it('without variation get no column', () => {
    const features: Feature[] = [
      { name: 'constant', kind: 'number', values: new Float64Array(50).fill(3) },
      { name: 'one city', kind: 'category', values: Array.from({ length: 50 }, () => 'Kudus') },
      { name: 'name', kind: 'category', values: Array.from({ length: 50 }, (_, i) => `customer ${i}`) },
      { name: 'empty', kind: 'number', values: new Float64Array(50).fill(NaN) },
    ]
    expect(fitEncoding(features)).toEqual([])
    expect(encode(features, [])).toMatchObject({ rows: 50, columns: 0 })
  })
})

describe('models', () => {
  it('logistic regression satisfies the score equations', () => {
    const random = seededRandom(6)
    const rows = 300
    const values = Float64Array.from({ length: rows * 2 }, () => random() * 2 - 1)
    const y = Uint8Array.from({ length: rows }, (_, i) => (random() < 1 / (1 + Math.exp(1 - 2 * values[2 * i])) ? 1 : 0))
    const [intercept, slope, other] = fitLogistic({ rows, columns: 2, values }, y, 3)
    const gradient = [0, -3 * slope, -3 * other]
    for (let i = 0; i < rows; i++) {
      const residual = y[i] - 1 / (1 + Math.exp(-intercept - slope * values[2 * i] - other * values[2 * i + 1]))
      gradient[0] += residual
      gradient[1] += residual * values[2 * i]
      gradient[2] += residual * values[2 * i + 1]
    }
    for (const part of gradient) expect(part).toBeCloseTo(0, 6)
    expect(fitLogistic({ rows: 3, columns: 1, values: Float64Array.of(1, 2, 3) }, [1, 1, 1], 1)[1]).toBe(0)
    expect(fitLogistic({ rows: 0, columns: 1, values: new Float64Array(0) }, [], 1)).toEqual(Float64Array.of(0, 0))
  })

  it('forward selection finds the columns that matter and gives their least-squares slopes', () => {
    const random = seededRandom(12)
    const rows = 500
    const values = Float64Array.from({ length: rows * 6 }, () => random() * 2 - 1)
    // The last column repeats the first: it can add nothing.
    for (let i = 0; i < rows; i++) values[i * 6 + 5] = values[i * 6]
    const x = { rows, columns: 6, values }
    const y = Float64Array.from({ length: rows }, (_, i) => 7 + 3 * values[i * 6] - 2 * values[i * 6 + 3] + random() - 0.5)
    const { intercept, coefficients } = fitForwardSelection(x, y)
    expect([...coefficients].map((value) => value !== 0)).toEqual([true, false, false, true, false, false])
    const residuals = predictLinear({ intercept, coefficients }, x).map((value, i) => y[i] - value)
    for (const column of [0, 3]) {
      expect(residuals.reduce((sum, residual, i) => sum + residual * values[i * 6 + column], 0)).toBeCloseTo(0, 8)
    }
    expect(residuals.reduce((sum, residual) => sum + residual, 0)).toBeCloseTo(0, 8)
    // Of noise alone, one of 5 distinct columns passes n·ln(…) > ln 500 + 2 ln 6 in about 5 · P(χ²₁ > 9.8) = 0.9 % of
    // draws; 40 of 2,000 is five standard errors above that, and far below the plain criterion's 6 %.
    const wasFooled = Array.from({ length: 2_000 }, () => fitForwardSelection(x, Float64Array.from({ length: rows }, random)).coefficients.some((value) => value !== 0))
    expect(wasFooled.filter(Boolean).length).toBeLessThanOrEqual(40)
    expect(fitForwardSelection({ rows: 0, columns: 1, values: new Float64Array(0) }, [])).toEqual({ intercept: 0, coefficients: new Float64Array(1) })
  })

  it('boosted trees find a threshold and an interaction', () => {
    const random = seededRandom(7)
    const values = Float64Array.from({ length: 4_000 }, random)
    const y = Float64Array.from({ length: 2_000 }, (_, i) => (values[2 * i] > 0.5 === values[2 * i + 1] > 0.3 ? 1 : 0))
    const x = { rows: 2_000, columns: 2, values }
    const model = fitBoostedTrees(x, y, { rounds: 100, depth: 3, learningRate: 0.2, leastRows: 20 })
    const error = predictTrees(model, x).reduce((sum, value, i) => sum + (value - y[i]) ** 2, 0) / 2_000
    expect(error).toBeLessThan(0.05)
    const constant = fitBoostedTrees(x, new Float64Array(2_000).fill(4), { rounds: 5, depth: 2, learningRate: 0.1, leastRows: 20 })
    expect(predictTrees(constant, x)[0]).toBeCloseTo(4, 12)
  })
})

describe('choice of an uplift method', () => {
  it('finds customers who are put off, whom the response model would pick', () => {
    const fit = fitUplift(simulate(8_000, seededRandom(1)), seededRandom(2))
    expect(fit.method).not.toBe('response')
    const judged = judgeUplift(fit, simulate(4_000, seededRandom(3)), { random: seededRandom(4) })
    expect(judged.verdict).toBe('uplift')
    expect(judged.qini).toBeGreaterThan((judged.baselineQini ?? NaN) + 0.1)
  })

  it('falls back to the response model when everybody reacts alike', () => {
    const fallbacks = Array.from({ length: 6 }, (_, seed) => {
      const fit = fitUplift(simulate(2_000, seededRandom(10 + seed), 0), seededRandom(2))
      const judged = judgeUplift(fit, simulate(2_000, seededRandom(20 + seed), 0), { random: seededRandom(4) })
      expect(judged.verdict).not.toBe('uplift')
      if (fit.method === 'response') expect(judged.qini).toBe(judged.baselineQini)
      return fit.method === 'response'
    })
    expect(fallbacks.filter(Boolean).length).toBeGreaterThanOrEqual(5)
  })

  it('is the response model for small, one-armed or featureless data, without NaN', () => {
    const small = simulate(60, seededRandom(1))
    const oneArm = { ...small, treatment: small.treatment.map(() => 1) }
    const nobody = { ...small, outcome: small.outcome.map(() => 0) }
    for (const data of [small, oneArm, nobody, { ...small, features: [] }]) {
      const fit = fitUplift(data, seededRandom(1))
      expect(fit.method).toBe('response')
      const judged = judgeUplift(fit, data, { random: seededRandom(1) })
      for (const value of [judged.qini, judged.baselineQini, judged.upliftTop30]) expect(value).not.toBeNaN()
    }
    expect(fitUplift({ features: [], treatment: new Uint8Array(0), outcome: new Uint8Array(0) }, seededRandom(1)).method).toBe('response')
  })

  it('has no interval where it has no figure', () => {
    // Both arms answer alike, customer by customer: no total effect, but one in some bootstrap draws.
    const pairs = Array.from({ length: 400 }, (_, i) => i)
    const data: UpliftData = { features: [{ name: 'spend', kind: 'number', values: Float64Array.from(pairs, (i) => i >> 1) }], treatment: Uint8Array.from(pairs, (i) => i % 2), outcome: Uint8Array.from(pairs, (i) => Number(i % 6 < 2)) }
    expect(judgeUplift(fitUplift(data, seededRandom(1)), data, { random: seededRandom(1) })).toMatchObject({ qini: undefined, interval: undefined, verdict: 'no-signal' })
  })

  it('refuses values other than 0 and 1, and different lengths', () => {
    const data = simulate(300, seededRandom(1))
    expect(() => fitUplift({ ...data, outcome: data.outcome.map(() => 2) }, seededRandom(1))).toThrow(ModelInputError)
    expect(() => fitUplift({ ...data, treatment: new Uint8Array(5) }, seededRandom(1))).toThrow('lengths')
  })
})

interface Simulated extends UpliftData {
  strength: Float64Array
}

/** The message helps where `x` is high and puts off where it is low; the responders without it are those with low `x`. */
function simulate(n: number, random: Random, heterogeneity = 0.2): Simulated {
  const strength = Float64Array.from({ length: n }, random)
  const noise = Float64Array.from({ length: n }, random)
  const treatment = Uint8Array.from({ length: n }, () => (random() < 0.5 ? 1 : 0))
  const outcome = Uint8Array.from({ length: n }, (_, i) => {
    const chance = 0.3 - 0.2 * strength[i] + treatment[i] * (0.06 + heterogeneity * (strength[i] - 0.5))
    return random() < chance ? 1 : 0
  })
  const features: Feature[] = [{ name: 'x', kind: 'number', values: strength }, { name: 'noise', kind: 'number', values: noise }]
  return { features, treatment, outcome, strength }
}

const file = join(process.env.LARIS_SHARED ?? '../shared', 'data/experiments/hillstrom.csv')
describe.skipIf(!existsSync(file))('Hillstrom’s e-mail test', () => {
  it.each([['Womens', 'uplift'], ['Mens', 'use-response']])('%s e-mail and visits: %s', (arm, verdict) => {
    const [names, ...lines]: string[][] = parse(readFileSync(file, 'utf8'))
    const rows = lines.map((cells, index) => ({ index, cells }))
      .filter(({ cells }) => cells[8].startsWith(arm) || cells[8].startsWith('No'))
    const part = (isTest: boolean): UpliftData => {
      const chosen = rows.filter(({ index }) => index % 10 >= 7 === isTest).map(({ cells }) => cells)
      const features = [0, 1, 2, 3, 4, 5, 6, 7].map((j): Feature => [1, 5, 7].includes(j)
        ? { name: names[j], kind: 'category', values: chosen.map((cells) => cells[j]) }
        : { name: names[j], kind: 'number', values: Float64Array.from(chosen, (cells) => Number(cells[j])) })
      const binary = (of: (cells: string[]) => boolean) => Uint8Array.from(chosen, (cells) => (of(cells) ? 1 : 0))
      return { features, treatment: binary((cells) => cells[8].startsWith(arm)), outcome: binary((cells) => cells[9] === '1') }
    }
    const fit = fitUplift(part(false), seededRandom(1))
    expect(judgeUplift(fit, part(true), { random: seededRandom(2) }).verdict).toBe(verdict)
  }, 120_000)
})
