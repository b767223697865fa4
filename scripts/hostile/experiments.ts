import { campaignResult } from '../../server/src/models/experiments/campaign-result.ts'
import { compareMeans, compareRevenue } from '../../server/src/models/experiments/compare-means.ts'
import { compareRatios } from '../../server/src/models/experiments/compare-ratios.ts'
import { compareWithPrePeriod } from '../../server/src/models/experiments/cuped.ts'
import { holm } from '../../server/src/models/experiments/holm.ts'
import { offPolicyValue } from '../../server/src/models/experiments/off-policy.ts'
import { poolCounts } from '../../server/src/models/experiments/pool-counts.ts'
import { randomEffects } from '../../server/src/models/experiments/random-effects.ts'
import { thompsonShares } from '../../server/src/models/experiments/thompson-sampling.ts'
import { fitUplift } from '../../server/src/models/experiments/uplift/choose.ts'
import { judgeUplift } from '../../server/src/models/experiments/uplift/judge.ts'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import { cohenKappa } from '../../server/src/models/themes/kappa.ts'
import { krippendorffAlpha } from '../../server/src/models/themes/krippendorff.ts'
import { rows, scatter, type HostileCase } from './case.ts'

const random = () => seededRandom(1)
const heavy = (count: number) => Float64Array.from({ length: count }, (_, i) => (scatter(i, 50) === 0 ? 10 ** scatter(i, 12) : 0))
const giant = { successes: 4e15, total: 9e15 }
const uplift = (count: number, columns: number) => ({
  treatment: Uint8Array.from({ length: count }, (_, i) => scatter(i, 2)),
  outcome: Uint8Array.from({ length: count }, (_, i) => (scatter(i * 3, 7) === 0 ? 1 : 0)),
  features: Array.from({ length: columns }, (_, c) => ({ name: `f${c}`, kind: 'number' as const, values: Float64Array.from({ length: count }, (__, i) => scatter(i * 31 + c, 1_000)) })),
})

export const experimentCases: Record<string, HostileCase> = {
  'means of all rows': { seconds: 60, run: () => compareMeans(heavy(rows / 2), heavy(rows / 2).reverse()) },
  'revenue at the limit of permutations': { seconds: 60, run: () => compareRevenue(heavy(10_000), heavy(10_000).reverse(), { random: random() }) },
  'CUPED of all rows': { seconds: 60, run: () => compareWithPrePeriod({ outcome: heavy(rows / 2), before: heavy(rows / 2) }, { outcome: heavy(rows / 2), before: heavy(rows / 2) }, { random: random() }) },
  'ratios of two million customers': { seconds: 60, run: () => compareRatios([...heavy(1e6)].map((numerator) => ({ numerator, denominator: 1 })), [...heavy(1e6)].map((numerator) => ({ numerator, denominator: 2 })), { random: random() }) },
  'off-policy, all rows': { seconds: 60, run: () => offPolicyValue(Array.from({ length: rows }, (_, i) => ({ loggedChance: 1e-9 + scatter(i, 100) / 100, targetChance: 0.5, reward: scatter(i, 1e6) }))) },
  'campaign of more customers than live': { seconds: 30, run: () => campaignResult({ control: giant, arms: [{ name: 'a', count: { successes: 4e15, total: 8e15 } }], customersPerWeek: 1 }) },
  'campaign with 10,000 arms': { seconds: 60, run: () => campaignResult({ control: { successes: 5, total: 900 }, arms: Array.from({ length: 10_000 }, (_, i) => ({ name: `${i}`, count: { successes: i % 9, total: 90 } })) }).arms.length },
  'pooled campaigns of giant counts': { seconds: 60, run: () => poolCounts([{ treated: giant, control: giant }, { treated: giant, control: giant }]) },
  'a million pooled campaigns': { seconds: 120, run: () => poolCounts(Array.from({ length: 1_000_000 }, (_, i) => ({ treated: { successes: i % 5, total: 9 }, control: { successes: i % 3, total: 4 } }))).status },
  'pooled campaigns of a million customers each': { seconds: 120, run: () => poolCounts(Array.from({ length: 200 }, (_, i) => ({ treated: { successes: 300_000 + i, total: 1_000_000 }, control: { successes: 290_000, total: 1_000_000 } }))) },
  'random effects of a million campaigns': { seconds: 30, run: () => randomEffects(Array.from({ length: 1_000_000 }, (_, i) => ({ effect: scatter(i, 100), variance: 1 + (i % 5) }))).status },
  'Holm over all rows': { seconds: 60, run: () => holm(Array.from({ length: rows }, (_, i) => scatter(i, 1e6) / 1e6)).length },
  'Thompson, giant records': { seconds: 30, run: () => thompsonShares([{ successes: 4e15, failures: 4e15 }, { successes: 3e15, failures: 5e15 }, { successes: 1, failures: 9e15 }]) },
  'Thompson, 10,000 arms': { seconds: 60, run: () => thompsonShares(Array.from({ length: 10_000 }, (_, i) => ({ successes: i % 7, failures: 90 }))).length },
  'uplift, a million customers': {
    seconds: 300,
    run: () => {
      const data = uplift(1_000_000, 8)
      const { qini, verdict } = judgeUplift(fitUplift(data, random()), data, { random: random() })
      return { qini, verdict }
    },
  },
  'uplift, 500 columns': { seconds: 300, run: () => fitUplift(uplift(20_000, 500), random()).method },
  'kappa, all rows': { seconds: 60, run: () => cohenKappa(Array.from({ length: rows / 4 }, (_, i) => `${scatter(i, 5)}`), Array.from({ length: rows / 4 }, (_, i) => `${scatter(i * 3, 5)}`)) },
  'kappa, a code for every text': { seconds: 60, run: () => cohenKappa(Array.from({ length: 300_000 }, (_, i) => `${i}`), Array.from({ length: 300_000 }, (_, i) => `${i + 1}`)) },
  'alpha, a value for every text': { seconds: 60, run: () => krippendorffAlpha([Array.from({ length: 300_000 }, (_, i) => i), Array.from({ length: 300_000 }, (_, i) => i + 1)], { scale: 'ordinal', random: random() }) },
  'alpha, a million texts': { seconds: 60, run: () => krippendorffAlpha([Array.from({ length: 1_000_000 }, (_, i) => i % 5), Array.from({ length: 1_000_000 }, (_, i) => (i * 3) % 5)], { scale: 'nominal', random: random() }) },
}
