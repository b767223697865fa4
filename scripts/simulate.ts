/**
 * `npm run simulate [-- --small | --full]`: invented shops whose truth is known, in three sectors, live a year and are judged by the
 * product's own draw and verdict. Campaigns that change nothing may not be called a success more often than said; campaigns
 * that work must be found as often as promised; the advice is weighed against other ways to spend the same messages.
 * Writes its table into docs/benchmarks.md; `--small` writes nothing. Exit code 1 when a claim does not hold.
 */
import { benchSize, bySize, score, type BenchRow } from '../bench/harness.ts'
import { saveResults } from '../bench/report.ts'
import { runInWorker } from '../server/src/models/background/run-in-worker.ts'
import { wilsonInterval, type Count } from '../server/src/models/experiments/proportions.ts'
import { summarise } from '../server/src/models/experiments/summary.ts'
import type { FalseClaims, foundEffects } from './simulation/claims.ts'
import type { gains } from './simulation/policies.ts'
import { allAlike, nothingWorks, peopleDiffer, sectors, type Sector, type World } from './simulation/shop.ts'

const goal = 'Simulated year'
const sizes = [60, 120, 300, 1_000]
/** Years of a shop, years whose campaigns are pooled, campaigns with an effect, and shops under each policy: of the world in which something is claimed, there where purchases are rare and dear, and of the others. */
const { years, pooledYears, repeats, shops, rareShops, otherShops } = bySize({
  small: { years: 2, pooledYears: 4, repeats: 20, shops: 10, rareShops: 20, otherShops: 4 },
  normal: { years: 24, pooledYears: 200, repeats: 240, shops: 200, rareShops: 2_000, otherShops: 40 },
  full: { years: 200, pooledYears: 2_000, repeats: 1_500, shops: 500, rareShops: 2_000, otherShops: 500 },
})
/** Seeds below it were looked at while the simulation was made. */
const freshSeeds = 1_000_000
const atOnce = 2
/** One in a thousand: so many cells are looked at that one in twenty would be wrong about some. */
const strict = 3.09

async function main(): Promise<void> {
  const cells = sectors.flatMap((sector) => sizes.map((size) => ({ sector, size })))
  const worlds = [peopleDiffer, allAlike, nothingWorks].flatMap((world) => sectors.map((sector) => ({ world, sector })))
  const [unmoved, pooled, moved, profits] = [new Map<object, FalseClaims>(), new Map<object, Count>(), new Map<object, ReturnType<typeof foundEffects>>(), new Map<object, ReturnType<typeof gains>>()]
  const jobs = [
    ...worlds.map((cell) => async () => profits.set(cell, await elsewhere('policies', 'gains', { ...cell, size: 300, seeds: Array.from({ length: shopsOf(cell) }, (_, shop) => freshSeeds * 41 + 2 * shop) }))),
    ...cells.map((cell, index) => async () => unmoved.set(cell, await elsewhere('claims', 'falseClaims', { ...cell, years, seed: freshSeeds * (1 + index) }))),
    ...cells.map((cell, index) => async () => pooled.set(cell, await elsewhere('claims', 'falsePooledClaims', { ...cell, years: pooledYears, seed: freshSeeds * (61 + index) }))),
    ...cells.map((cell, index) => async () => moved.set(cell, await elsewhere('claims', 'foundEffects', { ...cell, repeats, seed: freshSeeds * (21 + index) }))),
  ]
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await job()
  }))
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s\n`)
  const rows: BenchRow[] = [
    ...cells.flatMap((cell) => falseRows(cell, unmoved.get(cell), pooled.get(cell))),
    ...(['orders', 'money'] as const).map((measure) => falseRow(`all sectors and sizes, changes nothing: ${measure === 'orders' ? 'orders' : 'rupiah'} claimed`, sum([...unmoved.values()].map((one) => one[measure])))),
    falseRow('all sectors and sizes, changes nothing: twelve pooled, claimed', sum([...pooled.values()])),
    ...cells.map((cell) => foundRow(cell, moved.get(cell))),
    ...worlds.flatMap((cell) => gainRows(cell, profits.get(cell))),
  ]
  if (benchSize !== 'small') saveResults([{ goal, date: new Date().toISOString().slice(0, 10), flags: benchSize === 'full' ? '--full' : '', failed: false, rows }])
}

function falseRows({ sector, size }: { sector: Sector; size: number }, found: FalseClaims | undefined, pooled: Count | undefined): BenchRow[] {
  if (!found || !pooled) return []
  const name = `${sector.name}, ${size} customers, changes nothing`
  return [
    falseRow(`${name}: orders claimed`, found.orders, `ranges hold the truth in ${percent(found.covered)} %`),
    falseRow(`${name}: rupiah claimed`, found.money),
    falseRow(`${name}: twelve pooled, claimed`, pooled),
  ]
}

/** Holds unless more were claimed than 5 % and chance can explain. */
function falseRow(what: string, claimed: Count, note = ''): BenchRow {
  const most = 5 + 100 * strict * Math.sqrt((0.05 * 0.95) / claimed.total)
  return score({ goal, what, against: '5 %, and what chance adds (1 in 1,000)', ours: percent(claimed), peer: most, n: claimed.total, unit: '% false', target: { atMost: Number(most.toFixed(2)) }, note: [interval(claimed), note].filter(Boolean).join('; ') })
}

function foundRow({ sector, size }: { sector: Sector; size: number }, result: ReturnType<typeof foundEffects>): BenchRow {
  const what = `${sector.name}, ${size} customers, an effect that 80 % should show`
  if (!result) return { goal, what, skipped: 'no effect is large enough' }
  const least = 80 - 100 * strict * Math.sqrt((0.8 * 0.2) / result.found.total)
  return score({ goal, what, against: '80 %, less what chance takes (1 in 1,000)', ours: percent(result.found), peer: least, n: result.found.total, unit: '% found', target: { atLeast: Number(least.toFixed(2)) }, note: `+${(100 * result.rise).toFixed(1)} % buyers; ${interval(result.found)}` })
}

/** One sofa more or less moves a shop's year: only many years show what the advice is worth. */
const shopsOf = ({ world, sector }: { world: World; sector: Sector }) => (world !== peopleDiffer ? otherShops : sector.rhythmDays > 180 ? rareShops : shops)

const named = { nothing: 'doing nothing', everybody: 'writing to everybody', silent: 'writing to who was silent 30 days', random: 'as many by chance' }

/** Ours is the lower end of the range, so that a gain holds only beyond chance. Claimed in the first world alone: in the others no advice can know better. */
function gainRows({ world, sector }: { world: World; sector: Sector }, found: ReturnType<typeof gains> | undefined): BenchRow[] {
  if (!found) return []
  return (Object.keys(named) as (keyof typeof named)[]).map((policy) => { // The record's own keys.
    const { mean, variance } = summarise(found[policy])
    const spread = 1.96 * Math.sqrt(variance / found[policy].length)
    const isClaimed = world === peopleDiffer && (policy === 'nothing' || policy === 'everybody')
    return score({ goal, what: `${world.name}, ${sector.name}: the advice, more profit a year, lower end of 95 %`, against: named[policy], ours: mean - spread, peer: 0, n: found[policy].length, unit: 'Rp', target: isClaimed ? { atLeast: 0 } : { shownOnly: true }, note: `mean ${rupiah(mean)}, ${rupiah(mean - spread)} to ${rupiah(mean + spread)}` })
  })
}

const elsewhere = <Answer>(file: string, name: string, input: object) => runInWorker<Answer>({ module: new URL(`./simulation/${file}.ts`, import.meta.url), name, args: [input] })
const sum = (counts: Count[]): Count => ({ successes: counts.reduce((all, one) => all + one.successes, 0), total: counts.reduce((all, one) => all + one.total, 0) })
const percent = ({ successes, total }: Count) => Number(((100 * successes) / total).toFixed(2))
const interval = (count: Count) => `95 %: ${wilsonInterval(count).map((end) => (100 * end).toFixed(1)).join(' to ')} %`
const rupiah = (amount: number) => `Rp ${new Intl.NumberFormat('id-ID').format(Math.round(amount / 1_000) * 1_000)}`

await main()
