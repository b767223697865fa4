/**
 * `npm run simulate:campaigns [-- repeats]`: an invented shop whose truth is known, in three sectors, judged by the product's
 * own draw and verdict. Campaigns that change nothing must not be called a success; campaigns that work must be found as
 * often as promised; and the advice is weighed against doing nothing and writing to everybody. Writes docs/campaigns.md.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { poolCounts } from '../server/src/models/experiments/pool-counts.ts'
import { detectableDifference } from '../server/src/models/experiments/sample-size.ts'
import { seededRandom, type Random } from '../server/src/models/randomness/seeded-random.ts'
import { claims, claimsMoney, judge, runCampaign } from './simulation/campaign.ts'
import { simulateYear, worlds, type Policy } from './simulation/policies.ts'
import { aShop, sectors, type Sector } from './simulation/shop.ts'

const sizes = [60, 120, 300, 1_000]
const holdoutPercent = 25
const fromDay = 100
const page = new URL('../docs/campaigns.md', import.meta.url)
const [start, end] = ['<!-- simulation -->', '<!-- /simulation -->']

async function main(repeats: number): Promise<void> {
  const startedAt = performance.now()
  const lines = [
    `${repeats} campaigns in each cell, 14 days measured, ${holdoutPercent} % held out; one standard error of a 5 % share is ${percent(Math.sqrt((0.05 * 0.95) / repeats))}.`,
    '',
    `| Campaign | ${sizes.map((n) => `n = ${n}`).join(' | ')} |`,
    `|---|${sizes.map(() => '---|').join('')}`,
    ...sectors.map((sector) => `| ${sector.name}, changes nothing: orders claimed | ${sizes.map((n) => falseClaims(sector, n, repeats)).join(' | ')} |`),
    ...sectors.map((sector) => `| ${sector.name}, changes nothing: twelve a year, pooled | ${sizes.map((n) => pooledClaims(sector, n, Math.ceil(repeats / 10))).join(' | ')} |`),
    ...sectors.map((sector) => `| ${sector.name}, an effect that 80 % should find | ${sizes.map((n) => power(sector, n, repeats)).join(' | ')} |`),
    '',
    '| World, sector, 300 customers, one year | advice less doing nothing | advice less writing to everybody |',
    '|---|---|---|',
    ...worlds.flatMap((world) => sectors.map((sector) => `| ${world.name}, ${sector.name} | ${gain(sector, world, 'nothing', repeats)} | ${gain(sector, world, 'everybody', repeats)} |`)),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
  const text = await readFile(page, 'utf8')
  await writeFile(page, `${text.slice(0, text.indexOf(start))}${start}\n${lines.join('\n')}\n${text.slice(text.indexOf(end))}`)
}

/** Every claim is false. */
function falseClaims(sector: Sector, n: number, repeats: number): string {
  const random = seededRandom(n + sector.rhythmDays)
  let [orders, money, covered] = [0, 0, 0]
  for (let i = 0; i < repeats; i++) {
    const result = judge(runCampaign(sector, aShop(sector, n, random), { fromDay, holdoutPercent, lift: 1 }, random))
    if (claims(result)) orders++
    if (claimsMoney(result)) money++
    const [lower, upper] = result.extraOrders?.interval ?? [0, 0]
    if (lower <= 0 && upper >= 0) covered++
  }
  const isOver = Math.max(orders, money) / repeats > 0.05 + 3 * Math.sqrt((0.05 * 0.95) / repeats)
  return `false ${percent(orders / repeats)} (rupiah ${percent(money / repeats)}), covers ${percent(covered / repeats)}${isOver ? ' **over**' : ''}`
}

function pooledClaims(sector: Sector, n: number, repeats: number): string {
  const random = seededRandom(2 * n + sector.rhythmDays)
  let claimed = 0
  for (let i = 0; i < repeats; i++) {
    const counts = Array.from({ length: 12 }, (_, month) => {
      const outcomes = runCampaign(sector, aShop(sector, n, random), { fromDay: 30 * month, holdoutPercent, lift: 1 }, random)
      const of = (isHeldOut: boolean) => outcomes.filter(({ arm }) => (arm === 'holdout') === isHeldOut)
      const count = (isHeldOut: boolean) => ({ successes: of(isHeldOut).filter(({ orders }) => orders > 0).length, total: of(isHeldOut).length })
      return { treated: count(false), control: count(true) }
    })
    const pooled = poolCounts(counts)
    if (pooled.status === 'ok' && pooled.pValue < 0.05) claimed++
  }
  return `false ${percent(claimed / repeats)}`
}

/** The lift whose difference of buyers 80 % of campaigns of this size should show, found by trial; then how many did. */
function power(sector: Sector, n: number, repeats: number): string {
  const random = seededRandom(3 * n + sector.rhythmDays)
  const baseline = buyers(sector, 1, random)
  const wanted = detectableDifference({ baseline, total: n }, { treatedShare: 1 - holdoutPercent / 100 })
  if (wanted === undefined || baseline + wanted > 0.95) return 'no effect is large enough'
  let [low, high] = [1, 200]
  for (let step = 0; step < 24; step++) {
    const middle = Math.sqrt(low * high)
    if (buyers(sector, middle, random) - baseline < wanted) low = middle
    else high = middle
  }
  const lift = Math.sqrt(low * high)
  const reached = buyers(sector, lift, random) - baseline
  if (reached < 0.9 * wanted) return 'no effect is large enough'
  let found = 0
  for (let i = 0; i < repeats; i++) {
    const result = judge(runCampaign(sector, aShop(sector, n, random), { fromDay, holdoutPercent, lift }, random))
    if (result.verdict?.code === 'more') found++
  }
  return `found ${percent(found / repeats)} of +${percent(wanted)} buyers`
}

/** Share of customers who buy within the days measured. */
function buyers(sector: Sector, lift: number, random: Random): number {
  const outcomes = runCampaign(sector, aShop(sector, 20_000, random), { fromDay, holdoutPercent: 0, lift }, random)
  return outcomes.filter(({ orders }) => orders > 0).length / outcomes.length
}

/** Mean difference of a year's profit with its 95 % range over independent shops. */
function gain(sector: Sector, world: (typeof worlds)[number], against: Policy, repeats: number): string {
  const shops = Math.max(40, Math.ceil(repeats / 5))
  const differences = Array.from({ length: shops }, (_, i) => simulateYear(sector, world, 'advice', 300, 9_000 + i) - simulateYear(sector, world, against, 300, 9_000 + i))
  const mean = differences.reduce((sum, value) => sum + value, 0) / shops
  const spread = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (shops - 1) / shops)
  return `${rupiah(mean)} (${rupiah(mean - 1.96 * spread)} to ${rupiah(mean + 1.96 * spread)})`
}

const percent = (share: number) => `${Number((100 * share).toFixed(share < 0.01 ? 2 : 1))} %`
const rupiah = (amount: number) => `Rp ${new Intl.NumberFormat('id-ID').format(Math.round(amount / 1_000) * 1_000)}`

await main(Number(parseArgs({ allowPositionals: true }).positionals[0] ?? 1_000))
