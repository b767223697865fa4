/**
 * `npm run simulate:experiments [-- repeats]`: false claims and interval coverage of every method for campaigns, on
 * campaigns that change nothing (A/A) and on campaigns with a known effect. Prints the table and writes docs/experiments.md.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { alwaysValid } from '../server/src/models/experiments/always-valid.ts'
import { spendingBounds } from '../server/src/models/experiments/alpha-spending.ts'
import { campaignResult } from '../server/src/models/experiments/campaign-result.ts'
import { compareMeans, compareRevenue, type NotEnoughData } from '../server/src/models/experiments/compare-means.ts'
import { compareProportions } from '../server/src/models/experiments/compare-proportions.ts'
import { compareRatios } from '../server/src/models/experiments/compare-ratios.ts'
import { compareWithPrePeriod } from '../server/src/models/experiments/cuped.ts'
import { poolCounts } from '../server/src/models/experiments/pool-counts.ts'
import { newcombeInterval, type Count, type Interval } from '../server/src/models/experiments/proportions.ts'
import { checkSampleRatio } from '../server/src/models/experiments/sample-ratio.ts'
import { drawBinomial, drawNormal } from '../server/src/models/randomness/distributions.ts'
import { seededRandom, type Random } from '../server/src/models/randomness/seeded-random.ts'

const sizes = [60, 120, 300, 1_000]
const page = new URL('../docs/experiments.md', import.meta.url)
const [start, end] = ['<!-- simulation -->', '<!-- /simulation -->']

/** One simulated campaign: was something claimed, and does the interval hold the truth? `undefined`: the method declined. */
type Outcome = { claimed: boolean; covered?: boolean } | undefined

interface Scenario {
  method: string
  /** Share of campaigns in which a claim is right to be absent; `undefined` where the effect is real. */
  nominal: number | undefined
  run: (n: number, random: Random) => Outcome
  /** Without simulation where all possible results can be listed. */
  exact?: (n: number) => { claimed: number; covered: number }
}

async function main(repeats: number): Promise<void> {
  const standardError = percent(Math.sqrt((0.05 * 0.95) / repeats))
  const table = [
    `${repeats} campaigns in each cell, two thirds messaged, one third held out; one standard error of a 5 % share is ${standardError}.`,
    '',
    `| Method and campaign | ${sizes.map((n) => `n = ${n}`).join(' | ')} |`,
    `|---|${sizes.map(() => '---|').join('')}`,
    ...scenarios().map((scenario, index) => row(scenario, index, repeats)),
  ].join('\n')
  process.stdout.write(`${table}\n`)
  const text = await readFile(page, 'utf8')
  await writeFile(page, `${text.slice(0, text.indexOf(start))}${start}\n${table}\n${text.slice(text.indexOf(end))}`)
}

function row({ method, nominal, run, exact }: Scenario, index: number, repeats: number): string {
  const cells = sizes.map((n) => {
    if (exact) {
      const { claimed, covered } = exact(n)
      return `false ${percent(claimed)}, covers ${percent(covered)}${claimed > 0.05 ? ' **over**' : ''}`
    }
    const random = seededRandom(1_000 * index + n)
    let [claims, covered, answered, intervals] = [0, 0, 0, 0]
    for (let i = 0; i < repeats; i++) {
      const outcome = run(n, random)
      if (!outcome) continue
      answered++
      if (outcome.claimed) claims++
      if (outcome.covered === undefined) continue
      intervals++
      if (outcome.covered) covered++
    }
    if (answered < repeats / 20) return 'declines'
    const parts = [`${nominal === undefined ? 'shown' : 'false'} ${percent(claims / answered)}`]
    if (intervals > 0) parts.push(`covers ${percent(covered / intervals)}`)
    if (answered < repeats) parts.push(`answers ${percent(answered / repeats)}`)
    const isOver = nominal !== undefined && claims / answered > nominal + 3 * Math.sqrt((nominal * (1 - nominal)) / answered)
    return `${parts.join(', ')}${isOver ? ' **over**' : ''}`
  })
  process.stderr.write(`${method}\n`)
  return `| ${method} | ${cells.join(' | ')} |`
}

function scenarios(): Scenario[] {
  return [
    ...[0.02, 0.1, 0.3].map((rate): Scenario => ({
      method: `Orders, A/A, ${percent(rate)} buy: exact p and Newcombe (exact, all results listed)`,
      nominal: 0.05,
      run: (n, random) => orders(n, rate, rate, random),
      exact: (n) => ordersExactly(n, rate),
    })),
    { method: 'Orders, 10 % against 20 %', nominal: undefined, run: (n, random) => orders(n, 0.1, 0.2, random) },
    { method: 'Two variants, A/A, 10 % buy: Holm, any false claim', nominal: 0.05, run: twoVariants },
    { method: 'Revenue per customer, A/A, 10 % buy, log-normal (σ = 1): permutation and Welch', nominal: 0.05, run: (n, random) => revenue(n, 1, random) },
    { method: 'The same, messaged spend 1.5 times as much', nominal: undefined, run: (n, random) => revenue(n, 1.5, random) },
    { method: 'Welch alone on the same A/A, for comparison', nominal: 0.05, run: welchAlone },
    { method: 'Revenue with pre-period spending (r ≈ 0.7), A/A: CUPED and permutation', nominal: 0.05, run: prePeriod },
    { method: 'Rupiah per order, A/A, 40 % buy: delta method and permutation', nominal: 0.05, run: basket },
    { method: 'Ten looks, A/A, 20 % buy: always-valid', nominal: 0.05, run: (n, random) => looks(n, 'always-valid', random) },
    { method: 'Five looks, A/A, 20 % buy: O’Brien–Fleming spending', nominal: 0.05, run: (n, random) => looks(n, 'spending', random) },
    { method: 'Ten looks at a plain 5 % test, A/A: what peeking does', nominal: 0.05, run: (n, random) => looks(n, 'plain', random) },
    { method: 'Campaigns of 12 pooled, A/A, 10 to 40 % buy: exact and stratified', nominal: 0.05, run: pooled },
    { method: 'Equal split, fair draw: sample-ratio alarm', nominal: 0.001, run: (n, random) => ({ claimed: !checkSampleRatio(fairSplit(n, random)).ok }) },
  ]
}

const treatedOf = (n: number) => Math.round((n * 2) / 3)
/** A claim needs a small p-value and an interval beyond zero. */
function judge(result: { status: 'ok'; pValue: number; interval: Interval } | NotEnoughData, truth: number): Outcome {
  if (result.status !== 'ok') return undefined
  return { claimed: result.pValue < 0.05 && !holds(result.interval, 0), covered: holds(result.interval, truth) }
}

const holds = ([lower, upper]: Interval, truth: number) => lower <= truth && truth <= upper

/** The same counts come back often, and the exact p-value is the slow part. */
const comparisons = new Map<string, ReturnType<typeof compareProportions>>()
function compare(treated: Count, control: Count) {
  const key = `${treated.successes}/${treated.total}-${control.successes}/${control.total}`
  const comparison = comparisons.get(key) ?? compareProportions(treated, control)
  comparisons.set(key, comparison)
  return comparison
}

const draw = (total: number, rate: number, random: Random): Count => ({ successes: drawBinomial(total, rate, random), total })
const drawArms = (n: number, controlRate: number, treatedRate: number, random: Random) => ({
  treated: draw(treatedOf(n), treatedRate, random),
  control: draw(n - treatedOf(n), controlRate, random),
})

function orders(n: number, controlRate: number, treatedRate: number, random: Random): Outcome {
  const { treated, control } = drawArms(n, controlRate, treatedRate, random)
  const { pValue, interval } = compare(treated, control)
  return { claimed: pValue < 0.05 && !holds(interval, 0), covered: holds(interval, treatedRate - controlRate) }
}

/** Sums over all results but those too rare to matter (together below 1e-9). */
function ordersExactly(n: number, rate: number): { claimed: number; covered: number } {
  const treated = binomialChances(treatedOf(n), rate)
  const control = binomialChances(n - treatedOf(n), rate)
  let [claimed, covered] = [0, 0]
  for (const [a, chanceA] of treated.entries()) {
    for (const [b, chanceB] of control.entries()) {
      const chance = chanceA * chanceB
      if (chance < 1e-14) continue
      const [one, other] = [{ successes: a, total: treatedOf(n) }, { successes: b, total: n - treatedOf(n) }]
      if (holds(newcombeInterval(one, other), 0)) covered += chance
      else if (compare(one, other).pValue < 0.05) claimed += chance
    }
  }
  return { claimed, covered }
}

function binomialChances(total: number, rate: number): number[] {
  let logChoose = 0
  return Array.from({ length: total + 1 }, (_, k) => {
    if (k > 0) logChoose += Math.log((total - k + 1) / k)
    return Math.exp(logChoose + k * Math.log(rate) + (total - k) * Math.log(1 - rate))
  })
}

function twoVariants(n: number, random: Random): Outcome {
  const third = Math.round(n / 3)
  const [control, a, b] = [0, 1, 2].map(() => draw(third, 0.1, random))
  const { arms } = campaignResult({ control, arms: [{ name: 'a', count: a }, { name: 'b', count: b }] })
  return { claimed: arms.some(({ verdict }) => verdict !== 'not-shown') }
}

const spend = (random: Random, factor: number) => (random() < 0.1 ? factor * Math.exp(11 + drawNormal(random)) : 0)
const meanSpend = 0.1 * Math.exp(11.5)
const spends = (n: number, factor: number, random: Random) => ({
  treated: Array.from({ length: treatedOf(n) }, () => spend(random, factor)),
  control: Array.from({ length: n - treatedOf(n) }, () => spend(random, 1)),
})

function revenue(n: number, factor: number, random: Random): Outcome {
  const { treated, control } = spends(n, factor, random)
  return judge(compareRevenue(treated, control, { random }), meanSpend * (factor - 1))
}

function welchAlone(n: number, random: Random): Outcome {
  const { treated, control } = spends(n, 1, random)
  return judge(compareMeans(treated, control), 0)
}

function prePeriod(n: number, random: Random): Outcome {
  const arm = (size: number) => {
    const before = Array.from({ length: size }, () => Math.exp(11 + 0.5 * drawNormal(random)))
    return { before, outcome: before.map((x) => x * Math.exp(0.4 * drawNormal(random))) }
  }
  return judge(compareWithPrePeriod(arm(treatedOf(n)), arm(n - treatedOf(n)), { random }), 0)
}

function basket(n: number, random: Random): Outcome {
  const customer = () => {
    const denominator = random() < 0.4 ? 1 + drawBinomial(3, 0.3, random) : 0
    const level = Math.exp(11 + 0.5 * drawNormal(random))
    return { numerator: denominator * level * Math.exp(0.3 * drawNormal(random)), denominator }
  }
  const arm = (size: number) => Array.from({ length: size }, customer)
  return judge(compareRatios(arm(treatedOf(n)), arm(n - treatedOf(n)), { random }), 0)
}

const fiveLooks = spendingBounds([0.2, 0.4, 0.6, 0.8, 1])

function looks(n: number, method: 'always-valid' | 'spending' | 'plain', random: Random): Outcome {
  const rate = 0.2
  const count = method === 'spending' ? 5 : 10
  const bounds = method === 'spending' ? fiveLooks : []
  const finalStandardError = Math.sqrt(rate * (1 - rate) * (1 / treatedOf(n) + 1 / (n - treatedOf(n))))
  const seen = { treated: { successes: 0, total: 0 }, control: { successes: 0, total: 0 } }
  for (let look = 0; look < count; look++) {
    const next = drawArms(n / count, rate, rate, random)
    for (const arm of ['treated', 'control'] as const) {
      seen[arm] = { successes: seen[arm].successes + next[arm].successes, total: seen[arm].total + next[arm].total }
    }
    const { treated, control } = seen
    const together = (treated.successes + control.successes + 1) / (treated.total + control.total + 2)
    const standardError = Math.sqrt(together * (1 - together) * (1 / treated.total + 1 / control.total))
    const estimate = treated.successes / treated.total - control.successes / control.total
    const isClaimed =
      method === 'always-valid'
        ? alwaysValid({ estimate, standardError, finalStandardError }).pValue < 0.05
        : Math.abs(estimate) / standardError > (bounds[look] ?? 1.96)
    if (isClaimed) return { claimed: true }
  }
  return { claimed: false }
}

function pooled(n: number, random: Random): Outcome {
  const campaigns = Array.from({ length: Math.round(n / 12) }, () => {
    const rate = 0.1 + 0.3 * random()
    return { treated: draw(8, rate, random), control: draw(4, rate, random) }
  })
  const result = poolCounts(campaigns)
  return result.status === 'ok' ? { claimed: result.pValue < 0.05, covered: holds(result.interval, 0) } : undefined
}

function fairSplit(n: number, random: Random): number[] {
  const one = drawBinomial(n, 0.5, random)
  return [one, n - one]
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(share < 0.01 ? 2 : 1))} %`
}

await main(Number(parseArgs({ allowPositionals: true }).positionals[0] ?? 10_000))
