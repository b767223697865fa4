import { describe, expect, test } from 'vitest'
import { campaignResult } from './experiments/campaign-result.ts'
import { campaignRevenue } from './experiments/campaign-revenue.ts'
import { poolCounts } from './experiments/pool-counts.ts'
import { wilsonInterval } from './experiments/proportions.ts'
import { thompsonShares } from './experiments/thompson-sampling.ts'
import { findDates } from './language/dates.ts'
import { normaliseText } from './language/normalise.ts'
import { pretrainedSentiment } from './language/pretrained.ts'
import { findQuantities } from './language/quantities.ts'
import { tokenise } from './language/tokenise.ts'
import { nextPurchase, learnRhythm } from './lifetime-value/next-purchase.ts'
import { seededRandom } from './randomness/seeded-random.ts'

/** What a request calls itself, not through a worker, at the largest size that it can meet. */
const count = (total: number, rate: number) => ({ successes: Math.round(total * rate), total: Math.round(total) })
const arms = (customers: number, rate: number) => [0, 1, 2, 3].map((i) => ({ name: `${i}`, count: count(customers / 5, rate * (1 + 0.002 * i)) }))
const random = seededRandom(1)
const spending = (customers: number) => Float64Array.from({ length: customers }, () => (random() < 0.1 ? Math.round(1e5 * Math.exp(3 * random())) : 0))
const [treated, control] = [spending(10_000), spending(10_000)]
const records = (n: number, customers: number) => Array.from({ length: n }, (_, i) => ({ successes: Math.round(customers * 0.05 * (1 + i / 1_000)), failures: Math.round(customers * 0.95) }))
/** WhatsApp allows 4,096 letters. */
const message = 'kak brp hrgny yg ukrn xl 2 lusin 15rb besok jam 4 tgl 14 sabtu depan ongkirnya '.repeat(52).slice(0, 4_096)
const rhythm = learnRhythm(Array.from({ length: 200 }, (_, i) => [7 + (i % 5), 9 + (i % 7), 8]))

const calls: Record<string, () => unknown> = {
  'campaign of four variants, a million customers, half buy': () => campaignResult({ control: count(200_000, 0.5), arms: arms(1_000_000, 0.5) }),
  'campaign of four variants, ten thousand customers': () => campaignResult({ control: count(2_000, 0.5), arms: arms(9_900, 0.5) }),
  'revenue of 20,000 customers by permutation': () => campaignRevenue({ treated, control }, { random: seededRandom(7) }),
  'revenue of 5,000 customers by permutation': () => campaignRevenue({ treated: treated.subarray(0, 2_500), control: control.subarray(0, 2_500) }, { random: seededRandom(7) }),
  'a daily campaign pooled over a year': () => poolCounts(Array.from({ length: 365 }, () => ({ treated: count(500, 0.08), control: count(500, 0.07) }))),
  'shares of five variants, a million customers each': () => thompsonShares(records(5, 1e6)),
  'shares of fifty variants, a hundred million customers each': () => thompsonShares(records(50, 9.9e7)),
  'interval of a share': () => wilsonInterval(count(1e9, 0.3)),
  'words of the longest message': () => tokenise(message),
  'standard form of the longest message': () => normaliseText(message),
  'quantities in the longest message': () => findQuantities(message),
  'dates in the longest message': () => findDates(message, '2026-11-24'),
  'feeling of the longest message': () => pretrainedSentiment().predict(message),
  'next purchase of one customer': () => rhythm.status === 'known' && nextPurchase(rhythm, [8, 9, 12], 5),
}

describe('the event loop is held for less than 50 ms by', () => {
  for (const [name, call] of Object.entries(calls)) {
    test(name, () => {
      call() // Models and lexicons are read once.
      expect(Math.min(...[1, 2, 3].map(() => cpuMilliseconds(call)))).toBeLessThan(50)
    })
  }
})

function cpuMilliseconds(call: () => unknown): number {
  const before = process.cpuUsage()
  call()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
