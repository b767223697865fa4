import { detectableDifference } from '../../server/src/models/experiments/sample-size.ts'
import { seededRandom } from '../../server/src/models/randomness/seeded-random.ts'
import type { Count } from '../../server/src/models/experiments/proportions.ts'
import { claims, claimsMoney, holdoutPercent, judge, measureDays, runCampaign } from './campaign.ts'
import { aShop, firstDay, lastDay, seasonOf, seasons, type Sector } from './shop.ts'

export interface FalseClaims {
  orders: Count
  money: Count
  /** Ranges that hold the truth, which is nothing. */
  covered: Count
}

/** Shops that send a campaign every two weeks for a year, and none of them changes anything: every claim is false. */
export function falseClaims({ sector, size, years, seed }: { sector: Sector; size: number; years: number; seed: number }): FalseClaims {
  const [orders, money, covered] = [count(), count(), count()]
  for (let year = 0; year < years; year++) {
    const customers = aShop(sector, size, seed + 2 * year)
    const random = seededRandom(seed + 2 * year + 1)
    for (let day = firstDay; day + measureDays <= lastDay; day += measureDays) {
      const result = judge(runCampaign(sector, customers, { fromDay: day, lift: 1 }, random))
      const [lower, upper] = result.extraOrders?.interval ?? [0, 0]
      add(orders, claims(result))
      add(money, claimsMoney(result))
      add(covered, lower <= 0 && upper >= 0)
    }
  }
  return { orders, money, covered }
}

/** Shops that repeat a campaign every four weeks, and none changes anything: how often twelve together are called a success or a failure. */
export function falsePooledClaims({ sector, size, years, seed }: { sector: Sector; size: number; years: number; seed: number }): Count {
  const pooled = count()
  for (let year = 0; year < years; year++) {
    const customers = aShop(sector, size, seed + 2 * year)
    const random = seededRandom(seed + 2 * year + 1)
    const series = Array.from({ length: 12 }, (_, month) => runCampaign(sector, customers, { fromDay: firstDay + 28 * month, lift: 1 }, random))
    const together = judge([], series).pooled
    if (together) add(pooled, together.pValue < 0.05)
  }
  return pooled
}

const powerDay = firstDay + 240

/** Campaigns whose effect is just large enough for 80 % to be shown by the sample-size rule: how many were called a success, and the rise of buyers. */
export function foundEffects({ sector, size, repeats, seed }: { sector: Sector; size: number; repeats: number; seed: number }): { found: Count; rise: number } | undefined {
  const buyers = buyersOf(sector, seed)
  const baseline = buyers(1)
  const rise = detectableDifference({ baseline, total: size }, { treatedShare: 1 - holdoutPercent / 100 })
  if (rise === undefined || baseline + rise > 0.95) return undefined
  let [low, high] = [1, 1_000]
  for (let step = 0; step < 40; step++) {
    const middle = Math.sqrt(low * high)
    if (buyers(middle) - baseline < rise) low = middle
    else high = middle
  }
  const found = count()
  for (let repeat = 0; repeat < repeats; repeat++) {
    const outcomes = runCampaign(sector, aShop(sector, size, seed + 2 * repeat), { fromDay: powerDay, lift: low }, seededRandom(seed + 2 * repeat + 1))
    add(found, judge(outcomes).verdict?.code === 'more')
  }
  return { found, rise }
}

/** Share of customers who buy within the days measured, by the rates of many: without chance. */
function buyersOf(sector: Sector, seed: number): (lift: number) => number {
  const days = seasons(sector).subarray(powerDay, powerDay + measureDays)
  const expected = aShop(sector, 20_000, seed).map((customer) => customer.rate * days.reduce((sum, season) => sum + seasonOf(customer, season), 0))
  return (lift) => expected.reduce((sum, one) => sum + 1 - Math.exp(-one * lift), 0) / expected.length
}

const count = () => ({ successes: 0, total: 0 })
function add(to: { successes: number; total: number }, isSuccess: boolean): void {
  to.total++
  if (isSuccess) to.successes++
}
